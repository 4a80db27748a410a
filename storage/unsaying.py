"""Erasing a person's traces in data that belong to others: waiting messages, files, dialogues, data
about messages, and arrived events.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.ids import ChatId, FileId, MemberId
from storage.recognising import Traces
from storage.tables.arrivals import arrivals
from storage.tables.messages import dialogues, files, notices
from storage.tables.traffic import outbox

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
            query = select(files.c.content).where(files.c.id == number)
            content = (await self.connection.execute(query)).scalar()
            text = bytes(content or b"").decode("utf-8", "replace")
            if self.traces.name(text) or self.traces.tell(text):
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
