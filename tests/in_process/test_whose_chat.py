"""п. 5.12.1, 5.12.7: a chat that the college does not know gives rights in itself alone."""

import json
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.world import PersonId
from rules.college import CHANGE_FAMILY
from rules.ids import COLLEGE, ChatId, MemberId
from rules.leavers import CARRY_OUT_DEPARTURE, PLAN_DEPARTURE
from rules.rights import Deed, Who
from rules.settings import Setting
from rules.vocabulary.chats import ChatConfirmed, ChatDisowned, SettingChanged
from rules.vocabulary.families import Role, RosterEntrySet
from rules.vocabulary.leavers import NOT_OF_YOUR_CHATS
from rules.vocabulary.violations import ViolationRecorded
from storage.records import ChatState
from storage.tables import outbox
from tests.in_process.bot import InProcessBot
from tests.in_process.prepared import prepared_by
from tests.people import person
from tests.rights.campus import Campus
from tests.rights.holding import DEEDS
from tests.rights.trial import pressing
from tests.variants import variants

HEAD, SECOND = person(401), person(402)
TEACHER, IMPOSTOR, PUPIL, MOTHER = person(501), person(601), person(602), person(603)
OUTSIDER = person(604)

REFUSED = "Это могут администраторы колледжа"

NAMES = {
    TEACHER: ("Анна", "Учителева"),
    IMPOSTOR: ("Остап", "Самозванцев"),
    PUPIL: ("Иван", "Клавишин"),
    MOTHER: ("Ольга", "Клавишина"),
    OUTSIDER: ("Яков", "Соседов"),
}


class College(Campus):
    """The college with its chat, and a student who made another with the same people."""

    async def forge(self, who: PersonId, peer: int, payload: Mapping[str, Any]) -> list[str]:
        """Let somebody press a button of their own making; give what they are told."""
        await self.bot.hear(pressing(peer, who, payload, None))
        async with self.bot.storage.reading() as reading:
            waiting = await reading.connection.execute(
                select(outbox.c.payload).where(outbox.c.kind == "answer")
            )
            told = [json.loads(row.payload)["text"] for row in waiting]
        await self.bot.carry()
        return told


async def prepare(bot: InProcessBot) -> College:
    college = College(bot)
    college.bring(NAMES)
    bot.world.add_person(SECOND, first_name="Софья", last_name="Вторая")
    await college.greet(HEAD, SECOND, *NAMES)
    college.main = await college.open_chat(
        "ИСП-21", TEACHER, [IMPOSTOR, PUPIL, MOTHER], kind="group"
    )
    await college.press(HEAD, college.button(HEAD, "ours", chat=college.main))
    await college.say(TEACHER, f"/семья @id{MOTHER} @id{PUPIL}", to=TEACHER)
    assert college.heard(TEACHER, "Клавишина", "Клавишин") == 1
    college.other = await college.open_chat("Курилка", IMPOSTOR, [PUPIL, MOTHER], kind="group")
    return college


college = prepared_by(prepare, administrators=[HEAD])


COLLEGE_WIDE = sorted(
    (
        deed
        for deed in DEEDS
        if (deed.private or deed.grant).to_whom(Who.UNCONFIRMED) is NOT_OF_YOUR_CHATS
    ),
    key=attrgetter("name"),
)

COMMANDS = {
    PLAN_DEPARTURE: (f"/выбыл @id{PUPIL}", f"/выбыл @id{OUTSIDER}"),
    CHANGE_FAMILY: (
        f"/семья @id{PUPIL}",
        f"/семья @id{MOTHER} @id{PUPIL} удалить",
        f"/семья @id{OUTSIDER} @id{PUPIL}",
        f"/семья @id{OUTSIDER}",
    ),
}
PRESSES = {CARRY_OUT_DEPARTURE: {"do": "depart", "member": PUPIL, "plan": 1}}


def test_every_deed_of_the_colleges_is_tried_below() -> None:
    assert set(COLLEGE_WIDE) == COMMANDS.keys() | PRESSES.keys()


