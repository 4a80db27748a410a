"""Refusals about what detectors found (п. 5.12.2, 5.12.7)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingSuspected:
    """Nothing of what was found is of concern in this chat."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToEnforce:
    """The chat wants nothing done that was not done, or the suspicion is settled."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchSuspicion:
    """The chat has no suspicion of that number."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledAlready:
    """Somebody has settled the suspicion already."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectedRemoved:
    """The messages of the suspicion are removed already."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRecordedYet:
    """Something of the suspicion may be recorded: it cannot be left as recorded already."""

    clause: ClassVar[Clause] = Clause.MODERATION


SuspicionRefusal = (
    NothingSuspected
    | NothingToEnforce
    | NoSuchSuspicion
    | SettledAlready
    | SuspectedRemoved
    | NotRecordedYet
)
