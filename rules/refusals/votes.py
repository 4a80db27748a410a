"""Refusals about votes on apologies (п. 5.12.6)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.cases.votes import Choice
from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOver:
    """That vote is closed."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAVoter:
    """Only participants vote."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOnOneself:
    """The blocked person does not vote."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedAfterwards:
    """Whoever joined after the vote began does not vote."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAlready:
    """That participant says so already."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    choice: Choice


VoteRefusal = VoteOver | NotAVoter | VoteOnOneself | JoinedAfterwards | SaidAlready
