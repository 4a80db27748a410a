"""One text in several chats is recognised, and what a page sent that was broken into counts not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import Case, Granted
from rules.decide import decide
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, SuspicionNumber
from rules.policy import Spreading
from rules.spread import Echoes, keys_of
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import (
    AGAINST_MODERATOR,
    NOT_MODERATOR,
    NOT_PARTICIPANT,
    OWN_CASE,
    OWN_FAMILY,
    Actor,
    Standing,
)
from rules.vocabulary.spread import (
    PAGE_IN_DOUBT,
    PAGE_NOT_DOUBTED,
    Doubt,
    DoubtPage,
    PageDoubted,
    PageReturned,
    Place,
    ReturnPage,
)
from rules.vocabulary.suspicions import (
    CountSuspicion,
    EnforceSuspicion,
    Settlement,
    SuspicionSettled,
)
from rules.vocabulary.violations import RecordViolation, ViolationAnnulled, ViolationRecorded
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.moments import DAY, HOUR, NOW, SECOND
from tests.rules.people import A_TEACHER, CLASSMATE, STUDENT, TEACHER, an_actor
from tests.rules.records import a_violation
from tests.rules.suspected import a_found, a_suspected_case, a_suspicion

USUAL = Spreading()

LURE = "Голосуй за меня в конкурсе рисунков, очень надо: зайди и поставь сердечко"

LINK = "golosui.example/123"


def place(chat: int, message: int = 1, after: float = 0, text: str = LURE) -> Place:
    at = NOW + timedelta(seconds=after)
    return Place(chat=ChatId(chat), message=MessageId(message), posted_at=at, text=text)


def hear(echoes: Echoes, *places: Place, author: MemberId = STUDENT) -> list[bool]:
    return [echoes.hear(author, each, (), USUAL) for each in places]


def test_the_third_chat_within_two_minutes_makes_it_one() -> None:
    echoes = Echoes()
    assert hear(echoes, place(1), place(2, after=60), place(3, after=120)) == [False, False, True]
    echo = echoes.take(ChatId(3), MessageId(1))
    assert echo is not None
    assert {each.chat for each in echo.places} == {1, 2, 3}
    assert echoes.take(ChatId(3), MessageId(1)) is None
    assert hear(echoes, place(4, after=130)) == [True]


def test_later_or_in_the_same_chat_it_is_none() -> None:
    assert not any(hear(Echoes(), place(1), place(2, after=60), place(3, after=121)))
    assert not any(hear(Echoes(), place(1, 1), place(1, 2), place(1, 3), place(2)))


def test_chats_side_by_side_and_repeated_events_count_once() -> None:
    echoes = Echoes()
    assert hear(echoes, place(2, after=9), place(1), place(1), place(2, after=9)) == [False] * 4
    assert hear(echoes, place(3, after=5)) == [True]


def test_several_people_saying_it_are_none() -> None:
    echoes = Echoes()
    assert not any(hear(echoes, place(n), author=MemberId(n))[0] for n in range(1, 5))


def test_spaces_signs_and_capitals_make_no_difference() -> None:
    echoes = Echoes()
    hear(echoes, place(1))
    hear(echoes, place(2, text=LURE.upper().replace(" ", "  ")))
    assert hear(echoes, place(3, text=f"!!! {LURE} 🙏🙏")) == [True]


def test_a_link_is_enough_whatever_is_around_it() -> None:
    echoes = Echoes()
    heard = [
        echoes.hear(STUDENT, place(n, text=f"смотри {word}"), (f"{LINK}/",), USUAL)
        for n, word in enumerate(("раз", "два", "три"), 1)
    ]
    assert heard == [False, False, True]
    echo = echoes.take(ChatId(3), MessageId(1))
    assert echo is not None
    assert echo.key.by_link


@pytest.mark.parametrize(
    "text",
    ["ок", "спасибо", "Здравствуйте!", "С днём рождения, поздравляю тебя!", "кто дежурит сегодня?"],
)
def test_what_people_say_everywhere_is_not_compared(text: str) -> None:
    assert not any(hear(Echoes(), *(place(n, text=text) for n in range(1, 5))))


@pytest.mark.parametrize(
    "text", [f"Спасибо всем! {LURE}", "Здравствуй, проголосуй за меня, спасибо"]
)
def test_what_stolen_pages_ask_for_is_compared_also_if_it_is_polite(text: str) -> None:
    assert hear(Echoes(), *(place(n, text=text) for n in range(1, 4))) == [False, False, True]


def test_no_words_can_be_read_from_what_is_stored() -> None:
    (key,) = keys_of(LURE, ())
    assert len(key.digest) == 64
    assert "голосуй" not in key.digest


@given(people=st.lists(st.integers(1, 40), min_size=1, max_size=200), gap=st.integers(0, 40))
def test_memory_has_an_end(people: list[int], gap: int) -> None:
    echoes = Echoes()
    for number, person in enumerate(people):
        hear(echoes, place(number % 2, number, number * gap), author=MemberId(person))
    assert len(echoes) <= len({*people})
    # somebody else's first message ends what is long over
    hear(echoes, place(1, 999, (len(people) - 1) * gap + 10_000), author=MemberId(99))
    assert len(echoes) == 1


@pytest.mark.parametrize("chats", [2, 3, 20])
@pytest.mark.parametrize("text", [LURE, ""])
def test_of_one_persons_flood_only_the_end_is_kept(chats: int, text: str) -> None:
    echoes = Echoes()
    for number in range(500):
        said = text or f"каждый раз что-нибудь другое, номер {number}"
        hear(echoes, place(number % chats, number, number, text=said))
    assert echoes.remembered(STUDENT) <= 61 * 30


@pytest.mark.parametrize("changed", [f"🔥 {LURE}", f"{LURE}!!! 🙏", LURE.upper(), f"  {LURE}"])
def test_a_text_changed_at_one_end_is_the_same(changed: str) -> None:
    said = [place(1), place(2, text=changed), place(3)]
    assert hear(Echoes(), *said) == [False, False, True]


def test_many_texts_in_many_chats_are_no_echo_but_the_same_one_is() -> None:
    echoes = Echoes()
    said = [place(n % 20, n, n, text=f"спрашиваю о разном, вопрос номер {n}") for n in range(60)]
    assert not any(hear(echoes, *said))
    assert hear(echoes, *(place(n, 100 + n, 60) for n in range(3))) == [False, False, True]


MESSAGES = (MessageId(7),)

DOUBT = DoubtPage(by=A_TEACHER, messages=MESSAGES, reason="взлом")

DOUBTED = a_case(doubt=Doubt(at=NOW - HOUR, ends_at=NOW + DAY))


def test_the_member_only_reads_and_nothing_counts() -> None:
    case = a_case(
        violations=(a_violation(1, message=7), a_violation(2, message=8)),
        suspicions=(
            a_suspicion(a_found(7)),
            a_suspicion(a_found(8), number=SuspicionNumber(2)),
        ),
    )
    doubted, *others = granted(case, DOUBT)
    assert doubted == PageDoubted(member=case.member, by=TEACHER, ends_at=NOW + USUAL.longest)
    (annulled,) = (each for each in others if isinstance(each, ViolationAnnulled))
    assert (annulled.number, annulled.reason) == (1, "взлом")
    (settled,) = (each for each in others if isinstance(each, SuspicionSettled))
    assert (settled.message, settled.how) == (7, Settlement.CLEARED)


@pytest.mark.parametrize(
    ("case", "by", "refusal"),
    [
        (a_case(), an_actor(CLASSMATE, Standing.MEMBER), NOT_MODERATOR),
        (a_case(), an_actor(STUDENT, Standing.MODERATOR), OWN_CASE),
        (a_case(standing=Standing.MODERATOR), A_TEACHER, AGAINST_MODERATOR),
        (a_case(present=False), A_TEACHER, NOT_PARTICIPANT),
        (DOUBTED, A_TEACHER, PAGE_IN_DOUBT),
    ],
)
def test_who_may_not(case: Case, by: Actor, refusal: Refusal) -> None:
    assert refused(case, replace(DOUBT, by=by)) == refusal


@pytest.mark.parametrize("by", [A_TEACHER, an_actor(STUDENT, Standing.MEMBER)])
def test_a_moderator_or_the_owner_lets_them_write_again(by: Actor) -> None:
    assert granted(DOUBTED, ReturnPage(by=by)) == (PageReturned(member=STUDENT, by=by.member),)


def test_nobody_else_and_not_twice() -> None:
    other = ReturnPage(by=an_actor(CLASSMATE, Standing.MEMBER))
    assert refused(DOUBTED, other) == NOT_MODERATOR
    assert refused(a_case(), ReturnPage(by=A_TEACHER)) == PAGE_NOT_DOUBTED


def test_nothing_is_counted_meanwhile() -> None:
    record = RecordViolation(by=A_TEACHER, rule=RuleNumber(1), message=MessageId(9))
    assert refused(DOUBTED, record) == PAGE_IN_DOUBT
    suspected = a_suspected_case(a_found(7), doubt=DOUBTED.doubt)
    assert suspected.suspicion is not None
    count = CountSuspicion(by=A_TEACHER, number=suspected.suspicion.number)
    assert refused(suspected, count) == PAGE_IN_DOUBT
    enforced = decide(suspected, EnforceSuspicion(number=suspected.suspicion.number), NOW)
    recorded = enforced.facts if isinstance(enforced, Granted) else ()
    assert not any(isinstance(each, ViolationRecorded) for each in recorded)


def test_a_parent_does_not_let_their_child_write() -> None:
    kin = replace(DOUBTED, family=frozenset({TEACHER}))
    assert refused(kin, ReturnPage(by=A_TEACHER)) == OWN_FAMILY


def test_it_ends_by_itself() -> None:
    assert refused(DOUBTED, ReturnPage(by=None)) == PAGE_IN_DOUBT
    later = decide(DOUBTED, ReturnPage(by=None), NOW + DAY + SECOND)
    assert later == Granted((PageReturned(member=STUDENT, by=None),))
