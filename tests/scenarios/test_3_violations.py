"""Story 3, п. 5.12.4 and 5.12.2: violations are recorded, messages removed, mistakes annulled."""

from typing import Any

import pytest

from rules.vocabulary.acquaintance import PolicyAnnounced
from rules.vocabulary.chats import ChatAdopted
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from tests.scenarios.stage import Stage, Story, number_in

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def journal(story: Story) -> list[Any]:
    """Give what the chat's journal holds beside its beginning."""
    facts = await story.facts()
    return [each for each in facts if not isinstance(each, ChatAdopted | PolicyAnnounced)]


@pytest.mark.over_http
async def test_a_violation_is_recorded_with_all_that_it_rests_on(stage: Stage) -> None:
    story = await stage.story()
    cmid = story.writes(story.student, "купите слона")
    story.writes(story.teacher, "/нарушение 3 три раза за урок", reply_to=cmid)
    notice = await story.hears("нарушение", f"id{story.student}|", "5.12.4", "три раза за урок")
    fact = (await journal(story))[-1]
    assert isinstance(fact, ViolationRecorded)
    assert int(fact.member) == story.student
    assert fact.by is not None
    assert int(fact.by) == story.teacher
    assert int(fact.rule) == 3
    assert fact.message == cmid
    assert fact.note == "три раза за урок"
    assert fact.number == 1
    assert number_in(notice.text) == 1
    assert "5.12.5" in notice.text, "says what follows from how many"
    assert "первое из трёх. С четвёртого" in notice.text.split("5.12.4")[1]


@pytest.mark.parametrize("words", ["@user{} 3", "3 @user{}"])
async def test_a_violation_by_name_needs_no_message(stage: Stage, words: str) -> None:
    story = await stage.story()
    story.writes(story.teacher, f"/нарушение {words.format(story.student)}")
    await story.hears("нарушение", f"id{story.student}|")
    fact = (await journal(story))[-1]
    assert isinstance(fact, ViolationRecorded)
    assert (fact.message, fact.rule, fact.note) == (None, 3, "")


@pytest.mark.slow
async def test_whom_it_was_done_to_is_not_taken_for_who_did_it(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, f"/нарушение 3 @user{story.student} обидели")
    await story.hears("О ком речь?")
    assert await journal(story) == []


@pytest.mark.slow
async def test_violations_are_counted(stage: Stage) -> None:
    story = await stage.story()
    for nth in ("первое", "второе", "третье"):
        notice = await story.violation()
        assert f"Это {nth} из трёх. С четвёртого возможна блокировка" in notice.text, notice.text


@pytest.mark.slow
@pytest.mark.parametrize("words", ["/нарушение", "/нарушение 42", "/нарушение ой"])
async def test_without_a_rule_nothing_is_recorded_until_one_is_chosen(
    stage: Stage, words: str
) -> None:
    story = await stage.story()
    cmid = story.writes(story.student, "привет")
    story.writes(story.teacher, words, reply_to=cmid)
    await story.hears("Какое правило нарушено?")
    assert await journal(story) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["/нарушение", "/удалить", "/блок", "/отменить", "/слова что", "/блок Иван неделя"]
)
async def test_a_student_is_not_taught_the_commands_of_moderators(stage: Stage, words: str) -> None:
    story = await stage.story()
    story.reaches(story.student)
    story.writes(story.student, words)
    await story.hears("только модераторы", "5.12.2")
    assert not any("Можно так" in message.text for message in story.bot_messages())
    assert await journal(story) == []


@pytest.mark.slow
async def test_nobody_records_against_a_moderator(stage: Stage) -> None:
    story = await stage.story()
    other = stage.person("Пётр", "Учителев", "teacher")
    stage.world.add_member(story.peer, other, by=story.teacher)
    stage.world.set_admin(story.peer, other, True)
    stage.clock.advance(61)
    cmid = story.writes(other, "привет")
    story.writes(story.teacher, "/нарушение 3", reply_to=cmid)
    await story.hears("5.12.7", "администратор")
    assert await story.facts(ViolationRecorded) == []


async def test_a_message_is_removed_under_a_rule(stage: Stage) -> None:
    story = await stage.story()
    cmid = story.writes(story.student, "купите слона")
    story.writes(story.teacher, "/удалить 3", reply_to=cmid)
    await story.hears(f"id{story.student}|", "5.12.2")
    shown = [m.conversation_message_id for m in stage.world.messages(story.peer)]
    assert cmid not in shown
    fact = (await journal(story))[-1]
    assert isinstance(fact, MessageRemoved)
    assert [fact.message, fact.member, fact.by, fact.rule] == [
        cmid,
        story.student,
        story.teacher,
        3,
    ]


@pytest.mark.slow
async def test_nothing_is_removed_without_a_rule(stage: Stage) -> None:
    story = await stage.story()
    cmid = story.writes(story.student, "купите слона")
    story.writes(story.teacher, "/удалить", reply_to=cmid)
    await story.hears("Какое правило нарушено?")
    assert cmid in [m.conversation_message_id for m in stage.world.messages(story.peer)]


async def test_a_violation_is_annulled_with_a_reason(stage: Stage) -> None:
    story = await stage.story()
    number = number_in((await story.violation()).text)
    story.writes(story.teacher, f"/отменить {number}")
    await story.hears("Почему отменить запись")
    story.writes(story.teacher, f"/отменить {number} перепутал человека")
    annulled = await story.hears(f"id{story.student}|", "перепутал человека")
    assert number_in(annulled.text) == number
    story.writes(story.teacher, f"/отменить {number} ещё раз")
    await story.hears("уже", f"{number}")
