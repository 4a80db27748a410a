"""The college's choices where the regulation leaves room, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from rules.conduct import Conduct
from rules.ids import MemberId
from rules.settings import (
    DEFAULTS,
    DEFAULTS_OF_KIND,
    Blocks,
    ChatSettings,
    Kind,
    Setting,
    settings_from,
)
from rules.times import QuietHours, Span

VIOLATIONS_THAT_NEVER_SUFFICE = 3
"""п. 5.12.5: «более трёх раз»: the third violation does not open the possibility of a block."""

SHORTEST_VOTE = timedelta(hours=1)
"""п. 5.12.6: participants need time to object, since their silence is consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceDayOfYear:
    """Violations count since the last such day (the start of the academic year)."""

    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForDays:
    """Violations count for so many days."""

    days: int


Validity = SinceDayOfYear | ForDays

USUAL_ACADEMIC_YEAR = SinceDayOfYear(month=9, day=1)
"""When the academic year begins where the policy counts violations in days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """When a chat is out of hand (п. 5.12.4): so many violations by so many people."""

    violations: int
    people: int
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long what is kept of people: their own words, names in the journal, acknowledgements.

    What a measure in force rests on is kept longer (`rules.keeping`).
    """

    texts: timedelta = timedelta(days=90)
    journal: timedelta = timedelta(days=1095)
    acknowledgements: timedelta = timedelta(days=1095)
    signals: timedelta = timedelta(days=180)


