"""Notices about what detectors found, and about a chat's own list of words (п. 5.12.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.notices import Named
from handlers.notices.mistakes import NotRight
from rules.conduct import Rule
from rules.detectors.detection import Answer, Detection, Detector
from rules.ids import SuspicionNumber, ViolationNumber
from rules.responses import Response
from rules.vocabulary.suspicions import Settlement


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspected:
    """One message of a card: what it says, where that is kept, and what was found in it.

    `recorded` is the violation that it carries, if any.
    """

    text: str
    detections: tuple[Detection, ...]
    recorded: ViolationNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardShown:
    """A suspicion put before the moderators. `rule` is the gravest of those that it speaks for.

    `removed` of `messages` are gone. `violation` is the one that was recorded, by `by`, or by the
    bot itself (None). `stands` says why nothing of an open card may be counted, if so.
    """

    chat: str
    number: SuspicionNumber
    member: Named
    messages: tuple[Suspected, ...]
    rule: Rule | None
    removed: int
    violation: ViolationNumber | None
    settled: Settlement | None
    by: Named | None
    stands: NotRight | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedByTheBot:
    """The bot removed what a member wrote, as the chat lets it."""

    member: Named
    rule: Rule
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyHearsCards:
    """There is a card, and no moderator takes the bot's private messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsListed:
    """How many cards are open in the chats that somebody moderates; they follow."""

    count: int
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextJudged:
    """What each detector says of a text, by which rule, and what would follow in the chat.

    `chat` is "" where no chat's own settings were asked.
    """

    chat: str
    text: str
    answers: Mapping[Detector, Answer]
    rules: Mapping[Detector, Rule | None]
    responses: Mapping[Detector, Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMissing:
    """`/проверь` without a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """An entry of a chat's own list."""

    entry: str
    rule: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordListShown:
    """The chat's own list."""

    entries: tuple[ListEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordListChanged:
    """Entries were put on the chat's own list, or taken off it."""

    entries: tuple[ListEntry, ...]
    listed: bool
    by: Named


DetectingNotice = (
    CardShown
    | RemovedByTheBot
    | NobodyHearsCards
    | CardsListed
    | TextJudged
    | TextMissing
    | WordListShown
    | WordListChanged
)
