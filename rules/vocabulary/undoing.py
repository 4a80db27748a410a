"""What a moderator can undo within the policy's window."""

from dataclasses import dataclass

from rules.ids import BlockNumber, MessageId, ReminderNumber, ViolationNumber
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class TheViolation:
    """Undo the recording of a violation."""

    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheAnnulment:
    """Undo the annulment of a violation."""

    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheReplacement:
    """Undo a correction as a whole: annul that record and reinstate the one before."""

    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheBlock:
    """Annul a block as a mistake."""

    number: BlockNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheRefusalToBlock:
    """Undo «Не блокировать»: propose a block on the same violations again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TheReminder:
    """Withdraw a reminder."""

    number: ReminderNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheRemoval:
    """Record that a message was removed by mistake."""

    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class TheRecordAndRemoval:
    """Undo the recording of a violation together with the removal of its message."""

    number: ViolationNumber


Act = (
    TheViolation
    | TheAnnulment
    | TheReplacement
    | TheBlock
    | TheRefusalToBlock
    | TheReminder
    | TheRemoval
    | TheRecordAndRemoval
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """A moderator pressed «Отменить» under the bot's message about an act."""

    by: Actor
    act: Act
