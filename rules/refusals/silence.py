"""Refusals about a chat's silence (п. 5.12.4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceTooLong:
    """The silence would end after `latest` (UTC): access is round the clock."""

    clause: ClassVar[Clause] = Clause.ROUND_THE_CLOCK
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceNotAhead:
    """The silence would be over already."""

    clause: ClassVar[Clause] = Clause.REMINDER


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentAlready:
    """The chat is silent until `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.REMINDER
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSilent:
    """Everybody may write in the chat."""

    clause: ClassVar[Clause] = Clause.REMINDER


@dataclass(frozen=True, slots=True, kw_only=True)
class MayWrite:
    """The member may write: nothing of theirs is removed."""

    clause: ClassVar[Clause] = Clause.GROUNDS


SilenceRefusal = SilenceTooLong | SilenceNotAhead | SilentAlready | NotSilent | MayWrite
