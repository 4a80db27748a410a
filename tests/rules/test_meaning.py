"""What plain words in private ask for."""

import pytest

from rules.meaning import Meaning, meaning_of

PHRASES = {
    Meaning.DISTRESS: (
        *("меня травят", "не хочу жить", "я не хочу больше жить", "жить не хочется"),
        *("не вижу смысла", "мне плохо", "мне страшно идти домой"),
    ),
    Meaning.CHILD: ("что с моим сыном", "За что мою дочь?", "как там мой ребёнок"),
    Meaning.HUMAN: ("хочу пожаловаться", "свяжите с учителем", "позовите человека"),
    Meaning.DISAGREE: ("это несправедливо", "я ничего не делал", "разбаньте", "я не виноват"),
    Meaning.WHY: ("за что", "почему меня забанили", "извините, а за что?", "что я сделал"),
    Meaning.RECORD: (
        *("сколько у меня нарушений", "Какие у меня предупреждения?", "я заблокирован?"),
        *("что на меня записано", "есть нарушения у меня?", "меня в чате забанили"),
    ),
    Meaning.WHEN: ("когда меня пустят", "сколько мне ждать", "ну и когда ответ"),
    Meaning.SORRY: ("простите", "ну сорян", "Я больше не буду", "виноват"),
    Meaning.HOW: ("как этим пользоваться", "кто вы", "что делать"),
    Meaning.THANKS: ("спасибо", "Большое спасибо!"),
    Meaning.GREETING: ("здрасте", "Добрый день"),
    None: (
        "ау",
        "ок",
        "не вижу смысла спорить",
        "отстань",
        "так себе",
        "новички напоминать",
        "🙏",
        "",
    ),
}


@pytest.mark.parametrize(
    ("text", "meaning"), [(text, meaning) for meaning, texts in PHRASES.items() for text in texts]
)
def test_plain_words_are_understood(text: str, meaning: Meaning | None) -> None:
    assert meaning_of(text) is meaning
