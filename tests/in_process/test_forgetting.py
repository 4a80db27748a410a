"""Whoever is forgotten is in no file any more: words, names and notes, through every door.

Each marker is planted where the bot keeps somebody's words. Before, every one of them is found: a
search that finds nothing then would prove nothing.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.world import PersonId
from bot.vk.updates import blank
from handlers.due import erase_due
from rules.ids import COLLEGE, ChatId, MemberId
from rules.vocabulary.families import Role, RosterEntryRemoved, RosterEntrySet
from storage.arrivals import Arrived
from storage.database import open_storage
from storage.effects import Send
from storage.forgetting import Forgetting, Forgotten, forget, unfinished
from storage.moving import backup
from storage.records import Notice
from storage.verification import verify
from tests.databases import at_file, contents
from tests.in_process.bot import InProcessBot
from tests.in_process.prepared import prepared_by
from tests.rights.campus import DAY, Campus
from tests.traces import traces

HEAD, TEACHER, COLLEAGUE = PersonId(400_401), PersonId(400_501), PersonId(400_502)
PERSON, CLASSMATE = PersonId(400_601), PersonId(400_602)

NAME = ("Мартиниан", "Незабудкин")
LISTED = "Незабудкин М. Р."

SAID = "Позвони маме: 8 917 123-45-67, зелёный крокодил"
CONTESTED = "Пропущу физику ради синего бегемота"
NOTE = "пояснение про лилового носорога"
APOLOGY = "Простите, это оранжевый жираф виноват"
APPEAL = "Жалуюсь: писал розовый фламинго"
QUESTION = "Куда делся полосатый тапир?"
ANSWER = "Тапир ушёл к пятнистой гиене"
HALF_MADE = "Незаконченное про седого барсука"
THOUGHT = "Решение про мокрого выхухоля"
WAITING = "Утром скажу про сонного ленивца"
PASSED = "Просьба из-за колючего ежа"
ARRIVED = "Прилетело про белого аиста"

MARKERS = {
    *("зелёный крокодил", "синего бегемота", "лилового носорога", "оранжевый жираф"),
    *("розовый фламинго", "полосатый тапир", "пятнистой гиене", "седого барсука"),
    *("мокрого выхухоля", "сонного ленивца", "колючего ежа", "белого аиста"),
    *("Незабудкин", LISTED),
}


async def prepare(bot: InProcessBot) -> Campus:
    world, campus = bot.world, Campus(bot)
    world.add_person(PERSON, first_name=NAME[0], last_name=NAME[1])
    for number in (TEACHER, COLLEAGUE, CLASSMATE):
        world.add_person(number, first_name="Имя", last_name=f"Фамилия{number}")
    everybody = [HEAD, COLLEAGUE, PERSON, CLASSMATE]
    campus.main = await campus.open_chat("ИСП-21", TEACHER, everybody, kind="group")
    await campus.greet(HEAD, TEACHER, PERSON)
    return campus


campus = prepared_by(prepare, administrators=[HEAD])


async def plant(campus: Campus) -> None:
    """Say, note and leave half-made something about the person through every door."""
    await in_the_chat(campus)
    await send(campus, PERSON, "/извинения " + APOLOGY)
    await send(campus, PERSON, "/обжаловать 1 " + APPEAL)
    await campus.press(HEAD, campus.button(HEAD, "ask", side="member"))
    await send(campus, HEAD, QUESTION)
    await campus.press(PERSON, campus.button(PERSON, "answer"))
    await send(campus, PERSON, ANSWER)
    await campus.say(PERSON, "/мои данные", to=PERSON)
    await past_the_handlers(campus)
    await campus.press(HEAD, campus.button(HEAD, "decide", grant=False))
    await campus.say(HEAD, THOUGHT, to=HEAD)
    await campus.say(PERSON, "/обжаловать 2 " + HALF_MADE, to=PERSON)


async def send(campus: Campus, who: PersonId, words: str) -> None:
    """Say something to the bot in private, and confirm it once it is shown."""
    await campus.say(who, words, to=who)
    await campus.say(who, "Отправить", to=who)


async def in_the_chat(campus: Campus) -> None:
    await campus.say(PERSON, SAID)
    await campus.bot.advance(5)
    first = await campus.say(PERSON, CONTESTED)
    await campus.say(TEACHER, "/нарушение 3 " + NOTE, reply_to=first)
    for _ in range(3):
        await campus.violation(PERSON, by=TEACHER)
    await campus.say(TEACHER, f"/блок @id{PERSON} 3 дня")


async def past_the_handlers(campus: Campus) -> None:
    """What waits, as handlers leave it when the night, a restart or the next word is awaited."""
    bot, chat = campus.bot, ChatId(campus.main)
    now = bot.clock.now()
    mention = f"[id{PERSON}|{' '.join(NAME)}]"
    written = {"from_id": PERSON, "peer_id": chat, "text": ARRIVED}
    async with bot.storage.work() as work:
        listed = RosterEntrySet(
            member=MemberId(PERSON), name=LISTED, role=Role.STUDENT, group="ИСП-21"
        )
        unlisted = RosterEntryRemoved(member=MemberId(PERSON))
        await work.record(COLLEGE, [listed, unlisted], now=now, policy_version="1")
        await work.put_notice(
            Notice(
                peer=chat,
                ref="passed:1",
                kind="passed",
                at=now,
                data={"member": PERSON, "by": TEACHER, "note": PASSED, "asked": [HEAD]},
            )
        )
        morning = now + timedelta(days=20)
        await work.post(
            [
                Send(to=chat, private=False, text=f"{mention}: {WAITING}", not_before=morning),
                Send(
                    to=MemberId(HEAD),
                    private=True,
                    text=f"О нём: «{CONTESTED[:30]}…»",
                    not_before=morning,
                ),
                Send(
                    to=chat, private=False, text=f"Новые: {mention}, [id1|Кто]", not_before=morning
                ),
            ],
            now=now,
        )
    body = json.dumps({"type": "message_new", "object": {"message": written}})
    await bot.storage.arrivals.keep(Arrived(event="e1", peer=chat, body=body))


async def forgotten(bot: InProcessBot, folder: Path, who: int = PERSON) -> Forgotten:
    """Forget somebody as `bot forget` does, in a process beside the bot."""
    how = Forgetting(
        policy=bot.services.policy,
        zone=bot.services.zone,
        now=bot.clock.now(),
        instead="участник",
    )
    async with open_storage(at_file(folder / "bot.db")) as storage:
        async with storage.work() as work:
            found = await forget(work, MemberId(who), how, blank=blank)
        assert await storage.wipe(rewrite=True) is None
    return found


async def erase_at_night(bot: InProcessBot) -> None:
    """Let the next night come, in which the database's file is rewritten."""
    here = bot.clock.now().astimezone(bot.services.zone)
    night = (here + timedelta(days=1)).replace(hour=3, minute=30)
    await bot.advance((night - here).total_seconds())
    await erase_due(bot.services)


