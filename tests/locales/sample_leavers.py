"""Refusals about leavers, families and expulsions, in all their wordings."""

from rules.vocabulary.leavers import (
    ExpulsionSettled,
    LinkedAlready,
    NobodyToRemove,
    NoFamily,
    NotLinked,
    NotOfCollege,
    NotOfYourChats,
    ParentStays,
)
from rules.vocabulary.unions import Refusal

REFUSALS_OF_LEAVERS: tuple[Refusal, ...] = (
    NotOfCollege(),
    NotOfYourChats(),
    ParentStays(),
    NobodyToRemove(),
    NoFamily(),
    LinkedAlready(),
    NotLinked(),
    ExpulsionSettled(),
)
