"""Parse the arguments of commands: people, rules and terms, as people type them."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from handlers.conversation.terms import find_term
from handlers.messenger import PageNames
from rules.called import called
from rules.conduct import Conduct
from rules.ids import MemberId, RuleNumber
from rules.mentions import MENTION, member_of
from rules.times import Term


@dataclass(frozen=True, slots=True)
class ById:
    """A person given by their id (a community's is negative)."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class ByScreenName:
    """A person given by `@name` or the address of their page."""

    screen_name: str


@dataclass(frozen=True, slots=True)
class ByName:
    """A person given in words, as «Соколов» or «Иван Соколов»."""

    words: str


Whom = ById | ByScreenName | ByName

_AT = re.compile(r"[@*](\w+(?:\.\w+)*)(?:\s*\([^)]*\))?", re.ASCII)

_WORD = re.compile(r"(\w+)(?=[\s,:]|$)")


def read_whom(words: str, pages: PageNames) -> tuple[Whom | None, str]:
    """Parse a leading person; return them (or None) and the rest of the words.

    `pages` says how the messenger's people name a page.

    Names in plain words are not parsed here: only the caller knows where they end.
    """
    text = words.strip()
    if match := MENTION.match(text):
        return ById(member_of(match["kind"], match["number"])), _after(text, match)
    for pattern in (pages.address, _AT):
        if match := pattern.match(text):
            return _named(match[1], pages), _after(text, match)
    if match := _WORD.match(text):
        named = _named(match[1], pages)
        if isinstance(named, ById):
            return named, _after(text, match)
    return None, text


def _after(text: str, match: re.Match[str]) -> str:
    return text[match.end() :].lstrip(" ,:.").rstrip(" ,")


def _named(screen_name: str, pages: PageNames) -> Whom:
    match = pages.numbered.fullmatch(screen_name)
    return ById(member_of(match[1], match[2])) if match else ByScreenName(screen_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomAndRule:
    """A person, a rule, and the remark beside them; `guesses` are the rules it may mean.

    `before` are the words of the remark before the rule, or before the first guess; a name there
    may contradict the answer.
    """

    whom: Whom | None
    rule: RuleNumber | None
    note: str
    guesses: tuple[RuleNumber, ...] = ()
    before: str = ""


def read_whom_and_rule(
    words: str, pages: PageNames, conduct: Conduct, *, answers: bool
) -> WhomAndRule:
    """Parse «@name 3 пояснение», «Соколов мат», «за флуд» or nothing.

    `answers`: the command answers a message, so words beside the rule are a remark and no name.
    """
    whom, rest = read_whom(words, pages)
    meant = called(conduct, rest, named=whom is None and not answers)
    before, after = meant.before, meant.after
    if whom is None and not answers:
        named, more = read_whom(after, pages)
        if named is not None:
            # «3 @name»; with words after it, the name may be the victim's
            whom, after = (None, after) if more else (named, "")
        elif meant.rule is None and (before or after):
            whom, before, after = ByName(f"{before} {after}".strip()), "", ""
        elif before:
            whom, before = ByName(before), ""
        elif after:
            whom, after = ByName(after.rstrip(" ,.")), ""
    note = " ".join(filter(None, (before, after)))
    return WhomAndRule(
        whom=whom,
        rule=meant.rule,
        note=note,
        guesses=meant.guesses,
        before=before if whom is None and (meant.rule is not None or meant.guesses) else "",
    )


def read_number(words: str) -> tuple[int | None, str]:
    """Parse a leading number, with or without «№»; return it (or None) and the rest."""
    match = re.match(r"(?:№|#|n\.?)?\s*(\d{1,9})[.,:)]?(?:\s+|$)", words.strip(), re.IGNORECASE)
    if match is None:
        return None, words.strip()
    return int(match[1]), words.strip()[match.end() :].strip()


_REASON = re.compile(r"(?:^|\s)(?:за|because)\s.*$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomAndTerm:
    """A person and a term, each optional; `rest` are other words, without a reason («за мат»)."""

    whom: Whom | None
    term: Term | None
    rest: str


def read_whom_and_term(words: str, now: datetime, zone: tzinfo, pages: PageNames) -> WhomAndTerm:
    """Parse «@name 3 дня», «неделя Соколову», «до 25.11» or nothing; see `find_term`."""
    whom, rest = read_whom(words, pages)
    found = find_term(rest, now, zone)
    others = rest if found is None else f"{found.before} {found.after}"
    others = _REASON.sub("", others).strip(" ,")
    if whom is None and others:
        whom, others = ByName(others), ""
    return WhomAndTerm(whom=whom, term=None if found is None else found.term, rest=others)
