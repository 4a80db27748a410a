"""What a row of the table of rights is made of: outcomes, grants and buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rules.clauses import Clause
from rules.rights.parties import Who
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.people import NOT_MODERATOR


class Holds(StrEnum):
    """An outcome other than a refusal by the policy.

    `ALLOWED`: it is done or shown. `NOTHING`: they are told that there is nothing of theirs.
    `ELSEWHERE`: they are told where it works. `OUTDATED`: they are told that the button is
    outdated. `REMOVED`: the message is removed, and its request ignored. `UNHEARD`: nothing
    happens. `NOT_OFFERED`: the deed does not exist there.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The button of a deed, and where it `hangs`.

    For people who may press it, `forged` is the outcome under no message of the bot's, `old` once
    its case is over. `unaddressed`: who may press it where no message says whom it is for; None:
    the same people.
    """

    hangs: Place
    old: Outcome
    forged: Outcome = Holds.ALLOWED
    unaddressed: Grant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The rights to a deed, and the clause that it rests on.

    `grant` applies in the chat that it is about. `private` applies when asked in private about all
    the asker's chats; None: it is not typed there, and its button is about one chat there, too.
    `press` is None if the deed has no button. `fresh`: the messenger is asked right then who
    moderates, because the deed weighs enough and rights can be withdrawn. `may_block`: the same,
    only where blocks are automatic, because a block may follow at once.
    """

    clause: Clause
    grant: Grant
    private: Grant | None = None
    press: Press | None = None
    fresh: bool = False
    may_block: bool = False
