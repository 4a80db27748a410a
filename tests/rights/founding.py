"""Founding the campus: its people, its chats, and one case of every kind, begun and still open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.sandbox.world import PersonId
from rules.ids import COLLEGE, MemberId
from rules.policy import Brakes, Contact, Safety
from rules.vocabulary.families import Role, RosterEntrySet
from tests.in_process.bot import POLICY, InProcessBot
from tests.rights.campus import (
    ADMINISTRATOR,
    BLOCKED,
    COLLEAGUE,
    CULPRIT,
    DAY,
    DECLINED,
    ELSEWHERE,
    EXPELLED,
    FORGIVEN,
    GUARDIAN,
    IMPOSTOR,
    LEAVER,
    MEMBER,
    MODERATOR,
    NEWCOMER,
    PARENT,
    PHONE,
    PSYCHOLOGIST,
    RUDE,
    SECOND_ADMINISTRATOR,
    STRANGER,
    SUSPENDED,
    VOTED,
    Campus,
)

_NAMES = {
    MODERATOR: ("Анна", "Учителева"),
    COLLEAGUE: ("Мария", "Коллегина"),
    ELSEWHERE: ("Пётр", "Соседов"),
    SUSPENDED: ("Вера", "Взломанная"),
    MEMBER: ("Иван", "Участников"),
    BLOCKED: ("Олег", "Блоков"),
    NEWCOMER: ("Нина", "Новикова"),
    PARENT: ("Ольга", "Участникова"),
    GUARDIAN: ("Раиса", "Говорунова"),
    PSYCHOLOGIST: ("Ирина", "Тихонова"),
    STRANGER: ("Яков", "Чужаков"),
    CULPRIT: ("Лев", "Спорщиков"),
    FORGIVEN: ("Глеб", "Прощёнов"),
    RUDE: ("Фёдор", "Говорунов"),
    EXPELLED: ("Егор", "Исключённый"),
    LEAVER: ("Юлия", "Выбылова"),
    VOTED: ("Марк", "Просителев"),
    DECLINED: ("Илья", "Отпущенный"),
    IMPOSTOR: ("Остап", "Самозванцев"),
}

RULES = replace(
    POLICY,
    safety=Safety(
        people=(
            Contact(member=MemberId(PSYCHOLOGIST), role={"ru": "психолог", "en": "psychologist"}),
        )
    ),
)
"""The usual policy, with somebody who is told of danger."""

_MAIN: Sequence[PersonId] = (
    ADMINISTRATOR,
    COLLEAGUE,
    SUSPENDED,
    MEMBER,
    BLOCKED,
    PARENT,
    GUARDIAN,
    CULPRIT,
    FORGIVEN,
    RUDE,
    EXPELLED,
    LEAVER,
    VOTED,
    DECLINED,
)


async def found(bot: InProcessBot) -> Campus:
    """Bring the campus into an empty world."""
    world, campus = bot.world, Campus(bot)
    await bot.restart(policy=RULES)
    campus.bring(_NAMES)
    campus.main = await campus.open_chat("ИСП-21", MODERATOR, _MAIN)
    campus.other = await campus.open_chat("Физика", ELSEWHERE, (PARENT, LEAVER, BLOCKED, RUDE))
    campus.alien = await campus.open_chat("Курилка", IMPOSTOR, (PARENT, LEAVER, RUDE, MEMBER))
    campus.unadopted = world.create_chat("Новая", owner=MODERATOR, members=[ADMINISTRATOR, MEMBER])
    world.add_bot(campus.unadopted, by=MODERATOR)
    world.set_admin(campus.unadopted, world.bot_id, True)
    world.set_admin(campus.main, COLLEAGUE, True)
    world.set_admin(campus.main, SUSPENDED, True)
    await bot.follow()
    await campus.greet(ADMINISTRATOR, SECOND_ADMINISTRATOR, *_NAMES)
    for chat in (campus.main, campus.other):
        await campus.press(ADMINISTRATOR, campus.button(ADMINISTRATOR, "ours", chat=chat))
    # asked whether the bot is to leave, with the button that does it
    await campus.press(ADMINISTRATOR, campus.button(ADMINISTRATOR, "alien", chat=campus.alien))
    await _what_takes_a_day(campus)
    await _what_is_new(campus)
    return campus


async def _what_takes_a_day(campus: Campus) -> None:
    """A vote that nobody opposed, where a moderator confirms the lift."""
    await campus.say(MODERATOR, "/настройки досрочное снятие подтверждает модератор")
    await campus.block(FORGIVEN)
    await campus.send(FORGIVEN, "/извинения Простите, больше не буду")
    await campus.bot.advance(DAY + 60)


async def _what_is_new(campus: Campus) -> None:
    await _who_reports_together(campus)
    await _what_can_be_undone(campus)
    await _what_the_blocked_ask(campus)
    await _what_is_put_before_others(campus)
    await _what_is_shown(campus)
    await _whose_measures_wait(campus)
    await _who_writes_the_same_everywhere(campus)
    await _who_calls_for_help(campus)
    await campus.say(MODERATOR, f"/статус @id{CULPRIT}", to=MODERATOR)
    await campus.say(ADMINISTRATOR, f"/отстранить @id{SUSPENDED} взломали", to=ADMINISTRATOR)
    await campus.say(COLLEAGUE, f"/замена @id{MODERATOR} 3 дня", to=COLLEAGUE)
    # last, so that their greeting is the newest
    campus.bot.world.add_member(campus.main, NEWCOMER, by=MODERATOR)
    await campus.bot.follow()


async def _what_can_be_undone(campus: Campus) -> None:
    removed = await campus.say(CULPRIT, next(campus.asides))
    await campus.say(MODERATOR, "/удалить 3", reply_to=removed)
    await campus.say(MODERATOR, "/напомнить 3")
    for culprit in (CULPRIT, DECLINED):
        for _ in range(4):
            await campus.violation(culprit)
    # one of his messages once more, and somebody by name who was recorded just now
    await campus.say(MODERATOR, "/нарушение 1", reply_to=campus.messages[CULPRIT])
    await campus.say(MODERATOR, f"/нарушение @id{DECLINED} 3")
    await campus.press(MODERATOR, campus.button(MODERATOR, "decline", member=DECLINED))
    # a record that lacks its rule
    await campus.say(MODERATOR, "/нарушение", reply_to=await campus.say(RUDE, next(campus.asides)))
    await campus.violation(MEMBER)
    await campus.say(MODERATOR, f"/отменить {campus.violations[MEMBER][0]} по ошибке")


async def _what_the_blocked_ask(campus: Campus) -> None:
    await campus.block(VOTED)
    await campus.send(VOTED, "/извинения Простите меня, пожалуйста")
    await campus.block(BLOCKED)
    await campus.block(BLOCKED, by=ELSEWHERE, to=campus.other)
    # words that are no command: the answer offers commands by buttons
    await campus.say(BLOCKED, "Есть новости?", to=BLOCKED)
    first = campus.violations[BLOCKED][0]
    await campus.send(BLOCKED, f"/обжаловать {first} Это был не я")
    await campus.press(ADMINISTRATOR, campus.button(ADMINISTRATOR, "ask", side="member"))
    await campus.send(ADMINISTRATOR, "Кто же это был?")
    await campus.say(BLOCKED, f"/извинения {PHONE}", to=BLOCKED)
    await campus.press(BLOCKED, campus.button(BLOCKED, "sorry", chat=campus.main))
    await campus.confirm(BLOCKED)
    await campus.say(BLOCKED, "/извинения Извините меня", to=BLOCKED)


async def _what_is_put_before_others(campus: Campus) -> None:
    world, bot = campus.bot.world, campus.bot
    campus.messages[RUDE] = await campus.say(RUDE, PHONE)
    await bot.advance(5)
    question = await campus.say(MODERATOR, "Где работа?")
    answer = await campus.say(RUDE, "Сами ищите, Вы же слепая", reply_to=question)
    await campus.say(MODERATOR, "/нарушение 1 грубость", reply_to=answer)
    colleagues = await campus.say(COLLEAGUE, next(campus.asides))
    await campus.say(MODERATOR, "/нарушение 3", reply_to=colleagues)
    both = await campus.say(CULPRIT, next(campus.asides))
    await campus.say(MODERATOR, "/н! 3", reply_to=both)
    world.remove_member(campus.main, EXPELLED, by=MODERATOR)
    await bot.follow()
    await _who_are_minors(campus, MEMBER, RUDE)
    await campus.say(ADMINISTRATOR, f"/семья @id{PARENT} @id{MEMBER}", to=ADMINISTRATOR)
    await campus.say(ADMINISTRATOR, f"/семья @id{GUARDIAN} @id{RUDE}", to=ADMINISTRATOR)
    await campus.press(GUARDIAN, campus.button(GUARDIAN, "guardian", yes=True))
    await campus.say(MODERATOR, f"/выбыл @id{LEAVER}", to=MODERATOR)


async def _whose_measures_wait(campus: Campus) -> None:
    await campus.bot.restart(policy=replace(RULES, brakes=Brakes(measures=1)))
    for _ in range(2):
        noise = await campus.say(CULPRIT, next(campus.asides))
        await campus.say(COLLEAGUE, "/удалить 3", reply_to=noise)
    await campus.bot.restart(policy=RULES)


async def _who_writes_the_same_everywhere(campus: Campus) -> None:
    lure = "Проголосуй за меня в конкурсе рисунков, осталось совсем мало времени"
    for who, text in ((LEAVER, lure), (RUDE, f"{lure}, ну пожалуйста")):
        for chat in (campus.main, campus.other, campus.alien):
            await campus.say(who, text, to=chat)
        if who == LEAVER:
            await campus.press(ADMINISTRATOR, campus.button(ADMINISTRATOR, "spread", act="doubt"))


async def _who_calls_for_help(campus: Campus) -> None:
    await campus.say(VOTED, "/нужна помощь меня дразнят", to=VOTED)
    await campus.press(VOTED, campus.button(VOTED, "part", value="insulted"))
    await campus.press(VOTED, campus.button(VOTED, "part", value=str(campus.main)))
    await campus.confirm(VOTED)
    await campus.say(DECLINED, "/нужна помощь мне плохо", to=DECLINED)
    await campus.press(DECLINED, campus.button(DECLINED, "part", value="unwell"))
    await campus.confirm(DECLINED)


async def _who_reports_together(campus: Campus) -> None:
    message = await campus.say(MEMBER, next(campus.asides))
    for who in (CULPRIT, DECLINED, EXPELLED, LEAVER):
        await campus.say(who, "/сообщить", reply_to=message)
    await campus.bot.advance(5)
    await campus.press(ADMINISTRATOR, campus.button(ADMINISTRATOR, "reporters"))
    closes = campus.button(ADMINISTRATOR, "close_reports", member=LEAVER)
    await campus.press(ADMINISTRATOR, closes)


async def _who_are_minors(campus: Campus, *students: PersonId) -> None:
    until = (campus.bot.now() + timedelta(days=300)).date()
    entries = [
        RosterEntrySet(
            member=MemberId(student),
            name=" ".join(_NAMES[student]),
            role=Role.STUDENT,
            group="",
            minor_until=until,
        )
        for student in students
    ]
    async with campus.bot.storage.work() as work:
        await work.record(COLLEGE, entries, now=campus.bot.now(), policy_version="1")


async def _what_is_shown(campus: Campus) -> None:
    world = campus.bot.world
    await campus.say(MODERATOR, "/приглашение")
    (link, *_) = (each.text for each in world.messages(MODERATOR) if "?ref=" in each.text)
    code = link.partition("?ref=")[2].split()[0]
    world.write(STRANGER, STRANGER, "Начать", ref=code)
    await campus.bot.follow()
    await campus.say(MODERATOR, "мои беседы", to=MODERATOR)
    await campus.say(MODERATOR, "/журнал")
    await campus.say(MODERATOR, "/настройки")
    await campus.say(MODERATOR, "/тишина 15 минут")
    await campus.say(MODERATOR, "/тишина стоп")
