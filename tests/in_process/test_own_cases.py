"""п. 6.1: who took part in a case does not decide it; if nobody is left, that is said."""

import pytest

from bot.sandbox.world import PersonId
from handlers.conversation.scene import open_scene
from handlers.waiting import see_to_appeals
from rules.ids import COLLEGE, ChatId, MemberId, ViolationNumber
from rules.vocabulary.families import FamilyLinked
from tests.in_process.bot import InProcessBot
from tests.in_process.prepared import prepared_by
from tests.people import person
from tests.rights.campus import Campus

HEAD, SECOND = person(401), person(402)
TEACHER, STUDENT, CLASSMATE = person(501), person(601), person(602)


async def prepare(bot: InProcessBot) -> Campus:
    world, campus = bot.world, Campus(bot)
    for number, last in ((TEACHER, "Учителева"), (STUDENT, "Спорщиков"), (CLASSMATE, "Тихая")):
        world.add_person(number, first_name="Анна", last_name=last)
    world.add_person(SECOND, first_name="Софья", last_name="Вторая")
    campus.main = world.create_chat("ИСП-21", owner=TEACHER, members=[HEAD, STUDENT, CLASSMATE])
    world.add_bot(campus.main, by=TEACHER)
    world.set_admin(campus.main, world.bot_id, True)
    await bot.follow()
    await campus.press(HEAD, campus.button(campus.main, "adopt", kind="other"))
    await campus.greet(HEAD, SECOND, TEACHER, STUDENT)
    return campus


campus = prepared_by(prepare, administrators=[HEAD])


async def contested_block(campus: Campus) -> None:
    """A block by the teacher, one of whose grounds the only administrator recorded."""
    await campus.violation(STUDENT, by=HEAD)
    for _ in range(3):
        await campus.violation(STUDENT, by=TEACHER)
    await campus.say(TEACHER, f"/блок @id{STUDENT} месяц")
    await campus.send(STUDENT, "/обжаловать блок Я этого не писал")


@pytest.mark.slow
async def test_who_recorded_one_ground_does_not_get_the_appeal_and_all_learn_of_it(
    campus: Campus,
) -> None:
    bot = campus.bot
    await contested_block(campus)
    assert campus.heard(STUDENT, "никто не решает") == 1
    assert campus.heard(HEAD, "решить некому", "ADMIN_IDS") == 1
    assert campus.heard(HEAD, "Я этого не писал") == 0
    async with bot.storage.reading() as reading:
        assert len(await reading.open_appeals()) == 1


@pytest.mark.slow
async def test_another_administrator_gets_the_appeal_after_a_restart_and_only_once(
    campus: Campus,
) -> None:
    bot = campus.bot
    await contested_block(campus)
    await bot.restart(administrators=(HEAD, SECOND))
    assert campus.heard(SECOND, "Я этого не писал", "ИСП-21") == 1
    assert campus.heard(HEAD, "Я этого не писал") == 0
    await bot.restart(administrators=(HEAD, SECOND))
    assert campus.heard(SECOND, "Я этого не писал") == 1
    assert campus.heard(HEAD, "решить некому") == 1


async def test_a_parent_at_the_college_does_not_get_their_childs_appeal(campus: Campus) -> None:
    bot = campus.bot
    await bot.restart(administrators=(HEAD, SECOND))
    await campus.say(SECOND, f"/семья @id{HEAD} @id{STUDENT}", to=SECOND)
    await campus.violation(STUDENT, by=TEACHER)
    await campus.send(STUDENT, "/обжаловать 1 Я этого не писал")
    assert campus.heard(SECOND, "Я этого не писал") == 1
    assert campus.heard(HEAD, "Я этого не писал") == 0


async def test_a_parents_record_goes_to_the_other_moderators(campus: Campus) -> None:
    bot = campus.bot
    await bot.restart(administrators=(HEAD, SECOND))
    await campus.say(SECOND, f"/семья @id{TEACHER} @id{STUDENT}", to=SECOND)
    message = await campus.say(STUDENT, "Кто идёт в столовую?")
    await campus.say(TEACHER, "/нарушение 3", reply_to=message)
    assert campus.heard(HEAD, "Решите, пожалуйста") == 1
    async with bot.storage.reading() as reading:
        assert await reading.violation_owner(ChatId(campus.main), ViolationNumber(1)) is None


