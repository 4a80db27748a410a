"""One text by one author in several chats within minutes: perhaps a page is in other hands.

It is one card (п. 5.12.2). A moderator removes all of it, each message under a rule, or has the
member only read until they say that the page is theirs again; then nothing is counted. That ends by
itself, and is no block.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.conduct import Conduct
from rules.detectors.flood.recent import essence, is_courteous
from rules.detectors.registry import Detector
from rules.ids import ChatId, MemberId, MessageId, RuleNumber
from rules.openness import settlement_in
from rules.permissions import against_acting, against_doubt
from rules.policy import Spreading
from rules.rights import EVERYBODY, Deed, Press
from rules.rights import Place as Hangs
from rules.times import is_over
from rules.violations import annul
from rules.vocabulary.people import NOT_PARTICIPANT
from rules.vocabulary.spread import (
    PAGE_IN_DOUBT,
    PAGE_NOT_DOUBTED,
    SPREAD_OVER,
    DoubtPage,
    PageDoubted,
    PageReturned,
    Place,
    ReturnPage,
    Spread,
)
from rules.vocabulary.suspicions import Settlement, SuspicionSettled
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import AnnulViolation

SETTLE_SPREAD = Deed(
    "settle one text in several chats",
    Clause.MODERATION,
    press=Press(Hangs.PRIVATE, SPREAD_OVER, names_chat=True),
)

RETURN_PAGE = Deed(
    "let a member write whose page was in doubt",
    Clause.MODERATION,
    press=Press(Hangs.PRIVATE, PAGE_NOT_DOUBTED, names_chat=True),
)

OWN_PAGE = Deed(
    "say that one's page is one's own again",
    Clause.MODERATION,
    grant=EVERYBODY,
    private=EVERYBODY,
    press=Press(Hangs.PRIVATE, PAGE_NOT_DOUBTED, forged=PAGE_NOT_DOUBTED),
)

KEPT = timedelta(days=7)
"""How long a card about one text in several chats can be settled."""

LEAST = 25
"""Letters and digits of a text that is compared: «ок», «спасибо» and greetings are shorter."""

_SURELY = 60
"""So many are no mere courtesy, whatever words are among them."""

_LURES = re.compile(r"голосуй|перей?ди|переход|заход|подпи[сш]|скинь|одолжи|займи|перевед|срочно")
"""What stolen pages ask for, also politely."""

_REMEMBERED = 4096
"""People whose messages are remembered; who wrote longest ago is forgotten first."""

_MOST_OF_ONE = 30
"""Texts of one person, and places of one text, that are remembered; the first are forgotten."""


class Key(NamedTuple):
    """By what a text is recognised: a foreign link in it, or its letters and digits."""

    by_link: bool
    said: str

    @property
    def digest(self) -> str:
        """What is stored of it: no words can be read from that."""
        return hashlib.sha256(f"{self.by_link} {self.said}".encode()).hexdigest()

    @property
    def is_polite(self) -> bool:
        """Whether it is what people say everywhere."""
        said = self.said
        if self.by_link or len(said) >= _SURELY:
            return False
        return is_courteous(said) and not _LURES.search(said)


def keys_of(text: str, links: Iterable[str]) -> list[Key]:
    """Return by what a text is recognised, its foreign `links` first; [] for a short text."""
    keys = [Key(by_link=True, said=each.rstrip("/")) for each in dict.fromkeys(links)]
    if len(text) >= LEAST and len(said := essence(text)) >= LEAST:
        keys.append(Key(by_link=False, said=said))
    return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """What one author said in several chats: the `key` that it is recognised by, and where."""

    author: MemberId
    key: Key
    places: tuple[Place, ...]


_Places = dict[tuple[ChatId, MessageId], Place]


class _Author:
    """What somebody wrote, and where; `last` is when they wrote last (UTC)."""

    __slots__ = ("last", "written")

    def __init__(self, last: datetime) -> None:
        self.last = last
        self.written: dict[Key, _Places] = {}


class Echoes:
    """Remembers for minutes who wrote what in which chats, in bounded memory.

    Chats are handled side by side, so their messages come in any order; one that comes again counts
    once. Each text is read once.
    """

    def __init__(self) -> None:
        self._authors: OrderedDict[MemberId, _Author] = OrderedDict()
        self._found: dict[tuple[ChatId, MessageId], Echo] = {}

    def hear(self, author: MemberId, place: Place, links: Iterable[str], wanted: Spreading) -> bool:
        """Remember a message; return whether its text, or a link in it, was in enough chats.

        `links` are the foreign links of its text. What was found is there for `take`.
        """
        keys = keys_of(place.text, links)
        if not keys:
            return False
        known = self._authors.pop(author, None)
        if known is None:
            self._forget(place.posted_at - 2 * wanted.within)
            known = _Author(last=place.posted_at)
        self._authors[author] = known
        known.last = place.posted_at
        if len(known.written) > 2 * _MOST_OF_ONE:
            known.written = dict(list(known.written.items())[-_MOST_OF_ONE:])
        for key in keys:
            # what was said last comes last, so that it is forgotten last
            places = known.written[key] = known.written.pop(key, {})
            places[place.chat, place.message] = place
            if len(places) > _MOST_OF_ONE:
                del places[next(iter(places))]
            if len(places) >= wanted.chats and self._find(author, place, key, places, wanted):
                return True
        return False

    def _find(
        self, author: MemberId, place: Place, key: Key, places: _Places, wanted: Spreading
    ) -> bool:
        lately = tuple(
            each
            for each in places.values()
            if abs(place.posted_at - each.posted_at) <= wanted.within
        )
        if len({each.chat for each in lately}) < wanted.chats or key.is_polite:
            return False
        self._found[place.chat, place.message] = Echo(author=author, key=key, places=lately)
        return True

    def remembered(self, author: MemberId) -> int:
        """Return how many messages of a person are remembered, each once for every key of it."""
        known = self._authors.get(author)
        return 0 if known is None else sum(map(len, known.written.values()))

    def __len__(self) -> int:
        """Return how many people are remembered."""
        return len(self._authors)

    def take(self, chat: ChatId, message: MessageId) -> Echo | None:
        """Return what was found with a message, once."""
        return self._found.pop((chat, message), None)

    def _forget(self, before: datetime) -> None:
        """Forget who wrote last before a moment, or longest ago where they are too many."""
        while self._authors:
            first = next(iter(self._authors.values()))
            if first.last >= before and len(self._authors) < _REMEMBERED:
                return
            self._authors.popitem(last=False)


def rule_for(spread: Spread, conduct: Conduct) -> RuleNumber | None:
    """Return the rule that one text in several chats breaks: on links, or on spam; or None."""
    detectors = (Detector.LINK, Detector.FLOOD) if spread.by_link else (Detector.FLOOD,)
    rules = (conduct.watched_by(each) for each in detectors)
    return next((rule.number for rule in rules if rule is not None), None)


def is_kept(spread: Spread, now: datetime) -> bool:
    """Return whether a card can still be settled."""
    return not is_over(spread.at, KEPT, now)


def doubt(case: Case, request: DoubtPage, now: datetime) -> Ruling:
    """Let a member only read, since their page may be in other hands, and count nothing for it."""
    if refusal := against_acting(case, request.by, SETTLE_SPREAD):
        return Refused(refusal)
    if not case.present:
        return Refused(NOT_PARTICIPANT)
    if refusal := against_doubt(case, now):
        return Refused(refusal)
    doubted = PageDoubted(
        member=case.member,
        by=request.by.member,
        ends_at=now + case.policy.spreading.longest,
    )
    return Granted((doubted, *_uncounting(case, request, now)))


def _uncounting(case: Case, request: DoubtPage, now: datetime) -> tuple[Fact, ...]:
    """Annul what was recorded for the messages, and settle their cards: the owner wrote nothing."""
    by, facts = request.by, dict[Fact, None]()
    for violation in case.violations:
        if violation.message in request.messages and not violation.annulled:
            asked = AnnulViolation(by=by, number=violation.number, reason=request.reason)
            ruling = annul(case, asked, now)
            facts |= dict.fromkeys(ruling.facts if isinstance(ruling, Granted) else ())
    settled = (
        SuspicionSettled(
            number=each.number,
            member=case.member,
            by=by.member,
            how=Settlement.CLEARED,
            message=message,
        )
        for each in case.suspicions
        for message in each.messages
        if message in request.messages
        and settlement_in(case, each, message) is not Settlement.CLEARED
    )
    return (*facts, *settled)


def return_page(case: Case, request: ReturnPage, now: datetime) -> Ruling:
    """Let the member write again: they, a moderator or the end of the term."""
    by = request.by
    is_other = by is not None and by.member != case.member
    if by is not None and is_other and (refusal := against_acting(case, by, RETURN_PAGE)):
        return Refused(refusal)
    if case.doubt is None or case.doubt.ended_at is not None:
        return Refused(PAGE_NOT_DOUBTED)
    if by is None and case.doubt.hold.holds_at(now):
        return Refused(PAGE_IN_DOUBT)
    returned = PageReturned(member=case.member, by=None if by is None else by.member)
    return Granted((returned,))


DECISIONS: Decisions = {DoubtPage: doubt, ReturnPage: return_page}
