"""Checks the database: that it is usable, its version, and the free space on its disk."""

import os
import shutil
from pathlib import Path

from bot.checking.findings import Finding, fault, listed, warning, well
from locales.texts import Texts
from storage.faults import StorageError
from storage.sqlite import file_of
from storage.versions import version_of

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
                present=version.present,
                waiting=listed(version.waiting),
                command="bot backup FILE",
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
    """Return the nearest existing folder above a path."""
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
