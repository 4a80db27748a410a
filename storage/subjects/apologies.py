"""Apologies with their votes, and withheld apologies (п. 5.12.6)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, ForeignKeyConstraint, Index, Table, select

from rules.detectors.registry import Detector
from rules.ids import BlockNumber, ChatId, MemberId, VoteNumber, WithheldNumber
from rules.vocabulary.apologies import (
    ApologyFact,
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    Ballot,
    Choice,
    LiftDecided,
    Outcome,
    Vote,
    VoteCast,
    VoteClosed,
    VoteShortened,
    Withheld,
    WithheldDecided,
)
from storage.queries import Asked, Asking, Tables
from storage.tables import chat_key, from_ms, integer, key, metadata, text, to_ms

votes = Table(
    "votes",
    metadata,
    chat_key(),
    key("number"),
    integer("block"),
    integer("member_id"),
    text("text"),
    integer("opened_ms"),
    integer("closes_ms"),
    text("outcome", null=True),
    integer("closed_ms", null=True),
    ForeignKeyConstraint(["chat_id", "block"], ["blocks.chat_id", "blocks.number"]),
    Index("votes_by_member", "chat_id", "member_id"),
    Index("votes_by_end", "outcome", "closes_ms"),
)

withheld = Table(
    "withheld",
    metadata,
    chat_key(),
    key("number"),
    integer("block"),
    integer("member_id"),
    text("text"),
    text("found"),
    integer("at_ms"),
    Column("decided", Boolean, nullable=False),
    Index("withheld_by_member", "chat_id", "member_id"),
)

ballots = Table(
    "ballots",
    metadata,
    chat_key(),
    key("vote"),
    key("member_id"),
    text("choice"),
    integer("at_ms"),
    ForeignKeyConstraint(["chat_id", "vote"], ["votes.chat_id", "votes.number"]),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueVote:
    """A vote whose time is over."""

    chat: ChatId
    member: MemberId
    vote: VoteNumber


async def change(tables: Tables, fact: ApologyFact) -> None:
    """Update votes, ballots and withheld apologies."""
    match fact:
        case ApologyMade():
            await tables.add(
                votes,
                number=fact.vote,
                block=fact.block,
                member_id=fact.member,
                text=fact.text,
                opened_ms=tables.at_ms,
                closes_ms=to_ms(fact.closes_at),
            )
        case VoteCast():
            await tables.drop(ballots, vote=fact.vote, member_id=fact.by)
            await tables.add(
                ballots,
                vote=fact.vote,
                member_id=fact.by,
                choice=fact.choice.value,
                at_ms=tables.at_ms,
            )
        case VoteClosed():
            await tables.change(
                votes, {"number": fact.vote}, outcome=fact.outcome.value, closed_ms=tables.at_ms
            )
        case VoteShortened():
            await tables.change(
                votes,
                {"number": fact.vote},
                opened_ms=tables.at_ms,
                closes_ms=to_ms(fact.closes_at),
            )
        case LiftDecided(vote=vote, lifted=lifted):
            outcome = Outcome.FORGIVEN if lifted else Outcome.KEPT
            await tables.change(
                votes, {"number": vote}, outcome=outcome.value, closed_ms=tables.at_ms
            )
        case ApologyWithheld():
            await tables.add(
                withheld,
                number=tables.entry,
                block=fact.block,
                member_id=fact.member,
                text=fact.text,
                found=" ".join(fact.found),
                at_ms=tables.at_ms,
                decided=False,
            )
        case WithheldDecided(number=number):
            await tables.change(withheld, {"number": number}, decided=True)
        case ApologyRejected(vote=vote):
            await tables.change(
                votes, {"number": vote}, outcome=Outcome.REJECTED.value, closed_ms=tables.at_ms
            )


async def erase_people(tables: Tables, fact: ApologyFact) -> None:
    """Remove an entry's people from the tables; a vote keeps its outcome."""
    match fact:
        case ApologyMade(vote=vote):
            await tables.change(votes, {"number": vote}, member_id=tables.nobody, text="")
        case VoteCast(vote=vote, by=voter):
            await tables.drop(ballots, vote=vote, member_id=voter, at_ms=tables.at_ms)
        case ApologyWithheld(member=member):
            at = {"member_id": member, "at_ms": tables.at_ms}
            await tables.change(withheld, at, member_id=tables.nobody, text="")
        case _:
            pass


async def erase_words(tables: Tables, fact: ApologyFact) -> None:
    """Remove the words of an apology from the tables."""
    match fact:
        case ApologyMade(vote=vote):
            await tables.change(votes, {"number": vote}, text="")
        case ApologyWithheld(member=member):
            at = {"member_id": member, "at_ms": tables.at_ms}
            await tables.change(withheld, at, text="")
        case _:
            pass


async def votes_of(of: Asked) -> tuple[Vote, ...]:
    """Return all votes on the member's apologies, oldest first."""
    rows = await of.rows(votes, votes.c.number)
    said: defaultdict[int, list[Ballot]] = defaultdict(list)
    if rows:
        for row in await of.ask(
            select(ballots)
            .where(ballots.c.chat_id == of.chat, ballots.c.vote.in_([row.number for row in rows]))
            .order_by(ballots.c.at_ms, ballots.c.member_id)
        ):
            said[row.vote].append(Ballot(member=MemberId(row.member_id), choice=Choice(row.choice)))
    return tuple(
        Vote(
            number=VoteNumber(row.number),
            block=BlockNumber(row.block),
            text=row.text,
            opened_at=from_ms(row.opened_ms),
            closes_at=from_ms(row.closes_ms),
            ballots=tuple(said[row.number]),
            outcome=None if row.outcome is None else Outcome(row.outcome),
            closed_at=from_ms(row.closed_ms),
        )
        for row in rows
    )


async def withheld_of(of: Asked) -> tuple[Withheld, ...]:
    """Return the member's withheld apologies, oldest first."""
    return tuple(
        Withheld(
            number=WithheldNumber(row.number),
            block=BlockNumber(row.block),
            text=row.text,
            found=tuple(Detector(each) for each in row.found.split()),
            at=from_ms(row.at_ms),
            decided=row.decided,
        )
        for row in await of.rows(withheld, withheld.c.number)
    )


class ApologyReading(Asking):
    """Queries for apologies and their votes."""

    async def vote_owner(self, chat: ChatId, number: VoteNumber) -> MemberId | None:
        """Return the author of the apology under this vote, or None."""
        return await self._owner(votes, chat, votes.c.number == number)

    async def withheld_owner(self, chat: ChatId, number: WithheldNumber) -> MemberId | None:
        """Return the author of this withheld apology, or None."""
        return await self._owner(withheld, chat, withheld.c.number == number)

    async def due_votes(self, now: datetime) -> tuple[DueVote, ...]:
        """Return the open votes whose time is over, the most overdue first."""
        return await self._due_votes(votes.c.closes_ms <= to_ms(now), votes.c.closes_ms)

    async def votes_ahead(self, now: datetime) -> tuple[DueVote, ...]:
        """Return the open votes that begin in the future, opened by a wrong clock."""
        return await self._due_votes(votes.c.opened_ms > to_ms(now), votes.c.opened_ms)

    async def _due_votes(
        self, which: ColumnElement[bool], order: Column[Any]
    ) -> tuple[DueVote, ...]:
        query = select(votes).where(votes.c.outcome.is_(None), which).order_by(order)
        return tuple(
            DueVote(
                chat=ChatId(row.chat_id),
                member=MemberId(row.member_id),
                vote=VoteNumber(row.number),
            )
            for row in await self._rows(query)
        )
