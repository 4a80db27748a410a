"""The college in the sandbox."""

import re

import pytest

from bot.sandbox.college import ADMINISTRATOR, seed_college
from bot.sandbox.conversations import SandboxClock
from bot.sandbox.methods.people import CASES, declined
from bot.sandbox.world import PersonId, World

GROUP_CHAT, PARENTS_CHAT = 2000000001, 2000000002
OWNER, DEPUTY = PersonId(101), PersonId(102)
TEACHERS = {101, 102}
STUDENTS = set(range(201, 213))
PARENTS = set(range(301, 305))


@pytest.fixture
def world() -> World:
    world = World(clock=SandboxClock(), group_id=1, token="college")
    seed_college(world)
    return world


def members(world: World, peer: int) -> set[int]:
    return {int(member.id) for member in world.members(peer)}


def test_a_group_and_its_parents_each_have_a_chat_with_the_bot(world: World) -> None:
    assert members(world, GROUP_CHAT) == {*TEACHERS, *STUDENTS, world.bot_id}
    assert members(world, PARENTS_CHAT) == {*TEACHERS, *PARENTS, world.bot_id}


def test_one_teacher_owns_the_chats_and_the_other_is_administrator(world: World) -> None:
    for peer in (GROUP_CHAT, PARENTS_CHAT):
        assert world.member(peer, OWNER).is_owner
        assert world.member(peer, DEPUTY).is_admin
        moderators = {member.id for member in world.members(peer) if member.is_admin}
        assert moderators - {world.bot_id} <= {OWNER, DEPUTY}


def test_the_bot_has_its_rights_in_one_chat_only(world: World) -> None:
    assert world.member(GROUP_CHAT, world.bot_id).is_admin
    assert not world.member(PARENTS_CHAT, world.bot_id).is_admin


def test_people_have_been_talking_before_the_bot_came(world: World) -> None:
    for peer in (GROUP_CHAT, PARENTS_CHAT):
        texts = [message.text for message in world.messages(peer) if message.text]
        assert len(texts) >= 4
        assert not any(text.startswith(("/", "!")) for text in texts)


def test_everybody_has_a_unique_russian_name(world: World) -> None:
    people = list(world.people.values())

    assert {person.id for person in people} == {*TEACHERS, *STUDENTS, *PARENTS, ADMINISTRATOR}
    assert len({person.screen_name for person in people}) == len(people)
    assert len({(person.first_name, person.last_name) for person in people}) == len(people)
    for person in people:
        assert re.fullmatch(r"[А-ЯЁ][а-яё]+", person.first_name)
        assert re.fullmatch(r"[a-z][a-z._]{4,}", person.screen_name)


def test_every_name_is_declined(world: World) -> None:
    for person in world.people.values():
        forms = declined(person.first_name, person.last_name, person.sex)
        names = {forms[f"first_name_{case}"] for case in CASES}

        assert len(names) >= 3, names
        assert len({name[:2] for name in names}) <= 2
