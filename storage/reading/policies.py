"""Asking which versions of the rules there were, and who was told which."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import and_, select

from rules.conduct import Conduct, Rule
from rules.ids import ChatId, MemberId, RuleNumber
from storage.moments import from_ms
from storage.reading.asking import Asking
from storage.tables.journal import journal
from storage.tables.policies import announced, policies

CONDUCT: TypeAdapter[Conduct] = TypeAdapter(Conduct)
"""The rules of conduct as they are remembered: JSON."""


class PolicyReading(Asking):
    """Versions of the rules."""

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

    async def versions_broken(self, chat: ChatId, member: MemberId) -> dict[datetime, str]:
        """Give under which version each violation of a member was recorded, by its time (UTC)."""
        rows = await self._rows(
            select(journal.c.at_ms, journal.c.policy_version).where(
                and_(
                    journal.c.chat_id == chat,
                    journal.c.member_id == member,
                    journal.c.kind == "violation_recorded",
                )
            )
        )
        return {from_ms(row.at_ms): row.policy_version for row in rows}
