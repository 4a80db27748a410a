"""What a text says is read through fonts and unseen marks, and found again where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.plain import made_plain


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ёлка", "елка"),
        ("８９１７", "8917"),
        ("𝟾𝟿 𝐚𝐛", "89 ab"),
        ("⑧⑨①⓪", "8910"),
        ("❶➋", "12"),
        ("٨٩١", "891"),
        ("🅣🅖", "tg"),
        ("1️⃣2️⃣", "12"),
        ("т\u200b.\u2060м\u00adе", "т.ме"),
        ("Ⅱ-РУ №5\u200b", "ii-ру №5"),
        ("т．ме", "т.ме"),
        ("мои\u0306 е\u0308ж", "мой еж"),
        ("п\u0336р\u0336", "пр"),
        ("İ", "i"),
    ],
)
def test_fonts_and_unseen_marks_are_read_through(written: str, said: str) -> None:
    assert made_plain(written).text == said


@given(st.text(st.sampled_from("абё 19.\u200b\u0306①𝟾Ⅻи🅣№"), max_size=30))
def test_every_part_is_found_where_it_stands(written: str) -> None:
    plain = made_plain(written)

    for start in range(len(plain.text)):
        for end in range(start + 1, len(plain.text) + 1):
            first, last = plain.span(start, end)
            assert 0 <= first <= last <= len(written)
            inner = made_plain(written[first:last]).text
            # a sign that says several («Ⅻ») stands whole around any part of what it says
            assert plain.text[start:end] in inner


@given(st.text(max_size=60))
def test_a_plain_text_stays_as_it_is(written: str) -> None:
    plain = made_plain(written).text

    assert made_plain(plain).text.replace("й", "и") == plain.replace("й", "и")
