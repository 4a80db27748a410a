"""Editing, attaching and forwarding on the page, and the detectors' answers to a text there.

The emulator runs without a bot here, which has no part in this.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.sandbox.showing import explain
from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.registry import Detector, Label
from tests.browser.alone import STUDENT, Alone, opened
from tests.browser.hand import DESK, GROUP_CHAT, PHONE, TEACHER, Hand, at_the_page

pytestmark = pytest.mark.browser

DAY = 24 * 3600


def answers(text: str, late: bool) -> Mapping[Detector, Answer]:
    """Detect one word and one number, clear another word; in late hours detect everything."""
    obscenity, data = Detector.OBSCENITY, Detector.PERSONAL_DATA
    start, number, innocent = text.find("блиин"), text.find("89270000000"), text.find("страховка")
    return {
        obscenity: Answer(
            detections=(
                Detection(
                    detector=obscenity,
                    label=Label.EUPHEMISM,
                    certainty=0.98,
                    sign=Sign.STRETCHED,
                    found="блиин",
                    start=start,
                    end=start + 5,
                ),
            )
            if start >= 0
            else (),
            cleared=(
                Cleared(
                    detector=obscenity,
                    why=Clearance.INNOCENT_WORD,
                    found="страховка",
                    start=innocent,
                    end=innocent + 9,
                ),
            )
            if innocent >= 0
            else (),
        ),
        data: Answer(
            detections=(
                Detection(
                    detector=data,
                    label=Label.PHONE,
                    certainty=0.6,
                    sign=Sign.FORMAT,
                    found="89270000000",
                    start=number,
                    end=number + 11,
                ),
            )
            if number >= 0
            else ()
        ),
        Detector.LATE: Answer(
            detections=(Detection(detector=Detector.LATE, label=Label.LATE, certainty=1),)
            if late
            else ()
        ),
    }


@pytest.fixture
def alone(request: pytest.FixtureRequest) -> Iterator[Alone]:
    yield from opened(getattr(request, "param", explain))


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def hand(request: pytest.FixtureRequest, browser: Browser, alone: Alone) -> Iterator[Hand]:
    with at_the_page(browser, alone.address, request.param) as hand:
        yield hand


def own(hand: Hand, *, has_text: str | None = None) -> Locator:
    return hand.page.locator(".message.mine", has_text=has_text).last


def test_a_message_is_edited_with_the_pencil(hand: Hand, alone: Alone) -> None:
    page = hand.page
    hand.become(STUDENT, peer=STUDENT)
    hand.write("напишите мне")
    hand.write("Было так")
    hand.act(own(hand, has_text="Было так"), "Изменить")
    composer = page.get_by_test_id("composer")
    expect(composer).to_have_value("Было так")
    expect(page.get_by_test_id("answering")).to_contain_text("Изменение сообщения")
    composer.fill("Стало иначе")
    page.get_by_test_id("send").click()
    edited = own(hand, has_text="Стало иначе")
    expect(edited.locator(".edited")).to_be_visible()
    expect(page.locator(".message", has_text="Было так")).to_have_count(0)
    expect(composer).to_have_value("")
    (event,) = alone.last_events(1)
    assert '"type": "message_edit"' in event
    assert "Стало иначе" in event


def test_only_ones_own_words_have_a_pencil(hand: Hand) -> None:
    hand.become(STUDENT, peer=GROUP_CHAT)
    hand.write("моё")
    for message, pencils in (
        (hand.page.locator(".message.theirs").first, 0),
        (own(hand, has_text="моё"), 1),
    ):
        place = message
        if hand.phone:
            message.get_by_role("button", name="Ответить").click()
            place = hand.page.get_by_test_id("answering")
        expect(place.get_by_role("button", name="Переслать")).to_have_count(1)
        expect(place.get_by_role("button", name="Изменить")).to_have_count(pencils)


def test_an_edit_after_a_day_is_refused_and_the_words_stay(hand: Hand) -> None:
    page = hand.page
    hand.become(STUDENT, peer=GROUP_CHAT)
    hand.write("вчерашнее")
    hand.turn_clock(str(DAY))
    hand.turn_clock("60")
    hand.act(own(hand, has_text="вчерашнее"), "Изменить")
    page.get_by_test_id("composer").fill("сегодняшнее")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("refusal")).to_contain_text("в течение суток")
    expect(page.get_by_test_id("composer")).to_have_value("сегодняшнее")


def test_things_are_attached_with_the_paper_clip(hand: Hand, tmp_path: Path) -> None:
    page = hand.page
    hand.become(STUDENT, peer=GROUP_CHAT)

    page.get_by_test_id("attach").click()
    assert not hand.too_wide
    page.screenshot(path=tmp_path / "attach.png", animations="disabled")
    page.get_by_test_id("attach-sticker-2").click()
    expect(own(hand).get_by_role("img", name="Стикер «Смех»")).to_be_visible()

    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-voice").click()
    expect(own(hand).get_by_test_id("voice")).to_contain_text("0:07")

    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-file-name").fill("Курсовая.docx")
    page.get_by_test_id("attach-file").click()
    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-photo").click()
    expect(page.get_by_test_id("answering")).to_contain_text("Курсовая.docx")
    page.get_by_test_id("composer").fill("вот, и https://example.org/a")
    page.get_by_test_id("send").click()
    sent = own(hand, has_text="вот, и")
    expect(sent.get_by_test_id("document")).to_have_text("Курсовая.docx")
    expect(sent.locator(".photo")).to_be_visible()
    expect(sent.get_by_test_id("preview")).to_contain_text("example.org")
    assert not hand.too_wide
    page.screenshot(path=tmp_path / "things.png", animations="disabled")

    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-photo").click()
    page.get_by_test_id("send").click()
    expect(page.locator(".message.mine .photo")).to_have_count(2)


def test_a_message_is_forwarded_from_another_chat(hand: Hand, tmp_path: Path) -> None:
    page = hand.page
    elsewhere = GROUP_CHAT + 2
    hand.become(TEACHER, peer=elsewhere)
    hand.write("Завтра все в актовом зале")
    hand.become(STUDENT, peer=elsewhere)
    told = page.locator(".message.theirs", has_text="в актовом зале")
    hand.act(told, "Переслать")
    page.screenshot(path=tmp_path / "forwarding.png", animations="disabled")
    page.get_by_test_id(f"forward-to-{GROUP_CHAT}").click()
    expect(page.locator("#conversation-head")).to_contain_text("ИСП-21")
    expect(page.get_by_test_id("answering")).to_contain_text("в актовом зале")
    page.get_by_test_id("send").click()
    forwarded = own(hand).get_by_test_id("forwarded")
    expect(forwarded).to_contain_text("Марина Книжникова")
    expect(forwarded).to_contain_text("Завтра все в актовом зале")
    expect(page.get_by_test_id("answering")).to_be_hidden()


def test_the_detectors_themselves_are_asked(hand: Hand) -> None:
    page = hand.page
    page.get_by_test_id("inspect-open").click()
    page.get_by_test_id("inspect-text").fill("номер Пети 8 917 123-45-67")
    page.get_by_test_id("inspect-submit").click()
    expect(page.get_by_test_id("verdict")).to_contain_text("Похоже на нарушение")
    expect(page.get_by_test_id("answer-personal_data")).to_contain_text("номер телефона")


@pytest.mark.parametrize("alone", [partial(explain, inspect=answers)], ids=["fake"], indirect=True)
def test_a_teacher_sees_what_the_detectors_say_and_why(hand: Hand, tmp_path: Path) -> None:
    page = hand.page
    page.get_by_test_id("inspect-open").click()
    field = page.get_by_test_id("inspect-text")
    field.fill("😀 ну блиин, где моя страховка? 89270000000")
    field.press("Enter")

    expect(page.get_by_test_id("verdict")).to_contain_text("2 находки")
    marks = page.get_by_test_id("inspected").locator("mark")
    expect(marks).to_have_text(["блиин", "89270000000"])
    expect(marks.first).to_have_class("found-sure")
    expect(marks.last).to_have_class("found-maybe")
    obscenity = page.get_by_test_id("answer-obscenity")
    finding = obscenity.get_by_test_id("finding")
    expect(finding).to_contain_text("смягчённое ругательство")
    expect(finding).to_contain_text("уверенно, 98 %")
    expect(finding).to_contain_text("растянутые буквы")
    expect(obscenity.get_by_test_id("clearance")).to_have_text("страховка" + "обычное слово")
    expect(page.get_by_test_id("silent")).to_contain_text("поздние сообщения")
    assert not hand.too_wide
    page.screenshot(path=tmp_path / "inspect.png", animations="disabled")

    page.get_by_test_id("inspect-late").check()
    field.fill("<b>ничего</b>")
    page.get_by_test_id("inspect-submit").click()
    expect(page.get_by_test_id("answer-late")).to_contain_text("позднее сообщение")
    expect(page.get_by_test_id("inspected")).to_have_text("<b>ничего</b>")
    page.get_by_test_id("inspect-close").click()
    expect(field).to_have_count(0)
