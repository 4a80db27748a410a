"""How long what is kept of people: what is due to be erased, and what still matters.

The regulation is silent on it; the college's policy says the terms (`[keeping]`), and nothing
that a measure in force rests on is ever due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from rules.cases import Case
from rules.cases.people import Standing
from rules.facts import Fact
from rules.facts.acquaintance import Acknowledged, AcknowledgementAsked, RulesShown
from rules.facts.apologies import (
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    LiftDecided,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)
from rules.facts.appeals import AppealAnswered, AppealAsked, AppealGranted, AppealMade, AppealUpheld
from rules.facts.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
)
from rules.facts.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ModeratorAppointed,
    ModeratorDismissed,
    SettingChanged,
)
from rules.facts.expulsions import (
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
)
from rules.facts.families import FamilyFact, FamilyLinked, FamilyUnlinked
from rules.facts.gaps import GapNoted
from rules.facts.invitations import InvitationMade, InvitationRevoked, InvitationUsed
from rules.facts.keeping import DataForgotten
from rules.facts.leavers import (
    LeaverFact,
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalOrdered,
)
from rules.facts.reminders import Reminded, ReminderWithdrawn
from rules.facts.revision import PolicyAnnounced
from rules.facts.roster import RosterEntryRemoved, RosterEntrySet, RosterFact
from rules.facts.silence import MessageHushed, SilenceBegun, SilenceEnded
from rules.facts.suspicions import (
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
from rules.facts.violations import (
    MessageErased,
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from rules.facts.wordlist import WordListed, WordUnlisted
from rules.ids import (
    AppealNumber,
    BlockNumber,
    DepartureNumber,
    ExpulsionNumber,
    MemberId,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """What of a member's belonging to the college, and leaving it, still stands.

    `listed`: the college's list names them; `appointed`: they are the chat's moderator by an
    administrator's word. `links` are their families, a parent and a child each. `removals` are
    ordered, `expulsions` by hand entered, and neither settled.
    """

    listed: bool = False
    appointed: bool = False
    links: frozenset[tuple[MemberId, MemberId]] = frozenset()
    removals: frozenset[DepartureNumber] = frozenset()
    expulsions: frozenset[ExpulsionNumber] = frozenset()


NO_BELONGING = Belonging()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """What of a member's record in a chat still matters.

    `violations` count towards a block or carry one in force; `blocks` are in force, or were
    annulled and so leave their violations counting; `votes` are open, or on a block in force;
    those in `open_votes` are open; `appeals` are undecided.
    `version` is that of the rules whose acknowledgement is asked of the member at present;
    `belonging` what of their place in the college still stands.
    """

    violations: frozenset[ViolationNumber] = frozenset()
    blocks: frozenset[BlockNumber] = frozenset()
    votes: frozenset[VoteNumber] = frozenset()
    open_votes: frozenset[VoteNumber] = frozenset()
    appeals: frozenset[AppealNumber] = frozenset()
    version: str | None = None
    belonging: Belonging = NO_BELONGING


NOTHING_ALIVE = Alive()
"""Of what is about no one member, nothing matters beyond its term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entry of the journal about one member of one chat; `at` is UTC."""

    number: int
    at: datetime
    fact: Fact


def alive_in(case: Case, now: datetime, belonging: Belonging = NO_BELONGING) -> Alive:
    """Say what of the case still matters at `now`."""
    block = case.block
    violations = {violation.number for violation in case.counted(now)}
    if block is not None:
        violations |= set(block.grounds)
    undecided = [appeal for appeal in case.appeals if appeal.decision is None]
    violations |= {each.violation for each in undecided if each.violation is not None}
    contested = {each.block for each in undecided}
    violations |= {
        ground for each in case.blocks if each.number in contested for ground in each.grounds
    }
    return Alive(
        violations=frozenset(violations),
        blocks=frozenset(
            each.number
            for each in case.blocks
            if each.lift is None or not violations.isdisjoint(each.grounds)
        ),
        votes=frozenset(
            vote.number
            for vote in case.votes
            if vote.outcome is None or (block is not None and vote.block == block.number)
        ),
        open_votes=frozenset(vote.number for vote in case.votes if vote.outcome is None),
        appeals=frozenset(appeal.number for appeal in undecided),
        version=None
        if case.standing in {Standing.LEFT, Standing.OUTSIDER}
        else case.policy.version,
        belonging=belonging,
    )


def matters(fact: Fact, alive: Alive) -> bool:
    """Say whether an entry is still needed for what is in force."""
    match fact:
        case ViolationRecorded() | ViolationAnnulled() | ViolationReinstated():
            return fact.number in alive.violations
        case BlockProposed() | BlockDeclined():
            return not alive.violations.isdisjoint(fact.grounds)
        case BlockImposed() | BlockShortened() | BlockLifted():
            return fact.number in alive.blocks
        case (
            MessageErased(block=block) | ApologyWithheld(block=block) | WithheldDecided(block=block)
        ):
            return block in alive.blocks
        case (
            ApologyMade()
            | VoteCast()
            | VoteClosed()
            | VoteShortened()
            | ApologyRejected()
            | LiftDecided()
        ):
            return fact.vote in alive.votes
        case Acknowledged() | RulesShown():
            return fact.version == alive.version
        case Reminded() | ReminderWithdrawn() | MessageRemoved() | RemovalWithdrawn():
            return False
        case PolicyAnnounced() | DataForgotten() | GapNoted():
            # there is nobody in them
            return True
        case ChatAdopted() | ChatConfirmed() | ChatDisowned() | SettingChanged():
            # what the chat is served by, and who answers for it
            return True
        case ModeratorAppointed() | ModeratorDismissed():
            return alive.belonging.appointed
        case AppealMade() | AppealAsked() | AppealAnswered() | AppealUpheld() | AppealGranted():
            return fact.number in alive.appeals
        case AcknowledgementAsked() | InvitationMade() | InvitationRevoked() | InvitationUsed():
            return False
        case SilenceBegun() | SilenceEnded() | MessageHushed():
            return False
        case WordListed() | WordUnlisted():
            # what the chat watches for, as its settings
            return True
        case (
            SuspicionRaised()
            | SuspicionGrown()
            | SuspicionPresented()
            | SuspicionSettled()
            | SuspicionReopened()
        ):
            return False
        case _:
            return _of_the_college(fact, alive.belonging)


def _of_the_college(
    fact: FamilyFact | RosterFact | LeaverFact | ExpulsionFact, belonging: Belonging
) -> bool:
    """Say whether an entry about who belongs to the college, or was removed, is still needed.

    The college's list and the families hold until the college changes them; who left, and who
    was expelled, matters until whoever has to go is gone and what was done by hand is settled.
    """
    match fact:
        case FamilyLinked(member=parent, child=child) | FamilyUnlinked(member=parent, child=child):
            return (parent, child) in belonging.links
        case RosterEntrySet() | RosterEntryRemoved():
            return belonging.listed
        case LeaverNoted() | LeaverReturned():
            return bool(belonging.removals)
        case RemovalOrdered() | MemberRemoved() | RemovalFailed():
            return fact.departure in belonging.removals
        case ExpelledByHand() | ExpulsionGrounded() | ExpelledInvitedBack():
            return fact.number in belonging.expulsions
        case _:
            assert_never(fact)


def recorded_until(records: Iterable[Record], until: datetime) -> list[Record]:
    """Give what was recorded up to then (UTC), and what follows from it: how a block that ran then
    ended, what was decided on an appeal that was open then."""
    known: set[object] = set()
    found = []
    for record in sorted(records, key=lambda each: each.number):
        threads = _threads(record.fact)
        if record.at <= until or not known.isdisjoint(threads):
            known |= threads
            found.append(record)
    return found


def _threads(fact: Fact) -> set[object]:  # noqa: C901 -- an arm for each kind
    """Give what an entry about a member belongs to, so that later entries go on with it."""
    match fact:
        case ViolationRecorded() | ViolationAnnulled() | ViolationReinstated():
            return {("violation", fact.number)}
        case MessageRemoved() | RemovalWithdrawn():
            return {("message", fact.message)}
        case BlockProposed() | BlockDeclined():
            return {("violation", each) for each in fact.grounds}
        case BlockImposed():
            return {("block", fact.number), *(("violation", each) for each in fact.grounds)}
        case BlockShortened() | BlockLifted():
            return {("block", fact.number)}
        case MessageErased():
            return {("block", fact.block)}
        case ApologyMade():
            return {("vote", fact.vote), ("block", fact.block)}
        case VoteCast() | VoteClosed() | VoteShortened() | LiftDecided():
            return {("vote", fact.vote)}
        case AppealMade():
            return {
                ("appeal", fact.number),
                *(() if fact.violation is None else (("violation", fact.violation),)),
                *(() if fact.block is None else (("block", fact.block),)),
            }
        case AppealAsked() | AppealAnswered() | AppealUpheld() | AppealGranted():
            return {("appeal", fact.number)}
        case (
            SuspicionRaised()
            | SuspicionGrown()
            | SuspicionPresented()
            | SuspicionSettled()
            | SuspicionReopened()
        ):
            return {("suspicion", fact.number)}
        case Reminded() | ReminderWithdrawn():
            return {("reminder", fact.number)}
        case ExpelledByHand() | ExpulsionGrounded() | ExpelledInvitedBack():
            return {("expulsion", fact.number)}
        case RemovalOrdered() | MemberRemoved() | RemovalFailed():
            return {("departure", fact.departure)}
        case FamilyLinked() | FamilyUnlinked():
            return {("family", fact.child)}
        case RosterEntrySet() | RosterEntryRemoved():
            return {"list"}
        case LeaverNoted() | LeaverReturned():
            return {"leaving"}
        case ModeratorAppointed() | ModeratorDismissed():
            return {"appointment"}
        case _:
            return set()


def term_of(fact: Fact, keeping: Keeping) -> timedelta:
    """Give how long an entry is kept with its names."""
    if isinstance(fact, Acknowledged | RulesShown):
        return keeping.acknowledgements
    return keeping.journal


def due_for_erasing(
    records: Iterable[Record], alive: Alive, now: datetime, keeping: Keeping | None
) -> tuple[int, ...]:
    """Give the numbers of a member's entries in a chat that are to lose their names.

    With `keeping` those whose term is over; without, on request, all that no longer matter.
    What was proposed and decided about blocks goes oldest first, so that a proposal never
    outlives what answered it.
    """
    due: list[int] = []
    answers_stay = False
    for record in sorted(records, key=lambda each: each.number):
        ripe = keeping is None or now - record.at >= term_of(record.fact, keeping)
        goes = ripe and not matters(record.fact, alive)
        if isinstance(record.fact, BlockProposed | BlockDeclined | BlockImposed):
            answers_stay = answers_stay or not goes
            goes = not answers_stay
        if goes:
            due.append(record.number)
    return tuple(due)


def words_matter(fact: Fact, alive: Alive) -> bool:
    """Say whether somebody has still to read people's own words in an entry, to decide on it."""
    match fact:
        case ApologyMade(vote=vote):
            return vote in alive.open_votes
        case AppealMade() | AppealAsked() | AppealAnswered():
            return fact.number in alive.appeals
        case _:
            return False


def words_due(record: Record, alive: Alive, now: datetime, keeping: Keeping) -> bool:
    """Say whether the people's own words in an entry are to be erased, the rest staying."""
    return now - record.at >= keeping.texts and not words_matter(record.fact, alive)
