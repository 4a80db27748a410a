"""Requests of п. 5.12.3."""

from dataclasses import dataclass

from rules.ids import (
    MemberId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRules:
    """The case's member joined and is to be shown the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """The case's member says that they know the rules.

    `addressed` are the members whom the notice was for; None: everybody.
    """

    version: str
    addressed: frozenset[MemberId] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForAcknowledgement:
    """The clock says that these newcomers have not acknowledged the rules in time."""

    members: tuple[MemberId, ...]


AcquaintanceRequest = ShowRules | Acknowledge | AskForAcknowledgement
