"""What lies behind the college: cases of every kind that were begun and brought to their end.

Played before `tests.rights.founding`, whose cases stay open. Each part is one subject's, and leaves
the chat as it found it.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from bot.sandbox.faults import Fault
from bot.vk.updates import blank
from handlers.rereading import note_gap, read_again
from rules.college import Link, RosterEntry, changes
from rules.ids import COLLEGE, ChatId, MemberId
from rules.vocabulary.families import Role
from storage.database import open_storage
from storage.forgetting import Forgetting, forget
from tests.databases import at_file
from tests.in_process.bot import InProcessBot
from tests.kept.chat import (
    COLLEAGUE,
    COMER,
    FIRST,
    FORGOTTEN,
    GUEST,
    NAMES,
    PARENT,
    STUDENTS,
    TEACHER,
    Past,
)
from tests.kept.fields import fewer_fields
from tests.rights.campus import ADMINISTRATOR, PHONE

RUDE = "иди на хуй"


async def settings(past: Past) -> None:
    """Each setting is changed, and changed back."""
    await past.set("язык английский", "язык русский")
    await past.set("вид предмет", "вид студенты", "группа ЛТ-12", "группа ЛТ-11")
    await past.set("новые участники напоминание", "напоминание 11 часов")
    await past.set("способ исключение", "способ удаление", "блокировки автоматически")
    await past.set("блокировки решает модератор", "досрочное снятие подтверждает модератор")
    await past.set("досрочное снятие сразу", "тихие часы 22-7", "тихие часы выкл")
    await past.set("служебные сообщения 15 минут", "служебные сообщения выкл")
    await past.set("поздние карточка", "поздние выкл", "флуд выкл", "флуд карточка")
    await past.set("запрещённые голосовые и файлы", "запрещённые выкл", "карточки личные")
    await past.set("мат удалять и засчитывать", "оскорбления удалять", "ссылки карточка")
    await past.set("личные данные карточка", "вложения карточка", "слова удалять")
    await past.set("пробный режим вкл", "пробный режим выкл")
    await past.say(TEACHER, "/слова добавить крипта 4")
    await past.say(TEACHER, "/слова добавить казино")
    await past.say(TEACHER, "/слова убрать казино")
    await past.say(ADMINISTRATOR, f"/модератор @id{STUDENTS[11]}")
    await past.say(ADMINISTRATOR, f"/модератор @id{STUDENTS[11]} нет")


async def newcomers(past: Past) -> None:
    """Somebody is taken in, asked once more, and acknowledges; others come by invitations."""
    bot, world = past.bot, past.bot.world
    world.add_member(past.main, COMER, by=TEACHER)
    await bot.follow()
    await past.pass_days(1)
    await past.press(COMER, past.button(past.main, "ack"))
    await past.say(TEACHER, "/приглашение одно")
    link = next(
        each.text.partition("?ref=")[2].split()[0]
        for each in reversed(world.messages(TEACHER))
        if "?ref=" in each.text
    )
    world.write(GUEST, GUEST, "Начать", ref=link)
    await bot.follow()
    await past.press(GUEST, past.button(GUEST, "enter"))
    await past.say(TEACHER, "/приглашение")
    await past.press(TEACHER, past.button(TEACHER, "revoke"))
    await past.set("новые участники только чтение", "способ удаление")
    world.capabilities.restrict_members = False
    world.add_member(past.main, GUEST, by=TEACHER)
    world.remove_member(past.main, COMER, by=COMER)
    world.add_member(past.main, PARENT, by=TEACHER)
    await bot.follow()
    await bot.advance(60)
    await past.say(PARENT, "Здравствуйте")
    world.capabilities.restrict_members = True
    world.remove_member(past.main, PARENT, by=PARENT)
    await past.set("новые участники пишут сразу")
    await bot.follow()


async def reminders(past: Past) -> None:
    """The rules are reminded of, to all and to one; a silence ends by itself, another by hand."""
    await past.say(TEACHER, "/напомнить")
    await past.say(TEACHER, f"/напомнить @id{STUDENTS[0]} 4")
    await past.undo("reminder")
    await past.say(TEACHER, "/тишина 15 минут")
    await past.bot.advance(20 * 60)
    await past.say(TEACHER, "/тишина 15 минут")
    await past.bot.advance(5)
    await past.say(STUDENTS[0], "А можно вопрос?")
    await past.press(TEACHER, past.button(past.main, "speak"))


async def violations(past: Past) -> None:
    """Violations are recorded in every way, corrected, annulled, and reinstated."""
    student = STUDENTS[0]
    first = await past.say(student, "Куплю реферат")
    await past.say(TEACHER, "/нарушение 4 реклама в беседе", reply_to=first)
    # the same message once more: the record is corrected, and corrected back
    await past.say(TEACHER, "/нарушение 1", reply_to=first)
    await past.press(TEACHER, past.button(past.main, "record", act="rules"))
    await past.press(TEACHER, past.button(past.main, "record", act="rule", rule=1))
    await past.undo("correction")
    await past.say(TEACHER, f"/нарушение @id{student} 3 шумел на уроке")
    await past.press(TEACHER, past.button(past.main, "separate", separate=1))
    await past.undo("violation")
    await past.violation(STUDENTS[1], by=TEACHER, to=past.main)
    number = past.button(past.main, "undo", act="violation").payload["key"]
    await past.say(TEACHER, f"/отменить {number} это был вопрос по теме")
    await past.undo("annulment")
    spam = await past.say(student, "Подпишитесь на меня")
    await past.say(TEACHER, "/удалить 4", reply_to=spam)
    await past.undo("removal")
    # rude to the teacher: somebody else records it
    question = await past.say(TEACHER, "Где работа?")
    answer = await past.say(STUDENTS[2], "Сами ищите", reply_to=question)
    await past.say(TEACHER, "/нарушение 1 грубость", reply_to=answer)
    await past.press(ADMINISTRATOR, past.button(ADMINISTRATOR, "settle", record=1))
    # everybody at once: the rules are reminded of by the bot itself
    for each in STUDENTS[3:6]:
        await past.violation(each, by=TEACHER, to=past.main)
    # long enough for people's own words to be erased by their term
    await past.pass_days(95)


async def blocks(past: Past) -> None:
    """Blocks are proposed, declined, imposed, shortened, and end in every way."""
    bot = past.bot
    for _ in range(4):
        await past.violation(STUDENTS[3], by=TEACHER, to=past.main)
    await past.press(TEACHER, past.button(past.main, "decline", member=STUDENTS[3]))
    await past.undo("decline")
    await past.press(TEACHER, past.button(past.main, "block", member=STUDENTS[3], unit="day"))
    await bot.advance(5)
    await past.say(STUDENTS[3], "А я пишу")
    await past.pass_days(2)
    await past.blocked(STUDENTS[4])
    await past.undo("block")
    # the process's clock was ahead of the messenger's
    bot.set_clock(timedelta(days=20))
    await past.blocked(STUDENTS[5], "3 дня")
    await past.send(STUDENTS[5], "/извинения Простите, я по ошибке")
    bot.set_clock(timedelta())
    await bot.advance(60)
    await past.set("блокировки автоматически")
    for _ in range(4):
        await past.violation(STUDENTS[6], by=TEACHER, to=past.main)
    await past.set("блокировки решает модератор")
    await past.pass_days(5)


async def apologies(past: Past) -> None:
    """Votes end in every way; words that the rules forbid are held back."""
    student = STUDENTS[7]
    await past.blocked(student, "месяц")
    for act, words in ((0, f"/извинения {PHONE}"), (1, "/извинения Простите, вот t.me/mychannel")):
        await past.send(student, words)
        await past.press(COLLEAGUE, past.button(COLLEAGUE, "withheld", publish=act))
    await past.press(TEACHER, past.button(past.main, "no_apology"))
    await past.pass_days(5)
    for choice, who in (("object", 8), ("consent", 9), ("consent", 10)):
        if choice == "object":
            await past.send(student, "/извинения Простите меня")
        await past.press(STUDENTS[who], past.button(past.main, "vote", choice=choice))
    await past.pass_days(5)
    await past.blocked(STUDENTS[2], "месяц")
    await past.send(STUDENTS[2], "/извинения Я больше не буду")
    await past.press(STUDENTS[9], past.button(past.main, "vote", choice="consent"))
    await past.pass_days(2)
    await past.set("досрочное снятие подтверждает модератор")
    who = STUDENTS[8]
    await past.blocked(who, "месяц")
    for lift in (1, 0):
        await past.send(who, "/извинения Извините")
        await past.pass_days(1.1)
        await past.press(TEACHER, past.button(past.main, "lift", lift=lift))
        if lift:
            await past.blocked(who, "месяц")
    await past.set("досрочное снятие сразу")


async def appeals(past: Past) -> None:
    """A violation and a block are contested: one stays, one does not."""
    student = STUDENTS[11]
    await past.blocked(student, "2 недели")
    await past.send(student, "/обжаловать блок Слишком строго")
    await past.press(ADMINISTRATOR, past.button(ADMINISTRATOR, "decide", grant=0))
    await past.send(ADMINISTRATOR, "Основания верны")
    number = past.button(student, "appeal", block=0).payload["violation"]
    await past.send(student, f"/обжаловать {number} Это писал не я")
    for side, who in (("member", student), ("moderator", TEACHER)):
        await past.press(ADMINISTRATOR, past.button(ADMINISTRATOR, "ask", side=side))
        await past.send(ADMINISTRATOR, "Что было?")
        await past.press(who, past.button(who, "answer"))
        await past.send(who, "Ничего не помню")
    for who in (student, STUDENTS[8]):
        if who != student:
            await past.send(who, "/обжаловать блок Писали с моей страницы")
        await past.press(ADMINISTRATOR, past.button(ADMINISTRATOR, "decide", grant=1))
        await past.send(ADMINISTRATOR, "Страница была взломана")


async def suspicions(past: Past) -> None:
    """Cards grow, are counted, cleared, opened again; the bot removes and counts by itself."""
    bot = past.bot
    await past.say(STUDENTS[0], RUDE)
    await bot.advance(5)
    await past.set("мат карточка")
    for number, act in ((1, "count"), (2, "clear")):
        await past.say(STUDENTS[number], f"{RUDE} уже")
        await bot.advance(1)
        await past.say(STUDENTS[number], f"{RUDE} снова")
        await bot.advance(40)
        await past.press(TEACHER, past.button(TEACHER, "card", act=act))
    await past.press(TEACHER, past.button(TEACHER, "card", act="reopen"))
    await past.press(TEACHER, past.button(TEACHER, "card", act="remove"))
    await past.press(TEACHER, past.button(TEACHER, "card", act="clear"))
    await past.say(STUDENTS[3], "Крипта растёт")
    await bot.advance(40)
    # more is found in what was counted already
    message = await past.say(STUDENTS[4], PHONE)
    await bot.advance(5)
    await past.press(TEACHER, past.button(TEACHER, "card", act="count"))
    bot.world.rewrite(past.main, STUDENTS[4], message, f"{PHONE}, звоните все")
    await read_again(bot.services)
    await bot.advance(5)
    await past.press(TEACHER, past.button(TEACHER, "card", act="leave"))


async def departures(past: Past) -> None:
    """The list is taken in; leavers go, return, and somebody could not be removed."""
    bot, world = past.bot, past.bot.world
    child, leaver = MemberId(STUDENTS[0]), STUDENTS[9]
    listed = [
        RosterEntry(
            member=MemberId(who), name=" ".join(reversed(NAMES[who])), role=role, group=group
        )
        for who, role, group in (
            (STUDENTS[0], Role.STUDENT, "ЛТ-11"),
            (leaver, Role.STUDENT, "ЛТ-11"),
            (PARENT, Role.PARENT, ""),
            (TEACHER, Role.TEACHER, ""),
        )
    ]
    family = Link(parent=MemberId(PARENT), child=child)
    await take_in(bot, listed, {family})
    await past.say(ADMINISTRATOR, f"/семья @id{PARENT} @id{leaver}", to=ADMINISTRATOR)
    await past.say(ADMINISTRATOR, f"/семья @id{PARENT} @id{leaver} нет", to=ADMINISTRATOR)
    world.faults.add(Fault(method="messages.removeChatUser", code=15))
    await past.say(ADMINISTRATOR, f"/выбыл @id{leaver}", to=ADMINISTRATOR)
    await past.press(ADMINISTRATOR, past.button(ADMINISTRATOR, "depart", member=leaver))
    await take_in(bot, listed[1:], set())
    # past the bot: without a ground, with one, and with one that was known before
    for who, do in ((STUDENTS[10], "back"), (STUDENTS[11], "left")):
        world.remove_member(past.main, who, by=TEACHER)
        await bot.follow()
        await past.press(ADMINISTRATOR, past.button(ADMINISTRATOR, do))
    world.add_member(past.main, STUDENTS[11], by=TEACHER)
    await bot.follow()
    world.remove_member(past.main, STUDENTS[11], by=TEACHER)
    await bot.follow()


async def take_in(bot: InProcessBot, listed: list[RosterEntry], links: set[Link]) -> None:
    """Take the college's list in, as `bot roster import --prune` does."""
    async with bot.storage.work() as work:
        planned = changes(await work.roster(), listed, links, prune=True)
        version = bot.services.policy.version
        await work.record(COLLEGE, planned, now=bot.now(), policy_version=version)


