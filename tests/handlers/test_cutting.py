"""What is too long is cut at a whole character, and says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.voice import cut


@given(st.text(max_size=60), st.integers(2, 40))
def test_it_is_no_longer_than_allowed(words: str, most: int) -> None:
    said = cut(words, most)
    assert len(said.encode("utf-16-le")) // 2 <= most
    assert said == words or (said.endswith("…") and words.startswith(said[:-1]))


@pytest.mark.parametrize(
    ("words", "most", "said"),
    [
        ("привет", 6, "привет"),
        ("привет", 5, "прив…"),
        ("до свидания", 4, "до…"),
        ("😀😀", 4, "😀😀"),
        ("😀😀😀", 4, "😀…"),
        ("", 5, ""),
    ],
)
def test_where_it_is_cut(words: str, most: int, said: str) -> None:
    assert cut(words, most) == said
