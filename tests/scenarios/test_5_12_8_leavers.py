"""п. 5.12.8: a leaver goes from every chat, a student with the parents, after it was shown."""

import signal
from pathlib import Path

import pytest

from bot.roster.command import ImportOptions, import_list
from bot.sandbox.faults import Fault
from bot.sandbox.world import Message, PersonId
from storage.verification import verify
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story, open_stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

REMOVE, CANCEL = "Исключить", "Отмена"


def is_in(story: Story, who: PersonId) -> bool:
    return any(member.id == who for member in story.world.members(story.peer))


async def another_chat(
    stage: Stage,
    title: str,
    members: list[PersonId],
    teacher: PersonId | None = None,
    *,
    confirmed: bool = True,
) -> Story:
    """A chat with those people, of that teacher or of another one."""
    story = await stage.story(confirmed=confirmed, title=title, students=0)
    for member in (*members, *([teacher] if teacher else [])):
        stage.world.add_member(story.peer, member, by=story.teacher)
        await story.hears(f"id{member}|")
    if teacher is not None:
        stage.world.set_admin(story.peer, teacher, True)
        stage.clock.advance(5)
    return story


async def linked(story: Story, parent: PersonId, child: PersonId) -> None:
    """The administrator links a parent and a child, wherever they are."""
    story.writes_privately(ADMINISTRATOR, f"/семья @id{parent} @id{child}")
    await story.hears("Записано", "5.12.8", name(story, child), peer=ADMINISTRATOR)


def name(story: Story, who: PersonId) -> str:
    """What somebody is called."""
    person = story.world.people[who]
    return f"{person.first_name} {person.last_name}"


async def asked(story: Story, who: PersonId, leaver: PersonId) -> Message:
    """Somebody asks in the chat who would go."""
    if who == story.teacher:
        await story.asks(f"/выбыл @id{leaver}")
    else:
        story.writes(who, f"/выбыл @id{leaver}")
    return await story.hears("Проверьте, кто и откуда", "5.12.8", name(story, leaver), peer=who)


async def asked_privately(story: Story, leaver: PersonId) -> Message:
    """The administrator asks in private."""
    story.writes_privately(ADMINISTRATOR, f"/выбыл @id{leaver}")
    return await story.hears("Проверьте", name(story, leaver), peer=ADMINISTRATOR)


async def gone(*leaving: tuple[Story, PersonId]) -> None:
    """Wait until all those people are out of those chats."""
    for story, who in leaving:
        await story.stage.until(lambda s=story, w=who: not is_in(s, w), f"{who} is out")  # type: ignore[misc]


