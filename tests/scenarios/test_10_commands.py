"""Story 10: how commands and people can be written."""

import pytest

from handlers.commands import Command
from tests.scenarios.stage import Stage, Story
from tests.variants import variants

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    "command",
    variants("/нарушение", "/violation", "!нарушение", "!violation", "/НАРУШЕНИЕ", "/Violation"),
)
async def test_a_command_in_each_of_its_forms(stage: Stage, command: str) -> None:
    story = await stage.story(students=1)
    story.writes(story.teacher, f"{command} @user{story.student} 3")
    await story.hears("нарушение", f"id{story.student}|", "5.12.4")


@pytest.mark.parametrize("address", variants("[club1|@poryadok] ", "[club1|Порядок], ", "@club1 "))
async def test_with_the_communitys_mention_in_front(stage: Stage, address: str) -> None:
    story = await stage.story(students=1)
    story.writes(story.teacher, f"{address}/нарушение @user{story.student} 3")
    await story.hears("нарушение", f"id{story.student}|", "5.12.4")


@pytest.mark.parametrize(
    "named",
    variants(
        "[id{0}|Иван]",
        "@user{0}",
        "@id{0}",
        "id{0}",
        "https://vk.com/user{0}",
        "vk.ru/id{0}",
        "https://m.vk.com/id{0}",
    ),
)
async def test_a_person_in_each_way_to_name_them(stage: Stage, named: str) -> None:
    story = await stage.story()
    story.writes(story.teacher, f"/нарушение {named.format(story.student)} 3")
    await story.hears("нарушение", f"id{story.student}|", "5.12.4")


@pytest.mark.slow
async def test_a_name_that_several_have_is_asked_about(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/нарушение Иван 3")
    question = await story.hears("Иван", f"id{story.students[0]}", f"id{story.students[1]}")
    assert "5.12.4" not in question.text


@pytest.mark.slow
async def test_a_name_that_nobody_has(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/нарушение Мафусаил 3")
    await story.hears("Мафусаил")


ENGLISH = {
    "/violation @user{0} 3": "5.12.4",
    "/block @user{0} week": "5.12.5",
    "/annul 1 mistake": "№",
    "/complain": "/сообщить",
    "/apology I am sorry": "5.12.6",
    "/remind 2": "5.12.4",
    "/status": "Что записано",
    "/journal": "Журнал беседы",
    "/members": "ещё не ознакомились — 4",
    "/rules": "5.12.3",
    "/help": "Чем помочь?",
    "/delete 3": "/удалить 3",
    "/appeal 1": "нет такой записи",
    "/report week": "Отчёт (п.\N{NO-BREAK SPACE}5.10.1)",
    "/chat": "ИСП-21",
    "/settings": "Настройки этой беседы",
    "/invitation": "Приглашение №",
    "/silence 15 minutes": "пишут только модераторы",
    "/moderator": "администраторы колледжа",
    "/mydata": "Всё, что я храню о Вас",
    "/leaver": "5.12.8",
    "/family": "5.12.8",
    "/words": "/слова добавить",
    "/check what a lovely day": "личн",
    "/cards": "Решать сейчас нечего",
    "/suspend @user{0}": "администраторы колледжа",
    "/notify": "Как я сообщаю Вам о делах",
    "/substitute off": "Как я сообщаю Вам о делах",
    "/sos": "Что случилось?",
}


@pytest.mark.slow
@pytest.mark.over_http
async def test_every_command_in_english(stage: Stage) -> None:
    assert {words.split()[0].removeprefix("/") for words in ENGLISH} == set(Command)
    story = await stage.story()
    for words, answer in ENGLISH.items():
        before = heard(story)
        story.writes(story.teacher, words.format(story.student))
        await stage.until(lambda before=before: heard(story).keys() - before.keys(), words)  # type: ignore[misc]
        said = [text for key, text in heard(story).items() if key not in before]
        assert any(answer in text for text in said), (words, said)


def heard(story: Story) -> dict[tuple[int, int], str]:
    """Give what the bot says in the chat and to the teacher."""
    said = (*story.bot_messages(), *story.bot_messages(story.teacher))
    return {(each.peer, each.conversation_message_id): each.text for each in said}


async def test_an_unknown_command_gets_the_nearest(stage: Stage) -> None:
    story = await stage.story()
    story.writes(story.teacher, "/нарушенте 3")
    offered = await story.hears("Может быть, так?", "нарушенте")
    assert story.labels(offered)[0] == "/нарушение 3"
    story.writes(story.teacher, "/абракадабра")
    await story.hears("/помощь", "абракадабра")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ("/блок", "О ком речь?"),
        ("/отменить последнее", "Отменять нечего"),
        ("/напомнить @user{0} ой", "О каком правиле"),
        ("/удалить", "/удалить"),
    ],
)
async def test_nonsense_gets_an_example(stage: Stage, words: str, usage: str) -> None:
    story = await stage.story()
    story.writes(story.teacher, words.format(story.student))
    await story.hears(usage)


async def test_what_is_repeated_pings_nobody(stage: Stage) -> None:
    story = await stage.story()
    cmid = story.writes(story.student, "привет")
    story.writes(story.teacher, "/нарушение 3 [id1|Паша] @all @online", reply_to=cmid)
    notice = await story.hears("нарушение", "5.12.4")
    assert "[id1|" not in notice.text
    assert "@all" not in notice.text
    assert "@online" not in notice.text


async def test_a_chats_command_in_private_works_for_the_only_chat(stage: Stage) -> None:
    story = await stage.story()
    story.writes_privately(story.teacher, "/слова добавить крипта")
    await story.hears("крипта", "ИСП-21", peer=story.teacher)


@pytest.mark.slow
async def test_nobody_is_led_to_a_command_that_they_may_not_give(stage: Stage) -> None:
    story = await stage.story()
    story.reaches(story.student)
    story.writes(story.teacher, "/блокк")
    offered = await story.hears("«блокк»", "Может быть")
    assert "/блок" in story.labels(offered)
    story.writes(story.student, "/блокк")
    shown = await story.hears("«блокк»", "/помощь")
    assert "/блок" not in shown.text


@pytest.mark.slow
async def test_of_their_own_family_everybody_may_ask(stage: Stage) -> None:
    story = await stage.story()
    story.reaches(story.student)
    story.writes(story.student, "/семья")
    await story.hears("5.12.8", story.world.people[story.student].first_name)


async def test_the_menu_of_the_private_conversation_is_tapped(stage: Stage) -> None:
    story = await stage.story()
    story.writes_privately(story.student, "правила")
    await story.hears("Правила общения", peer=story.student)
    shown = [each for each in story.world.messages(story.student) if each.keyboard]
    (held,) = [each for each in shown if not each.inline]
    assert [[each.label for each in row] for row in held.keyboard] == [
        ["Мои записи", "Правила"],
        ["Мне нужна помощь"],
    ]
    story.world.press_text(story.student, story.student, held.conversation_message_id, "Мои записи")
    await story.hears("Что записано о Вас", peer=story.student)
