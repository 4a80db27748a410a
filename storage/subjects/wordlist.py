"""The chats' own lists of words and links, and their exceptions (п. 5.12.2)."""

from dataclasses import dataclass

from sqlalchemy import Column, String, Table, select, union

from rules.ids import ChatId, RuleNumber
from rules.vocabulary.wordlist import (
    WordExcepted,
    WordListed,
    WordListFact,
    WordUnlisted,
    WordWatched,
)
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


exceptions = Table(
    "exceptions",
    metadata,
    chat_key(),
    Column("digest", String(64), primary_key=True),
    Column("entry", String(200), nullable=False),
    integer("by_id"),
    integer("at_ms"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWord:
    """An entry of a chat's list, with the rule that it is listed under, if any."""

    entry: str
    rule: RuleNumber | None


async def change(tables: Tables, fact: WordListFact) -> None:
    """Update the chat's list, or its exceptions."""
    match fact:
        case WordListed(entry=entry, rule=rule, by=by):
            await tables.drop(wordlist, entry=entry)
            await tables.add(wordlist, entry=entry, rule=rule, by_id=by, at_ms=tables.at_ms)
        case WordUnlisted(entry=entry):
            await tables.drop(wordlist, entry=entry)
        case WordExcepted(digest=digest, entry=entry, by=by):
            await tables.add(exceptions, digest=digest, entry=entry, by_id=by, at_ms=tables.at_ms)
        case WordWatched(digest=digest):
            await tables.drop(exceptions, digest=digest)


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

    async def exceptions(self, chat: ChatId) -> dict[str, str]:
        """Return what a chat's detectors point out no more, by digest, oldest first."""
        rows = await self._rows(select(exceptions).where(exceptions.c.chat_id == chat))
        rows.sort(key=lambda row: (row.at_ms, row.entry, row.digest))
        return {row.digest: row.entry for row in rows}

    async def taught(self, chat: ChatId) -> frozenset[str]:
        """Return the digests of what a chat's detectors do not point out.

        Its exceptions, and what older versions learnt from «Не нарушение».
        """
        rows = await self._rows(
            union(
                select(taught.c.digest).where(taught.c.chat_id == chat),
                select(exceptions.c.digest).where(exceptions.c.chat_id == chat),
            )
            .subquery()
            .select()
        )
        return frozenset(row.digest for row in rows)

    async def watched_words(self) -> frozenset[ChatId]:
        """Return the chats that have a list or exceptions, or were taught something."""
        chats = (select(table.c.chat_id) for table in (wordlist, taught, exceptions))
        rows = await self._rows(union(*chats).subquery().select())
        return frozenset(ChatId(row.chat_id) for row in rows)