@pytest.mark.parametrize("deed", COLLEGE_WIDE, ids=attrgetter("name"))
async def test_a_student_with_a_chat_of_their_own_does_nothing_for_the_college(
    college: College, deed: Deed
) -> None:
    before = await college.facts(chat=COLLEGE)
    for words in COMMANDS.get(deed, ()):
        for peer in (college.other, IMPOSTOR):
            refused = _refusals(college, IMPOSTOR)
            await college.say(IMPOSTOR, words, to=peer)
            assert _refusals(college, IMPOSTOR) == refused + 1, (words, peer)
    if deed in PRESSES:
        for peer in (college.other, IMPOSTOR):
            (told,) = await college.forge(IMPOSTOR, peer, PRESSES[deed])
            assert REFUSED in told
    assert await college.facts(chat=COLLEGE) == before
    assert not college.heard(IMPOSTOR, "Клавишин")
    assert not college.heard(IMPOSTOR, "Соседов")


def _refusals(college: College, who: PersonId) -> int:
    """Count the refusals; one that repeats the last points at it."""
    return college.heard(who, REFUSED) + college.heard(who, "Ответ тот же")


async def test_an_expulsion_by_hand_alarms_whatever_a_students_chat_says(college: College) -> None:
    await college.say(IMPOSTOR, f"/выбыл @id{PUPIL}", to=college.other)
    college.bot.world.remove_member(college.main, PUPIL, by=TEACHER)
    await college.bot.follow()
    assert college.heard(HEAD, "исключение вручную") == 1


async def test_a_chat_gives_its_moderator_all_that_concerns_itself_alone(college: College) -> None:
    message = await college.say(PUPIL, "Кто идёт?", to=college.other)
    await college.say(IMPOSTOR, "/нарушение 3", to=college.other, reply_to=message)
    # a chat of a group reads no name
    assert college.heard(college.other, "Напоминаю: правило") == 1
    assert await college.facts(ViolationRecorded, chat=college.other)


async def test_administrators_are_told_of_each_adoption_and_confirm_it_once(
    college: College,
) -> None:
    assert college.heard(HEAD, "Новая беседа «Курилка»", "Самозванцев") == 1
    await college.press(HEAD, college.button(HEAD, "ours", chat=college.other))
    assert ChatConfirmed(by=MemberId(HEAD)) in await college.facts(chat=college.other)
    assert college.heard(HEAD, "Новая беседа «Курилка»") == 0, "the notice itself is edited"
    again = await college.forge(HEAD, HEAD, {"do": "ours", "chat": college.other})
    assert again == ["Беседа уже подтверждена (п.\xa05.12.1)."]
    await college.say(IMPOSTOR, f"/семья @id{PUPIL}", to=college.other)
    assert college.heard(IMPOSTOR, "Клавишина") == 1


async def test_nobody_but_administrators_confirms(college: College) -> None:
    for do in ("ours", "alien"):
        for who in (IMPOSTOR, TEACHER, PUPIL):
            (told,) = await college.forge(who, who, {"do": do, "chat": college.other})
            assert "администраторы колледжа" in told
    assert not await college.facts(ChatConfirmed, ChatDisowned, chat=college.other)


@pytest.mark.slow
async def test_the_bot_leaves_a_chat_that_is_not_the_colleges_and_begins_anew_there(
    college: College,
) -> None:
    world = college.bot.world
    await college.press(HEAD, college.button(HEAD, "alien", chat=college.other))
    assert world.bot_id in world.chat(college.other).members, "asked first"
    await college.press(HEAD, college.button(HEAD, "alien", chat=college.other, sure=True))
    assert world.bot_id not in world.chat(college.other).members
    assert ChatDisowned(by=MemberId(HEAD)) in await college.facts(chat=college.other)
    assert college.heard(HEAD, "не наша беседа", "Курилка") == 2, "the question is edited, too"
    assert college.heard(IMPOSTOR, "не знают беседу «Курилка»") == 1
    async with college.bot.storage.reading() as reading:
        chat = await reading.chat(ChatId(college.other))
        assert chat is not None
        assert chat.state is ChatState.GONE
    await college.add_bot(college.other, IMPOSTOR, kind="group")
    assert college.heard(HEAD, "Новая беседа «Курилка»") == 1
    await college.say(IMPOSTOR, f"/семья @id{PUPIL}", to=college.other)
    assert college.heard(IMPOSTOR, REFUSED) == 1


