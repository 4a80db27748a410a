"""The README's picture can be made anew at any time."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.picture import PICTURE, drawn

pytestmark = pytest.mark.browser


def test_the_picture_is_made_from_the_page(browser: Browser, address: str) -> None:
    with Image.open(io.BytesIO(drawn(browser, address))) as made, Image.open(PICTURE) as kept:
        assert made.size == kept.size
        assert made.width > 3 * 390
