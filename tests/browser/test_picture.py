"""The pictures of the README and the guides can be made anew at any time."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.picture import DOCS, drawn
from tests.browser.running import sandbox

pytestmark = pytest.mark.browser


def test_the_pictures_are_made_from_the_page(browser: Browser, tmp_path: Path) -> None:
    with sandbox(tmp_path) as address:
        pictures = drawn(browser, address)

    assert {*pictures} == {each.name for each in DOCS.glob("*.png")}
    for name, drawing in pictures.items():
        with Image.open(io.BytesIO(drawing)) as made, Image.open(DOCS / name) as kept:
            assert made.width == kept.width or name != "sandbox.png"
            # a message is as high as its names are long and the machine's font is wide
            assert abs(made.height - kept.height) <= kept.height * 0.15, name
    with Image.open(io.BytesIO(pictures["sandbox.png"])) as phones:
        assert phones.width > 3 * 390
