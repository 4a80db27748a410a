"""Recognising a person and their words in data about others, and erasing them there.

That is: waiting messages, files, dialogues, data about messages, what was written around calls for
help, and arrived events.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import AppealNumber, ChatId, FileId, MemberId
from rules.mentions import beginning_of, people_in
from storage.subjects.appeals import appeals
from storage.subjects.families import roster
from storage.subjects.signals import signals
from storage.tables import arrivals, dialogues, evidence, files, journal, notices, outbox, people

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
        select(journal.c.payload).where(about, journal.c.erased_ms.is_(None))
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


Blank = Callable[[str, MemberId], str]
"""Returns the JSON of an event without what the person wrote."""

_WORDS = ("send", "edit", "invite", "answer")
"""Kinds of effects with text; the others hold numbers, and carry out measures in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaying:
    """Erases a person's traces within one unit of work.

    With `in_force` a measure or decision about the person is pending, and messages about it stay.
    With `named` they are in a chat or in the journal, and their name may be used. `present` are the
    chats that they are in. `instead` replaces their name.
    """

    connection: AsyncConnection
    traces: Traces
    in_force: bool
    named: bool
    present: frozenset[ChatId]
    instead: str

    async def parcels(self) -> int:
        """Delete waiting messages about the person; return how many stay.

        Deleted in any case are files that mention them, since the recipient can ask again, and
        words that they have not sent. If others are named, too, the message is also theirs, and
        loses only the name.
        """
        query = select(outbox.c.id, outbox.c.peer, outbox.c.payload)
        stay = 0
        for row in (await self.connection.execute(query.where(outbox.c.kind.in_(_WORDS)))).all():
            said = json.loads(row.payload)
            to_them = row.peer == self.traces.member and not self.named
            tells, names = to_them or self.traces.tell(said), self.traces.name(said)
            idle = self.traces.tell_half_made(said) or await self._tell_files(said)
            if not (tells or names or idle):
                continue
            here = outbox.c.id == row.id
            if not idle and (self.in_force or (self.named and not tells)):
                stay += 1
            elif idle or tells or not self.traces.name_others(said):
                await self.connection.execute(delete(outbox).where(here))
            else:
                left = json.dumps(
                    self.traces.replaced(said, self.instead),
                    ensure_ascii=False,
                    separators=(",", ":"),
                )
                await self.connection.execute(update(outbox).where(here).values(payload=left))
        await drop_sent_files(self.connection)
        return stay

    async def _tell_files(self, said: dict[str, Any]) -> bool:
        for number in said.get("files", ()):
            query = select(files.c.content, files.c.reference).where(files.c.id == number)
            file = (await self.connection.execute(query)).first()
            if file is None:
                continue
            text = bytes(file.content).decode("utf-8", "replace")
            if self.traces.name(text) or self.traces.tell(text):
                return True
            # a picture is called by its owner's number
            if re.search(rf"(?<!\d){self.traces.member}(?!\d)", file.reference):
                return True
        return False

    async def dialogues(self) -> int:
        """Delete others' dialogues about the person; return how many stay to be finished."""
        stay = 0
        query = select(dialogues).where(dialogues.c.member_id != self.traces.member)
        for row in (await self.connection.execute(query)).all():
            data = json.loads(row.data)
            traces = self.traces
            if not (traces.name(data) or traces.tell(data) or traces.concern_appeal(data)):
                continue
            if self.in_force:
                stay += 1
            else:
                here = dialogues.c.member_id == row.member_id
                await self.connection.execute(delete(dialogues).where(here))
        return stay

    async def notices(self) -> None:
        """Delete data about messages that name the person, if they name nobody else, or the person
        is no longer there.
        """
        query = select(notices.c.peer, notices.c.ref, notices.c.data)
        maybe = notices.c.data.contains(str(self.traces.member), autoescape=True)
        for row in (await self.connection.execute(query.where(maybe))).all():
            data = json.loads(row.data)
            alone = self.traces.member in data.values()
            if alone or (row.peer not in self.present and self.traces.name(data)):
                here = and_(notices.c.peer == row.peer, notices.c.ref == row.ref)
                await self.connection.execute(delete(notices).where(here))

    async def beside_calls(self) -> None:
        """Delete what was written around others' calls for help where the person is quoted."""
        query = select(signals.c.id, signals.c.near).where(signals.c.near != "")
        for row in (await self.connection.execute(query)).all():
            if self.traces.name([row.near]) or self.traces.tell([row.near]):
                here = signals.c.id == row.id
                await self.connection.execute(update(signals).where(here).values(near=""))

    async def arrivals(self, blank: Blank) -> None:
        """Blank what the person wrote in events that are not handled yet."""
        maybe = arrivals.c.body.contains(str(self.traces.member), autoescape=True)
        query = select(arrivals.c.id, arrivals.c.body).where(maybe)
        for row in (await self.connection.execute(query)).all():
            left = blank(row.body, self.traces.member)
            if left != row.body:
                here = arrivals.c.id == row.id
                await self.connection.execute(update(arrivals).where(here).values(body=left))


async def drop_sent_files(connection: AsyncConnection) -> int:
    """Delete files that no message waits with any more; return how many."""
    with_files = and_(outbox.c.kind == "send", outbox.c.payload.not_like('%"files":[]%'))
    rows = await connection.execute(select(outbox.c.payload).where(with_files))
    waiting = {FileId(number) for row in rows for number in json.loads(row.payload)["files"]}
    gone = await connection.execute(delete(files).where(files.c.id.not_in(waiting)))
    return gone.rowcount
