"""Story 9: standing, journal, rules and help, each for what the asker may see."""

import pytest

from tests.scenarios.stage import ADMINISTRATOR, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_my_own_standing_with_the_ground_of_each_entry(stage: Stage) -> None:
    story = await stage.story()
    await story.violation(3)
    await story.violation(7)
    story.writes(story.student, "/статус")
    await story.hears("Ответ — только для Вас", "/статус")
    story.writes_privately(story.student, "/статус")
    standing = await story.hears("ИСП-21", "5.12.5", "№", "•", peer=story.student)
    assert standing.text.count("•") == 2
    before = len(story.bot_messages(story.student))
    story.writes(story.student, "/статус")
    await stage.until(lambda: len(story.bot_messages(story.student)) > before)
    assert not any("•" in m.text for m in story.bot_messages())


@pytest.mark.slow
async def test_anothers_standing_is_for_moderators(stage: Stage) -> None:
    story = await stage.story()
    story.reaches(story.students[1])
    await story.violation(3)
    story.writes(story.students[1], f"/статус @user{story.student}")
    await story.hears("только о себе", "5.12.7")
    await story.asks(f"/статус @user{story.student}")
    await story.hears("Студентов", "•", "ИСП-21", peer=story.teacher)


async def test_the_journal_by_pages(stage: Stage) -> None:
    story = await stage.story()
    await story.violations(6)
    for number in range(1, 7):
        story.writes(story.teacher, f"/отменить {number} ошибка")
        await story.hears("ошибка", f"№\u00a0{number}")
    story.writes(story.teacher, "/напомнить")
    await story.asks("/журнал")
    newest = await story.hears("Журнал", "5.12.4", peer=story.teacher)
    earlier = next(label for label in story.labels(newest) if "Раньше" in label)
    await story.presses(story.teacher, newest, earlier)
    oldest = await story.hears("Журнал", "\n1. ", peer=story.teacher)
    assert oldest.conversation_message_id == newest.conversation_message_id
    story.writes_privately(story.student, "/статус")
    mine = await story.hears("ИСП-21", peer=story.student)
    payload = {"do": "journal", "member": 0, "before": 2**53, "chat": story.peer}
    assert "только о себе" in await story.forges(story.student, mine, payload)