async def test_it_is_shown_first_and_nobody_goes_before_the_confirmation(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    shown = await asked(story, story.teacher, story.student)
    assert story.labels(shown) == [REMOVE, CANCEL]
    assert "«ИСП-21»" in shown.text
    assert is_in(story, story.student)
    await story.presses(story.teacher, shown, REMOVE)
    await gone((story, story.student))
    await story.hears(
        "Готово", "5.12.8", name(story, story.student), "«ИСП-21»", peer=story.teacher
    )
    assert all(is_in(story, other) for other in story.students[1:])


@pytest.mark.slow
async def test_cancelled_nobody_goes(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    shown = await asked(story, story.teacher, story.student)
    await story.presses(story.teacher, shown, CANCEL)
    cancelled = await story.hears("Отменено", name(story, story.student), peer=story.teacher)
    assert story.labels(cancelled) == []
    assert is_in(story, story.student)


@pytest.mark.over_http
async def test_a_student_goes_with_the_parents_from_all_chats_of_the_college(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    mother = stage.person("Ольга", "Мамина", "parent")
    parents = await another_chat(stage, "Родители ИСП-21", [mother])
    elsewhere = await another_chat(stage, "Физика", [story.student])
    await linked(story, mother, story.student)
    shown = await asked_privately(story, story.student)
    assert "«ИСП-21», «Физика»" in shown.text
    assert f"{name(story, mother)} (родитель): «Родители ИСП-21»" in shown.text
    await story.presses(ADMINISTRATOR, shown, REMOVE)
    await gone((story, story.student), (elsewhere, story.student), (parents, mother))
    await story.hears("Готово", name(story, mother), "«Физика»", peer=ADMINISTRATOR)
    assert is_in(story, story.teacher)


@pytest.mark.slow
async def test_a_parent_stays_where_another_child_is(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    father = stage.person("Пётр", "Папин", "parent")
    await another_chat(stage, "Олимпиада", [father, story.student, story.students[1]])
    only = await another_chat(stage, "Сборы", [father, story.student])
    for child in story.students[:2]:
        await linked(story, father, child)
    shown = await asked_privately(story, story.student)
    assert f"{name(story, father)} (родитель): «Сборы»" in shown.text
    assert f"{name(story, father)}: «Олимпиада» — в этой беседе ещё один ребёнок" in shown.text
    await story.presses(ADMINISTRATOR, shown, REMOVE)
    await gone((only, father), (story, story.student))


@pytest.mark.slow
async def test_a_parent_of_two_goes_from_the_chat_of_the_leavers_group_alone(stage: Stage) -> None:
    story = await stage.story(confirmed=True, title="Группа ИСП-31", kind="Студенты группы")
    sister = stage.person("Анна", "Сестрова")
    other = await stage.story(
        confirmed=True, title="Группа ИСП-32", students=0, kind="Студенты группы"
    )
    stage.world.add_member(other.peer, sister, by=other.teacher)
    mother = stage.person("Ольга", "Мамина", "parent")
    for child in (story.student, sister):
        await linked(story, mother, child)
    chats = {}
    for group in ("ИСП-31", "ИСП-32"):
        chats[group] = await stage.story(
            confirmed=True, title=f"Родители {group}", students=0, kind="Родители"
        )
        stage.world.add_member(chats[group].peer, mother, by=chats[group].teacher)
    for each, group in ((story, "ИСП-31"), (other, "ИСП-32"), *((c, g) for g, c in chats.items())):
        each.writes(each.teacher, f"/чат группа {group}")
        await each.hears("Настройка «группа»")
    shown = await asked_privately(story, story.student)
    assert f"{name(story, mother)} (родитель): «Родители ИСП-31»" in shown.text
    assert f"{name(story, mother)}: «Родители ИСП-32» — в этой беседе ещё один" in shown.text


@pytest.mark.slow
async def test_a_moderator_takes_out_of_every_chat_that_the_college_knows(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    own = await another_chat(stage, "Информатика", [story.student], story.teacher)
    foreign = await another_chat(stage, "Физика", [story.student], confirmed=False)
    shown = await asked(story, story.teacher, story.student)
    assert "«ИСП-21», «Информатика»" in shown.text
    assert "Физика" not in shown.text
    assert "1 беседа, которую ведёте не Вы" in shown.text
    assert "администратор колледжа" in shown.text
    await story.presses(story.teacher, shown, REMOVE)
    await gone((story, story.student), (own, story.student))
    assert is_in(foreign, story.student)


@pytest.mark.slow
async def test_a_moderator_takes_out_neither_another_nor_themselves(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    colleague = stage.person("Глеб", "Коллегин", "teacher")
    stage.world.add_member(story.peer, colleague, by=story.teacher)
    stage.world.set_admin(story.peer, colleague, True)
    stage.clock.advance(5)
    story.writes(story.teacher, f"/выбыл @id{colleague}")
    await story.hears("к другому модератору", "администратору", "5.12.7")
    story.writes(story.teacher, f"/выбыл @id{story.teacher}")
    await story.hears("в собственном деле", "5.12.7")
    assert is_in(story, colleague)


@pytest.mark.slow
async def test_whom_it_is_about_has_to_be_said_and_known(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    story.writes(story.teacher, "/выбыл")
    await story.hears("О ком речь")
    story.writes(story.teacher, "/выбыл Небывалов")
    await story.hears("Небывалов")
    story.writes(story.teacher, "/выбыл @id999999")
    await story.hears("только в беседе, которую подтвердил администратор", "5.12.8")
    story.writes_privately(ADMINISTRATOR, "/выбыл @id999999")
    await story.hears("ни в одной из моих бесед", "5.12.8", peer=ADMINISTRATOR)


@pytest.mark.slow
async def test_a_parent_is_no_leaver_while_the_child_studies(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    mother = stage.person("Ольга", "Мамина", "parent")
    stage.world.add_member(story.peer, mother, by=story.teacher)
    await linked(story, mother, story.student)
    story.writes(story.teacher, f"/выбыл @id{mother}")
    await story.hears("вместе с ребёнком", "5.12.8")
    assert is_in(story, mother)


@pytest.mark.slow
async def test_what_changed_meanwhile_is_shown_again(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    mother = stage.person("Ольга", "Мамина", "parent")
    stage.world.add_member(story.peer, mother, by=story.teacher)
    shown = await asked(story, story.teacher, story.student)
    await linked(story, mother, story.student)
    assert "изменился" in await story.presses(story.teacher, shown, REMOVE)
    again = await story.hears("Проверьте", "(родитель)", peer=story.teacher)
    assert is_in(story, story.student)
    await story.presses(story.teacher, again, REMOVE)
    await gone((story, story.student), (story, mother))


@pytest.mark.slow
async def test_what_vk_refuses_is_reported(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    physics = await another_chat(stage, "Физика", [story.student])
    shown = await asked_privately(story, story.student)
    stage.world.set_admin(physics.peer, story.student, True)
    await story.presses(ADMINISTRATOR, shown, REMOVE)
    told = await story.hears("Удалось не всё", name(story, story.student), peer=ADMINISTRATOR)
    assert "Физика» — VK не даёт исключить администратора беседы" in told.text
    assert is_in(physics, story.student)
    assert not is_in(story, story.student)


@pytest.mark.slow
async def test_an_administrator_of_a_chat_stays_and_it_is_said_beforehand(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    stage.world.set_admin(story.peer, story.student, True)
    physics = await another_chat(stage, "Физика", [story.student])
    stage.clock.advance(5)
    shown = await asked_privately(story, story.student)
    assert "«ИСП-21» — VK не даёт исключить администратора беседы" in shown.text
    await story.presses(ADMINISTRATOR, shown, REMOVE)
    await gone((physics, story.student))


@pytest.mark.slow
async def test_nothing_is_left_to_do_the_second_time(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    await story.presses(story.teacher, await asked(story, story.teacher, story.student), REMOVE)
    await story.hears("Готово", peer=story.teacher)
    story.writes_privately(ADMINISTRATOR, f"/выбыл @id{story.student}")
    await story.hears("уже стоит", "5.12.8", peer=ADMINISTRATOR)


@pytest.mark.slow
async def test_it_stands_in_the_journal(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    await story.presses(story.teacher, await asked(story, story.teacher, story.student), REMOVE)
    await story.hears("Готово", peer=story.teacher)
    await story.asks(f"/журнал @id{story.student}")
    page = await story.hears("Журнал", "5.12.8", peer=story.teacher)
    assert "назначено исключение из беседы: выбывший" in page.text
    assert ": исключение из беседы: выбывший" in page.text


async def test_families_are_linked_shown_and_unlinked(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    mother = stage.person("Ольга", "Мамина", "parent")
    stage.world.add_member(story.peer, mother, by=story.teacher)
    await story.hears(f"id{mother}|")
    await linked(story, mother, story.student)
    story.writes(story.teacher, f"/семья @id{mother} @id{story.student}")
    await story.hears("уже записаны", "5.12.8")
    await story.asks(f"/семья @id{story.student}")
    await story.hears("Семья", f"родитель: {name(story, mother)}", peer=story.teacher)
    await story.asks(f"/семья @id{mother} @id{story.student} удалить")
    await story.hears("Запись удалена", name(story, mother), peer=story.teacher)
    story.writes(story.teacher, f"/семья @id{mother} @id{story.student} удалить")
    await story.hears("не записаны", "5.12.8")


@pytest.mark.slow
async def test_a_family_is_two_people_who_are_named(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    one = story.students[0]
    await story.asks(f"/семья @id{one} @id{one}")
    await story.hears("не могут быть", "5.12.8")
    await story.asks(f"/семья @id{one} кто-то")
    await story.hears("/семья @родитель @студент")


@pytest.mark.over_http
@pytest.mark.slow
async def test_killed_in_the_middle_it_is_done_once_and_reported(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        story = await stage.story(confirmed=True)
        chats = [await another_chat(stage, f"Беседа {n}", [story.student]) for n in range(3)]
        shown = await asked_privately(story, story.student)
        # the first removals wait for VK to get well
        stage.world.faults.add(Fault(method="messages.removeChatUser", code=10, times=6))
        await story.presses(ADMINISTRATOR, shown, REMOVE)
        await stage.until(
            lambda: any(c.method == "messages.removeChatUser" for c in stage.world.calls)
        )
        await stage.bot.stop(signal.SIGKILL)
        stage.world.faults.clear()
        await stage.bot.start()
        await gone(*((each, story.student) for each in (story, *chats)))
        await story.hears("Готово", "«Беседа 2»", peer=ADMINISTRATOR)
        said = [m.text for m in story.bot_messages(ADMINISTRATOR)]
        assert sum("Готово" in text for text in said) == 1
        verdict = await verify(stage.bot.url)
        assert verdict.faults == ()


@pytest.mark.slow
async def test_help_in_private_names_it_to_moderators_alone(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    story.writes_privately(story.teacher, "/помощь")
    await story.presses(
        story.teacher, await story.hears("Чем помочь?", peer=story.teacher), "Участники"
    )
    await story.hears("/выбыл", peer=story.teacher)
    story.writes_privately(story.student, "/помощь")
    shown = await story.hears("Чем помочь?", peer=story.student)
    assert "Участники" not in story.labels(shown)


@pytest.mark.slow
async def test_a_moderator_may_ask_in_private_by_name(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    story.writes_privately(story.teacher, f"/выбыл {name(story, story.student)}")
    shown = await story.hears("Проверьте", "«ИСП-21»", peer=story.teacher)
    await story.presses(story.teacher, shown, REMOVE)
    await gone((story, story.student))
    await story.hears("Готово", peer=story.teacher)


@pytest.mark.over_http
@pytest.mark.slow
async def test_the_colleges_list_links_families_beside_the_running_bot(
    stage: Stage, tmp_path: Path
) -> None:
    story = await stage.story(confirmed=True)
    mother = stage.person("Ольга", "Мамина", "parent")
    parents = await another_chat(stage, "Родители", [mother])
    file = tmp_path / "list.csv"
    lines = [
        "ФИО;Страница ВК;Роль;Группа;Родитель кого",
        f"Студентов Иван;user{story.student};студент;ИСП-21;",
        f"Мамина Ольга;vk.com/id{mother};родитель;;Студентов Иван",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert await import_list(stage.bot.url, "1", file, ImportOptions(yes=True)) == 0
    shown = await asked_privately(story, story.student)
    assert f"{name(story, mother)} (родитель): «Родители»" in shown.text
    await story.presses(ADMINISTRATOR, shown, REMOVE)
    await gone((story, story.student), (parents, mother))


@pytest.mark.over_http
@pytest.mark.slow
async def test_pages_that_the_bot_has_not_met_are_looked_for_in_vk(
    stage: Stage, tmp_path: Path
) -> None:
    stranger = stage.person("Олег", "Незнакомов")
    file = tmp_path / "list.csv"
    lines = [
        "ФИО;Страница ВК;Роль",
        f"Незнакомов Олег;https://vk.com/user{stranger};студент",
        "Небывалов Олег;vk.com/nobody_at_all;студент",
        "Бот;vk.com/poryadok;сотрудник",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    status, said = await stage.bot.command("roster", "import", str(file), "--yes")
    assert (status, f"+ Незнакомов Олег, id{stranger}, студент" in said) == (0, True), said
    assert "! строка 3: страницу «vk.com/nobody_at_all» найти не удалось" in said
    assert "! строка 4: «vk.com/poryadok» — сообщество, а не человек" in said


@pytest.mark.slow
async def test_on_trial_nobody_is_removed_and_it_is_said(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    await story.sets("пробный режим вкл", "робный режим")
    physics = await another_chat(stage, "Физика", [story.student])
    shown = await asked_privately(story, story.student)
    assert "«ИСП-21» — в беседе пробный режим" in shown.text
    await story.presses(ADMINISTRATOR, shown, REMOVE)
    await gone((physics, story.student))
    assert is_in(story, story.student)


@pytest.mark.slow
async def test_a_chat_in_which_the_bot_has_no_rights_is_named(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    physics = await another_chat(stage, "Физика", [story.student])
    stage.world.set_admin(physics.peer, stage.world.bot_id, False)
    stage.clock.advance(5)
    shown = await asked_privately(story, story.student)
    assert "«Физика» — у меня нет прав в этой беседе" in shown.text
