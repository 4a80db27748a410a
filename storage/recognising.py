"""Recognising a person and their words in data about others."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import AppealNumber, ChatId, MemberId
from rules.mentions import beginning_of, people_in
from storage.subjects.appeals import appeals
from storage.subjects.evidence import evidence
from storage.subjects.roster import roster
from storage.tables.chats import people
from storage.tables.journal import journal
from storage.tables.messages import dialogues

_OWN = ("text", "note", "reason")
"""Fields of a fact with somebody's words."""

_SHORTEST_NAME = 5
_BEGINNING = 24
"""Leading letters compared to recognise words: a quotation may be cut off after them."""

_BESIDE_A_NAME, _ALONE = 8, 16
"""Letters needed to recognise words, where the person is named beside them and where not: «спасибо»
could be anybody's.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What identifies a person: their id, names, words and appeals.

    `half_made` words are only in the person's own dialogue and were sent to nobody.
    """

    member: MemberId
    names: frozenset[str]
    words: frozenset[str]
    half_made: frozenset[str]
    appeals: frozenset[tuple[ChatId, AppealNumber]]
    _mention: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_mention", re.compile(rf"{re.escape(beginning_of(self.member))}[^\]]*\]")
        )

    def name(self, data: Any) -> bool:
        """Whether JSON-able data name the person: by id, mention or name."""
        return any(
            value == self.member
            if isinstance(value, int)
            else bool(self._mention.search(value)) or any(name in value for name in self.names)
            for value in _values(data)
        )

    def name_others(self, data: Any) -> bool:
        """Whether JSON-able data mention anybody else."""
        return any(
            mentioned != self.member
            for value in _values(data)
            if isinstance(value, str)
            for mentioned in people_in(value)
        )

    def tell(self, data: Any) -> bool:
        """Whether JSON-able data repeat the person's words, or what was noted about them."""
        return self._repeated(self.words | self.half_made, data)

    def tell_half_made(self, data: Any) -> bool:
        """Whether JSON-able data repeat words that the person has not sent."""
        return self._repeated(self.half_made, data)

    def _repeated(self, some: frozenset[str], data: Any) -> bool:
        shortest = _BESIDE_A_NAME if self.name(data) else _ALONE
        sought = [words for words in some if len(words) >= shortest]
        if not sought:
            return False
        return any(
            words in said
            for said in (_letters(value) for value in _values(data) if isinstance(value, str))
            for words in sought
        )

    def concern_appeal(self, data: Any) -> bool:
        """Whether a dialogue is about an appeal of the person."""
        return (data.get("chat"), data.get("appeal")) in self.appeals

    def replaced(self, data: Any, instead: str) -> Any:
        """Return the data with `instead` in place of the person's names."""
        return _changed(data, lambda text: self._nameless(text, instead))

    def _nameless(self, text: str, instead: str) -> str:
        text = self._mention.sub(instead, text)
        for name in sorted(self.names, key=len, reverse=True):
            text = text.replace(name, instead)
        return text


async def traces_of(connection: AsyncConnection, member: MemberId) -> Traces:
    """Collect what identifies a person, from what is still stored."""
    names: set[str] = set()
    for row in await connection.execute(select(people).where(people.c.member_id == member)):
        names |= {row.nom, row.gen, row.dat, row.acc, row.ins, row.abl}
    listed = select(roster.c.name).where(roster.c.member_id == member)
    names |= {row.name for row in await connection.execute(listed)}
    words: list[str] = []
    said = select(evidence.c.text).where(evidence.c.member_id == member)
    words += [row.text for row in await connection.execute(said)]
    about = or_(
        journal.c.member_id == member,
        and_(journal.c.by_id == member, journal.c.kind.like("appeal%")),
    )
    for row in await connection.execute(
        select(journal.c.payload).where(and_(about, journal.c.erased_ms.is_(None)))
    ):
        fact = json.loads(row.payload)
        words += [fact[name] for name in _OWN if fact.get(name)]
    half_made: list[str] = []
    asked = select(dialogues.c.data).where(dialogues.c.member_id == member)
    for row in await connection.execute(asked):
        half_made += [value for value in _values(json.loads(row.data)) if isinstance(value, str)]
    owned = select(appeals.c.chat_id, appeals.c.number).where(appeals.c.member_id == member)
    return Traces(
        member=member,
        names=frozenset(name for name in names if len(name) >= _SHORTEST_NAME),
        words=frozenset(_letters(each)[:_BEGINNING] for each in words),
        half_made=frozenset(_letters(each)[:_BEGINNING] for each in half_made),
        appeals=frozenset(
            (ChatId(row.chat_id), AppealNumber(row.number))
            for row in await connection.execute(owned)
        ),
    )


def _letters(words: str) -> str:
    # only letters and digits: quoting adds or removes the rest (`handlers.voice`)
    return "".join(filter(str.isalnum, words.casefold()))


def _values(data: Any) -> Iterator[str | int]:
    match data:
        case dict():
            for value in data.values():
                yield from _values(value)
        case list():
            for value in data:
                yield from _values(value)
        case bool():
            pass
        case str() | int():
            yield data
        case _:
            pass


def _changed(data: Any, change: Callable[[str], str]) -> Any:
    match data:
        case dict():
            return {key: _changed(value, change) for key, value in data.items()}
        case list():
            return [_changed(value, change) for value in data]
        case str():
            return change(data)
        case _:
            return data
