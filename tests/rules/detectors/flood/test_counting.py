"""What is too much only together with what came before, and what a lively class may do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Detection
from rules.detectors.flood import FloodDetector
from rules.detectors.message import NOBODYS, Attachment, AttachmentKind, Message
from rules.detectors.registry import Label
from rules.ids import MemberId, MessageId

STICKER = (Attachment(kind=AttachmentKind.STICKER),)
LONG = "купите билеты на наш концерт в субботу вечером"
START = 1_700_000_000


def told(messages: list[Message]) -> list[tuple[int, Label]]:
    detector = FloodDetector()
    return [
        (place, found.label)
        for place, message in enumerate(messages, start=1)
        for found in detector.detect(message)
    ]


def say(text: str, second: int = 0, author: int = 1) -> Message:
    return Message(text=text, author=MemberId(author), at=START + second)


def test_the_sixteenth_message_within_a_minute_is_told_and_then_the_thirty_second() -> None:
    messages = [say(f"сообщение под номером {number}", second=number) for number in range(40)]

    assert told(messages) == [(16, Label.FREQUENT), (32, Label.FREQUENT)]


def test_as_many_messages_over_a_longer_time_are_talk() -> None:
    messages = [say(f"сообщение под номером {number}", second=number * 5) for number in range(40)]

    assert told(messages) == []


def test_the_same_text_for_the_third_time_is_told() -> None:
    messages = [say(LONG, second=100 * number) for number in range(3)]

    assert told(messages) == [(3, Label.REPEATED)]


@pytest.mark.parametrize(
    "again",
    [
        LONG.upper()[:20] + LONG[20:],
        LONG + "!!!",
        LONG.replace(" ", "  "),
        LONG.replace("билеты", "белеты"),
        "🔥 " + LONG + " 🔥",
    ],
)
def test_nearly_the_same_text_is_the_same(again: str) -> None:
    assert told([say(LONG), say(again, 60), say(LONG, 120)]) == [(3, Label.REPEATED)]


def test_a_text_said_again_much_later_is_not_repeated() -> None:
    assert told([say(LONG, second=601 * number) for number in range(5)]) == []


def test_numbers_tell_texts_apart() -> None:
    messages = [
        say(f"какой ответ в задаче номер {number}?", second=9 * number) for number in range(1, 9)
    ]

    assert told(messages) == []


def test_a_text_of_many_people_is_a_chorus() -> None:
    messages = [say(LONG, second=number, author=number) for number in range(1, 6)]

    assert told(messages) == [(5, Label.CHORUS)]


@pytest.mark.parametrize(
    "text",
    [
        "да",
        "+",
        "1",
        "спасибо",
        "спасибо большое за помощь с задачей",
        "С днём рождения!",
        "С днём рождения, Мария Ивановна!",
        "Поздравляем с наступающим праздником",
        "присутствую",
        "Добрый день, ознакомлен с правилами чата",
        "здравствуйте",
        "Задание выполнил, отправил на почту",
    ],
)
def test_what_a_class_says_at_once_is_no_chorus(text: str) -> None:
    assert told([say(text, second=number, author=number) for number in range(1, 31)]) == []


def test_a_roll_call_is_talk() -> None:
    names = [
        "Иванов",
        "Петров",
        "Сидоров",
        "Кузнецов",
        "Смирнов",
        "Попов",
        "Васильев",
        "Соколов",
        "Михайлов",
    ]

    messages = [
        say(f"{name}, группа 21, присутствую на занятии", second=number, author=number)
        for number, name in enumerate(names, start=1)
    ]

    assert told(messages) == []


def test_a_moderators_commands_are_no_talk() -> None:
    messages = [replace(say(f"/нарушение {n}", second=n), is_order=True) for n in range(1, 30)]

    assert told([*messages, say("так, хватит", second=30)]) == []


def test_a_moderators_command_comes_between_the_pieces_of_a_thought() -> None:
    pieces = [say(f"и ещё {number}", second=number * 3) for number in range(9)]
    order = replace(say("/статус", second=13, author=2), is_order=True)

    assert told(pieces)
    assert told([*pieces[:5], order, *pieces[5:]]) == []


def test_a_thought_cut_into_pieces_is_told() -> None:
    pieces = ["ну", "вот", "я", "и", "говорю", "вам", "что", "так", "нельзя"]

    messages = [say(piece, second=2 * number) for number, piece in enumerate(pieces)]

    assert told(messages) == [(8, Label.CUT_UP)]


def test_pieces_in_a_talk_of_two_are_talk() -> None:
    messages = [say("ну вот", second=3 * number, author=number % 2 + 1) for number in range(2, 22)]

    assert told(messages) == []


def test_a_fourth_sticker_within_a_minute_is_told() -> None:
    messages = [
        Message(text="", author=MemberId(1), at=START + number, attachments=STICKER)
        for number in range(5)
    ]

    assert told(messages) == [(4, Label.STICKERS)]


def test_crumbs_of_one_person_are_told() -> None:
    messages = [say(crumb, second=11 * number) for number, crumb in enumerate(".?а!+1")]

    assert told(messages) == [(6, Label.CRUMBS)]


def test_votes_of_many_are_no_crumbs() -> None:
    messages = [say(str(number % 2 + 1), second=number, author=number) for number in range(1, 31)]

    assert told(messages) == []


def test_who_shouts_again_and_again_is_told() -> None:
    shouts = [f"ПОЧЕМУ МНЕ НИКТО НЕ ОТВЕЧАЕТ {word}" for word in ("СЕЙЧАС", "СЕГОДНЯ", "ЗДЕСЬ")]

    messages = [say(shout, second=30 * number) for number, shout in enumerate(shouts)]

    assert told(messages) == [(3, Label.CAPITALS)]


def test_a_message_with_a_known_key_is_not_counted_again() -> None:
    detector = FloodDetector()
    message = say(LONG)

    assert [detector.detect(message, MessageId(7)) for _ in range(50)] == [()] * 50


def test_a_message_that_comes_late_is_not_counted() -> None:
    detector = FloodDetector()
    detector.detect(say("привет", second=1000, author=2))

    assert [detector.detect(say(LONG, second=number)) for number in range(50)] == [()] * 50


def test_texts_that_nobody_sent_are_not_counted() -> None:
    detector = FloodDetector()

    assert [detector.detect(Message(text=LONG, author=NOBODYS)) for _ in range(50)] == [()] * 50


texts = st.one_of(
    st.sampled_from(
        [LONG, LONG + "!", "да", "+", "привет всем друзья", "@all", "", "НУ ЧТО ЖЕ ЭТО ТАКОЕ"]
    ),
    st.text(max_size=60),
)
messages_of_a_chat = st.lists(
    st.builds(
        Message,
        text=texts,
        author=st.integers(1, 5).map(MemberId),
        at=st.integers(START, START + 300),
        attachments=st.sampled_from([(), STICKER]),
    ),
    max_size=60,
)


@given(messages_of_a_chat)
def test_the_same_talk_is_judged_the_same(messages: list[Message]) -> None:
    assert told(messages) == told(messages)


@given(messages_of_a_chat)
def test_an_explanation_agrees_and_counts_nothing(messages: list[Message]) -> None:
    explained, silent = FloodDetector(), FloodDetector()

    for message in messages:
        answer = explained.explain(message)
        found: tuple[Detection, ...] = explained.detect(message)

        assert answer.detections == found == silent.detect(message)
        assert all(each.measured <= each.limit for each in answer.cleared)
        assert all(each.measured > each.limit for each in found)
