"""Calls for help (п. 5.12.2): where they go, in which order, and who may answer them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import Granted, Refused
from rules.detectors.detection import Detection
from rules.detectors.registry import ROWS, Detector, Label
from rules.ids import ChatId, MemberId, MessageId, SignalNumber
from rules.policy import Answers
from rules.rights import Holds, Who
from rules.signals import (
    ANSWER_DANGER,
    HANDLE_SIGNAL,
    REMINDED,
    UNREACHED,
    Recipients,
    against_calling,
    door_of,
    handle,
    joined_by,
    judged,
    next_turn,
    rounds,
    signalled,
)
from rules.vocabulary.people import OWN_CASE
from rules.vocabulary.signals import (
    NOT_FOR_YOU,
    SIGNAL_OVER,
    TOO_MANY_SIGNALS,
    Concern,
    Door,
    Signal,
    SignalMoved,
    Stage,
)

ZONE = ZoneInfo("Europe/Saratov")
NOON = datetime(2026, 11, 30, 12, tzinfo=ZONE).astimezone(UTC)
MIDNIGHT = NOON + timedelta(hours=12)
PAUSE = timedelta(minutes=30)

CALLER = MemberId(1)
FIRST, SECOND, TEACHER, HEAD = MemberId(11), MemberId(12), MemberId(21), MemberId(31)

WHO = Recipients(
    contacts=(FIRST, SECOND), moderators=frozenset({TEACHER}), administrators=frozenset({HEAD})
)

SIGNAL = Signal(
    number=SignalNumber(1),
    concern=Concern.UNWELL,
    door=Door.SAFETY,
    chat=None,
    by=CALLER,
    text="мне плохо",
    at=NOON,
)

OF_A_CHAT = replace(
    SIGNAL, concern=Concern.INSULTED, door=Door.MODERATORS, chat=ChatId(2_000_000_001)
)

people = st.integers(min_value=1, max_value=40).map(MemberId)
signals = st.builds(
    replace,
    st.just(SIGNAL),
    by=people,
    door=st.sampled_from(Door),
    stage=st.sampled_from(Stage),
    holder=st.none() | people,
)
recipients = st.builds(
    Recipients,
    contacts=st.lists(people, unique=True, max_size=4).map(tuple),
    moderators=st.frozensets(people, max_size=4),
    administrators=st.frozensets(people, max_size=3),
)


@pytest.mark.parametrize("concern", Concern)
def test_danger_never_goes_to_a_chats_moderators(concern: Concern) -> None:
    door = door_of(concern, in_chat=True, about_moderator=False)
    dangerous = concern in {Concern.THREATS, Concern.UNWELL}
    assert door is (Door.SAFETY if dangerous else Door.MODERATORS)


def test_what_is_about_a_moderator_or_no_chat_goes_to_the_administrators() -> None:
    for in_chat, about_moderator in ((True, True), (False, False)):
        door = door_of(Concern.OTHER, in_chat=in_chat, about_moderator=about_moderator)
        assert door is Door.ADMINISTRATORS


def test_by_day_one_is_told_after_another_and_the_administrators_last() -> None:
    told: list[MemberId] = []
    for expected in ({FIRST}, {SECOND}, {HEAD}):
        turn = next_turn(SIGNAL, WHO, told, pause=PAUSE, answers=Answers(), zone=ZONE, now=NOON)
        assert turn.tell == expected
        assert turn.next_at == NOON + PAUSE
        told += turn.tell
    last = next_turn(SIGNAL, WHO, told, pause=PAUSE, answers=Answers(), zone=ZONE, now=NOON)
    assert last.tell == {FIRST, SECOND, HEAD}
    assert last.next_at == NOON + REMINDED


def test_at_night_the_contacts_are_told_at_once() -> None:
    turn = next_turn(SIGNAL, WHO, (), pause=PAUSE, answers=Answers(), zone=ZONE, now=MIDNIGHT)
    assert turn.tell == {FIRST, SECOND}


def test_moderators_who_do_not_answer_within_a_day_are_followed_by_administrators() -> None:
    turn = next_turn(OF_A_CHAT, WHO, (), pause=PAUSE, answers=Answers(), zone=ZONE, now=NOON)
    assert turn.tell == {TEACHER}
    assert turn.next_at == NOON + timedelta(days=1)


@given(signal=signals, who=recipients, night=st.booleans())
def test_nobody_is_told_twice_nor_of_their_own_call_and_administrators_always_in_the_end(
    signal: Signal, who: Recipients, night: bool
) -> None:
    groups = rounds(signal, who, night=night)
    everybody = [member for group in groups for member in group]
    assert len(everybody) == len(set(everybody))
    assert signal.by not in everybody
    assert who.administrators - {signal.by} <= set(everybody)
    if signal.door is Door.SAFETY:
        assert not (who.moderators - {*who.contacts, *who.administrators}) & set(everybody)


@given(signal=signals, who=recipients, by=people, stage=st.sampled_from(Stage))
def test_only_those_who_are_told_answer_and_a_signal_never_goes_back(
    signal: Signal, who: Recipients, by: MemberId, stage: Stage
) -> None:
    ruling = handle(signal, by, who, stage)
    told = {member for group in rounds(signal, who, night=False) for member in group}
    order = list(Stage)
    if by == signal.by:
        assert ruling == Refused(OWN_CASE)
    elif by not in told:
        assert ruling == Refused(NOT_FOR_YOU)
    elif not signal.is_open or order.index(stage) < order.index(signal.stage):
        assert ruling == Refused(SIGNAL_OVER)
    elif stage is signal.stage and by == signal.holder:
        assert ruling == Granted(())
    else:
        assert ruling == Granted((SignalMoved(number=signal.number, stage=stage, by=by),))


def test_five_calls_a_day_are_taken_but_danger_always() -> None:
    made = [replace(SIGNAL, at=NOON - timedelta(hours=n)) for n in range(5)]
    assert against_calling(Concern.OTHER, made, (), NOON) == TOO_MANY_SIGNALS
    assert against_calling(Concern.OTHER, made[:4], (), NOON) is None
    assert against_calling(Concern.OTHER, made, (), NOON + timedelta(days=1)) is None
    assert against_calling(Concern.UNWELL, made, (), NOON) is None


def test_more_about_danger_joins_the_open_call_alone() -> None:
    closed = replace(SIGNAL, stage=Stage.CLOSED)
    for concern in (Concern.THREATS, Concern.UNWELL, Concern.SCAM):
        assert joined_by([closed, OF_A_CHAT, SIGNAL], Door.SAFETY, concern) == SIGNAL
    assert joined_by([closed, OF_A_CHAT], Door.SAFETY, Concern.UNWELL) is None
    assert joined_by([OF_A_CHAT], Door.MODERATORS, Concern.OTHER) is None


def test_danger_joins_no_offer_of_the_same_person() -> None:
    offer = replace(SIGNAL, concern=Concern.SCAM)
    assert joined_by([offer], Door.SAFETY, Concern.UNWELL) is None
    assert joined_by([offer, SIGNAL], Door.SAFETY, Concern.UNWELL) == SIGNAL
    assert joined_by([offer], Door.SAFETY, Concern.SCAM) == offer


def test_a_call_that_nobody_can_read_waits_for_somebody() -> None:
    nobody = Recipients(contacts=(), moderators=frozenset(), administrators=frozenset())
    turn = next_turn(SIGNAL, nobody, (), pause=PAUSE, answers=Answers(), zone=ZONE, now=NOON)
    assert (turn.tell, turn.next_at) == (frozenset(), NOON + UNREACHED)


@given(signal=signals, who=recipients, told=st.frozensets(people))
def test_an_open_signal_never_falls_silent(
    signal: Signal, who: Recipients, told: frozenset[MemberId]
) -> None:
    turn = next_turn(signal, who, told, pause=PAUSE, answers=Answers(), zone=ZONE, now=NOON)
    assert (turn.next_at is not None) == signal.is_open
    reached = {member for group in rounds(signal, who, night=False) for member in group}
    assert turn.tell <= reached
    assert bool(turn.tell) == (signal.is_open and bool(reached))


def found(label: Label, detector: Detector = Detector.HARM) -> Detection:
    return Detection(detector=detector, label=label, certainty=0.7)


def test_what_the_detectors_find_goes_by_its_own_door() -> None:
    """A sign that somebody is in danger is on no card; what endangers others is on both."""
    danger, drugs = found(Label.SELF_HARM), found(Label.DRUGS)
    swearing = found(Label.OBSCENE, Detector.OBSCENITY)
    assert signalled([swearing]) is None
    assert signalled([swearing, drugs]) is Concern.DRUGS
    assert signalled([drugs, danger]) is Concern.UNWELL
    assert judged([danger, drugs, swearing]) == (drugs, swearing)
    for label in ROWS[Detector.HARM].signals:
        assert signalled([found(label)]) is not None


def test_what_the_bot_noticed_is_not_counted_as_ones_calls() -> None:
    noticed = [replace(SIGNAL, message=MessageId(n), at=NOON) for n in range(1, 9)]
    assert against_calling(Concern.INSULTED, noticed, (), NOON) is None
    called = [replace(SIGNAL, at=NOON)] * 5
    assert against_calling(Concern.INSULTED, called, (), NOON) is not None


@given(st.sampled_from(Door), st.sampled_from(Stage))
def test_contacts_answer_danger_and_nothing_else_and_moderators_no_danger(
    door: Door, stage: Stage
) -> None:
    signal = replace(SIGNAL, door=door, chat=ChatId(2))
    contact, teacher = handle(signal, FIRST, WHO, stage), handle(signal, TEACHER, WHO, stage)
    assert (contact == Refused(NOT_FOR_YOU)) is (door is not Door.SAFETY)
    assert (teacher == Refused(NOT_FOR_YOU)) is (door is not Door.MODERATORS)
    assert isinstance(handle(signal, HEAD, WHO, stage), Granted)


def test_the_table_of_rights_says_the_same() -> None:
    assert [who for who in Who if ANSWER_DANGER.grant.to_whom(who) is Holds.ALLOWED] == [
        Who.ADMINISTRATOR,
        Who.SAFETY,
    ]
    assert HANDLE_SIGNAL.grant.to_whom(Who.SAFETY) is not Holds.ALLOWED
