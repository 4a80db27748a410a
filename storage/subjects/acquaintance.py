"""Versions of the rules (п. 6.2), who was shown them, and who acknowledged them (п. 5.12.3)."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Column, String, Table, and_, select

from rules.conduct import Conduct, Rule
from rules.ids import ChatId, MemberId, RuleNumber
from rules.vocabulary.acquaintance import (
    Acknowledged,
    AcknowledgementAsked,
    AcquaintanceFact,
    PolicyAnnounced,
    RevisionFact,
    RulesShown,
)
from storage.queries import Asked, Asking, Tables
from storage.tables import chat_key, from_ms, integer, key, members, metadata, text

acknowledgements = Table(
    "acknowledgements",
    metadata,
    chat_key(),
    key("member_id"),
    Column("version", String(200), primary_key=True),
    integer("at_ms"),
)

newcomers = Table(
    "newcomers",
    metadata,
    chat_key(),
    key("member_id"),
    Column("version", String(200), primary_key=True),
    integer("shown_ms"),
    integer("asked_ms", null=True),
)

policies = Table(
    "policies",
    metadata,
    Column("version", String(200), primary_key=True),
    text("conduct"),
    integer("since_ms"),
)

announced = Table(
    "announced",
    metadata,
    chat_key(),
    Column("version", String(200), primary_key=True),
    integer("at_ms"),
)

CONDUCT: TypeAdapter[Conduct] = TypeAdapter(Conduct)
"""The rules of conduct in their stored form: JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A member who was shown the rules at `shown_at` (UTC) and has not acknowledged them."""

    chat: ChatId
    member: MemberId
    version: str
    shown_at: datetime
    asked: bool


async def change(tables: Tables, fact: AcquaintanceFact | RevisionFact) -> None:
    """Update newcomers, those asked once more, acknowledgements, and what chats were told."""
    match fact:
        case RulesShown(member=member, version=version):
            await tables.drop(newcomers, member_id=member, version=version)
            await tables.add(
                newcomers, member_id=member, version=version, shown_ms=tables.at_ms, asked_ms=None
            )
        case AcknowledgementAsked(members=members, version=version):
            for member in members:
                await tables.change(
                    newcomers, {"member_id": member, "version": version}, asked_ms=tables.at_ms
                )
        case Acknowledged(member=member, version=version):
            await tables.add(
                acknowledgements, member_id=member, version=version, at_ms=tables.at_ms
            )
        case PolicyAnnounced(version=version):
            await tables.drop(announced, version=version)
            await tables.add(announced, version=version, at_ms=tables.at_ms)


async def erase_people(tables: Tables, fact: AcquaintanceFact | RevisionFact) -> None:
    """Remove an entry's people from the tables; the number of acknowledgements stays."""
    at_ms = tables.at_ms
    match fact:
        case Acknowledged(member=member, version=version):
            at = {"member_id": member, "version": version, "at_ms": at_ms}
            await tables.change(acknowledgements, at, member_id=tables.nobody)
        case RulesShown(member=member, version=version):
            await tables.drop(newcomers, member_id=member, version=version, shown_ms=at_ms)
        case AcknowledgementAsked(members=members, version=version):
            for each in members:
                at = {"member_id": each, "version": version, "asked_ms": at_ms}
                await tables.change(newcomers, at, asked_ms=None)
        case PolicyAnnounced():
            pass


async def acknowledged_by(of: Asked) -> frozenset[str]:
    """Return the versions of the rules that the member acknowledged."""
    rows = await of.rows(acknowledgements, acknowledgements.c.at_ms)
    return frozenset(row.version for row in rows)


async def newcomer_since(of: Asked) -> datetime | None:
    """Return when the member was shown the rules on joining (UTC).

    None if they never were, or have acknowledged the rules since.
    """
    shown = await of.rows(newcomers, newcomers.c.shown_ms)
    if not shown:
        return None
    known = await of.rows(acknowledgements, acknowledgements.c.at_ms)
    if known and known[-1].at_ms >= shown[-1].shown_ms:
        return None
    since: datetime = from_ms(shown[-1].shown_ms)
    return since


class AcquaintanceReading(Asking):
    """Queries for acknowledgements, newcomers without one, and versions of the rules."""

    async def unacquainted(self, *, chat: ChatId | None = None) -> tuple[Newcomer, ...]:
        """Return the present newcomers who acknowledged no rules since they were shown them."""
        acknowledged = (
            select(acknowledgements.c.member_id)
            .where(
                acknowledgements.c.chat_id == newcomers.c.chat_id,
                acknowledgements.c.member_id == newcomers.c.member_id,
                acknowledgements.c.at_ms >= newcomers.c.shown_ms,
            )
            .exists()
        )
        query = (
            select(newcomers, members.c.joined_ms)
            .join(
                members,
                and_(
                    members.c.chat_id == newcomers.c.chat_id,
                    members.c.member_id == newcomers.c.member_id,
                    members.c.left_ms.is_(None),
                ),
            )
            .where(~acknowledged)
            .order_by(newcomers.c.chat_id, newcomers.c.member_id, newcomers.c.shown_ms)
        )
        if chat is not None:
            query = query.where(newcomers.c.chat_id == chat)
        # a person who came back was shown the rules several times: the last time counts
        latest = {(row.chat_id, row.member_id): row for row in await self._rows(query)}
        return tuple(
            Newcomer(
                chat=ChatId(row.chat_id),
                member=MemberId(row.member_id),
                version=row.version,
                shown_at=from_ms(row.shown_ms),
                asked=row.asked_ms is not None,
            )
            for row in latest.values()
        )

    async def unacknowledged(self, chat: ChatId, version: str) -> tuple[MemberId, ...]:
        """Return the people in a chat who have not acknowledged this version of the rules."""
        acknowledged = select(acknowledgements.c.member_id).filter_by(chat_id=chat, version=version)
        rows = await self._rows(
            select(members.c.member_id)
            .where(
                members.c.chat_id == chat,
                members.c.left_ms.is_(None),
                members.c.member_id > 0,
                members.c.member_id.not_in(acknowledged),
            )
            .order_by(members.c.member_id)
        )
        return tuple(MemberId(row.member_id) for row in rows)

    async def conduct_of(self, version: str) -> Conduct | None:
        """Return the rules of this version, or None if they are not stored."""
        row = await self._first(select(policies.c.conduct).where(policies.c.version == version))
        return None if row is None else CONDUCT.validate_json(row.conduct)

    async def rules_ever(self) -> dict[RuleNumber, Rule]:
        """Return every rule that ever existed, by number, with its latest text."""
        rows = await self._rows(select(policies.c.conduct).order_by(policies.c.since_ms))
        return {
            rule.number: rule for row in rows for rule in CONDUCT.validate_json(row.conduct).rules
        }

    async def told_version(self, chat: ChatId) -> str | None:
        """Return the version of the rules last announced to a chat, or None."""
        row = await self._first(
            select(announced.c.version)
            .where(announced.c.chat_id == chat)
            .order_by(announced.c.at_ms.desc())
            .limit(1)
        )
        return None if row is None else str(row.version)
