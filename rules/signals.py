"""Calls for help (п. 5.12.2): who is told of one, in which order, and who deals with it.

By itself a call removes nothing, counts nothing and heats nothing, and no chat reads of it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from rules.answers import answer_by
from rules.case import Granted, Refused, Ruling
from rules.clauses import Clause
from rules.complaints import A_DAY, MOST_A_DAY, against_closed
from rules.detectors.detection import Detection
from rules.detectors.registry import ROWS, Label
from rules.ids import MemberId, SignalNumber
from rules.policy import Answers
from rules.rights import EVERYBODY, MODERATION, Deed, Grant, Place, Press, Who
from rules.vocabulary.bases import PlainRefusal, Refusal
from rules.vocabulary.complaints import Complaint
from rules.vocabulary.people import OWN_CASE
from rules.vocabulary.signals import (
    NOT_FOR_YOU,
    SIGNAL_OVER,
    TOO_MANY_SIGNALS,
    Concern,
    Door,
    Signal,
    SignalMoved,
    SignalRaised,
    Stage,
)

CALL_FOR_HELP = Deed("call for help", Clause.MODERATION, grant=EVERYBODY, private=EVERYBODY)

HANDLE_SIGNAL = Deed(
    "handle a call for help",
    Clause.MODERATION,
    # calls that are not about a chat go to others: `Recipients`
    grant=MODERATION,
    press=Press(Place.PRIVATE, SIGNAL_OVER, names_chat=True),
)

ANSWERING_DANGER = Grant(to=frozenset({Who.SAFETY, Who.ADMINISTRATOR}), others=NOT_FOR_YOU)

ANSWER_DANGER = Deed(
    "answer a call about danger",
    Clause.MODERATION,
    # no chat's matter: its moderators do not even learn of it
    grant=ANSWERING_DANGER,
    private=ANSWERING_DANGER,
    press=Press(Place.PRIVATE, SIGNAL_OVER),
)

DANGER = frozenset({Concern.THREATS, Concern.UNWELL})
"""What may not wait, and is not for a chat's moderators."""

CALLED_WITH = (
    Concern.INSULTED,
    Concern.OTHERS,
    Concern.THREATS,
    Concern.PERSONAL_DATA,
    Concern.UNWELL,
    Concern.OTHER,
)
"""What people call for help with, in the order of the buttons."""

_CONCERNS = {
    Label.SELF_HARM: Concern.UNWELL,
    Label.DRUGS: Concern.DRUGS,
    Label.RECRUITING: Concern.RECRUITING,
    Label.SCAM: Concern.SCAM,
}
"""What is signalled where detectors find that."""


def signalled(found: Iterable[Detection]) -> Concern | None:
    """Return what the people of `[safety]` are told of these detections, the gravest first."""
    labels = {each.label for each in found if each.label in ROWS[each.detector].signals}
    return next((concern for label, concern in _CONCERNS.items() if label in labels), None)


def judged(found: Iterable[Detection]) -> tuple[Detection, ...]:
    """Return the detections that may be violations, so go before the moderators.

    A sign that somebody is in danger is none: it is on no card, and counts and heats nothing.
    """
    return tuple(
        each
        for each in found
        if each.label not in (row := ROWS[each.detector]).signals or each.label in row.cards
    )


REMINDED = timedelta(hours=2)
"""How often everybody is told again of danger that nobody has answered."""

UNREACHED = timedelta(minutes=10)
"""How often the bot looks for somebody to tell, while nobody takes its private messages."""


def door_of(concern: Concern, *, in_chat: bool, about_moderator: bool) -> Door:
    """Return to whom a call goes."""
    if concern in DANGER:
        return Door.SAFETY
    return Door.MODERATORS if in_chat and not about_moderator else Door.ADMINISTRATORS


def against_calling(
    concern: Concern,
    signals: Iterable[Signal],
    complaints: Iterable[Complaint],
    now: datetime,
    *,
    closed_until: datetime | None = None,
) -> Refusal | None:
    """Return why somebody may not call for help now, who has made these calls and complaints.

    Of both together five a day are taken, and none until `closed_until` (UTC), if an administrator
    closed reports to them; a call about danger always is.
    """
    if concern in DANGER:
        return None
    if closed := against_closed(closed_until, now):
        return closed
    called = [each.at for each in signals if each.message is None]
    made = [*called, *(each.at for each in complaints)]
    lately = [at for at in made if now - at < A_DAY]
    return TOO_MANY_SIGNALS if len(lately) >= MOST_A_DAY else None


