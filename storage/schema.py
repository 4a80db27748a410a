"""All tables. Times are UTC milliseconds; every key of a chat's table begins with the chat.

There are three kinds: the journal, which is append-only; the tables derived from it, which only
`storage.subjects` write; and those outside the policy (who is in a chat, what was posted, what is
to be delivered).
"""

from storage.columns import metadata
from storage.subjects import evidence
from storage.subjects.acquaintance import acknowledgements, newcomers
from storage.subjects.apologies import ballots, votes, withheld
from storage.subjects.appeals import appeals
from storage.subjects.blocks import blocks, grounds, proposals
from storage.subjects.chats import adoptions, appointments, settings
from storage.subjects.expulsions import expulsions
from storage.subjects.families import families
from storage.subjects.invitations import invitations
from storage.subjects.leavers import departures, leavers
from storage.subjects.reminders import reminders
from storage.subjects.revision import announced
from storage.subjects.roster import roster
from storage.subjects.silence import silences
from storage.subjects.suspicions import suspicions, taught
from storage.subjects.violations import removals, violations
from storage.subjects.wordlist import wordlist
from storage.tables import arrivals, chats, forgetting, journal, messages, sharing, traffic

__all__ = [
    "DERIVED",
    "arrivals",
    "chats",
    "evidence",
    "forgetting",
    "journal",
    "messages",
    "metadata",
    "sharing",
    "traffic",
]

DERIVED = (
    violations,
    blocks,
    grounds,
    proposals,
    votes,
    withheld,
    ballots,
    acknowledgements,
    reminders,
    removals,
    settings,
    adoptions,
    appointments,
    invitations,
    silences,
    newcomers,
    appeals,
    announced,
    families,
    roster,
    leavers,
    departures,
    expulsions,
    suspicions,
    taught,
    wordlist,
)
"""The tables derived from the journal, in an order in which rows can be inserted."""
