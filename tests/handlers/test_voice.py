"""What the bot repeats pings nobody and is cut where too long; a name stays in its mention."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.voice import Named, Voice, cut, quote, quote_name
from handlers.words.blocks import declined
from rules.ids import MemberId
from storage.records import Names, Sex
from tests.handlers.voices import a_name, a_voice

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
def test_a_quotation_is_no_longer_than_allowed(words: str, longest: int) -> None:
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


@given(st.text(max_size=60), st.integers(2, 40))
def test_what_is_cut_is_no_longer_than_allowed(words: str, most: int) -> None:
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


MENTION = re.compile(r"\[(id|club)\d+\|[^\]|]+\]")
CASES: list[Callable[[Voice, Named], str]] = [Voice.who, Voice.whom, Voice.to_whom]


def called(name: str, member: int = 7) -> Named:
    return Named(member=MemberId(member), names=a_name(name))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("in_case", CASES)
@given(st.text(alphabet="Ия]|[@*id1\u202e\n", max_size=90))
def test_no_name_breaks_out_of_its_mention(
    in_case: Callable[[Voice, Named], str], language: str, name: str
) -> None:
    assert MENTION.fullmatch(in_case(a_voice(language), called(name)))


def test_russian_declines_and_english_does_not() -> None:
    names = Names(
        nom="Иван Соколов",
        gen="Ивана Соколова",
        dat="Ивану Соколову",
        acc="Ивана Соколова",
        ins="Иваном Соколовым",
        abl="Иване Соколове",
    )
    ivan = Named(member=MemberId(7), names=names)
    russian, english = a_voice("ru"), a_voice("en")
    assert russian.who(ivan) == "[id7|Иван Соколов]"
    assert russian.whom(ivan) == "[id7|Ивана Соколова]"
    assert russian.to_whom(ivan) == "[id7|Ивану Соколову]"
    assert english.whom(ivan) == english.to_whom(ivan) == english.who(ivan)


@pytest.mark.parametrize(
    ("sex", "said"),
    [
        (Sex.FEMALE, "[id7|Иван] решила не блокировать [id8|Пётр]."),
        (Sex.MALE, "[id7|Иван] решил не блокировать [id8|Пётр]."),
        (Sex.UNKNOWN, "Решено не блокировать [id8|Пётр] ([id7|Иван])."),
    ],
)
def test_verbs_agree_with_the_sex_or_there_is_none(sex: Sex, said: str) -> None:
    by = Named(member=MemberId(7), names=replace(a_name("Иван"), sex=sex))
    assert declined(a_voice("ru"), member=called("Пётр", 8), by=by) == said
    english = declined(a_voice("en"), member=called("Пётр", 8), by=by)
    assert english == "[id7|Иван] decided not to block [id8|Пётр]."


@pytest.mark.parametrize("in_case", CASES)
def test_a_stranger_and_a_community_are_mentioned_as_well(
    in_case: Callable[[Voice, Named], str],
) -> None:
    stranger = Named(member=MemberId(7), names=None)
    assert in_case(a_voice("ru"), stranger) == "[id7|участник 7]"
    assert in_case(a_voice("ru"), called("Объявления", -5)) == "[club5|Объявления]"
