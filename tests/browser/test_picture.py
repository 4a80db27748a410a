"""The README's picture can be made anew at any time."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.picture import PICTURE, drawn
from tests.browser.running import sandbox

pytestmark = pytest.mark.browser


def test_the_picture_is_made_from_the_page(browser: Browser, tmp_path: Path) -> None:
    with sandbox(tmp_path) as address:
        drawing = drawn(browser, address)

    with Image.open(io.BytesIO(drawing)) as made, Image.open(PICTURE) as kept:
        assert made.size == kept.size
        assert made.width > 3 * 390
