"""How long personal data are kept: which entries are due for erasing, and which still matter.

The regulation says nothing on this; the college's policy sets the terms (`[keeping]`). Nothing that
a measure in force rests on is ever due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.case import Case
from rules.policy import Keeping
from rules.vocabulary.bases import Retention, Thread
from rules.vocabulary.blocks import BlockDeclined, BlockImposed, BlockProposed
from rules.vocabulary.people import Standing
from rules.vocabulary.unions import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """The threads of a member's record in a chat that still matter.

    These are violations that count towards a block or carry one in force; blocks in force, and
    annulled ones, whose violations still count; votes that are open or on a block in force; open
    appeals; an open doubt about the member's page; the version of the rules that the member is
    asked to acknowledge; and what still stands of their place in the college. `undecided` are those
    on which somebody still has to decide by reading people's own words.
    """

    threads: frozenset[Thread] = frozenset()
    undecided: frozenset[Thread] = frozenset()


NOTHING_ALIVE = Alive()
"""For an entry about no single member: nothing matters beyond its term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A journal entry about one member of one chat; `at` is UTC."""

    number: int
    at: datetime
    fact: Fact


def alive_in(case: Case, now: datetime, belonging: Iterable[Thread] = ()) -> Alive:
    """Return the threads of the case that still matter at `now` (UTC).

    `belonging` are the threads of the member's place in the college that still stand.
    """
    block = case.block
    violations = {violation.number for violation in case.counted(now)}
    if block is not None:
        violations |= set(block.grounds)
    appeals = [appeal for appeal in case.appeals if appeal.decision is None]
    violations |= {each.violation for each in appeals if each.violation is not None}
    contested = {each.block for each in appeals}
    violations |= {
        ground for each in case.blocks if each.number in contested for ground in each.grounds
    }
    threads: set[Thread] = {*belonging, *(("violation", number) for number in violations)}
    threads |= {
        ("block", each.number)
        for each in case.blocks
        if each.lift is None or not violations.isdisjoint(each.grounds)
    }
    threads |= {
        ("vote", vote.number)
        for vote in case.votes
        if block is not None and vote.block == block.number
    }
    if case.doubt is not None and case.doubt.ended_at is None:
        threads.add(("doubt", case.member))
    if case.standing not in {Standing.LEFT, Standing.OUTSIDER}:
        threads.add(("version", case.policy.version))
    undecided: set[Thread] = {("appeal", appeal.number) for appeal in appeals}
    undecided |= {("vote", vote.number) for vote in case.votes if vote.outcome is None}
    return Alive(threads=frozenset(threads | undecided), undecided=frozenset(undecided))


def matters(fact: Fact, alive: Alive) -> bool:
    """Whether a fact is still needed for something in force."""
    return fact.always_kept or not alive.threads.isdisjoint(fact.kept_by())


def recorded_until(records: Iterable[Record], until: datetime) -> list[Record]:
    """Return the entries recorded up to `until` (UTC) and those that continue them later: how a
    block in force then ended, what was decided on an appeal open then.
    """
    known: set[Thread] = set()
    found = []
    for record in sorted(records, key=lambda each: each.number):
        threads = record.fact.belongs_to()
        if record.at <= until or not known.isdisjoint(threads):
            known |= threads
            found.append(record)
    return found


def term_of(fact: Fact, keeping: Keeping) -> timedelta:
    """Return how long an entry keeps its names."""
    by_acknowledgements = fact.retention is Retention.ACKNOWLEDGEMENTS
    return keeping.acknowledgements if by_acknowledgements else keeping.journal


def due_for_erasing(
    records: Iterable[Record], alive: Alive, now: datetime, keeping: Keeping | None
) -> tuple[int, ...]:
    """Return the numbers of a member's entries in a chat whose names are to be erased.

    With `keeping`: those whose term is over. Without (on request): all that no longer matter.
    Proposals to block and the answers to them are erased oldest first, so that a proposal never
    outlives its answer.
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
    """Whether somebody still has to read people's own words in a fact to decide on it."""
    return not alive.undecided.isdisjoint(fact.kept_by())


def words_due(record: Record, alive: Alive, now: datetime, keeping: Keeping) -> bool:
    """Whether people's own words in an entry are due for erasing; the rest stays."""
    return now - record.at >= keeping.texts and not words_matter(record.fact, alive)
