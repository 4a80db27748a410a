"""Nothing of what the bot repeats can ping anybody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.voice import quote, quote_name

PINGS = re.compile(
    r"\[(?:id|club|public|event|https:)[^|\]]*\||[@*](?:all|online|everyone|here|все|онлайн|всем|id\d|club\d)",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "words",
    [
        "@all",
        "@online",
        "@все",
        "@онлайн",
        "[id1|Паша]",
        "[club1|x]",
        "*id1 (x)",
        "@id1",
        "*all",
        "[id1|@all] и ещё [id2|x]",
        "@@all",
        "[[id1|x]|y]",
        "[id1:bp-1_2|x]",
        "[https://vk.com/id1|x]",
    ],
)
def test_a_ping_is_defused(words: str) -> None:
    said = quote(f"он сказал {words}!", 300)
    assert not PINGS.search(said), said
    assert "он сказал" in said


@given(st.text(alphabet="@*[]|idclub1all все(", max_size=40))
def test_no_mixture_pings(words: str) -> None:
    assert not PINGS.search(quote(words, 300))


@given(st.text(max_size=400), st.integers(2, 100))
def test_it_is_no_longer_than_allowed(words: str, longest: int) -> None:
    # what defuses a ping takes no room that anybody sees
    assert len(quote(words, longest).replace("\u200b", "").replace("\u2060", "")) <= longest


def test_ordinary_words_stay_as_they_are() -> None:
    assert (
        quote("Простите, я погорячился: a@b.ru", 300)
        .replace("\u200b", "")
        .replace("\u2060", "")
        .startswith("Простите, я погорячился: a")
    )


@pytest.mark.parametrize("name", ["", " ", "\u200b\u200d", "\u3164", "\u2800 \u2060", "\u202e"])
def test_a_name_of_which_nothing_is_seen_is_none(name: str) -> None:
    assert quote_name(name, 60) == ""


def test_a_name_is_one_line_and_ends_no_mention() -> None:
    assert quote_name("Иван\nБлок снят\u2028x] |👩\u200d💻", 60) == "Иван Блок снят x) /👩\u200d💻"
