"""Requests about blocks (п. 5.12.5)."""

from dataclasses import dataclass

from rules.cases.people import Actor
from rules.ids import (
    BlockNumber,
)
from rules.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class ImposeBlock:
    """A moderator blocks the case's member for a term."""

    by: Actor
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineBlock:
    """A moderator answers the proposal with «Не блокировать»."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireBlock:
    """The clock says that a block's term is over."""

    number: BlockNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortenBlock:
    """The clock was corrected: a block seems to begin only in the future."""

    number: BlockNumber


BlockRequest = ImposeBlock | DeclineBlock | ExpireBlock | ShortenBlock
