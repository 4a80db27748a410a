"""Links and advertising: what leads elsewhere, and what study needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Label, Sign
from rules.detectors.link import Links
from rules.detectors.message import Attachment, AttachmentKind, Message
from rules.ids import MemberId

DETECTOR = Links(permitted=("college.edu.ru", "vk.com/club777", "sgtk.ru"))

FOREIGN = (
    "https://t.me/joinchat/AAA",
    "заходи в t.me/kanal",
    "vk.me/join/abc",
    "https://vk.com/join/xyz",
    "wa.me/79171234567",
    "chat.whatsapp.com/xyz",
    "discord.gg/abc",
    "https://max.ru/join/xx",
    "bit.ly/2abc",
    "clck.ru/3Fxyz",
    "vk.cc/abc",
    "https://www.wildberries.ru/catalog/1",
    "ozon.ru/t/abc",
    "https://aliexpress.ru/item/1",
    "1xbet.com",
    "fonbet.ru",
    "casino-x.com",
    "https://somesite.ru/page",
    "instagram.com/user",
    "sait точка ру",
    "sait . ru",
    "sait[.]ru",
    "т.ме/канал",
    "t . me/kanal",
    "т точка ме / канал",
    "hxxp://evil.com",
    "https://vk.com/club12345",
    "vk.com/public123",
    "тг: @superkanal",
    "телеграм канал @superkanal",
    "мойсайт.рф",
    "vk точка ме /join",
    "заходи на example(точка)com",
    "www.super-site.com",
)

FINE = (
    "https://vk.com/wall-1_2",
    "vk.com/id123",
    "https://college.edu.ru/raspisanie",
    "sgtk.ru",
    "https://vk.com/club777",
    "https://docs.google.com/document/d/1",
    "https://ru.wikipedia.org/wiki/Дом",
    "https://github.com/user/repo",
    "отчёт.docx",
    "main.py",
    "пришёл.Да",
    "т.е. и т.д.",
    "и.о. директора",
    "python 3.11.7",
    "цена 5.50",
    "10.30 начало",
    "www",
    "смотри на стр. 45",
    "node.js и vue.js",
    "это точка зрения",
    "точка росы",
    "поставь точку",
    "конец. Ру",
    "а.б.в",
    "ivanov@mail.ru",
    "1.2.3",
    "пр. Ленина",
    "https://forms.yandex.ru/u/1",
    "disk.yandex.ru/d/abc",
    "https://www.gosuslugi.ru/",
    "https://urait.ru/book/1",
    "и/или",
    "24/7",
    "ок.да",
    "привет.как дела.норм",
    "файл.pdf и задание.txt",
    "с.м. и кг.",
    "Иванов И.И.",
    "ул.Чапаева",
    "д.5",
    "sum(a.b.c)",
    "self.name = x",
    'System.out.println("ok")',
    "math.pi",
)


def said(text: str, *, attachments: tuple[Attachment, ...] = ()) -> Message:
    return Message(text=text, author=MemberId(10), attachments=attachments)


@pytest.mark.parametrize("text", FOREIGN)
def test_what_leads_elsewhere_is_found(text: str) -> None:
    found = DETECTOR.detect(said(text))
    assert found
    for each in found:
        assert text[each.start : each.end] == each.found


@pytest.mark.parametrize("text", FINE)
def test_what_study_needs_and_what_is_no_address_is_fine(text: str) -> None:
    assert DETECTOR.detect(said(text)) == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("https://t.me/joinchat/AAA", Label.INVITATION),
        ("vk.me/join/abc", Label.INVITATION),
        ("https://vk.com/club12345", Label.FOREIGN),
        ("clck.ru/3Fxyz", Label.SHORTENER),
        ("https://www.wildberries.ru/catalog/1", Label.SHOP),
        ("casino-x.com", Label.BETTING),
    ],
)
def test_each_kind_is_told(text: str, label: Label) -> None:
    assert [each.label for each in DETECTOR.detect(said(text))] == [label]


def test_a_hidden_address_is_less_certain_and_says_that_it_was_hidden() -> None:
    (plain,) = DETECTOR.detect(said("t.me/kanal"))
    (hidden,) = DETECTOR.detect(said("т точка ме / канал"))
    assert hidden.sign is Sign.SPREAD
    assert hidden.certainty < plain.certainty


@pytest.mark.parametrize(
    "text",
    [
        "Удалённая работа без вложений, доход от 5000 руб в день, пишите в лс",
        "Ищем партнёров в крипту, прибыль от 100$ в день, подробности в личку",
        "Скидки до 70%, доставка по городу, пишите в директ, от 990 руб",
    ],
)
def test_several_lures_are_advertising_and_a_hint_at_most(text: str) -> None:
    (found,) = DETECTOR.detect(said(text))
    assert found.label is Label.ADVERTISING
    assert found.certainty <= 0.6
    assert found.measured > found.limit


@pytest.mark.parametrize(
    "text",
    [
        "кто сдал деньги на экскурсию?",
        "работа по химии на завтра",
        "билет стоит 300 рублей, сдаём до пятницы",
    ],
)
def test_one_lure_is_none(text: str) -> None:
    assert DETECTOR.detect(said(text)) == ()


def test_an_attached_link_is_judged_too() -> None:
    attached = (Attachment(kind=AttachmentKind.LINK, name="https://t.me/joinchat/AAA"),)
    (found,) = DETECTOR.detect(said("глядите", attachments=attached))
    assert found.label is Label.INVITATION


@given(st.text(max_size=300))
def test_explaining_finds_the_same_or_more_lures(text: str) -> None:
    message = said(text)
    assert set(DETECTOR.detect(message)) <= set(DETECTOR.explain(message).detections)