async def what_the_bot_missed(past: Past) -> None:
    """The bot was away: what it read since, and what it could not."""
    chat = ChatId(past.main)
    services, now = past.bot.services, past.bot.now()
    await note_gap(services, chat, now - timedelta(hours=2), read=21, late=2)
    await note_gap(services, chat, now - timedelta(days=1), read=None, late=0)


async def a_chat_of_nobodys(past: Past) -> None:
    """An administrator disowns a chat; its owner brings the bot back, and it is the college's."""
    world = past.bot.world
    past.alien = peer = await past.chat("Чужая", [STUDENTS[1]], kind="staff")
    await past.press(ADMINISTRATOR, past.button(ADMINISTRATOR, "alien", chat=peer))
    await past.press(ADMINISTRATOR, past.button(ADMINISTRATOR, "alien", chat=peer, sure=True))
    world.add_bot(peer, by=TEACHER)
    world.set_admin(peer, world.bot_id, True)
    await past.bot.follow()
    # by now the college's list knows the teacher, whose word is enough
    await past.press(TEACHER, past.button(peer, "adopt", kind="staff"))


async def somebody_is_forgotten(past: Past, file: Path) -> None:
    """Somebody leaves and asks to be forgotten, as by `bot forget`."""
    bot = past.bot
    await past.say(FORGOTTEN, PHONE)
    await past.blocked(FORGOTTEN, "1 день")
    await past.send(FORGOTTEN, "/извинения Простите")
    await past.press(STUDENTS[1], past.button(past.main, "vote", choice="consent"))
    await past.pass_days(40)
    bot.world.remove_member(past.main, FORGOTTEN, by=FORGOTTEN)
    await bot.follow()
    services = bot.services
    how = Forgetting(
        policy=services.policy, zone=services.zone, now=bot.now(), instead="участник беседы"
    )
    # of the second much has to stay
    for who in (FORGOTTEN, GUEST):
        async with open_storage(at_file(file)) as storage, storage.work() as work:
            await forget(work, MemberId(who), how, blank=blank)


