"""Notices of dialogues in private: words are shown to their author before they go."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named
from rules.detectors.detection import Detection
from rules.ids import AppealNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyShown:
    """An apology as the participants of the chat will see it; it waits until `until` (UTC).

    Where the detectors `found` something, a moderator looks at it first.
    """

    chat: str
    text: str
    until: datetime
    found: tuple[Detection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealShown:
    """An appeal as the administrators will have it."""

    chat: str
    text: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionShown:
    """A decision on an appeal with its reason."""

    number: AppealNumber
    granted: bool
    text: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """A question about an appeal, to one of its sides."""

    number: AppealNumber
    to: Named
    text: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShown:
    """An answer about an appeal, to the administrators."""

    number: AppealNumber
    text: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreWordsAsked:
    """What is written next is added to the words, or (`anew`) takes their place."""

    anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsShownBelow:
    """The words were changed and are shown again, further down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsSent:
    """The words went."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsForgotten:
    """The time for them is over; nothing goes anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsDropped:
    """Nothing was sent, and nothing waits any more."""


ShownNotice = ApologyShown | AppealShown | DecisionShown | QuestionShown | AnswerShown

DialogueNotice = (
    ShownNotice | MoreWordsAsked | WordsShownBelow | WordsSent | WordsDropped | WordsForgotten
)
