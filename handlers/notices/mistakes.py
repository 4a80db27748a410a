"""Notices about what could not be understood or is not right."""

from dataclasses import dataclass
from datetime import datetime

from handlers.commands import Command
from handlers.notices import Named
from rules.vocabulary.unions import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRight:
    """The policy refused, and why; `by` is who is named in the refusal, if anybody."""

    refusal: Refusal
    by: Named | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCommand:
    """No such command; perhaps another was meant."""

    word: str
    nearest: Command | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A command's arguments were not understood: what it expects, with an example."""

    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerNeeded:
    """The command wants to be an answer to the message that it is about."""

    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyNamed:
    """The command does not say whom it is about."""

    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyFound:
    """No member of the chat is called that; in `private`, nobody in the asker's chats."""

    words: str
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralFound:
    """Several members are called that."""

    words: str
    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyInChat:
    """The command works in a group chat."""

    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodAhead:
    """A report was asked for of a period that begins only then (UTC)."""

    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonOutdated:
    """The button belongs to something that is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessengerSilent:
    """The messenger did not answer what had to be asked; nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsUnchecked:
    """Whether the asker still moderates could not be asked of the messenger; nothing was done."""


MistakeNotice = (
    NotRight
    | UnknownCommand
    | Expected
    | AnswerNeeded
    | NobodyNamed
    | NobodyFound
    | SeveralFound
    | OnlyInChat
    | PeriodAhead
    | ButtonOutdated
    | MessengerSilent
    | RightsUnchecked
)