async def before(past: Past) -> None:
    """What was recorded first, by code that knew fewer fields."""
    student = STUDENTS[0]
    await past.set("способ удаление")
    for _ in range(4):
        await past.violation(student, by=TEACHER, to=past.main)
    await past.press(TEACHER, past.button(past.main, "block", member=student, unit="day"))
    await past.bot.advance(5)
    await past.say(student, "Я ещё не договорил")
    # the block ends before the vote does
    await past.send(student, "/извинения Простите, не сдержался")
    await past.pass_days(2)
    number = past.button(student, "appeal", block=0).payload["violation"]
    await past.say(TEACHER, f"/отменить {number} по ошибке")
    await past.undo("annulment")
    spam = await past.say(STUDENTS[1], "Реферат недорого")
    await past.say(TEACHER, "/удалить 4", reply_to=spam)
    await past.say(STUDENTS[1], "ты дебил")
    await past.bot.advance(40)
    await past.press(TEACHER, past.button(TEACHER, "card", act="clear"))
    past.bot.world.add_member(past.main, FIRST, by=TEACHER)
    await past.bot.follow()
    await past.press(FIRST, past.button(past.main, "ack"))


PARTS: tuple[Callable[[Past], Awaitable[None]], ...] = (
    settings,
    newcomers,
    reminders,
    violations,
    blocks,
    apologies,
    appeals,
    suspicions,
    departures,
    what_the_bot_missed,
    a_chat_of_nobodys,
)


async def play(bot: InProcessBot, file: Path) -> Past:
    """Let all of it happen."""
    past = Past(bot)
    await past.found()
    with fewer_fields():
        await before(past)
    for part in PARTS:
        await part(past)
    await somebody_is_forgotten(past, file)
    return past
