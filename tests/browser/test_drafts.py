"""What somebody has begun to write outlives a reload, and belongs to one story."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.alone import STUDENT, Alone, opened
from tests.browser.hand import DESK, GROUP_CHAT, PHONE, TEACHER, Hand, at_the_page

pytestmark = pytest.mark.browser


@pytest.fixture
def alone() -> Iterator[Alone]:
    yield from opened()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def hand(request: pytest.FixtureRequest, browser: Browser, alone: Alone) -> Iterator[Hand]:
    with at_the_page(browser, alone.address, request.param) as hand:
        yield hand


def test_a_draft_survives_a_reload_with_what_goes_with_it(hand: Hand) -> None:
    page = hand.page
    composer = page.get_by_test_id("composer")
    hand.become(STUDENT, peer=STUDENT)
    composer.fill("А за что")
    hand.become(TEACHER, peer=GROUP_CHAT)
    page.locator(".message", has_text="удлинитель").locator(".reply").click()
    composer.fill("Верну завтра\nв 305")
    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-photo").click()

    page.reload()

    expect(composer).to_have_value("Верну завтра\nв 305")
    expect(page.get_by_test_id("answering")).to_contain_text("удлинитель")
    expect(page.get_by_test_id("answering")).to_contain_text("Фотография")
    page.get_by_test_id("send").click()
    sent = page.locator(".message.mine", has_text="Верну завтра").last
    expect(sent.locator(".quote")).to_contain_text("удлинитель")
    page.reload()
    expect(page.locator(".message.mine", has_text="Верну завтра").last).to_be_visible()
    expect(composer).to_have_value("")
    hand.become(STUDENT, peer=STUDENT)
    expect(composer).to_have_value("А за что")


def test_another_story_knows_no_drafts(hand: Hand, alone: Alone) -> None:
    composer = hand.page.get_by_test_id("composer")
    hand.become(TEACHER, peer=GROUP_CHAT)
    composer.fill("из прежней жизни")
    alone.world.story = "another"
    hand.page.reload()
    expect(hand.page.locator(".message").first).to_be_visible()
    expect(composer).to_have_value("")