async def test_what_was_confirmed_by_mistake_can_be_disowned(college: College) -> None:
    await college.press(HEAD, college.button(HEAD, "ours", chat=college.other))
    await college.press(HEAD, college.button(HEAD, "alien", chat=college.other))
    await college.press(HEAD, college.button(HEAD, "alien", chat=college.other, sure=True))
    await college.say(IMPOSTOR, f"/семья @id{PUPIL}", to=IMPOSTOR)
    assert college.heard(IMPOSTOR, "Клавишина") == 0


@pytest.mark.parametrize("role", variants(Role.TEACHER, Role.EMPLOYEE))
async def test_an_adoption_by_an_employee_on_the_list_confirms_by_itself(
    college: College, role: Role
) -> None:
    await listed(college.bot, TEACHER, role)
    peer = await college.open_chat("Физика", TEACHER, [PUPIL], kind="group")
    assert ChatConfirmed(by=MemberId(TEACHER)) in await college.facts(chat=peer)
    assert college.heard(HEAD, "Новая беседа «Физика»") == 1


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.STUDENT, Role.PARENT])
async def test_an_adoption_by_a_student_or_a_parent_on_the_list_does_not(
    college: College, role: Role
) -> None:
    await listed(college.bot, IMPOSTOR, role)
    peer = await college.open_chat("Физика", IMPOSTOR, [PUPIL], kind="group")
    assert ChatConfirmed(by=MemberId(IMPOSTOR)) not in await college.facts(chat=peer)


async def test_an_adoption_by_an_administrator_confirms_and_holds_when_they_are_one_no_more(
    college: College,
) -> None:
    peer = await college.open_chat("Кураторы", HEAD, [TEACHER, PUPIL, MOTHER], kind="group")
    assert ChatConfirmed(by=MemberId(HEAD)) in await college.facts(chat=peer)
    await college.bot.restart(administrators=[SECOND])
    await college.say(HEAD, f"/семья @id{PUPIL}", to=peer)
    assert college.heard(HEAD, "Клавишина") == 1


async def test_at_start_the_unconfirmed_are_listed_once_and_known_adopters_confirm(
    college: College,
) -> None:
    bot = college.bot
    peer = await college.open_chat("Физика", TEACHER, [PUPIL], kind="group")
    await listed(bot, TEACHER, Role.TEACHER)
    # as if both were adopted before there was anything to be told
    async with bot.storage.work() as work:
        for chat in (college.other, peer):
            await work.drop_notice(COLLEGE, f"adoption:{chat}")
    await bot.restart(administrators=[HEAD, SECOND])
    assert ChatConfirmed(by=MemberId(TEACHER)) in await college.facts(chat=peer)
    for who in (HEAD, SECOND):
        assert college.heard(who, "Это беседы колледжа", "1. «Курилка»", "Самозванцев") == 1
    await bot.restart(administrators=[HEAD, SECOND])
    assert college.heard(HEAD, "Это беседы колледжа") == 1
    await college.press(SECOND, college.button(SECOND, "alien", chat=college.other))
    await college.press(SECOND, college.button(SECOND, "alien", chat=college.other, sure=True))
    for who in (HEAD, SECOND):
        assert college.heard(who, "Бесед, ожидающих подтверждения, нет") == 1


