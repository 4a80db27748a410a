"""Requests of п. 6.1."""

from dataclasses import dataclass

from rules.cases.people import Actor
from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAppeal:
    """The case's member contests a violation, or (with neither given) the block in force."""

    by: MemberId
    text: str
    violation: ViolationNumber | None = None
    block: BlockNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAboutAppeal:
    """An administrator asks one of the sides."""

    by: Actor
    number: AppealNumber
    to: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAboutAppeal:
    """Whoever was asked answers."""

    by: MemberId
    number: AppealNumber
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """An administrator annuls what was contested (`grant`), or upholds it."""

    by: Actor
    number: AppealNumber
    grant: bool
    reason: str


AppealRequest = MakeAppeal | AskAboutAppeal | AnswerAboutAppeal | DecideAppeal
