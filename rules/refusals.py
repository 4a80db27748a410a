"""Why the policy says no: each refusal is typed and cites the clause against the request."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.cases import Choice
from rules.clauses import Clause
from rules.ids import MessageId, RuleNumber, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModerator:
    """Only a moderator may do this."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """A moderator cannot act in their own case."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstModerator:
    """A moderator cannot act against another moderator."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotParticipant:
    """The person meant is not, and was not, a participant of the chat."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMissing:
    """No rule of conduct was named; `known` are the numbers there are."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    known: tuple[RuleNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchRule:
    """There is no rule of that number."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: RuleNumber
    known: tuple[RuleNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonMissing:
    """An annulment needs a reason in words."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchViolation:
    """The chat has no violation of that number."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyAnnulled:
    """That violation is annulled already."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyRemoved:
    """That message is removed already."""

    clause: ClassVar[Clause] = Clause.MODERATION
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFewViolations:
    """So many violations count, and it takes `needed`."""

    clause: ClassVar[Clause] = Clause.BLOCK
    counted: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTooLong:
    """The term would end after `latest` (UTC), the greatest that is allowed."""

    clause: ClassVar[Clause] = Clause.BLOCK
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TermNotAhead:
    """The term would end at once or in the past."""

    clause: ClassVar[Clause] = Clause.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyBlocked:
    """The member is blocked already, until `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.BLOCK
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingProposed:
    """No block is proposed for this member (any more)."""

    clause: ClassVar[Clause] = Clause.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBlocked:
    """The member is not blocked (any more)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRuns:
    """The block's term is not over before `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.BLOCK
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyEmpty:
    """An apology needs words."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyTooLong:
    """An apology may have so many characters at most."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTheirApology:
    """Nobody can apologise in another's place."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRuns:
    """A vote on this block runs until `closes_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyTooSoon:
    """After a refusal another apology is possible from `possible_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    possible_at: datetime


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAddressed:
    """The notice is for other people."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgedAlready:
    """The acknowledgement is already recorded."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOutdated:
    """The notice shows an earlier version of the rules."""

    clause: ClassVar[Clause] = Clause.REVISION


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLateToUndo:
    """The act can no longer be undone from its message."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToUndo:
    """The act is undone already, or something else took its place."""

    clause: ClassVar[Clause] = Clause.GROUNDS


Refusal = (
    NotModerator
    | OwnCase
    | AgainstModerator
    | NotParticipant
    | RuleMissing
    | NoSuchRule
    | ReasonMissing
    | NoSuchViolation
    | AlreadyAnnulled
    | AlreadyRemoved
    | TooFewViolations
    | TermTooLong
    | TermNotAhead
    | AlreadyBlocked
    | NothingProposed
    | NotBlocked
    | TermRuns
    | ApologyEmpty
    | ApologyTooLong
    | NotTheirApology
    | VoteRuns
    | ApologyTooSoon
    | VoteOver
    | NotAVoter
    | VoteOnOneself
    | JoinedAfterwards
    | SaidAlready
    | NotAddressed
    | AcknowledgedAlready
    | NoticeOutdated
    | TooLateToUndo
    | NothingToUndo
)
