import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vk.contents import LONGEST, length, shorten, split

TEXTS = st.text(alphabet="абв \n😀", max_size=200)


def test_a_text_that_fits_is_left_as_it_is() -> None:
    assert split("а" * LONGEST) == ["а" * LONGEST]
    assert split("") == [""]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("раз два\nтри", ["раз два", "три"]),
        ("раз два три", ["раз два", "три"]),
        ("раздватричетыре", ["раздватр", "ичетыре"]),
        ("раз\nдва\nтри", ["раз\nдва", "три"]),
        ("12345678 9", ["12345678", "9"]),
        ("😀😀😀😀😀", ["😀😀😀😀", "😀"]),
    ],
)
def test_a_long_text_is_cut_at_lines_then_at_words_then_anywhere(
    text: str, parts: list[str]
) -> None:
    assert split(text, 8) == parts


@given(TEXTS, st.integers(2, 30))
def test_every_part_fits_and_no_word_is_lost(text: str, longest: int) -> None:
    parts = split(text, longest)

    assert all(length(part) <= longest for part in parts)
    if length(text) > longest:
        assert "".join("".join(parts).split()) == "".join(text.split())
    else:
        assert parts == [text]


@given(TEXTS, st.integers(1, 50))
def test_a_shortened_text_fits_and_says_that_it_goes_on(text: str, longest: int) -> None:
    short = shorten(text, longest)

    assert len(short) <= longest
    assert short == text or short.endswith("…")
