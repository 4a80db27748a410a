"""A page that is opened before the sandbox has started."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.alone import Alone, opened
from tests.browser.hand import GROUP_CHAT, PHONE, TEACHER, at_the_page

pytestmark = pytest.mark.browser


@pytest.fixture
def empty() -> Iterator[Alone]:
    yield from opened(seeded=False)


def test_a_page_opened_while_the_server_starts_waits(browser: Browser, empty: Alone) -> None:
    with at_the_page(browser, empty.address, PHONE) as hand:
        offline = hand.page.locator("#offline")
        expect(offline).to_contain_text("запускается")
        empty.seed()
        expect(offline).to_be_hidden()
        hand.become(TEACHER, peer=GROUP_CHAT)
        hand.write("Всем привет!")
        assert not hand.too_wide
