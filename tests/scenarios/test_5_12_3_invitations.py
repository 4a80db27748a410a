"""п. 5.12.3: before they are taken in: invitations, and what happens to those added directly."""

import re
import signal

import pytest

from bot.sandbox.world import Message, PersonId
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story

ASKED = "правила этой беседы и нажмите кнопку ниже"

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOUR = 3600
DAY = 24 * HOUR


async def invited(story: Story, words: str = "") -> tuple[Message, str]:
    """The teacher makes an invitation; gives the bot's message and the link in it."""
    before = {m.conversation_message_id for m in story.bot_messages(story.teacher)}
    story.writes(story.teacher, f"/приглашение {words}")

    def given() -> Message | None:
        return next(
            (
                m
                for m in story.bot_messages(story.teacher)
                if m.conversation_message_id not in before and "ref=" in m.text
            ),
            None,
        )

    await story.stage.until(given, "an invitation is given")
    message = given()
    assert message is not None
    link = re.search(r"https://vk\.me/\S+", message.text)
    assert link is not None
    return message, link[0]


async def reads(story: Story, link: str, who: PersonId) -> Message:
    story.world.open_link(link, who)
    return await story.hears("Вас приглашают", "5.12.3", peer=who)


async def joins(story: Story, who: PersonId) -> None:
    given = await story.hears("Вот ссылка", "https://vk.me/join/", peer=who)
    story.world.open_link(given.text.split()[-1], who)


@pytest.mark.over_http
async def test_the_rules_come_before_the_link(stage: Stage) -> None:
    story = await stage.story()
    _, link = await invited(story)
    newcomer = stage.person("Пётр", "Новичков")
    rules = await reads(story, link, newcomer)
    assert "https://vk.me/join/" not in "".join(m.text for m in story.bot_messages(newcomer))
    await story.presses(newcomer, rules, "Правила прочитаны")
    await joins(story, newcomer)
    await stage.let_pass(0.5)
    assert not any("Добро пожаловать" in m.text for m in story.bot_messages())
    await story.asks("/журнал")
    await story.hears(
        "ознакомление по приглашению",
        "вход по приглашению №\N{NO-BREAK SPACE}1",
        peer=story.teacher,
    )


async def test_an_invitation_for_one_serves_one(stage: Stage) -> None:
    story = await stage.story()
    _, link = await invited(story, "одно")
    first, second = stage.person("Пётр", "Первый"), stage.person("Олег", "Второй")
    rules, other = await reads(story, link, first), await reads(story, link, second)
    await story.presses(first, rules, "Правила прочитаны")
    await story.hears("Вот ссылка", peer=first)
    assert "не действует" in await story.presses(second, other, "Правила прочитаны")
    third = stage.person("Яна", "Третья")
    stage.world.open_link(link, third)
    await story.hears("не действует", "5.12.3", peer=third)
    assert not any("join" in m.text for p in (second, third) for m in story.bot_messages(p))


@pytest.mark.over_http
@pytest.mark.slow
async def test_whoever_comes_twice_may_press_either_button(stage: Stage) -> None:
    story = await stage.story()
    _, link = await invited(story, "одно")
    newcomer = stage.person("Пётр", "Двойной")
    first = await reads(story, link, newcomer)
    stage.world.open_link(link, newcomer)
    await stage.until(lambda: len(story.bot_messages(newcomer)) == 2)
    await stage.bot.stop(signal.SIGKILL)
    await stage.bot.start()
    await story.presses(newcomer, first, "Правила прочитаны")
    await joins(story, newcomer)
    second = story.bot_messages(newcomer)[1]
    assert "не действует" in await story.presses(newcomer, second, "Правила прочитаны")


@pytest.mark.slow
async def test_revoked_meanwhile_it_gives_nothing(stage: Stage) -> None:
    story = await stage.story()
    _, link = await invited(story)
    newcomer = stage.person("Пётр", "Читающий")
    rules = await reads(story, link, newcomer)
    story.writes(story.teacher, "/приглашение отозвать 1")
    await story.hears("отозвано")
    assert "не действует" in await story.presses(newcomer, rules, "Правила прочитаны")
    assert not any("join" in m.text for m in story.bot_messages(newcomer))


@pytest.mark.slow
async def test_a_guess_gives_nothing(stage: Stage) -> None:
    story = await stage.story()
    await invited(story)
    guesser = stage.person("Яков", "Угадайкин")
    stage.world.open_link("https://vk.me/poryadok?ref=AAAAAAAAAAAAAAAAAAAAAA", guesser)
    await story.hears("не действует", peer=guesser)


@pytest.mark.slow
async def test_a_revoked_one_gives_nothing(stage: Stage) -> None:
    story = await stage.story()
    given, link = await invited(story)
    adopted = await story.hears("Беседа принята")
    ((revoke,),) = given.keyboard or ()
    assert "5.12.2" in await story.forges(story.student, adopted, revoke.payload)
    event = stage.world.press(given.peer, story.teacher, given.conversation_message_id, "Отозвать")
    await stage.until(lambda: stage.world.presses[event].answered)
    await story.hears("отозвано")
    newcomer = stage.person("Пётр", "Опоздавший")
    stage.world.open_link(link, newcomer)
    await story.hears("не действует", peer=newcomer)
    story.writes(story.teacher, "/приглашение отозвать 1")
    await story.hears("Действующего приглашения", "5.12.3")


