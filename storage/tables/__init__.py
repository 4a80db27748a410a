"""The tables. Times are UTC milliseconds; every key of a chat's begins with the chat.

Three kinds: the journal, which only grows; the tables that follow from it, written by
`storage.projection` alone; and what is not the policy's (who is in a chat, what was posted,
what is to be delivered).
"""

from storage.tables import (
    arrivals,
    chats,
    forgetting,
    journal,
    messages,
    policies,
    sharing,
    traffic,
)
from storage.tables.appeals import appeals
from storage.tables.columns import metadata
from storage.tables.leavers import departures, expulsions, families, leavers, roster
from storage.tables.measures import (
    acknowledgements,
    ballots,
    blocks,
    grounds,
    proposals,
    reminders,
    removals,
    violations,
    votes,
    withheld,
)
from storage.tables.policies import announced
from storage.tables.settings import (
    adoptions,
    appointments,
    invitations,
    newcomers,
    settings,
    silences,
)
from storage.tables.suspicions import suspicions, taught, wordlist

__all__ = [
    "DERIVED",
    "arrivals",
    "chats",
    "forgetting",
    "journal",
    "messages",
    "metadata",
    "policies",
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
"""The tables that follow from the journal, in an order in which rows can be inserted."""
