"""Which messages were read: each is new once, wherever it comes from."""

from bot.read_marks import ReadMarks
from rules.ids import ChatId, MessageId

CHAT, OTHER = ChatId(2_000_000_001), ChatId(2_000_000_002)


def test_a_message_is_new_once_also_where_it_comes_late() -> None:
    marks = ReadMarks({CHAT: MessageId(10)})
    assert [marks.take(CHAT, number) for number in (11, 14, 12, 14, 12, 11)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert marks.newest(CHAT) == 14


def test_what_the_process_before_had_read_is_not_new() -> None:
    marks = ReadMarks({CHAT: MessageId(10)})
    assert not marks.take(CHAT, 10)
    assert not marks.take(CHAT, 7)
    assert marks.take(OTHER, 7)


def test_in_a_chat_that_was_never_read_nothing_is_a_repeat_at_first() -> None:
    marks = ReadMarks()
    assert marks.take(CHAT, 50)
    assert marks.take(CHAT, 49)
    assert not marks.take(CHAT, 50)


def test_where_counting_begins_anew_nothing_is_dropped() -> None:
    marks = ReadMarks({CHAT: MessageId(100_000)})
    assert marks.take(CHAT, 3)
    assert marks.take(CHAT, 4)
    assert not marks.take(CHAT, 3)


def test_a_mark_is_saved_with_what_finishes_its_message() -> None:
    marks = ReadMarks()
    marks.take(CHAT, 5)
    marks.begin("event", CHAT, 5)
    marks.pass_by(OTHER, 2)
    assert marks.marks_of("event", ()) == {CHAT: 5}
    assert marks.marks_of(None, (OTHER, CHAT)) == {OTHER: 2}
    assert marks.unsaved() == {OTHER: 2}, "the other is not finished"
    marks.finish("event")
    marks.pass_by(OTHER, 3)
    assert marks.unsaved() == {CHAT: 5, OTHER: 3}
    assert marks.unsaved() == {}


def test_many_missing_numbers_are_not_kept_for_ever() -> None:
    marks = ReadMarks({CHAT: MessageId(1)})
    for number in range(3, 5_000, 2):
        assert marks.take(CHAT, number)
    assert marks.take(CHAT, 4_998)
    assert not marks.take(CHAT, 4_998)
    assert marks.missing(CHAT) <= 512
