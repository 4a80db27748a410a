"""What is too much in one message by itself."""

import pytest

from rules.detectors.detection import Detection
from rules.detectors.flood import FloodDetector
from rules.detectors.flood.shape import MOST_CHARACTERS
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Label

ZALGO = "п\u0300\u0301\u0302р\u0300\u0316\u0301и\u0300\u0301\u0302в\u0300е\u0300т"


def found(text: str) -> list[Detection]:
    return list(FloodDetector().detect(Message(text=text, author=NOBODYS)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("слово " * 500, Label.WALL),
        ("а\n" * 60, Label.WALL),
        ("\n" * 60, Label.WALL),
        ("НИКТО НЕ СДАЛ РАБОТУ " * 15, Label.CAPITALS),
        (ZALGO, Label.ZALGO),
        ("кричу " + ZALGO, Label.ZALGO),
        ("@all завтра нет пар", Label.MENTIONS),
        ("пары нет @online", Label.MENTIONS),
        ("@все сюда", Label.MENTIONS),
        ("*all", Label.MENTIONS),
        ("@ALL!", Label.MENTIONS),
        ("@онлайн, ответьте", Label.MENTIONS),
        (" ".join(f"[id{number}|Имя]" for number in range(1, 7)), Label.MENTIONS),
        (" ".join(f"@id{number}" for number in range(1, 7)), Label.MENTIONS),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_too_much_is_found(text: str, label: Label) -> None:
    (detection,) = found(text)

    assert detection.label is label
    assert detection.measured > detection.limit
    assert text[detection.start : detection.end] == detection.found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "привет всем",
        "Прочтите параграф и решите задачи. " * 40,
        "\n".join(f"{number}. Иванов" for number in range(1, 31)),
        "ГБПОУ СО «СТЖТ», ЕГЭ, ОГЭ, СНИЛС, МЧС",
        "ЗАВТРА ПЕРВОЙ ПАРЫ НЕ БУДЕТ",
        "пишите на teacher@all.ru",
        "почта ivan@online.ru",
        "2*all = много",
        "@allison привет",
        "@onlineschool",
        "[id1|Иван], подойди",
        "[id1|Иван] [id1|Иван] [id1|Иван] [id1|Иван] [id1|Иван] [id1|Иван] [id1|Иван]",
        "й и ё: и\u0306 е\u0308",
        "Вьетнам: tiê\u0301ng Việ\u0323t",
        "з\u0336а\u0336ч\u0336ё\u0336р\u0336к\u0336н\u0336у\u0336т\u0336о\u0336",
        "👍🏻❤️👨‍👩‍👧",
        "**важно** прочитать",
    ],
    ids=lambda value: value[:20],
)
def test_ordinary_talk_is_let_pass(text: str) -> None:
    assert found(text) == []


def test_what_was_measured_and_let_pass_is_told() -> None:
    answer = FloodDetector().explain(Message(text="слово " * 250, author=NOBODYS))

    (wall,) = answer.cleared
    assert (wall.label, wall.measured, wall.limit) == (Label.WALL, 1500, MOST_CHARACTERS)
