"""What is under way when the kept story ends: buttons hang, words wait, nothing is settled.

Most of it is the campus of `tests.rights.founding`; here is what hangs nowhere there, and what was
done but has not reached the messenger yet.
"""

import json
from datetime import timedelta

from handlers.rereading import read_again
from rules.ids import ChatId, MemberId, MessageId
from storage.arrivals import Arrived
from storage.effects import Send
from storage.records import Progress, ReadMark
from tests.in_process.bot import InProcessBot
from tests.kept.chat import STUDENTS, TEACHER, Past
from tests.rights.campus import (
    ADMINISTRATOR,
    ELSEWHERE,
    MEMBER,
    MODERATOR,
    PARENT,
    PHONE,
    RUDE,
    SECOND_ADMINISTRATOR,
    VOTED,
    Campus,
)
from tests.rights.founding import found


async def play(bot: InProcessBot, past: Past) -> None:
    """Let all of it begin, and stop in the middle."""
    campus = await found(bot)
    await _what_else_hangs(campus, past)
    await _what_is_begun(campus, past)
    await _what_is_undelivered(campus, past)
    await _what_processes_leave(bot, campus)


async def _what_else_hangs(campus: Campus, past: Past) -> None:
    world = campus.bot.world
    contested = campus.violations[VOTED][0]
    await campus.say(VOTED, f"/обжаловать {contested} Меня не так поняли", to=VOTED)
    decide = campus.button(SECOND_ADMINISTRATOR, "decide", grant=1)
    await campus.press(SECOND_ADMINISTRATOR, decide)
    for shows_rules in (True, False):
        message = await campus.say(MEMBER, next(campus.asides))
        await campus.say(MODERATOR, "/нарушение 3", reply_to=message)
        world.rewrite(campus.main, MEMBER, message, PHONE)
        await read_again(campus.bot.services)
        await campus.bot.advance(60)
        if shows_rules:
            await campus.press(MODERATOR, campus.button(MODERATOR, "card", act="rules"))
    for corrects in (False, True):
        message = await campus.say(MEMBER, next(campus.asides))
        await campus.say(MODERATOR, "/нарушение 3 не по теме", reply_to=message)
        await campus.say(MODERATOR, "/нарушение 1", reply_to=message)
        await campus.press(MODERATOR, campus.button(campus.main, "record", act="rules"))
        if not corrects:
            continue
        await campus.press(MODERATOR, campus.button(campus.main, "record", act="rule", rule=1))
    await past.say(TEACHER, "/настройки")
    await past.press(TEACHER, past.button(past.main, "page"))
    await past.say(TEACHER, "/настройки")
    await past.press(TEACHER, past.button(past.main, "settings", setting="newcomers"))
    without_rights = world.create_chat("Без прав", owner=MODERATOR, members=[MEMBER])
    world.add_bot(without_rights, by=MODERATOR)
    await campus.bot.follow()


async def _what_is_begun(campus: Campus, past: Past) -> None:
    """Bring to the point what then happens undelivered."""
    for _ in range(4):
        await campus.violation(PARENT)
    await campus.block(RUDE, by=ELSEWHERE, to=campus.other)
    await campus.say(ELSEWHERE, "/тишина 1 час", to=campus.other)
    await past.blocked(STUDENTS[4])
    await past.say(TEACHER, "/тишина 15 минут", to=past.other)
    await past.say(TEACHER, f"/выбыл @id{STUDENTS[7]}", to=TEACHER)
    past.bot.world.remove_member(past.main, STUDENTS[6], by=TEACHER)
    await past.bot.follow()
    await past.set("служебные сообщения 15 минут", "флуд выкл")


async def _what_is_undelivered(campus: Campus, past: Past) -> None:
    """Do something by which each kind of parcel waits, and let nothing be carried any more."""
    world, hear = campus.bot.world, campus.bot.hear_only
    world.write(past.alien, TEACHER, "/тишина 15 минут")
    world.write(campus.main, MODERATOR, f"/блок @id{PARENT} неделя")
    world.write(past.main, STUDENTS[4], "А за что?")
    world.write(past.other, TEACHER, "/тишина стоп")
    spam = world.write(past.main, STUDENTS[1], "Реферат недорого")
    world.write(past.main, TEACHER, "/удалить 4", reply_to=spam)
    # what answers it disappears after a while
    world.write(past.main, STUDENTS[1], "/настройки")
    for who, button in (
        (ELSEWHERE, campus.button(campus.other, "undo", act="block")),
        (ADMINISTRATOR, past.button(ADMINISTRATOR, "back", chat=past.main)),
        (TEACHER, past.button(TEACHER, "depart", member=STUDENTS[7])),
    ):
        message = world.conversations[button.peer].message(button.message)
        assert message is not None
        labels = [each for row in message.keyboard or () for each in row]
        label = next(each.label for each in labels if each.payload == button.payload)
        world.press(button.peer, who, button.message, label)
    await hear()


async def _what_processes_leave(bot: InProcessBot, campus: Campus) -> None:
    """What no handler writes: a file to be sent, an event that came, how far the bot has read."""
    now, chat = bot.now(), ChatId(campus.main)
    async with bot.storage.work() as work:
        file = await work.put_file("отчёт.xlsx", b"xlsx", now=now)
        report = Send(
            to=MemberId(ADMINISTRATOR),
            private=True,
            text="Отчёт за год",
            files=(file,),
            not_before=now + timedelta(days=365),
        )
        await work.post([report], now=now)
    written = {"from_id": MEMBER, "peer_id": chat, "text": "Это ещё не прочитано"}
    body = json.dumps({"type": "message_new", "object": {"message": written}}, ensure_ascii=False)
    await bot.storage.arrivals.keep(Arrived(event="arrived", peer=chat, body=body))
    mark = ReadMark(message=MessageId(90), missed=((70, 72),))
    await bot.storage.save_progress(lambda: Progress(place="77", marks={chat: mark}, heard=now))