async def everything_ends(campus: Campus) -> None:
    """The appeal is decided, the block is over, and the person is gone."""
    await campus.say(HEAD, "Отправить", to=HEAD)
    await campus.bot.advance(4 * DAY)
    campus.bot.world.remove_member(campus.main, PERSON, by=PERSON)
    await campus.bot.follow()


async def test_of_whom_nothing_is_in_force_nothing_stays(campus: Campus, tmp_path: Path) -> None:
    await plant(campus)
    assert traces(tmp_path, MARKERS).keys() == MARKERS
    await everything_ends(campus)

    found = await forgotten(campus.bot, tmp_path)

    assert (found.stays, found.named, found.parcels, found.talks) == ((), False, 0, 0)
    assert traces(tmp_path, MARKERS) == {}
    await backup(at_file(tmp_path / "bot.db"), tmp_path / "copy.db")
    assert traces(tmp_path, MARKERS) == {}
    assert (await verify(at_file(tmp_path / "bot.db"))).faults == ()
    # what concerns others is still said, and what arrived is still done with
    rows = await contents(at_file(tmp_path / "bot.db"))
    assert ["Новые: участник, [id1|Кто]" in row.payload for row in rows["outbox"]] == [True]
    assert [row.event for row in rows["arrivals"]] == ["e1"]
    assert rows["files"] == []


