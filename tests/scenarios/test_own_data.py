"""One's own data: everything that is kept, as a file; erased when due, and on request."""

import pytest

from bot.sandbox.world import PersonId
from storage.sqlite import file_of
from storage.verification import verify
from tests.databases import ask_at_once, contents
from tests.scenarios.stage import Stage, Story
from tests.traces import traces

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.over_http]

DAY = 24 * 3600
SENT = "Всё, что я храню о Вас"


def files(story: Story, who: PersonId) -> list[str]:
    sent = [file for message in story.bot_messages(who) for file in message.files]
    assert {file.name for file in sent} <= {"данные.txt"}
    return [bytes(file.content).decode("utf-8-sig") for file in sent]


async def own_data(story: Story, who: PersonId, text: str = "/мои данные") -> str:
    told = len(files(story, who))
    story.world.write(who, who, text)
    await story.stage.until(lambda: len(files(story, who)) > told, "the file is sent")
    file = files(story, who)[-1]
    assert f"id{who}\n" in file
    return file


async def a_full_story(stage: Stage) -> Story:
    story = await stage.story()
    story.writes(story.student, "/правила")
    rules = await story.hears("5.12.3", "\n10. ")
    await story.presses(story.student, rules, "Правила прочитаны")
    await story.blocked()
    await story.sends(story.student, "/извинения Простите, это был мой брат.")
    vote = await story.hears("это был мой брат", "5.12.6")
    await story.presses(story.students[1], vote, "Возражаю")
    return story


async def test_everything_is_in_the_file_and_nobody_elses(stage: Stage) -> None:
    story = await a_full_story(stage)
    file = await own_data(story, story.student)
    for part in (
        f"id{story.student}",
        "Студентов",
        "БЕСЕДА «ИСП-21»",
        "Вы вошли",
        "версия 2024-09-20",
        "Без флуда и спама",
        "Учителева",
        "Блокировки:\n- № 1",
        "это был мой брат",
        "возражение против снятия блокировки (участник",
        "90 дней",
        "1095 дней",
    ):
        assert part in file.replace("\u00a0", " "), part
    for other in story.students[1:]:
        person = stage.world.people[other]
        assert person.last_name not in file
        assert str(other) not in file


@pytest.mark.slow
async def test_appeals_kept_messages_and_the_family_are_in_it(stage: Stage) -> None:
    story = await stage.story(confirmed=True)
    parent = stage.person("Ольга", "Родителева", "parent")
    stage.world.add_member(story.peer, parent, by=story.teacher)
    await story.asks(f"/семья @id{parent} @id{story.student}")
    await story.hears("Родителева", peer=story.teacher)
    await story.violation()
    await story.sends(story.student, "/обжаловать 1 Это писал не я")
    await story.hears("Ваша жалоба №\u00a01", peer=story.student)
    file = (await own_data(story, story.student)).replace("\u00a0", " ")
    for part in ("Ваши жалобы:\n- № 1", "Это писал не я; решения пока нет"):
        assert part in file, file
    assert "на которых держатся меры:" in file
    assert "сообщение не по теме" in file
    assert "Ваши родители: Ольга Родителева" in file
    assert stage.world.people[story.student].last_name in await own_data(story, parent)


@pytest.mark.slow
async def test_a_voter_sees_their_own_vote_and_no_name(stage: Stage) -> None:
    story = await a_full_story(stage)
    file = await own_data(story, story.students[1], "/данные")
    assert "Ваши голоса по чужим извинениям:\n- голосование №\N{NO-BREAK SPACE}1" in file
    assert "возражение" in file
    assert stage.world.people[story.student].last_name not in file
    assert str(story.student) not in file


@pytest.mark.slow
async def test_in_the_chat_it_is_answered_in_private(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.student, "/мои данные")
    how = await story.hears("Ответ — только для Вас", "/мои данные")
    assert "Студентов" not in how.text
    before = len(files(story, story.student))
    story.writes_privately(story.student, "привет")
    await story.hears("Я слежу за порядком", peer=story.student)
    story.writes(story.student, "/MyData")
    await story.hears(SENT, peer=story.student)
    assert len(files(story, story.student)) == before + 1


@pytest.mark.slow
async def test_somebody_unknown_gets_a_file_that_says_so(stage: Stage) -> None:
    story = await stage.story()
    stranger = stage.person("Олег", "Новиков")
    file = await own_data(story, stranger)
    assert "Вас нет ни в одной беседе" in file


