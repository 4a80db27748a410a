"""The chats' own lists of words and links (п. 5.12.2)."""

from dataclasses import dataclass

from sqlalchemy import Column, String, Table, select, union

from rules.ids import ChatId, RuleNumber
from rules.vocabulary.wordlist import WordListed, WordListFact, WordUnlisted
from storage.queries import Asking, Tables
from storage.subjects.suspicions import taught
from storage.tables import chat_key, integer, metadata

wordlist = Table(
    "wordlist",
    metadata,
    chat_key(),
    Column("entry", String(200), primary_key=True),
    integer("rule", null=True),
    integer("by_id"),
    integer("at_ms"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWord:
    """An entry of a chat's list, with the rule that it is listed under, if any."""

    entry: str
    rule: RuleNumber | None


async def change(tables: Tables, fact: WordListFact) -> None:
    """Update the chat's list."""
    await tables.drop(wordlist, entry=fact.entry)
    match fact:
        case WordListed(entry=entry, rule=rule, by=by):
            await tables.add(wordlist, entry=entry, rule=rule, by_id=by, at_ms=tables.at_ms)
        case WordUnlisted():
            pass


class WordListReading(Asking):
    """Queries for the chats' lists of words."""

    async def wordlist(self, chat: ChatId) -> tuple[ListedWord, ...]:
        """Return a chat's list, in the order of its entries' listing."""
        rows = await self._rows(select(wordlist).where(wordlist.c.chat_id == chat))
        # sorted here, since databases order letters differently
        rows.sort(key=lambda row: (row.at_ms, row.entry))
        return tuple(
            ListedWord(entry=row.entry, rule=None if row.rule is None else RuleNumber(row.rule))
            for row in rows
        )

    async def watched_words(self) -> frozenset[ChatId]:
        """Return the chats that have a list, or were taught something."""
        rows = await self._rows(
            union(select(wordlist.c.chat_id), select(taught.c.chat_id)).subquery().select()
        )
        return frozenset(ChatId(row.chat_id) for row in rows)