def joined_by(signals: Iterable[Signal], door: Door, concern: Concern) -> Signal | None:
    """Return the open call of the same person that another call about danger adds to, or None.

    A person in danger does not join what was found of the same person for another reason: their
    words would change a message that is about a link or an offer, and ring nobody.
    """
    if door is not Door.SAFETY:
        return None
    return next(
        (
            each
            for each in signals
            if each.is_open
            and each.door is door
            and (concern is each.concern or concern not in DANGER or each.concern in DANGER)
        ),
        None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Who deals with signals: the contacts of `[safety]` in order, and those who moderate.

    Only people whom the bot can write to. `moderators` are those of the signal's chat.
    """

    contacts: tuple[MemberId, ...]
    moderators: frozenset[MemberId]
    administrators: frozenset[MemberId]


def rounds(signal: Signal, who: Recipients, *, night: bool) -> tuple[frozenset[MemberId], ...]:
    """Return whom to tell of a signal: first the first of these, then the next, if nobody answers.

    By day the contacts are told one after another, at night at once. Administrators come last; they
    come first where nobody else is left. Nobody is told of their own call.
    """
    first: tuple[Collection[MemberId], ...] = ()
    if signal.door is Door.MODERATORS:
        first = (who.moderators,)
    elif signal.door is Door.SAFETY:
        first = (who.contacts,) if night else tuple((each,) for each in who.contacts)
    told: set[MemberId] = {signal.by}
    found = []
    for each in (*first, who.administrators):
        if new := frozenset(each) - told:
            found.append(new)
            told |= new
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whom to tell now, and when to look again (None: the signal is closed)."""

    tell: frozenset[MemberId]
    next_at: datetime | None


def next_turn(
    signal: Signal,
    who: Recipients,
    told: Collection[MemberId],
    *,
    pause: timedelta,
    answers: Answers,
    zone: tzinfo,
    now: datetime,
) -> Turn:
    """Return the next people to tell of a signal, of whom those in `told` know already.

    What is about danger waits for `pause`, anything else for the term of a report. An open signal
    never falls silent: once all know and nobody has answered, all are told again; who said that
    they deal with it is told again when the term of a report is over.
    """
    if not signal.is_open:
        return Turn(tell=frozenset(), next_at=None)
    people = rounds(signal, who, night=answers.night.hold_at(now, zone))
    if not people:
        return Turn(tell=frozenset(), next_at=now + UNREACHED)
    later = answer_by(answers.report, now, answers, zone)
    if signal.stage is not Stage.NEW:
        deals = frozenset[MemberId]().union(*people) & {signal.holder}
        return Turn(tell=deals or people[-1], next_at=later)
    left = [new for group in people if (new := group - set(told))]
    danger = signal.door is Door.SAFETY
    if left:
        return Turn(tell=left[0], next_at=now + pause if danger else later)
    everybody = frozenset[MemberId]().union(*people)
    return Turn(tell=everybody, next_at=now + REMINDED if danger else later)


def raised(number: SignalNumber, door: Door) -> Granted:
    """Return the fact of a call."""
    return Granted((SignalRaised(number=number, door=door),))


def against_answering(signal: Signal, by: MemberId, who: Recipients) -> PlainRefusal | None:
    """Return why a person is none of those who deal with a signal."""
    if by == signal.by:
        return OWN_CASE
    told = any(by in group for group in rounds(signal, who, night=False))
    return None if told else NOT_FOR_YOU


def handle(signal: Signal, by: MemberId, who: Recipients, stage: Stage) -> Ruling:
    """Let a person answer a signal: they have seen it, deal with it, or close it."""
    if refusal := against_answering(signal, by, who):
        return Refused(refusal)
    if not signal.is_open or _ORDER[stage] < _ORDER[signal.stage]:
        return Refused(SIGNAL_OVER)
    if stage is signal.stage and by == signal.holder:
        return Granted(())
    return Granted((SignalMoved(number=signal.number, stage=stage, by=by),))


_ORDER = {stage: place for place, stage in enumerate(Stage)}
