"""Signs of danger are found beside their object, and the same words about a lesson are not."""

import pytest

from rules.detectors.detection import Detection
from rules.detectors.harm import watcher
from rules.detectors.inspection import Setup
from rules.detectors.lazy import lists_in
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import ROWS, Detector, Label


def found(text: str) -> tuple[Detection, ...]:
    detector = watcher(Setup())
    assert detector is not None
    return detector.detect(Message(text=text, author=NOBODYS))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("я больше не хочу жить", Label.SELF_HARM),
        ("Устала жить, правда", Label.SELF_HARM),
        ("подскажите самый быстрый способ умереть", Label.SELF_HARM),
        ("вчера порезала себе вены", Label.SELF_HARM),
        ("хочется просто сдохнуть", Label.SELF_HARM),
        ("всем будет лучше без меня", Label.SELF_HARM),
        ("стою на крыше", Label.SELF_HARM),
        ("продам гашиш, доставка по району", Label.DRUGS),
        ("мефедрон в наличии, пишите", Label.DRUGS),
        ("поднял закладку, чек: у гаражей", Label.DRUGS),
        ("требуются кладмены, обучим", Label.DRUGS),
        ("ищем дропов, хорошая оплата", Label.RECRUITING),
        ("оформи карту на себя, плачу 3000", Label.RECRUITING),
        ("поджечь релейный шкаф, плачу 50к", Label.RECRUITING),
        ("подросткам работа, без опыта, 7000 в день", Label.RECRUITING),
        ("продиктуйте код из смс", Label.SCAM),
        ("скиньте фото карты с обеих сторон", Label.SCAM),
        ("смотри мои фотки photo.apk", Label.SCAM),
        ("переведите деньги на безопасный счёт", Label.SCAM),
    ],
)
def test_a_sign_beside_its_object(text: str, label: Label) -> None:
    (detection,) = found(text)
    assert detection.label is label
    assert text[detection.start : detection.end] == detection.found
    assert detection.certainty < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "не хочу жить в общаге без интернета",
        "хочу умереть от этой контрольной",
        "лекция о вреде наркотиков в 12:00",
        "на химии выращивали кристаллы соли",
        "план занятий на вечер у старосты",
        "закладки в браузере не сохранились",
        "курьер привёз пиццу",
        "куплю карту памяти на 64 гига",
        "переведите 300 на карту, сдаём на экскурсию",
        "код из двух цифр на двери аудитории",
        "скинь фото доски с двух уроков",
        "самоубийство Катерины в «Грозе»",
        "мошенники просят код из смс, не говорите его никому",
        "дроп в игре сегодня хороший",
        "поджог Рейхстага был в 1933 году",
        "прыгни в длину с места на зачёте",
        "вены и артерии, параграф 12",
        "не отдавайте карту посторонним",
    ],
)
def test_the_same_words_about_something_else(text: str) -> None:
    assert found(text) == ()


def test_each_sign_holds_a_cue() -> None:
    """A message without a cue is not looked at, so each sign has to begin a word with one."""
    lists = lists_in("harm.txt")
    for label in ROWS[Detector.HARM].signals:
        cues = lists[f"{label} cues"]
        assert cues
        assert all(3 <= len(cue) <= 4 for cue in cues)
        for sign in lists[label]:
            parts = dict(line.split(" = ", 1) for line in lists["parts"])
            written = sign
            for name, part in parts.items():
                written = written.replace(f"<{name}>", part)
            assert any(cue in written for cue in cues), sign


def test_every_signal_is_of_the_detectors_own_labels() -> None:
    for row in ROWS.values():
        assert row.cards <= row.signals