async def granted(campus: Campus) -> None:
    """An administrator annuls what the student contests."""
    await campus.confirm(STUDENT)
    await campus.press(SECOND, campus.button(SECOND, "decide", grant=True))
    await campus.send(SECOND, "Это не нарушение")


async def test_a_moderator_does_not_overrule_what_was_decided_on_appeal(campus: Campus) -> None:
    bot = campus.bot
    await bot.restart(administrators=(HEAD, SECOND))
    await campus.violation(STUDENT, by=TEACHER)
    await campus.say(STUDENT, "/обжаловать 1 Я этого не писал", to=STUDENT)
    await granted(campus)
    assert campus.heard(campus.main, "отменена", "Учитывается 0") == 1
    with pytest.raises(AssertionError, match="no such button"):
        campus.button(campus.main, "undo", act="annulment")
    await campus.say(TEACHER, "/нарушение 3", reply_to=campus.messages[STUDENT])
    assert campus.heard(TEACHER, "№ 1", "по жалобе", "заново нельзя", "6.1") == 1
    assert campus.heard(campus.main, "записано нарушение") == 1


async def test_nor_blocks_on_the_grounds_of_a_block_annulled_on_appeal(campus: Campus) -> None:
    bot = campus.bot
    await bot.restart(administrators=(HEAD, SECOND))
    await campus.block(STUDENT, by=TEACHER)
    await campus.say(STUDENT, "/обжаловать блок Я этого не писал", to=STUDENT)
    await granted(campus)
    await campus.say(TEACHER, f"/блок @id{STUDENT} месяц")
    assert campus.heard(TEACHER, "Блокировку № 1", "по жалобе", "6.1") == 1
    async with bot.storage.reading() as reading:
        assert await reading.blocked() == ()


async def contested_record(campus: Campus, by: PersonId = TEACHER) -> None:
    """A record that is contested while there is an administrator who may decide."""
    await campus.bot.restart(administrators=(HEAD, SECOND))
    await campus.violation(STUDENT, by=by)
    await campus.send(STUDENT, "/обжаловать 1 Я этого не писал")
    assert campus.heard(STUDENT, "никто не решает") == 0


@pytest.mark.slow
@pytest.mark.parametrize("cause", ["a restart", "a family", "a list from outside"])
async def test_that_nobody_is_left_to_decide_is_told_once_when_it_comes_to_that(
    campus: Campus, cause: str
) -> None:
    bot = campus.bot
    await contested_record(campus, by=HEAD if cause == "a family" else TEACHER)
    left: tuple[int, ...]
    match cause:
        case "a restart":
            left = (TEACHER,)
            await campus.say(TEACHER, "/помощь", to=TEACHER)
            await bot.restart(administrators=left)
        case "a family":
            left = (HEAD, SECOND)
            await campus.say(HEAD, f"/семья @id{SECOND} @id{STUDENT}", to=HEAD)
        case _:
            left = (HEAD,)
            await bot.restart(administrators=left)
            link = FamilyLinked(member=MemberId(HEAD), child=MemberId(STUDENT), by=None)
            async with open_scene(bot.services, COLLEGE) as scene:
                await scene.record([link], chat=COLLEGE)
            await see_to_appeals(bot.services)
            await bot.follow()
    for _ in range(2):
        assert campus.heard(STUDENT, "№ 1", "никто не решает", "попросить") == 1
        assert campus.heard(left[0], "решить некому", "ADMIN_IDS") == 1
        await bot.restart(administrators=left)
    async with bot.storage.reading() as reading:
        assert len(await reading.open_appeals()) == 1


async def test_with_no_administrator_left_the_person_is_told(campus: Campus) -> None:
    await contested_record(campus)
    await campus.bot.restart(administrators=())
    assert campus.heard(STUDENT, "никто не решает") == 1
    await campus.bot.restart(administrators=(HEAD,))
    assert campus.heard(HEAD, "Я этого не писал") == 1
    assert campus.heard(STUDENT, "никто не решает") == 1
