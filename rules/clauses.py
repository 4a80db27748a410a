"""The clauses of the regulation that acts and refusals cite."""

from enum import StrEnum


class Clause(StrEnum):
    """A clause by its number in the regulation of 20 September 2024.

    The document misprints 5.12.5 as 4.12.5; we cite 5.12.5.
    """

    ADOPTION = "5.12.1"
    MODERATION = "5.12.2"
    ACQUAINTANCE = "5.12.3"
    REMINDER = "5.12.4"
    BLOCK = "5.12.5"
    FORGIVENESS = "5.12.6"
    GROUNDS = "5.12.7"
    LEAVERS = "5.12.8"
    CONFLICTS = "6.1"
    REVISION = "6.2"
    ROUND_THE_CLOCK = "5.11.1"
    FIGURES = "5.10.1"
