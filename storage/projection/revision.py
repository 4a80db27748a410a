"""What facts about revisions of the rules change in the tables."""

from rules.facts.revision import PolicyAnnounced
from storage.projection.keeping import Tables
from storage.tables.policies import announced


async def project_announcement(tables: Tables, fact: PolicyAnnounced) -> None:
    """Note which version of the rules a chat was told, and when last."""
    await tables.drop(announced, version=fact.version)
    await tables.add(announced, version=fact.version, at_ms=tables.at_ms)
