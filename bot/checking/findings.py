"""Findings of a check, in the administrator's language; and the checks that need no VK."""

import os
import shutil
from collections.abc import Awaitable, Iterable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bot.policy.file import mistakes_in_words
from bot.settings import Settings
from bot.vk.client import Manner, TokenRejected, VkRefused
from locales.texts import Texts
from rules.acquaintance import changes
from rules.clauses import Clause
from rules.policy import Policy
from rules.policy_file import PolicyFileError, read_policy
from storage.database import Storage
from storage.engines import version_of
from storage.faults import StorageError
from storage.sqlite import file_of


class Mark(StrEnum):
    """How a check ended. With `WARNING` the bot can run."""

    WELL = "✓"
    WARNING = "!"
    FAULT = "✗"


class Finding(NamedTuple):
    """One line of the report."""

    mark: Mark
    text: str


well = partial(Finding, Mark.WELL)
warning = partial(Finding, Mark.WARNING)
fault = partial(Finding, Mark.FAULT)


def listed(words: Iterable[str]) -> str:
    """Join words by commas."""
    return ", ".join(words)


SHORTLY = Manner(patience=5.0)
"""A question to VK is repeated for so many seconds."""


async def asked(
    question: Awaitable[Iterable[Finding]], subject: str, texts: Texts
) -> tuple[Finding, ...]:
    """Return the findings of a question, or that VK refused it; `subject` names its subject."""
    _ = texts.gettext
    try:
        return tuple(await question)
    except (VkRefused, TokenRejected) as refused:
        words = _("{subject}: VK refused ({why}). Check that the token has all its rights.")
        return (fault(words.format(subject=subject, why=refused)),)


_LITTLE = 500

_TOO_LITTLE = 50
"""Megabytes on the disk below which a year's growth, or the next hour's, is in doubt."""

_MEGABYTE = 1024 * 1024


async def of_database(url: str, texts: Texts) -> Finding:
    """Check the database without changing it."""
    _ = texts.gettext
    try:
        version = await version_of(url)
    except StorageError as mistake:  # a whole sentence
        return fault(str(mistake))
    except OSError as mistake:
        return fault(_("Database: {why}").format(why=mistake))
    file = file_of(url)
    if file is not None and not _is_writable(file):
        words = _("Database: {file} cannot be written to. Give the bot's user the right to.")
        return fault(words.format(file=file))
    if version.present is None:
        words = _("Database: {url} will be made at the first start, version {newest}")
        return well(words.format(url=_shown(url), newest=version.newest))
    if version.waiting:
        words = _(
            "Database: version {present}; at the next start the bot runs the migrations {waiting}. "
            "Make a backup before: {command}"
        )
        return warning(
            words.format(
                present=version.present, waiting=listed(version.waiting), command="bot backup FILE"
            )
        )
    words = _("Database: {url}, version {present}, no migrations are waiting")
    return well(words.format(url=_shown(url), present=version.present))


def _shown(url: str) -> str:
    # an address may hold a password
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _is_writable(file: Path) -> bool:
    if file.exists():
        return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    return os.access(_nearest(file), os.W_OK)


def _nearest(path: Path) -> Path:
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def of_disk(url: str, texts: Texts) -> tuple[Finding, ...]:
    """Check the free space on the disk of the database's file; empty if it is not a local file."""
    _ = texts.gettext
    file = file_of(url)
    if file is None:
        return ()
    folder = _nearest(file)
    free = shutil.disk_usage(folder).free // _MEGABYTE
    if free < _TOO_LITTLE:
        words = _(
            "Disk: only {n} MB are free at {folder}: soon nothing can be recorded. Make room."
        )
        return (fault(words.format(n=free, folder=folder)),)
    if free < _LITTLE:
        words = _("Disk: only {n} MB are free at {folder}. Make room.")
        return (warning(words.format(n=free, folder=folder)),)
    words = _("Disk: {n} MB are free at {folder}")
    return (well(words.format(n=free, folder=folder)),)


def of_administrators(settings: Settings, texts: Texts) -> Finding:
    """List the administrators in the settings."""
    _ = texts.gettext
    if settings.admin_ids:
        words = _("Administrators: {people}")
        return well(words.format(people=", ".join(f"id{each}" for each in settings.admin_ids)))
    words = _(
        "Administrators: {setting} names nobody. Nobody decides appeals, confirms chats, changes"
        " families or notes leavers: put the numbers of their pages there."
    )
    return warning(words.format(setting="ADMIN_IDS"))


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
