"""The rights to deeds: who may do what, in which way (п. 5.12.2, 5.12.7).

Each deed is a row of the table of rights. It stands beside the decision about it; deeds without a
decision, of people who ask about themselves, stand here. The policy reads it through
`rules.permissions`, help through `handlers.conversation.deeds`, and each press names its deed;
`tests/rights` walks every deed through the real handlers.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum

from rules.clauses import Clause
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.leavers import NOT_OF_YOUR_CHATS
from rules.vocabulary.people import NOT_MODERATOR, ONLY_ONESELF


class Who(StrEnum):
    """The relation of the asker to the chat that a deed is about.

    `MODERATOR_ELSEWHERE` moderates another chat and is not in this one. `SUSPENDED` is a
    member whose power as a moderator an administrator suspended. `UNCONFIRMED` moderates a
    chat that the college does not know, and that anybody could have created. `BLOCKED`, `NEWCOMER`
    (who has not acknowledged the rules) and `PARENT` (legal representative of a member) are
    members; a `GUARDIAN` is a parent who has confirmed that their child is a minor.
    `SAFETY` is a contact of `[safety]` and, like a `STRANGER`, in no chat. `COMMUNITY` is another
    bot or a channel.
    """

    ADMINISTRATOR = "administrator"
    MODERATOR = "moderator"
    MODERATOR_ELSEWHERE = "moderator elsewhere"
    UNCONFIRMED = "moderator of an unconfirmed chat"
    SUSPENDED = "suspended moderator"
    MEMBER = "member"
    BLOCKED = "blocked"
    NEWCOMER = "newcomer"
    PARENT = "parent"
    GUARDIAN = "guardian"
    SAFETY = "contact of safety"
    STRANGER = "stranger"
    COMMUNITY = "community"
    BOT = "bot"


PEOPLE = frozenset(Who) - {Who.COMMUNITY, Who.BOT}
"""Those whom the bot listens to."""

MODERATORS = frozenset({Who.ADMINISTRATOR, Who.MODERATOR})
"""The moderators of this chat."""

ALL_MODERATORS = MODERATORS | {Who.MODERATOR_ELSEWHERE, Who.UNCONFIRMED}
"""The moderators of any chat: in private a deed concerns all their chats."""

ADMINISTRATORS = frozenset({Who.ADMINISTRATOR})

MEMBERS = MODERATORS | {
    Who.SUSPENDED,
    Who.MEMBER,
    Who.BLOCKED,
    Who.NEWCOMER,
    Who.PARENT,
    Who.GUARDIAN,
}
"""The members of this chat."""


class Holds(StrEnum):
    """An outcome other than a refusal by the policy.

    `ALLOWED`: it is done or shown. `NOTHING`: they are told that there is nothing of theirs.
    `ELSEWHERE`: it goes on in one of their chats, by the rights there. `OUTDATED`: they are told
    that the button is outdated. `REMOVED`: the message is removed, and its request ignored.
    `UNHEARD`: nothing happens. `NOT_OFFERED`: the deed does not exist there.
    """

    ALLOWED = "allowed"
    NOTHING = "nothing"
    ELSEWHERE = "elsewhere"
    OUTDATED = "outdated"
    REMOVED = "removed"
    UNHEARD = "unheard"
    NOT_OFFERED = "not offered"


Outcome = Holds | RefusalKey
"""A right's outcome: one of the bot's own (`Holds`), or a refusal by the policy."""


class Place(StrEnum):
    """Where the button of a deed hangs."""

    CHAT = "chat"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who may (`to`), the outcome for `others`, and the exceptions in `but`."""

    to: frozenset[Who]
    others: Outcome = NOT_MODERATOR
    but: Mapping[Who, Outcome] = field(default_factory=dict)

    def to_whom(self, who: Who) -> Outcome:
        """Return the outcome for this person."""
        return self.but.get(who, Holds.ALLOWED if who in self.to else self.others)


