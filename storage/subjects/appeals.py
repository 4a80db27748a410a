"""Appeals (п. 6.1)."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, Table, select

from rules.ids import AppealNumber, BlockNumber, ChatId, MemberId, ViolationNumber
from rules.vocabulary.appeals import (
    Appeal,
    AppealAnswered,
    AppealAsked,
    AppealExtended,
    AppealFact,
    AppealGranted,
    AppealMade,
    AppealUpheld,
    Decision,
)
from storage.queries import Asked, Asking, Tables
from storage.tables import chat_key, from_ms, integer, key, metadata, text

appeals = Table(
    "appeals",
    metadata,
    chat_key(),
    key("number"),
    integer("member_id"),
    integer("violation", null=True),
    integer("block", null=True),
    text("text"),
    integer("at_ms"),
    text("asked"),
    text("decision", null=True),
    integer("decided_ms", null=True),
    integer("by_id", null=True),
    Index("appeals_by_member", "chat_id", "member_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAppeal:
    """An appeal of a member, made at `at` (UTC), that nobody has decided."""

    chat: ChatId
    number: AppealNumber
    member: MemberId
    at: datetime


async def change(tables: Tables, fact: AppealFact) -> None:
    """Update appeals and the questions that wait for an answer."""
    match fact:
        case AppealMade():
            await tables.add(
                appeals,
                number=fact.number,
                member_id=fact.member,
                violation=fact.violation,
                block=fact.block,
                text=fact.text,
                by_id=None if fact.by == fact.member else fact.by,
                at_ms=tables.at_ms,
                asked="[]",
            )
        case AppealExtended(number=number):
            row = await tables.find(appeals, number=number)
            before = "" if row is None else row.text
            # of words that were erased, a replay keeps no empty line either
            whole = f"{before}\n{fact.text}".strip()
            await tables.change(appeals, {"number": number}, text=whole)
        case AppealAsked(number=number, to=to):
            await _ask(tables, number, add=to)
        case AppealAnswered(number=number, by=by):
            await _ask(tables, number, drop=by)
        case AppealUpheld(number=number) | AppealGranted(number=number):
            if isinstance(fact, AppealUpheld):
                decision = Decision.UPHELD
            else:
                decision = Decision.FELL if fact.fell else Decision.GRANTED
            await tables.change(
                appeals, {"number": number}, decision=decision.value, decided_ms=tables.at_ms
            )


async def erase_people(tables: Tables, fact: AppealFact) -> None:
    """Remove an entry's people from the tables; an appeal keeps its decision."""
    match fact:
        case AppealMade(number=number):
            await tables.change(
                appeals, {"number": number}, member_id=tables.nobody, by_id=None, text=""
            )
        case AppealExtended(number=number):
            await tables.change(appeals, {"number": number}, text="")
        case AppealAsked(number=number, to=asked):
            await _ask(tables, number, drop=asked)
        case _:
            pass


async def erase_words(tables: Tables, fact: AppealFact) -> None:
    """Remove the words of an appeal from the tables."""
    if isinstance(fact, AppealMade | AppealExtended):
        await tables.change(appeals, {"number": fact.number}, text="")


async def _ask(
    tables: Tables,
    number: AppealNumber,
    *,
    add: MemberId | None = None,
    drop: MemberId | None = None,
) -> None:
    row = await tables.find(appeals, number=number)
    asked = set() if row is None else set(json.loads(row.asked))
    asked = (asked | ({add} if add is not None else set())) - {drop}
    await tables.change(appeals, {"number": number}, asked=json.dumps(sorted(asked)))


async def appeals_of(of: Asked) -> tuple[Appeal, ...]:
    """Return all appeals of the member, oldest first."""
    return tuple(
        Appeal(
            number=AppealNumber(row.number),
            member=of.member,
            at=from_ms(row.at_ms),
            text=row.text,
            by=None if row.by_id is None else MemberId(row.by_id),
            violation=None if row.violation is None else ViolationNumber(row.violation),
            block=None if row.block is None else BlockNumber(row.block),
            asked=frozenset(MemberId(each) for each in json.loads(row.asked)),
            decision=None if row.decision is None else Decision(row.decision),
        )
        for row in await of.rows(appeals, appeals.c.number)
    )


class AppealReading(Asking):
    """Queries for appeals."""

    async def appeal_owner(self, chat: ChatId, number: AppealNumber) -> MemberId | None:
        """Return the appellant, or None."""
        return await self._owner(appeals, chat, appeals.c.number == number)

    async def questions_to(self, member: MemberId) -> tuple[tuple[ChatId, AppealNumber], ...]:
        """Return the undecided appeals about which a person has a question to answer."""
        rows = await self._rows(
            select(appeals.c.chat_id, appeals.c.number, appeals.c.asked)
            .where(appeals.c.decision.is_(None), appeals.c.asked != "[]")
            .order_by(appeals.c.at_ms)
        )
        return tuple(
            (ChatId(row.chat_id), AppealNumber(row.number))
            for row in rows
            if member in json.loads(row.asked)
        )

    async def open_appeals(self) -> tuple[OpenAppeal, ...]:
        """Return all undecided appeals, oldest first."""
        rows = await self._rows(
            select(appeals.c.chat_id, appeals.c.number, appeals.c.member_id, appeals.c.at_ms)
            .where(appeals.c.decision.is_(None))
            .order_by(appeals.c.at_ms, appeals.c.chat_id, appeals.c.number)
        )
        return tuple(
            OpenAppeal(
                chat=ChatId(row.chat_id),
                number=AppealNumber(row.number),
                member=MemberId(row.member_id),
                at=from_ms(row.at_ms),
            )
            for row in rows
        )
