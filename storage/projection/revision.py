"""What facts about revisions of the rules change in the tables."""

from rules.facts.revision import RevisionFact
from storage.projection.keeping import Tables
from storage.tables.policies import announced


async def change(tables: Tables, fact: RevisionFact) -> None:
    """Note which version of the rules the chat was told, and when last."""
    await tables.drop(announced, version=fact.version)
    await tables.add(announced, version=fact.version, at_ms=tables.at_ms)