@pytest.mark.slow
async def test_a_moderator_who_hears_privately_reads_the_journal_alone(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    await story.blocked()
    await story.violations(4, story.students[1])
    for number in range(5, 9):
        story.writes(story.teacher, f"/отменить {number} ошибка")
        await story.hears("ошибка", f"№\u00a0{number}")
    story.writes(story.teacher, "/журнал")
    newest = await story.hears("Журнал", "ошибка", peer=story.teacher)
    assert not any("Журнал" in message.text for message in story.bot_messages())
    earlier = next(label for label in story.labels(newest) if "Раньше" in label)
    stage.world.press(story.teacher, story.teacher, newest.conversation_message_id, earlier)
    await story.hears("Журнал", "\n1. ", peer=story.teacher)
    story.writes(story.teacher, f"/статус @user{story.student}")
    standing = await story.hears("Студентов", "Блокировка до", peer=story.teacher)
    await story.presses(story.teacher, standing, "Показать записи")
    await story.hears("Студентов", "•", peer=story.teacher)


@pytest.mark.slow
async def test_the_chat_does_not_read_who_objected(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked()
    await story.sends(story.student, "/извинения Простите.")
    vote = await story.hears("Простите.", "5.12.6")
    await story.presses(story.students[1], vote, "Возражаю")
    await story.asks("/журнал")
    page = await story.hears("Журнал", "возражение", peer=story.teacher)
    (objection,) = [line for line in page.text.splitlines() if "возражение" in line]
    assert "Студентов" in objection.split("(")[-1]
    assert not any("возражение" in m.text for m in story.bot_messages())


@pytest.mark.slow
async def test_the_journal_about_one(stage: Stage) -> None:
    story = await stage.story()
    await story.violation(3)
    await story.violation(3, story.students[1])
    await story.asks(f"/журнал @user{story.student}")
    page = await story.hears("Журнал", "Студентов", peer=story.teacher)
    assert page.text.count("5.12.4") == 1


@pytest.mark.slow
async def test_students_read_of_themselves_alone(stage: Stage) -> None:
    story = await stage.story()
    await story.violation(3, story.students[1])
    story.writes(story.student, "/журнал")
    await story.hears("/журнал", "Сообщение")
    story.reaches(story.student)
    story.writes(story.student, f"/журнал @user{story.students[1]}")
    await story.hears("только о себе", "5.12.7")
    assert not any("Журнал " in m.text for m in story.bot_messages())

    await story.blocked()
    await story.sends(story.student, "/извинения Простите.")
    vote = await story.hears("Простите.", "5.12.6")
    await story.presses(story.students[1], vote, "Возражаю")
    story.writes_privately(story.student, "/журнал")
    page = await story.hears("«ИСП-21»", "Журнал", "возражение", peer=story.student)
    assert stage.world.people[story.students[1]].last_name not in page.text


async def test_administrators_read_the_colleges_own_journal(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    parent = stage.person("Ольга", "Родителева", "parent")
    stage.world.add_member(story.peer, parent, by=story.teacher)
    for _ in range(6):
        await story.asks(f"/семья @id{parent} @id{story.student}")
        await story.asks(f"/семья @id{parent} @id{story.student} удалить")
    gone = "Запись удалена"
    await stage.until(
        lambda: sum(gone in m.text for m in story.bot_messages(story.teacher)) == 6, gone
    )
    story.writes_privately(ADMINISTRATOR, "/журнал")
    page = await story.hears("Журнал колледжа", "Родителева", "5.12.8", peer=ADMINISTRATOR)
    earlier = next(label for label in story.labels(page) if "Раньше" in label)
    stage.world.press(ADMINISTRATOR, ADMINISTRATOR, page.conversation_message_id, earlier)
    await stage.until(lambda: any("последним" in label for label in story.labels(page)))
    payload = {"do": "journal", "member": 0, "before": 2**53}
    story.writes_privately(story.student, "/журнал")
    mine = await story.hears("В журнале нет записей", peer=story.student)
    assert "больше не действует" in await story.forges(story.student, mine, payload)


@pytest.mark.slow
async def test_a_student_turns_the_pages_of_nobody_else(stage: Stage) -> None:
    story = await stage.story()
    await story.violations(11)
    story.writes_privately(story.student, "/журнал")
    page = await story.hears("Журнал", "5.12.4", peer=story.student)
    earlier = next(label for label in story.labels(page) if "Раньше" in label)
    stage.world.press(story.student, story.student, page.conversation_message_id, earlier)
    await story.hears("Журнал", "\n3. ", peer=story.student)
    # whoever moderates no longer, or never did, is not shown another's page
    payload = {"do": "journal", "member": story.students[1], "before": 2**53, "chat": story.peer}
    assert "только о себе" in await story.forges(story.student, page, payload)


async def test_help_shows_what_the_asker_may_do(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.student, "/помощь")
    mine = story.labels(await story.hears("Чем помочь?"))
    assert "Нарушения и блокировки" not in mine
    assert "Участники" not in mine

    def theirs() -> set[str]:
        return set(story.labels(story.bot_messages()[-1]))

    story.writes(story.teacher, "/помощь")
    await stage.until(
        lambda: theirs() >= {"Нарушения и блокировки", "Участники"}, "the teacher is shown more"
    )


async def test_the_rules_are_for_everyone(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.student, "/правила")
    rules = await story.hears("5.12.3")
    assert all(f"\n{number}. " in rules.text for number in range(1, 11))


@pytest.mark.slow
async def test_everybody_reads_what_the_colleges_journal_says_of_them(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    mother = stage.person("Ольга", "Мамина", "parent")
    stage.world.add_member(story.peer, mother, by=story.teacher)
    for child in story.students[:2]:
        await story.asks(f"/семья @id{mother} @id{child}")
        await story.hears("Записано", story.world.people[child].last_name, peer=story.teacher)
    story.writes_privately(mother, "/журнал")
    page = await story.hears("Журнал колледжа, Ольга Мамина", "2\xa0записи", peer=mother)
    assert "5.12.8" in page.text
