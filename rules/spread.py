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
"""Texts that are remembered at once, of all chats; the one said longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Key:
    """By what a text is recognised: its letters and digits, or a link in it; a digest of that."""

    digest: str
    by_link: bool


def keys_of(text: str, links: Iterable[str]) -> tuple[Key, ...]:
    """Return by what a text is recognised, its foreign `links` first.

    Empty for what people say everywhere. No words can be read from it.
    """
    said = essence(text)
    polite = is_courteous(said) and len(said) < _SURELY and not _LURES.search(said)
    compared = len(said) >= LEAST and not polite
    keys = (_key(said, by_link=False),) if compared else ()
    return (*(_key(each.rstrip("/"), by_link=True) for each in dict.fromkeys(links)), *keys)


def _key(said: str, *, by_link: bool) -> Key:
    return Key(hashlib.sha256(f"{by_link} {said}".encode()).hexdigest(), by_link)


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """What one author said in several chats: the `key` that it is recognised by, and where."""

    author: MemberId
    key: Key
    places: tuple[Place, ...]


class Echoes:
    """Remembers for minutes who said what in which chats, in bounded memory.

    Chats are handled side by side, so their messages come in any order; one that comes again counts
    once.
    """

    def __init__(self) -> None:
        self._said: OrderedDict[tuple[MemberId, Key], dict[tuple[ChatId, MessageId], Place]]
        self._said = OrderedDict()
        self._found: dict[tuple[ChatId, MessageId], Echo] = {}

    def hear(self, author: MemberId, place: Place, links: Iterable[str], wanted: Spreading) -> bool:
        """Remember what was said; return whether it was said in enough chats, for `take`."""
        now, found = place.posted_at, False
        self._forget(now - 2 * wanted.within)
        for key in keys_of(place.text, links):
            said = self._said.setdefault((author, key), {})
            self._said.move_to_end((author, key))
            said[place.chat, place.message] = place
            lately = [each for each in said.values() if abs(now - each.posted_at) <= wanted.within]
            if not found and len({each.chat for each in lately}) >= wanted.chats:
                echo = Echo(author=author, key=key, places=tuple(lately))
                self._found[place.chat, place.message] = echo
                found = True
        return found

    def take(self, chat: ChatId, message: MessageId) -> Echo | None:
        """Return what was found with a message, once."""
        return self._found.pop((chat, message), None)

    def _forget(self, before: datetime) -> None:
        while self._said:
            key, said = next(iter(self._said.items()))
            newest = max(each.posted_at for each in said.values())
            if newest >= before and len(self._said) <= _REMEMBERED:
                return
            del self._said[key]


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
