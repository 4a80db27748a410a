"""What facts about a chat's list of words change in the tables."""

from rules.facts.wordlist import WordListed, WordListFact, WordUnlisted
from storage.projection.keeping import Tables
from storage.tables.suspicions import wordlist


async def change(tables: Tables, fact: WordListFact) -> None:
    """Change the chat's list."""
    await tables.drop(wordlist, entry=fact.entry)
    match fact:
        case WordListed(entry=entry, rule=rule, by=by):
            await tables.add(wordlist, entry=entry, rule=rule, by_id=by, at_ms=tables.at_ms)
        case WordUnlisted():
            pass
