"""Notices of dialogues in private: words are shown to their author before they go."""

from dataclasses import dataclass
from datetime import datetime

from rules.detectors.detection import Detection


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


DialogueNotice = (
    ApologyShown | MoreWordsAsked | WordsShownBelow | WordsSent | WordsDropped | WordsForgotten
)
