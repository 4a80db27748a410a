"""Refusals to a press under one of the bot's messages."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAddressed:
    """The notice is for other people."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgedAlready:
    """The acknowledgement is already recorded."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOutdated:
    """The notice shows an earlier version of the rules."""

    clause: ClassVar[Clause] = Clause.REVISION


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLateToUndo:
    """The act can no longer be undone from its message."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToUndo:
    """The act is undone already, or something else took its place."""

    clause: ClassVar[Clause] = Clause.GROUNDS


NoticeRefusal = NotAddressed | AcknowledgedAlready | NoticeOutdated | TooLateToUndo | NothingToUndo
