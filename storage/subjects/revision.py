"""The versions of the rules: what each said, and which chats were told it (п. 6.2)."""

from pydantic import TypeAdapter
from sqlalchemy import Column, String, Table, select

from rules.conduct import Conduct, Rule
from rules.ids import (
    ChatId,
    RuleNumber,
)
from rules.vocabulary.revision import RevisionFact
from storage.asking import Asking
from storage.columns import chat_key, integer, metadata, text
from storage.deriving import Tables

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
    """Note which version of the rules the chat was told, and when last."""
    await tables.drop(announced, version=fact.version)
    await tables.add(announced, version=fact.version, at_ms=tables.at_ms)


CONDUCT: TypeAdapter[Conduct] = TypeAdapter(Conduct)
"""The rules of conduct as they are remembered: JSON."""


class RevisionReading(Asking):
    """Asking which versions of the rules there were, and who was told which."""

    async def conduct_of(self, version: str) -> Conduct | None:
        """Give the rules as they were in that version, or None where it is not remembered."""
        row = await self._first(select(policies.c.conduct).where(policies.c.version == version))
        return None if row is None else CONDUCT.validate_json(row.conduct)

    async def rules_ever(self) -> dict[RuleNumber, Rule]:
        """Give every rule that there ever was by its number, each as it read last."""
        rows = await self._rows(select(policies.c.conduct).order_by(policies.c.since_ms))
        return {
            rule.number: rule for row in rows for rule in CONDUCT.validate_json(row.conduct).rules
        }

    async def told_version(self, chat: ChatId) -> str | None:
        """Give the version of the rules that a chat was told last, or None."""
        row = await self._first(
            select(announced.c.version)
            .where(announced.c.chat_id == chat)
            .order_by(announced.c.at_ms.desc())
            .limit(1)
        )
        return None if row is None else str(row.version)