@pytest.mark.slow
async def test_what_waits_for_a_decision_is_said_and_goes_by_itself_once_it_is_made(
    campus: Campus, tmp_path: Path
) -> None:
    await plant(campus)
    found = await forgotten(campus.bot, tmp_path)
    (here,) = (each for each in found.stays if each.chat == campus.main)
    assert here.appeals == (1,)
    assert here.blocked_until is not None
    assert (found.named, found.talks) == (True, 1)
    assert found.parcels > 0
    # what is needed to decide, to know why, and to be told; nothing else
    assert traces(tmp_path, MARKERS).keys() == {
        *("Незабудкин", "синего бегемота", "лилового носорога", "оранжевый жираф"),
        *("розовый фламинго", "полосатый тапир", "пятнистой гиене"),
        *("мокрого выхухоля", "сонного ленивца"),
    }
    await everything_ends(campus)
    await erase_at_night(campus.bot)
    assert traces(tmp_path, MARKERS) == {}
    async with campus.bot.storage.reading() as reading:
        assert await unfinished(reading.connection) == ()
        assert await reading.people([MemberId(PERSON)]) == {}
    assert (await verify(at_file(tmp_path / "bot.db"))).faults == ()


@pytest.mark.slow
async def test_what_comes_after_the_request_is_not_taken_along(
    campus: Campus, tmp_path: Path
) -> None:
    await plant(campus)
    await forgotten(campus.bot, tmp_path)
    await campus.say(HEAD, "Отправить", to=HEAD)
    await campus.bot.advance(4 * DAY)
    await campus.violation(PERSON, by=TEACHER)
    await erase_at_night(campus.bot)
    left = traces(tmp_path, MARKERS).keys()
    assert left == {"Незабудкин", "сонного ленивца"}, "and what is still to be sent about them"
    async with campus.bot.storage.reading() as reading:
        assert await reading.count_entries(ChatId(campus.main), MemberId(PERSON)) == 1
        # the person is in the chat, as when they asked
        assert len(await unfinished(reading.connection)) == 1


@pytest.mark.slow
async def test_what_is_due_by_its_term_is_in_no_file_either(campus: Campus, tmp_path: Path) -> None:
    await plant(campus)
    await everything_ends(campus)
    await campus.bot.advance(100 * DAY)
    await erase_at_night(campus.bot)
    # names, notes and reasons have a longer term than words
    assert traces(tmp_path, MARKERS - {"белого аиста"}).keys() == {
        *("Незабудкин", LISTED, "лилового носорога", "мокрого выхухоля"),
    }
    await campus.bot.advance(1100 * DAY)
    await erase_at_night(campus.bot)
    assert traces(tmp_path, MARKERS - {"белого аиста"}) == {}


async def test_a_moderator_who_goes_on_moderating_loses_no_message_on_its_way(
    campus: Campus, tmp_path: Path
) -> None:
    bot = campus.bot
    tomorrow = bot.clock.now() + timedelta(days=1)
    said = "Карточка о другом"
    card = Send(to=MemberId(TEACHER), private=True, text=said, not_before=tomorrow)
    async with bot.storage.work() as work:
        await work.post([card], now=bot.clock.now())
    before = await bot.storage.outbox.count()
    found = await forgotten(bot, tmp_path, TEACHER)
    assert found.named
    assert await bot.storage.outbox.count() == before
