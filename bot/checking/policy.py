"""Checks the policy file: that it can be read, and that a new text has a new version (п. 6.2)."""

from collections.abc import Sequence
from pathlib import Path

from bot.checking.findings import Finding, fault, warning, well
from bot.policy.file import mistakes_in_words
from locales.texts import Texts
from rules.clauses import Clause
from rules.policy import Policy
from rules.policy_file import PolicyFileError, read_policy
from rules.revision import changes
from storage.database import Storage


async def of_policy(file: Path | None, storage: Storage | None, texts: Texts) -> Sequence[Finding]:
    """Check the policy file; each mistake in it is a finding.

    With a database, its rules of conduct are compared with those recorded under the same version.
    """
    _ = texts.gettext
    try:
        policy = read_policy(file)
    except PolicyFileError as wrong:
        words = _("Rules: {why}")
        return [fault(words.format(why=why)) for why in mistakes_in_words(wrong, texts)]
    if storage is not None and await _is_reworded(storage, policy):
        words = _(
            "Rules: the text has changed under the same version, {version}, so members will not "
            "hear of it. Give the file a new {field} (clause {clause})."
        )
        reworded = words.format(version=policy.version, field="version", clause=Clause.REVISION)
        return [warning(reworded)]
    words = _("Rules: version {version}, {file}")
    return [well(words.format(version=policy.version, file=file or _("the bot's own")))]


async def _is_reworded(storage: Storage, policy: Policy) -> bool:
    async with storage.reading() as reading:
        before = await reading.conduct_of(policy.version)
    return before is not None and not changes(before, policy.conduct).is_empty
