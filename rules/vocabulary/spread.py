"""One text by one author in several chats, and pages that may be in other hands (п. 5.12.2)."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.ids import ChatId, MemberId, MessageId, SpreadNumber
from rules.times import Hold
from rules.vocabulary.bases import FactBase, PlainRefusal
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text was said: a message of a chat, written at `posted_at` (UTC).

    `text` is the whole message, as long as that is in memory.
    """

    chat: ChatId
    message: MessageId
    posted_at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One text, or one link (`by_link`), that a member said in several chats since `at` (UTC).

    In the chats of `left` a moderator found nothing wrong with it.
    """

    number: SpreadNumber
    member: MemberId
    text: str
    by_link: bool
    at: datetime
    places: tuple[Place, ...]
    left: frozenset[ChatId] = frozenset()

    @property
    def chats(self) -> tuple[ChatId, ...]:
        """The chats, in the order in which it was said there."""
        return tuple(dict.fromkeys(each.chat for each in self.places))

    def messages_in(self, chat: ChatId) -> tuple[MessageId, ...]:
        """Return the messages of a chat that say it."""
        return tuple(each.message for each in self.places if each.chat == chat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A member only reads in a chat from `at` until `ends_at` (UTC), since their page may be in
    other hands; in force while `ended_at` is None.
    """

    at: datetime
    ends_at: datetime
    ended_at: datetime | None = None

    @property
    def hold(self) -> Hold:
        """The period in which the member may not write."""
        hold = Hold(since=self.at, until=self.ends_at)
        return hold if self.ended_at is None else hold.ended(self.ended_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDoubted(FactBase):
    """A member only reads until `ends_at` (UTC): their page may be in other hands."""

    stored_as = "page_doubted"
    clause = Clause.MODERATION
    tried = True
    wakes_timers = True
    outlives_its_people = False
    threads = (("doubt", "member"),)

    member: MemberId
    by: MemberId
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReturned(FactBase):
    """A member may write again: they (`by` is the member) or a moderator said that the page is
    theirs, or the term is over (None).
    """

    stored_as = "page_returned"
    clause = Clause.MODERATION
    threads = (("doubt", "member"),)

    member: MemberId
    by: MemberId | None


SpreadFact = PageDoubted | PageReturned


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtPage:
    """A moderator takes the page of the case's member for stolen.

    Nothing is counted for the `messages` that it sent; records of them are annulled for that
    `reason`. The case has the member's suspicions.
    """

    by: Actor
    messages: tuple[MessageId, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPage:
    """The case's member is to write again: they or a moderator ask it; None: the term is over."""

    by: Actor | None


SpreadRequest = DoubtPage | ReturnPage

SPREAD_OVER = PlainRefusal("spread over", Clause.MODERATION)
"""Nothing is left to do about it in the asker's chats, or it is no longer kept."""

PAGE_IN_DOUBT = PlainRefusal("page in doubt", Clause.MODERATION)
"""The member only reads already, and still does."""

PAGE_NOT_DOUBTED = PlainRefusal("page not doubted", Clause.MODERATION)