@pytest.mark.slow
async def test_what_is_due_is_erased_by_itself(stage: Stage) -> None:
    story = await a_full_story(stage)
    before = erased(story)
    stage.clock.advance(4 * DAY)
    await story.hears("срок истёк", "блокировк")
    stage.clock.advance(100 * DAY)
    await stage.until(lambda: not texts(stage, story.peer), "the apology's words are erased")
    file = await own_data(story, story.student)
    assert "это был мой брат" not in file
    assert "слова стёрты" in file
    assert erased(story) == before
    stage.clock.advance(1100 * DAY)
    await stage.until(lambda: erased(story) > before, "the names are erased")
    await story.asks("/журнал")
    await story.hears("Журнал", "данные о людях стёрты", peer=story.teacher)
    file = await own_data(story, story.student)
    assert "Нарушения:" not in file
    assert (await verify(stage.bot.url)).faults == ()


@pytest.mark.slow
async def test_on_request_what_may_go_goes_and_the_rest_is_explained(stage: Stage) -> None:
    story = await a_full_story(stage)
    who = str(story.student)
    await story.opens(story.teacher)
    status, said = await stage.bot.command("forget", who)
    assert status == 0, said
    assert "Будет стёрто" in said
    assert "--yes" in said
    assert erased(story) == 0
    status, said = await stage.bot.command("forget", f"https://vk.com/id{who}", "--yes")
    assert status == 0, said
    for part in ("Осталось", "действующая блокировка до", "5.12.5", "голосовании до", "5.12.6"):
        assert part in said, said
    assert "Просьба записана: что осталось, бот сотрёт сам" in said
    assert (await verify(stage.bot.url)).faults == ()

    # nothing that was in force has changed
    assert stage.world.member(story.peer, story.student).restricted
    stage.clock.advance(4 * DAY)
    await story.hears("срок истёк", "блокировк")
    stage.world.remove_member(story.peer, story.student, by=story.student)
    await story.asks("/участники")
    await story.hears("2024-09-20", "•", peer=story.teacher)
    status, said = await stage.bot.command("forget", who, "--yes")
    assert status == 0, said
    assert "Осталось" not in said
    # the bot does within the hour what had to wait, and may have done it before us
    assert "Квитанция" in said or "ничего не хранится" in said
    last_name = stage.world.people[story.student].last_name
    assert f"Иван {last_name}" not in repr(await contents(stage.bot.url))
    file = file_of(stage.bot.url)
    if file is not None:
        # the bot is at work meanwhile: its log is emptied all the same
        assert file.with_name(f"{file.name}-wal").exists()
        assert traces(file.parent, [f"Иван {last_name}", f"Ивана {last_name}"]) == {}
    await story.asks("/журнал")
    page = await story.hears("Журнал", "данные о людях стёрты", peer=story.teacher)
    assert stage.world.people[story.student].last_name not in page.text
    assert (await verify(stage.bot.url)).faults == ()
    status, said = await stage.bot.command("verify")
    assert status == 0
    assert "Стёрто по сроку или по просьбе" in said
    status, said = await stage.bot.command("forget", who)
    assert "ничего не хранится" in said


@pytest.mark.slow
async def test_a_moderators_acts_stay_as_the_ground_of_measures(stage: Stage) -> None:
    story = await stage.story()
    await story.violation(3)
    status, said = await stage.bot.command("forget", str(story.teacher), "--yes")
    assert status == 0, said
    assert "действия модератора, записей: 1" in said
    assert "настройки беседы и её список слов, записей: 1" in said
    assert "человек сейчас в беседе" in said
    story.writes_privately(story.student, "/статус")
    await story.hears("Учителева", "•", peer=story.student)


@pytest.mark.slow
async def test_an_open_appeal_is_said_to_wait_for_its_decision(stage: Stage) -> None:
    story = await stage.story()
    await story.violation()
    await story.sends(story.student, "/обжаловать 1 Это писал не я")
    await story.hears("Ваша жалоба №\u00a01", peer=story.student)
    status, said = await stage.bot.command("forget", str(story.student), "--yes")
    assert status == 0, said
    assert "жалоба № 1 ждёт решения" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "п. 6.1" in said


@pytest.mark.slow
async def test_a_wrong_number_is_one_line(stage: Stage) -> None:
    status, said = await stage.bot.command("forget", "Иванов", "--yes")
    assert status == 2
    assert said.count("\n") == 1
    assert "не номер страницы" in said
    status, said = await stage.bot.command("forget", "999999")
    assert status == 0
    assert "ничего не хранится" in said


def texts(stage: Stage, peer: int) -> list[str]:
    query = "SELECT text FROM votes WHERE chat_id = :chat AND text <> ''"
    return [row.text for row in ask_at_once(stage.bot.url, query, chat=peer)]


def erased(story: Story) -> int:
    query = "SELECT count(*) FROM journal WHERE erased_ms IS NOT NULL AND chat_id = :chat"
    return int(ask_at_once(story.stage.bot.url, query, chat=story.peer)[0][0])