@pytest.mark.slow
async def test_it_expires(stage: Stage) -> None:
    story = await stage.story()
    _, link = await invited(story)
    newcomer = stage.person("Пётр", "Поздний")
    rules = await reads(story, link, newcomer)
    stage.clock.advance(7 * DAY + 1)
    assert "не действует" in await story.presses(newcomer, rules, "Правила прочитаны")


@pytest.mark.slow
async def test_only_moderators_invite(stage: Stage) -> None:
    story = await stage.story()
    story.reaches(story.student)
    story.writes(story.student, "/приглашение")
    await story.hears("только модераторы", "5.12.2")
    story.writes(story.teacher, "/приглашение всем желающим и друзьям")
    await story.hears("/приглашение одно")


async def test_newcomers_are_reminded_together_and_never_at_night(stage: Stage) -> None:
    stage.advance_to(12)
    story = await stage.story(kind="Студенты группы")
    first, second = stage.person("Пётр", "Первый"), stage.person("Олег", "Второй")
    knows = stage.person("Яна", "Знающая")
    for newcomer in (first, second, knows):
        stage.world.add_member(story.peer, newcomer, by=story.teacher)
    greeting = await story.hears(f"id{first}|", f"id{second}|", f"id{knows}|")
    await story.presses(knows, greeting, "Правила прочитаны")
    await story.sets("напоминание 11 часов", "через 11 часов")
    stage.advance_to(23, 30)
    await stage.let_pass(0.7)
    assert not any(ASKED in m.text for m in story.bot_messages())
    stage.advance_to(8, 1)
    asked = await story.hears("нажмите кнопку ниже", f"id{first}|", f"id{second}|")
    assert asked.conversation_message_id != greeting.conversation_message_id
    assert f"id{knows}|" not in asked.text
    await story.presses(first, asked, "Правила прочитаны")
    stage.clock.advance(3 * DAY)
    await stage.let_pass(0.7)
    assert sum(ASKED in m.text for m in story.bot_messages()) == 1


async def test_newcomers_only_read_until_they_acknowledge(stage: Stage) -> None:
    story = await stage.story()
    await story.sets("новые участники только чтение", "только читают до ознакомления", "5.12.3")
    newcomer = stage.person("Пётр", "Читающий")
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    greeting = await story.hears(f"id{newcomer}|", "можно только читать")
    await stage.until(lambda: stage.world.member(story.peer, newcomer).restricted)
    await story.presses(newcomer, greeting, "Правила прочитаны")
    await stage.until(lambda: not stage.world.member(story.peer, newcomer).restricted)
    story.writes(story.student, "а я был тут и раньше")


@pytest.mark.slow
async def test_who_only_reads_writes_again_when_the_setting_or_their_role_says_so(
    stage: Stage,
) -> None:
    story = await stage.story()
    await story.sets("новые участники только чтение", "только читают до ознакомления")
    appointed, newcomer = stage.person("Яна", "Назначенная"), stage.person("Пётр", "Читающий")
    for each in (appointed, newcomer):
        stage.world.add_member(story.peer, each, by=story.teacher)
        await stage.until(lambda who=each: stage.world.member(story.peer, who).restricted)  # type: ignore[misc]
    story.writes_privately(ADMINISTRATOR, "/помощь")
    stage.world.add_member(story.peer, ADMINISTRATOR, by=story.teacher)
    await story.hears(f"id{ADMINISTRATOR}|")
    stage.world.set_admin(story.peer, ADMINISTRATOR, True)
    story.writes(ADMINISTRATOR, f"/модератор @id{appointed}")
    await stage.until(lambda: not stage.world.member(story.peer, appointed).restricted)
    assert stage.world.member(story.peer, newcomer).restricted
    story.writes(story.teacher, "/настройки новые участники ничего")
    await stage.until(lambda: not stage.world.member(story.peer, newcomer).restricted)


@pytest.mark.slow
async def test_where_vk_restricts_nobody_their_messages_go(stage: Stage) -> None:
    story = await stage.story()
    stage.world.capabilities.restrict_members = False
    try:
        await story.sets("новые участники только чтение", "только читают до ознакомления")
        newcomer = stage.person("Пётр", "Торопливый")
        stage.world.add_member(story.peer, newcomer, by=story.teacher)
        greeting = await story.hears(f"id{newcomer}|", "можно только читать")
        # in the second in which the restriction begins it would be in doubt, and stay
        stage.clock.advance(2)
        cmid = story.writes(newcomer, "всем привет")
        await stage.until(lambda: stage.world.conversations[story.peer].message(cmid) is None)
        await story.presses(newcomer, greeting, "Правила прочитаны")
        cmid = story.writes(newcomer, "теперь можно")
        await stage.let_pass(0.5)
        assert stage.world.conversations[story.peer].message(cmid) is not None
    finally:
        stage.world.capabilities.restrict_members = True
