"""Versions of the rules: their texts, and to which chats they were announced (п. 6.2)."""

from pydantic import TypeAdapter
from sqlalchemy import Column, String, Table, select

from rules.conduct import Conduct, Rule
from rules.ids import (
    ChatId,
    RuleNumber,
)
from rules.vocabulary.acquaintance import RevisionFact
from storage.queries import Asking, Tables
from storage.tables import chat_key, integer, metadata, text

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


async def change(tables: Tables, fact: RevisionFact) -> None:
    """Record that the chat was told this version of the rules, and when last."""
    await tables.drop(announced, version=fact.version)
    await tables.add(announced, version=fact.version, at_ms=tables.at_ms)


CONDUCT: TypeAdapter[Conduct] = TypeAdapter(Conduct)
"""The rules of conduct in their stored form: JSON."""


class RevisionReading(Asking):
    """Queries for versions of the rules and their announcements."""

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