@dataclass(frozen=True, slots=True)
class Press:
    """The button of a deed, and where it `hangs`.

    `also_in_private`: one that hangs in chats hangs in private conversations as well. `names_chat`:
    one that hangs in private is about the chat that it names, whose rights hold. For people
    who may press it, `forged` is the outcome under no message of the bot's, `old` once
    its case is over. `unaddressed`: who may press it where no message says whom it is for; None:
    the same people.
    """

    hangs: Place
    old: Outcome
    _: KW_ONLY
    also_in_private: bool = False
    names_chat: bool = False
    forged: Outcome = Holds.ALLOWED
    unaddressed: Grant | None = None


MODERATION = Grant(to=MODERATORS)


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """A kind of request, the rights to it, and the clause that it rests on.

    Seeing one's own records and seeing another's are two deeds. `grant` applies in the chat that it
    is about. `private` applies when asked in private about all the asker's chats; None: typed there
    it goes on in one chat of theirs, and its button is about one chat there, too. `press` is None
    if the deed has no button. `fresh`: the messenger is asked right then who moderates, because the
    deed weighs enough and rights can be withdrawn. `may_block`: the same, only where blocks are
    automatic, because a block may follow at once.
    """

    name: str
    clause: Clause
    _: KW_ONLY
    grant: Grant = MODERATION
    private: Grant | None = None
    press: Press | None = None
    fresh: bool = False
    may_block: bool = False


ADMINISTRATION = Grant(to=ADMINISTRATORS, others=NOT_ADMINISTRATOR)

EVERYBODY = Grant(to=PEOPLE)

OF_OTHERS = Grant(to=MODERATORS, others=ONLY_ONESELF)

OF_OTHERS_IN_PRIVATE = Grant(
    to=MODERATORS,
    others=ONLY_ONESELF,
    # the person is in none of the chats that they moderate
    but=dict.fromkeys(ALL_MODERATORS - MODERATORS, Holds.NOTHING),
)

ANY_MODERATION = Grant(to=ALL_MODERATORS)

OF_THE_COLLEGE = Grant(
    to=ALL_MODERATORS - {Who.UNCONFIRMED}, but={Who.UNCONFIRMED: NOT_OF_YOUR_CHATS}
)
"""Deeds for the college: a chat that anybody can create gives no right to them."""

BLOCKED = frozenset({Who.BLOCKED})

SEE_OWN_STANDING = Deed(
    "see one's own standing", Clause.GROUNDS, grant=EVERYBODY, private=EVERYBODY
)

SEE_STANDING = Deed(
    "see another's standing",
    Clause.GROUNDS,
    grant=OF_OTHERS,
    private=OF_OTHERS_IN_PRIVATE,
    press=Press(Place.PRIVATE, Holds.ALLOWED, names_chat=True, forged=Holds.OUTDATED),
)

READ_OWN_JOURNAL = Deed(
    "read of oneself in the journal",
    Clause.GROUNDS,
    grant=EVERYBODY,
    private=EVERYBODY,
)

READ_JOURNAL = Deed(
    "read of others in the journal",
    Clause.GROUNDS,
    grant=OF_OTHERS,
    private=OF_OTHERS_IN_PRIVATE,
    press=Press(Place.PRIVATE, Holds.ALLOWED, forged=Holds.OUTDATED),
)

CONFIRM_WORDS = Deed(
    "confirm one's own words",
    Clause.CONFLICTS,
    # the author of the text in a dialogue; in the chat that the tests play, the blocked member
    grant=Grant(to=BLOCKED, others=Holds.OUTDATED),
    press=Press(Place.PRIVATE, Holds.OUTDATED),
)

SEE_OWN_DATA = Deed("have one's own data", Clause.GROUNDS, grant=EVERYBODY, private=EVERYBODY)

GIVE_COMMAND = Deed(
    "give a command by a button",
    Clause.MODERATION,
    # the command's own deed is asked as well
    grant=EVERYBODY,
    private=EVERYBODY,
    press=Press(Place.PRIVATE, Holds.ALLOWED, forged=Holds.OUTDATED),
)

ASK_HELP = Deed(
    "ask for help",
    Clause.MODERATION,
    grant=EVERYBODY,
    private=EVERYBODY,
    press=Press(Place.PRIVATE, Holds.ALLOWED, forged=Holds.OUTDATED),
)