NIGHT = QuietHours(begins=time(22), ends=time(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How long a card, a report and an appeal may wait; nights and Sundays do not count.

    `rules.answers` says when each of them ends.
    """

    card: timedelta = timedelta(hours=24)
    report: timedelta = timedelta(hours=24)
    appeal: timedelta = timedelta(days=5)
    night: QuietHours = NIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Brakes:
    """After so many measures of one moderator within that time, more wait for a second person.

    What nobody confirms for as long as it `waits` is dropped.
    """

    measures: int = 10
    within: timedelta = timedelta(minutes=5)
    waits: timedelta = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreading:
    """One text by one author in so many chats within that time is one card; not `watched`: none is.

    Who only reads because of it does so for `longest`; after `asked` the moderators are asked.
    """

    watched: bool = True
    chats: int = 3
    within: timedelta = timedelta(minutes=2)
    asked: timedelta = timedelta(days=1)
    longest: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person who is told of signals of harm; `role` in each language, such as «психолог»."""

    member: MemberId
    role: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """Who is told when somebody is in danger, in this order, and what they can do.

    The next contact is told after `pause` without an answer. `advice` by language says what to do;
    empty: the bot's own words. `comfort`: a person who calls for help gets the `helpline` at once.
    """

    people: tuple[Contact, ...] = ()
    pause: timedelta = timedelta(minutes=30)
    helpline: str = "8-800-2000-122"
    advice: Mapping[str, str] = field(default_factory=dict)
    comfort: bool = True

    def role_of(self, member: MemberId, language: str) -> str | None:
        """Return the role of a contact in that language; None: they are no contact."""
        return next((each.role[language] for each in self.people if each.member == member), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How far detectors are trusted (п. 5.12.2, 5.12.7).

    From `likely` on, what a detector found may be removed without asking; from `certain` on, it may
    be counted. What one member writes is gathered for `gathering` before it is acted upon, and is
    one suspicion while no pause is longer than `burst`.
    """

    likely: float = 0.8
    certain: float = 0.95
    gathering: timedelta = timedelta(seconds=2)
    burst: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policy in force. Durations are spans of real time, terms are on the calendar.

    `threshold` violations do not suffice for a block; one more does. `ladder` gives the
    terms of a person's first, second, … block where blocks are automatic. `gathering` is
    how long newcomers join one notice; `undo_window` how long an act can be undone from
    its own message. `kinds` are the settings that chats of a kind begin with; `locked` are
    those that no chat may change. `longest_silence` is how long a chat can be read-only,
    `invitation_life` how long an invitation is good for, `appeal_term` how long after a
    violation or a block it can be contested, `dialogue_length` how long the bot waits for words
    that it asked for, or for «Отправить» under them. `permitted` are addresses, numbers and the
    like that no detector minds: the college's own, or fine for another reason. `repeat_within` is
    how long after a violation another of the same person, either of them recorded by name, is asked
    about. `guardians_hear_violations`: the guardians of a minor are told of each violation.
    """

    version: str
    conduct: Conduct
    threshold: int
    validity: Validity
    blocks: Blocks
    terms: tuple[Span, ...]
    greatest_term: Span
    ladder: tuple[Span, ...]
    vote_length: timedelta
    apology_pause: timedelta
    reminder_quiet: timedelta
    heat: Heat
    gathering: timedelta
    undo_window: timedelta
    repeat_within: timedelta = timedelta(minutes=1)
    kinds: Mapping[Kind, Mapping[Setting, str]] = field(default_factory=dict)
    locked: frozenset[Setting] = frozenset()
    longest_silence: timedelta = timedelta(hours=24)
    invitation_life: timedelta = timedelta(days=7)
    appeal_term: timedelta = timedelta(days=14)
    dialogue_length: timedelta = timedelta(hours=1)
    keeping: Keeping = Keeping()
    trust: Trust = Trust()
    safety: Safety = Safety()
    answers: Answers = Answers()
    guardians_hear_violations: bool = False
    brakes: Brakes = Brakes()
    spreading: Spreading = Spreading()
    permitted: tuple[str, ...] = ()

    def values(self, changed: Mapping[Setting, str]) -> dict[Setting, str]:
        """Give the value of every setting of a chat that has changed those.

        What it has not changed is as the policy has it for chats of its kind, else as for all.
        """
        of_kind: Mapping[Setting, str] = {}
        if (kind := changed.get(Setting.KIND)) is not None:
            of_kind = {**DEFAULTS_OF_KIND.get(Kind(kind), {}), **self.kinds.get(Kind(kind), {})}
        return {**DEFAULTS, Setting.BLOCKS: self.blocks.value, **of_kind, **changed}

    def settings(self, changed: Mapping[Setting, str]) -> ChatSettings:
        """Give what holds in a chat that has changed those settings."""
        return settings_from(self.values(changed))

    @property
    def academic_year(self) -> SinceDayOfYear:
        """The first day of the academic year: the one from which violations count, if any."""
        return self.validity if isinstance(self.validity, SinceDayOfYear) else USUAL_ACADEMIC_YEAR

    def for_chat(self, settings: ChatSettings) -> "Policy":
        """Give the policy as it holds in a chat: the rules of its kind, its way to blocks."""
        return replace(
            self,
            conduct=self.conduct.for_kind(settings.kind),
            blocks=settings.blocks if settings.kind is not None else self.blocks,
        )


def valid_until(validity: Validity, at: datetime, zone: tzinfo) -> datetime:
    """Give the moment (UTC) until which a violation recorded at that moment counts."""
    match validity:
        case ForDays(days=days):
            return (at + timedelta(days=days)).astimezone(UTC)
        case SinceDayOfYear(month=month, day=day):
            today = at.astimezone(zone).date()
            year = today.year + 1 if (today.month, today.day) >= (month, day) else today.year
            return datetime(year, month, day, tzinfo=zone).astimezone(UTC)


def valid_since(validity: Validity, now: datetime, zone: tzinfo) -> datetime:
    """Give the moment (UTC) before which violations no longer count."""
    match validity:
        case ForDays(days=days):
            return (now - timedelta(days=days)).astimezone(UTC)
        case SinceDayOfYear(month=month, day=day):
            today = now.astimezone(zone).date()
            year = today.year if (today.month, today.day) >= (month, day) else today.year - 1
            return datetime(year, month, day, tzinfo=zone).astimezone(UTC)
