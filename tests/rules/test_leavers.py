"""п. 5.12.8: who goes when somebody leaves, who stays and why; п. 5.12.7: expulsions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import Granted, Refused
from rules.college import Authority, College, Link, Presence, Room, against_reading, link, unlink
from rules.ids import ChatId, DepartureNumber, ExpulsionNumber, MemberId
from rules.leavers import (
    Because,
    Departure,
    Expulsion,
    Goes,
    Orders,
    Settlement,
    Stays,
    Why,
    carry_out,
    ground,
    invite_back,
    note,
    plan,
)
from rules.vocabulary import leavers
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.families import FamilyLinked, FamilyUnlinked, Role
from rules.vocabulary.leavers import (
    EXPULSION_SETTLED,
    LINKED_ALREADY,
    NO_FAMILY,
    NOBODY_TO_REMOVE,
    NOT_LINKED,
    NOT_OF_COLLEGE,
    NOT_OF_YOUR_CHATS,
    PARENT_STAYS,
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionGrounded,
    LeaverNoted,
    RemovalOrdered,
)
from rules.vocabulary.people import AGAINST_MODERATOR, NOT_MODERATOR, OWN_CASE, OWN_FAMILY
from tests.rules.moments import NOW
from tests.rules.refusals import refusals_of

STUDENT, SISTER, MOTHER, FATHER, TEACHER, COLLEAGUE, CHIEF = (MemberId(n) for n in range(1, 8))
GROUP, PARENTS, PHYSICS = (ChatId(2_000_000_000 + n) for n in range(1, 4))
EVERYWHERE = Authority(member=CHIEF, administrator=True)
ELSEWHERE = Authority(
    member=TEACHER, moderates=frozenset({PHYSICS}), confirmed=frozenset({PHYSICS})
)
IMPOSTOR = replace(ELSEWHERE, confirmed=frozenset())
"""Moderates a chat of their own, which the college does not know."""
FIRST = DepartureNumber(1)
ONE_CHILD = frozenset({Link(parent=MOTHER, child=STUDENT)})
FAMILY = frozenset({Link(parent=MOTHER, child=STUDENT), Link(parent=MOTHER, child=SISTER)})


def a_room(chat: ChatId, *here: MemberId | Presence, group: str = "") -> Room:
    return Room(
        chat=chat,
        group=group,
        here=tuple(p if isinstance(p, Presence) else Presence(member=p) for p in here),
    )


def planned(college: College, leaver: MemberId = STUDENT, by: Authority = EVERYWHERE) -> Departure:
    departure = plan(college, leaver, by)
    assert isinstance(departure, Departure), departure
    return departure


def refusal(ruling: object) -> RefusalKey:
    assert isinstance(ruling, Refused), ruling
    return ruling.reason.key


def test_a_leaver_goes_from_every_chat_with_the_parents() -> None:
    rooms = (
        a_room(GROUP, STUDENT, SISTER),
        a_room(PARENTS, MOTHER, FATHER),
        a_room(PHYSICS, STUDENT),
    )
    college = College(links=ONE_CHILD, rooms=rooms)
    assert planned(college).goes == (
        Goes(chat=GROUP, member=STUDENT, because=Because.LEAVER),
        Goes(chat=PARENTS, member=MOTHER, because=Because.PARENT),
        Goes(chat=PHYSICS, member=STUDENT, because=Because.LEAVER),
    )
    assert planned(college).stays == ()


def test_a_parent_stays_in_the_chats_of_another_child_that_studies() -> None:
    college = College(
        links=FAMILY,
        groups={STUDENT: "ИСП-21", SISTER: "исп-22"},
        rooms=(
            a_room(GROUP, STUDENT, SISTER, MOTHER),
            a_room(PARENTS, MOTHER, group="ИСП-22"),
            a_room(PHYSICS, MOTHER, group="ИСП-21"),
        ),
    )
    departure = planned(college)
    assert departure.stays == (
        Stays(chat=GROUP, member=MOTHER, why=Why.CHILD_HERE),
        Stays(chat=PARENTS, member=MOTHER, why=Why.CHILD_HERE),
    )
    assert Goes(chat=PHYSICS, member=MOTHER, because=Because.PARENT) in departure.goes


def test_a_parent_of_another_child_stays_where_nothing_ties_the_chat_to_the_leaver() -> None:
    college = College(links=FAMILY, rooms=(a_room(PARENTS, MOTHER), a_room(GROUP, STUDENT)))
    assert planned(college).stays == (Stays(chat=PARENTS, member=MOTHER, why=Why.CHILD_STUDIES),)
    both_left = replace(college, left=frozenset({SISTER}))
    assert Goes(chat=PARENTS, member=MOTHER, because=Because.PARENT) in planned(both_left).goes


@pytest.mark.parametrize(
    ("room", "why"),
    [
        (replace(a_room(GROUP, STUDENT), reachable=False), Why.NO_RIGHTS),
        (replace(a_room(GROUP, STUDENT), trial=True), Why.TRIAL),
        (a_room(GROUP, Presence(member=STUDENT, moderates=True, protected=True)), Why.PROTECTED),
    ],
)
def test_who_cannot_be_removed_stays_and_it_is_said_why(room: Room, why: Why) -> None:
    departure = planned(College(rooms=(room,)))
    assert departure.stays == (Stays(chat=GROUP, member=STUDENT, why=why),)
    assert departure.goes == ()


def test_a_parent_who_moderates_stays() -> None:
    college = College(
        links=ONE_CHILD,
        rooms=(a_room(PHYSICS, STUDENT, Presence(member=MOTHER, moderates=True)),),
    )
    assert planned(college, by=ELSEWHERE).stays == (
        Stays(chat=PHYSICS, member=MOTHER, why=Why.MODERATOR),
    )


def test_a_moderator_decides_on_their_own_chats() -> None:
    college = College(rooms=(a_room(GROUP, STUDENT), a_room(PHYSICS, STUDENT)))
    departure = planned(college, by=ELSEWHERE)
    assert [goes.chat for goes in departure.goes] == [PHYSICS]
    assert departure.beyond == 1


def test_whoever_leaves_a_moderators_chat_leaves_every_chat_of_the_colleges() -> None:
    rooms = (
        replace(a_room(GROUP, STUDENT), confirmed=True),
        replace(a_room(PARENTS, MOTHER), confirmed=True),
        a_room(PHYSICS, STUDENT),
    )
    college = College(links=ONE_CHILD, rooms=rooms)
    departure = planned(college, by=ELSEWHERE)
    assert [goes.chat for goes in departure.goes] == [GROUP, PARENTS, PHYSICS]
    assert departure.beyond == 0


def test_an_appointed_moderator_is_removed_by_an_administrator_alone() -> None:
    moderating = a_room(PHYSICS, Presence(member=COLLEAGUE, moderates=True))
    assert planned(College(rooms=(moderating,)), COLLEAGUE).goes
    elsewhere = replace(moderating, chat=GROUP, confirmed=True), a_room(PHYSICS, COLLEAGUE)
    for rooms in ((moderating,), elsewhere):
        assert refusal(plan(College(rooms=rooms), COLLEAGUE, ELSEWHERE)) is AGAINST_MODERATOR


KNOWN = College(roles={STUDENT: Role.STUDENT, MOTHER: Role.PARENT}, links=FAMILY)
CHIEFS = College(
    roles={CHIEF: Role.EMPLOYEE},
    administrators=frozenset({CHIEF}),
    rooms=(a_room(PHYSICS, CHIEF),),
)

REFUSED: list[tuple[RefusalKey, College, MemberId, Authority]] = [
    (NOT_MODERATOR, KNOWN, STUDENT, Authority(member=TEACHER)),
    (OWN_CASE, KNOWN, TEACHER, ELSEWHERE),
    (NOT_OF_COLLEGE, KNOWN, COLLEAGUE, EVERYWHERE),
    (NOT_OF_COLLEGE, KNOWN, MemberId(-5), EVERYWHERE),
    (PARENT_STAYS, KNOWN, MOTHER, EVERYWHERE),
    (PARENT_STAYS, replace(KNOWN, left=frozenset({STUDENT})), MOTHER, EVERYWHERE),
    (PARENT_STAYS, College(links=FAMILY), MOTHER, EVERYWHERE),
    (PARENT_STAYS, College(roles={FATHER: Role.PARENT}), FATHER, EVERYWHERE),
    (NOBODY_TO_REMOVE, replace(KNOWN, left=frozenset({STUDENT})), STUDENT, EVERYWHERE),
    (AGAINST_MODERATOR, CHIEFS, CHIEF, ELSEWHERE),
    (NOT_OF_YOUR_CHATS, College(rooms=(a_room(PHYSICS, STUDENT),)), STUDENT, IMPOSTOR),
    (NOT_OF_YOUR_CHATS, College(rooms=(a_room(GROUP, STUDENT),)), STUDENT, ELSEWHERE),
    (NOT_OF_YOUR_CHATS, KNOWN, STUDENT, ELSEWHERE),
    (OWN_FAMILY, KNOWN, STUDENT, replace(EVERYWHERE, member=MOTHER)),
    (OWN_FAMILY, KNOWN, MOTHER, replace(EVERYWHERE, member=STUDENT)),
]


@pytest.mark.parametrize(("kind", "college", "leaver", "by"), REFUSED)
def test_a_departure_is_refused(
    kind: RefusalKey, college: College, leaver: MemberId, by: Authority
) -> None:
    assert refusal(plan(college, leaver, by)) is kind


@pytest.mark.parametrize(
    "college",
    [
        replace(KNOWN, roles={MOTHER: Role.TEACHER}, rooms=(a_room(GROUP, MOTHER),)),
        replace(KNOWN, left=frozenset({STUDENT, SISTER}), rooms=(a_room(PARENTS, MOTHER, FATHER),)),
    ],
    ids=["who is an employee", "whose children have all left"],
)
def test_a_parent_goes(college: College) -> None:
    assert [goes.member for goes in planned(college, MOTHER).goes] == [MOTHER]


def test_what_was_confirmed_is_ordered() -> None:
    college = College(rooms=(a_room(GROUP, STUDENT),))
    orders = carry_out(planned(college), FIRST, EVERYWHERE)
    assert orders == Orders(
        college=(LeaverNoted(member=STUDENT, by=CHIEF),),
        chats=(
            (
                GROUP,
                RemovalOrdered(member=STUDENT, by=CHIEF, leaver=STUDENT, departure=FIRST),
            ),
        ),
    )
    again = planned(replace(college, left=frozenset({STUDENT})))
    ordered = carry_out(again, FIRST, EVERYWHERE)
    assert isinstance(ordered, Orders)
    assert ordered.college == ()
    nobody = replace(again, goes=())
    assert refusal(carry_out(nobody, FIRST, EVERYWHERE)) is NOBODY_TO_REMOVE


def test_families_are_linked_and_unlinked() -> None:
    here = College(rooms=(a_room(PHYSICS, MOTHER, STUDENT),))
    assert link(here, MOTHER, STUDENT, ELSEWHERE) == Granted(
        (FamilyLinked(member=MOTHER, child=STUDENT, by=TEACHER),)
    )
    known = replace(KNOWN, rooms=here.rooms)
    assert unlink(known, MOTHER, STUDENT, ELSEWHERE) == Granted(
        (FamilyUnlinked(member=MOTHER, child=STUDENT, by=TEACHER),)
    )


def test_families_that_cannot_be() -> None:
    nobody = Authority(member=STUDENT)
    assert refusal(link(KNOWN, FATHER, STUDENT, nobody)) is NOT_MODERATOR
    assert refusal(unlink(KNOWN, MOTHER, STUDENT, nobody)) is NOT_MODERATOR
    assert refusal(link(KNOWN, MOTHER, STUDENT, EVERYWHERE)) is LINKED_ALREADY
    assert refusal(unlink(KNOWN, FATHER, STUDENT, EVERYWHERE)) is NOT_LINKED
    strange = (MemberId(-1), STUDENT), (MOTHER, MemberId(-1))
    for pair in ((STUDENT, STUDENT), (STUDENT, MOTHER), (FATHER, MOTHER), *strange):
        assert refusal(link(KNOWN, *pair, EVERYWHERE)) is NO_FAMILY


@pytest.mark.parametrize("here", [(), (MOTHER,), (STUDENT,), (MOTHER, STUDENT)])
def test_a_moderator_says_who_is_family_among_the_people_of_their_confirmed_chats(
    here: tuple[MemberId, ...],
) -> None:
    college = replace(KNOWN, rooms=(a_room(PHYSICS, *here), a_room(GROUP, MOTHER, STUDENT)))
    refused = unlink(college, MOTHER, STUDENT, ELSEWHERE)
    if len(here) == 2:
        assert isinstance(refused, Granted)
    else:
        assert refusal(refused) is NOT_OF_YOUR_CHATS
        assert refusal(link(college, MOTHER, STUDENT, ELSEWHERE)) is NOT_OF_YOUR_CHATS
    assert refusal(unlink(college, MOTHER, STUDENT, IMPOSTOR)) is NOT_OF_YOUR_CHATS


def test_families_are_read_by_whoever_answers_for_the_person_and_by_the_person() -> None:
    college = replace(KNOWN, rooms=(a_room(PHYSICS, STUDENT), a_room(GROUP, MOTHER)))
    assert against_reading(college, STUDENT, ELSEWHERE) is None
    assert against_reading(college, STUDENT, EVERYWHERE) is None
    assert against_reading(college, STUDENT, Authority(member=STUDENT)) is None
    assert refusal(against_reading(college, MOTHER, ELSEWHERE)) is NOT_OF_YOUR_CHATS
    assert refusal(against_reading(college, STUDENT, IMPOSTOR)) is NOT_OF_YOUR_CHATS
    assert refusal(against_reading(college, STUDENT, Authority(member=MOTHER))) is NOT_MODERATOR


def test_nobody_says_who_their_own_family_is() -> None:
    for own in (Authority(member=MOTHER, administrator=True), replace(ELSEWHERE, member=STUDENT)):
        assert refusal(link(College(), MOTHER, STUDENT, own)) is OWN_CASE
        assert refusal(unlink(KNOWN, MOTHER, STUDENT, own)) is OWN_CASE


EXPULSION = Expulsion(chat=GROUP, number=ExpulsionNumber(1), member=STUDENT, by=TEACHER, at=NOW)


def test_an_expulsion_is_entered_and_settled_once() -> None:
    made = ExpelledByHand(number=EXPULSION.number, member=STUDENT, by=TEACHER)
    assert note(KNOWN, EXPULSION.number, STUDENT, TEACHER) == (made,)
    assert ground(KNOWN, EXPULSION, EVERYWHERE) == Granted(
        (ExpulsionGrounded(number=EXPULSION.number, member=STUDENT, by=CHIEF),)
    )
    assert invite_back(EXPULSION, EVERYWHERE) == Granted(
        (ExpelledInvitedBack(number=EXPULSION.number, member=STUDENT, by=CHIEF),)
    )
    for settlement in Settlement:
        settled = replace(EXPULSION, settlement=settlement)
        assert refusal(ground(KNOWN, settled, EVERYWHERE)) is EXPULSION_SETTLED
        assert refusal(invite_back(settled, EVERYWHERE)) is EXPULSION_SETTLED


def test_an_expulsion_is_the_administrators_to_settle() -> None:
    expelled_chief = replace(EXPULSION, member=CHIEF)
    parent = replace(EXPULSION, member=MOTHER)
    assert refusal(ground(KNOWN, EXPULSION, ELSEWHERE)) is NOT_ADMINISTRATOR
    assert refusal(invite_back(EXPULSION, ELSEWHERE)) is NOT_ADMINISTRATOR
    assert refusal(invite_back(expelled_chief, EVERYWHERE)) is OWN_CASE
    assert refusal(ground(KNOWN, parent, EVERYWHERE)) is PARENT_STAYS


@pytest.mark.parametrize(("left", "member"), [({STUDENT}, STUDENT), ({STUDENT, SISTER}, MOTHER)])
def test_whoever_was_to_go_has_the_ground_already(left: set[MemberId], member: MemberId) -> None:
    college = replace(KNOWN, left=frozenset(left))
    _, grounded = note(college, EXPULSION.number, member, TEACHER)
    assert grounded == ExpulsionGrounded(number=EXPULSION.number, member=member, by=None)


people = st.sampled_from([STUDENT, SISTER, MOTHER, FATHER, TEACHER, COLLEAGUE, CHIEF])
groups = st.sampled_from(["", "ИСП-21", "ИСП-22"])
presences = st.builds(Presence, member=people, moderates=st.booleans(), protected=st.booleans())
rooms = st.lists(
    st.builds(
        Room,
        chat=st.just(GROUP),
        here=st.lists(presences, unique_by=lambda each: each.member, max_size=5).map(tuple),
        group=groups,
        reachable=st.booleans(),
        trial=st.booleans(),
        confirmed=st.booleans(),
    ),
    max_size=4,
).map(lambda told: tuple(replace(room, chat=ChatId(GROUP + n)) for n, room in enumerate(told)))
colleges = st.builds(
    College,
    links=st.frozensets(st.builds(Link, parent=people, child=people), max_size=5),
    left=st.frozensets(people, max_size=2),
    roles=st.dictionaries(people, st.sampled_from(Role)),
    groups=st.dictionaries(people, groups),
    administrators=st.just(frozenset({CHIEF})),
    rooms=rooms,
)
chats = st.frozensets(st.integers(1, 4).map(lambda n: ChatId(2_000_000_000 + n)))
authorities = st.just(EVERYWHERE) | st.builds(
    Authority, member=people, moderates=chats, confirmed=chats
)


@given(colleges, people, authorities)
def test_the_laws_of_a_departure(college: College, leaver: MemberId, by: Authority) -> None:
    departure = plan(college, leaver, by)
    if isinstance(departure, Refused):
        assert departure.reason.clause
        return
    here = {room.chat: room for room in college.rooms}
    assert by.administrator or any(
        here[chat].presence(leaver) for chat in by.confirmed & here.keys()
    )
    gone = [(goes.chat, goes.member) for goes in departure.goes]
    stay = [(stays.chat, stays.member) for stays in departure.stays]
    assert len({*gone, *stay}) == len(gone) + len(stay), "nobody goes twice, or goes and stays"
    for chat, member in gone:
        assert member == leaver or Link(parent=member, child=leaver) in college.links
        assert by.reaches(chat) or here[chat].confirmed
        presence = here[chat].presence(member)
        assert presence is not None
        assert not presence.protected
        assert not (presence.moderates and not by.administrator)
        others = college.studying(member, but=leaver) if member != leaver else ()
        assert not any(here[chat].presence(child) for child in others)
    concerned = {leaver, *college.parents(leaver)}
    for room in college.rooms:
        for presence in room.here:
            if presence.member in concerned and by.reaches(room.chat):
                assert (room.chat, presence.member) in {*gone, *stay}, "everyone is told of"


@given(colleges, people)
def test_a_parent_whose_children_have_all_left_goes_from_everywhere(
    college: College, leaver: MemberId
) -> None:
    departure = plan(college, leaver, EVERYWHERE)
    if isinstance(departure, Refused):
        return
    for stays in departure.stays:
        if stays.why in {Why.CHILD_HERE, Why.CHILD_STUDIES}:
            assert stays.member != leaver
            assert set(college.children(stays.member)) - college.left - {leaver}


def test_every_refusal_of_leavers_is_met_above() -> None:
    met = {kind for kind, *_ in REFUSED}
    met |= {NO_FAMILY, LINKED_ALREADY, NOT_LINKED, EXPULSION_SETTLED}
    assert set(refusals_of(leavers).values()) <= met
