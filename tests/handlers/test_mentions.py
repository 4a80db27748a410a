"""A person's name is shown within their own mention, in every case of it."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.voice import Named, Voice
from rules.ids import MemberId
from storage.records import Names
from tests.handlers.voices import a_name, a_voice

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


@pytest.mark.parametrize("in_case", CASES)
def test_a_stranger_and_a_community_are_mentioned_as_well(
    in_case: Callable[[Voice, Named], str],
) -> None:
    stranger = Named(member=MemberId(7), names=None)
    assert in_case(a_voice("ru"), stranger) == "[id7|участник 7]"
    assert in_case(a_voice("ru"), called("Объявления", -5)) == "[club5|Объявления]"
