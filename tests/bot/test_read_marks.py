"""Which messages were read: each is new once, from the messenger or from the chat."""

from bot.read_marks import ReadMarks
from rules.ids import ChatId, MessageId
from storage.records import ReadMark

CHAT, OTHER = ChatId(2_000_000_001), ChatId(2_000_000_002)


def up_to(number: int, *missed: tuple[int, int]) -> ReadMark:
    return ReadMark(message=MessageId(number), missed=missed)


def test_a_late_message_is_new_once() -> None:
    marks = ReadMarks({CHAT: up_to(10)})
    assert [marks.take(CHAT, number) for number in (11, 14, 12, 14, 12, 11)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert marks.newest(CHAT) == 14


def test_messages_read_before_a_restart_are_not_new() -> None:
    marks = ReadMarks({CHAT: up_to(10)})
    assert not marks.take(CHAT, 10)
    assert not marks.take(CHAT, 7)
    assert marks.take(OTHER, 7)


def test_in_a_chat_that_was_never_read_nothing_is_a_repeat_at_first() -> None:
    marks = ReadMarks()
    assert marks.take(CHAT, 50)
    assert marks.take(CHAT, 49)
    assert not marks.take(CHAT, 50)


def test_after_a_restarted_numbering_nothing_is_dropped() -> None:
    marks = ReadMarks({CHAT: up_to(100_000)})
    assert marks.take(CHAT, 3)
    assert marks.take(CHAT, 4)
    assert not marks.take(CHAT, 3)


def test_a_mark_is_saved_with_what_finishes_its_message() -> None:
    marks = ReadMarks()
    marks.take(CHAT, 5)
    marks.begin("event", CHAT, 5)
    marks.pass_by(OTHER, 2)
    assert marks.marks_of("event", ()) == {CHAT: up_to(5)}
    assert marks.marks_of(None, (OTHER, CHAT)) == {OTHER: up_to(2)}
    assert marks.unsaved() == {OTHER: up_to(2)}, "the other is not finished"
    marks.finish("event")
    marks.pass_by(OTHER, 3)
    assert marks.unsaved() == {CHAT: up_to(5), OTHER: up_to(3)}
    assert marks.unsaved() == {}


def test_many_missing_numbers_are_not_kept_for_ever() -> None:
    marks = ReadMarks({CHAT: up_to(1)})
    for number in range(3, 5_000, 2):
        assert marks.take(CHAT, number)
    assert marks.take(CHAT, 4_998)
    assert not marks.take(CHAT, 4_998)
    assert marks.missing(CHAT) <= 1024


def _heard_again_at(number: int) -> ReadMarks:
    """Return marks of a chat that was read up to 10, lost updates, and received that message."""
    marks = ReadMarks({CHAT: up_to(10)})
    marks.open_gaps()
    assert marks.take(CHAT, number)
    marks.begin("new", CHAT, number)
    return marks


def test_every_missed_message_is_new_once() -> None:
    marks = _heard_again_at(2_000)
    (gap,) = marks.gaps(CHAT)
    assert (gap.after, gap.before) == (10, 2_000)
    assert marks.take(CHAT, 11, missed=True)
    assert marks.take(CHAT, 1_999, missed=True)
    assert not marks.take(CHAT, 11), "late, from the messenger"
    assert not marks.take(CHAT, 2_000, missed=True), "it came by itself"
    assert marks.take(CHAT, 2_001)
    assert marks.newest(CHAT) == 2_001


def test_a_message_read_from_the_chat_is_a_repeat_when_it_is_delivered() -> None:
    marks = ReadMarks({CHAT: up_to(10)})
    marks.open_gaps()
    assert marks.take(CHAT, 11, missed=True)
    assert marks.take(CHAT, 12, missed=True)
    assert not marks.take(CHAT, 12)
    assert marks.take(CHAT, 13)
    assert [(gap.after, gap.before) for gap in marks.gaps(CHAT)] == [(10, 12)]


def test_a_mark_holds_its_gaps_until_they_are_handled() -> None:
    marks = _heard_again_at(14)
    assert marks.marks_of("new", ()) == {CHAT: up_to(14, (10, 14))}
    marks.finish("new")
    assert marks.unsaved() == {CHAT: up_to(14, (10, 14))}
    for number in (11, 12, 13):
        marks.take(CHAT, number, missed=True)
    marks.begin("gap:11", CHAT, 11, missed=True)
    marks.begin("gap:12", CHAT, 12, missed=True)
    marks.end_readings(CHAT, marks.readings(CHAT))
    assert marks.marks_of("gap:11", ()) == {CHAT: up_to(14, (11, 14))}
    marks.finish("gap:11")
    assert marks.marks_of(None, [CHAT]) == {CHAT: up_to(14, (11, 14))}
    assert marks.has_gaps
    marks.finish("gap:12")
    assert marks.unsaved() == {CHAT: up_to(14)}
    assert not marks.has_gaps


def test_messages_missed_before_the_start_are_still_new() -> None:
    marks = ReadMarks({CHAT: up_to(14, (11, 14))})
    assert marks.has_gaps
    assert not marks.take(CHAT, 11)
    assert marks.take(CHAT, 12, missed=True)
    assert not marks.take(CHAT, 14)
    marks.close_gaps_but_of([OTHER])
    assert not marks.has_gaps


def test_a_loss_after_a_delivery_opens_a_second_gap() -> None:
    marks = _heard_again_at(14)
    marks.open_gaps()
    marks.open_gaps()
    assert [(gap.after, gap.before) for gap in marks.gaps(CHAT)] == [(10, 14), (14, None)]
    assert marks.take(CHAT, 20)
    assert [(gap.after, gap.before) for gap in marks.gaps(CHAT)] == [(10, 14), (14, 20)]


def test_a_loss_during_a_reading_is_read_too() -> None:
    marks = ReadMarks({CHAT: up_to(10)})
    marks.open_gaps()
    first = marks.readings(CHAT)
    marks.open_gaps()
    marks.end_readings(CHAT, first)
    assert marks.gaps(CHAT), "for whoever reads after the second loss"
    marks.end_readings(CHAT, marks.readings(CHAT))
    assert not marks.has_gaps


def test_a_reading_covers_no_later_loss() -> None:
    marks = _heard_again_at(14)
    marks.take(CHAT, 12, missed=True)
    marks.begin("gap:12", CHAT, 12, missed=True)
    # two losses at once, and a reading for each: both look at everything
    marks.open_gaps()
    first, second = marks.readings(CHAT), marks.readings(CHAT)
    marks.end_readings(CHAT, first)
    marks.end_readings(CHAT, second)
    assert not marks.is_unread(CHAT)
    marks.open_gaps()
    assert marks.is_unread(CHAT)
    marks.finish("gap:12")
    assert marks.readings(CHAT)


def test_a_second_reading_may_find_more() -> None:
    marks = _heard_again_at(20)
    first = marks.readings(CHAT)
    marks.open_gaps()
    marks.end_readings(CHAT, first)
    assert [marks.take(CHAT, number, missed=True) for number in (11, 19)] == [True, True]


def test_a_message_not_found_may_still_arrive_late() -> None:
    marks = _heard_again_at(20)
    marks.take(CHAT, 11, missed=True)
    marks.end_readings(CHAT, marks.readings(CHAT))
    assert not marks.has_gaps
    assert [marks.take(CHAT, number) for number in (11, 15, 15)] == [False, True, False]


def test_a_late_message_moves_no_mark_back() -> None:
    marks = ReadMarks({CHAT: up_to(10)})
    for number in (11, 13, 12):
        marks.take(CHAT, number)
        marks.pass_by(CHAT, number)
    assert marks.unsaved() == {CHAT: up_to(13)}
