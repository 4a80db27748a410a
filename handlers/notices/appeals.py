"""Notices about appeals (п. 6.1)."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Ground, Named
from rules.conduct import Rule
from rules.ids import AppealNumber, BlockNumber, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationSaidPrivately:
    """A violation was recorded: told to the person, who may contest it until `until` (UTC)."""

    chat: str
    number: ViolationNumber
    rule: Rule
    note: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestable:
    """What a person can contest: a violation, or the block in force."""

    chat: str
    ground: Ground | None
    block: BlockNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestableListed:
    """Everything that a person can contest now."""

    things: tuple[Contestable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealWordsAsked:
    """The person's next private message is their appeal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealInWhichChat:
    """Several chats know a violation of that number: which one is it?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTaken:
    """The appeal is before the administrators; `decidable` says whether any of them may decide."""

    number: AppealNumber
    decidable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealStuck:
    """No administrator may decide the appeal: told to all of them, with the way out."""

    number: AppealNumber
    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealStuckSaid:
    """The same, told to the person who appealed, where it came to that later."""

    number: AppealNumber
    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCase:
    """An appeal with all that an administrator needs to decide on it."""

    number: AppealNumber
    chat: str
    member: Named
    decider: Named | None
    violation: Ground | None
    block: BlockNumber | None
    note: str
    evidence: str | None
    text: str
    counted: int
    blocks: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealClosed:
    """What is left of an appeal's case once it is decided, or what it contested `fell`."""

    number: AppealNumber
    chat: str
    member: Named
    by: Named
    granted: bool
    fell: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFellSaid:
    """What a person contests was annulled by `by` before anybody decided: told to the person."""

    number: AppealNumber
    chat: str
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealNeedsNobody:
    """The same, told to an administrator who was to decide."""

    number: AppealNumber
    chat: str
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecidedSaid:
    """The decision, told to a side."""

    number: AppealNumber
    chat: str
    granted: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonAsked:
    """The administrator's next private message is the reason of the decision."""

    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealUpheldSaid:
    """In the chat, to a side that takes no private messages: an appeal was refused."""

    number: AppealNumber
    to: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToBeAsked:
    """Whoever was to be asked takes no private messages from the bot."""

    to: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked:
    """The administrator's next private message is a question to that person."""

    to: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPut:
    """A question about an appeal, to whoever is to answer it."""

    number: AppealNumber
    chat: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSent:
    """The question is on its way."""

    to: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAsked:
    """The person's next private message is the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """An answer about an appeal, for the administrators."""

    number: AppealNumber
    chat: str
    by: Named
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """What was written went where it belongs."""


AppealNotice = (
    ViolationSaidPrivately
    | ContestableListed
    | AppealWordsAsked
    | AppealInWhichChat
    | AppealTaken
    | AppealStuck
    | AppealStuckSaid
    | AppealCase
    | AppealClosed
    | AppealFellSaid
    | AppealNeedsNobody
    | AppealDecidedSaid
    | AppealUpheldSaid
    | NotToBeAsked
    | ReasonAsked
    | QuestionAsked
    | QuestionPut
    | QuestionSent
    | AnswerAsked
    | AnswerGiven
    | PassedOn
)
