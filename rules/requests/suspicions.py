"""Requests about what detectors found (п. 5.12.2)."""

from dataclasses import dataclass
from datetime import datetime

from rules.cases.people import Actor
from rules.detectors.detection import Detection
from rules.ids import MemberId, MessageId, SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseSuspicion:
    """Detectors found something in a message of the case's member, written at `posted_at`."""

    message: MessageId
    posted_at: datetime
    detections: tuple[Detection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforceSuspicion:
    """The time has come for what the chat wants done at once about a suspicion."""

    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentSuspicion:
    """The time has come to put a suspicion before the moderators."""

    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSuspicion:
    """«Засчитать»: a moderator says that it is a violation.

    `aimed_at` are the moderators whom the messages are known to be against.
    """

    by: Actor
    number: SuspicionNumber
    aimed_at: frozenset[MemberId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSuspected:
    """«Удалить»: a moderator removes the messages that a suspicion is about."""

    by: Actor
    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearSuspicion:
    """«Не нарушение»: a moderator says that it is none; `taught` is as in the fact."""

    by: Actor
    number: SuspicionNumber
    taught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveSuspicion:
    """«Оставить как есть»: what was found stands in messages that are recorded already."""

    by: Actor
    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenSuspicion:
    """A moderator takes «Не нарушение» back."""

    by: Actor
    number: SuspicionNumber


SuspicionRequest = (
    RaiseSuspicion
    | EnforceSuspicion
    | PresentSuspicion
    | CountSuspicion
    | RemoveSuspected
    | ClearSuspicion
    | LeaveSuspicion
    | ReopenSuspicion
)