@pytest.mark.slow
async def test_without_administrators_nobody_acts_for_the_college(college: College) -> None:
    await college.bot.restart(administrators=[])
    peer = await college.open_chat("Физика", TEACHER, [PUPIL, MOTHER], kind="group")
    for words in (f"/выбыл @id{PUPIL}", f"/семья @id{PUPIL}"):
        await college.say(TEACHER, words, to=peer)
    assert college.heard(TEACHER, REFUSED) == 2
    for words in (f"/выбыл @id{PUPIL}", f"/семья @id{PUPIL}", f"/семья @id{MOTHER} @id{PUPIL}"):
        for to in (college.main, TEACHER):
            before = _refusals(college, TEACHER)
            await college.say(TEACHER, words, to=to)
            assert _refusals(college, TEACHER) == before + 1, "also of a chat confirmed before"
    assert not college.heard(TEACHER, "Проверьте")
    await college.say(IMPOSTOR, f"/семья @id{PUPIL}", to=college.other)
    assert college.heard(IMPOSTOR, REFUSED) == 1


async def test_without_administrators_nothing_is_confirmed_until_there_is_one(
    college: College,
) -> None:
    bot = college.bot
    earlier = await college.open_chat("Химия", TEACHER, [PUPIL], kind="group")
    await bot.restart(administrators=[])
    await listed(bot, TEACHER, Role.TEACHER)
    peer = await college.open_chat("Физика", TEACHER, [PUPIL], kind="group")
    await bot.restart(administrators=[])
    for chat in (earlier, peer):
        assert ChatConfirmed(by=MemberId(TEACHER)) not in await college.facts(chat=chat)
    await bot.restart(administrators=[HEAD])
    for chat in (earlier, peer):
        assert ChatConfirmed(by=MemberId(TEACHER)) in await college.facts(chat=chat)


CARDS_TO_STAFF = "/настройки карточки сотрудникам"
PHONE = "мамин номер 8 917 123-45-67"


async def test_cards_go_to_no_chat_of_staff_that_the_college_does_not_know(
    college: College,
) -> None:
    theirs = await college.open_chat("Учительская", IMPOSTOR, [TEACHER], kind="staff")
    await college.say(TEACHER, CARDS_TO_STAFF)
    assert college.heard(college.main, "карточки", "изменена") == 0
    told = await college.forge(
        TEACHER, college.main, {"do": "set", "setting": "cards", "value": str(theirs)}
    )
    assert "Готово." not in told
    await college.say(PUPIL, PHONE)
    await college.bot.advance(5)
    assert college.heard(theirs, "Карточка") == 0
    assert college.heard(TEACHER, "Карточка", "917") == 1


@pytest.mark.slow
async def test_cards_go_to_a_confirmed_chat_of_staff_as_long_as_it_is_confirmed(
    college: College,
) -> None:
    alien = await college.open_chat("Учительская", IMPOSTOR, [TEACHER], kind="staff")
    ours = await college.open_chat("Педсовет", TEACHER, [HEAD], kind="staff")
    await college.press(HEAD, college.button(HEAD, "ours", chat=ours))
    await college.say(TEACHER, CARDS_TO_STAFF)
    assert college.heard(TEACHER, "карточки", "изменена") == 1
    await college.say(PUPIL, PHONE)
    await college.bot.advance(5)
    assert (college.heard(ours, "Карточка"), college.heard(alien, "Карточка")) == (1, 0)


async def test_cards_that_were_set_to_an_unconfirmed_chat_before_go_there_no_longer(
    college: College,
) -> None:
    theirs = await college.open_chat("Учительская", IMPOSTOR, [TEACHER], kind="staff")
    before = SettingChanged(
        by=MemberId(TEACHER), setting=Setting.CARDS, value=str(theirs), before=""
    )
    async with college.bot.storage.work() as work:
        await work.record(
            ChatId(college.main), [before], now=college.bot.clock.now(), policy_version="1"
        )
    await college.say(PUPIL, PHONE)
    await college.bot.advance(5)
    assert college.heard(theirs, "Карточка") == 0
    assert college.heard(TEACHER, "Карточка", "917") == 1


async def listed(bot: InProcessBot, member: int, role: Role) -> None:
    """Put somebody on the college's list."""
    entry = RosterEntrySet(member=MemberId(member), name="Имя", role=role, group="")
    async with bot.storage.work() as work:
        await work.record(COLLEGE, [entry], now=bot.clock.now(), policy_version="1")
