"""Notices about a database that cannot be written."""

from dataclasses import dataclass

from storage.faults import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingRecorded:
    """What was asked was not recorded, and nothing was done."""

    trouble: Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseTroubled:
    """To the administrators: nothing is recorded until something is mended."""

    trouble: Trouble


@dataclass(frozen=True, slots=True)
class DatabaseWell:
    """To the administrators: what was done is recorded again."""


UnrecordedNotice = NothingRecorded | DatabaseTroubled | DatabaseWell
