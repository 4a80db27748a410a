"""Refusals about leavers, families and expulsions by hand (п. 5.12.7, 5.12.8)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOfCollege:
    """Neither the chats nor the college's list know that person."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOfYourChats:
    """For the college acts an administrator, or the moderator of a chat that an administrator
    confirmed, about the people who are in it."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentStays:
    """A parent goes with the child who leaves, and not before."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyToRemove:
    """That leaver is noted already, and nobody is left to be taken out."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFamily:
    """Two people cannot be parent and child in that way."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAlready:
    """They are on record as parent and child."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotLinked:
    """They are not on record as parent and child."""

    clause: ClassVar[Clause] = Clause.LEAVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpulsionSettled:
    """What becomes of that expulsion was decided."""

    clause: ClassVar[Clause] = Clause.GROUNDS


LeaverRefusal = (
    NotOfCollege
    | NotOfYourChats
    | ParentStays
    | NobodyToRemove
    | NoFamily
    | LinkedAlready
    | NotLinked
    | ExpulsionSettled
)
