"""п. 5.12.2, 5.12.7: what goes far rests on who moderates at that moment, not on what was known."""

import pytest

from bot.sandbox.faults import Fault
from handlers.commands import ROWS
from handlers.conversation.buttons import PRESSES
from rules.apologies import DECIDE_WITHHELD, LIFT, REJECT_APOLOGY
from rules.blocks import BLOCK
from rules.chats import APPOINT
from rules.college import CHANGE_FAMILY
from rules.leavers import CARRY_OUT_DEPARTURE, PLAN_DEPARTURE
from rules.repeats import CHOOSE_PART
from rules.rights import Deed
from rules.undoing import UNDO
from rules.violations import ANNUL_VIOLATION
from tests.in_process.bot import InProcessBot
from tests.in_process.prepared import prepared_by
from tests.people import person
from tests.rights.campus import Campus, Hanging
from tests.rights.holding import DEEDS
from tests.variants import variants

HEAD, OWNER, TEACHER = person(401), person(501), person(502)
PUPIL, MOTHER = person(601), person(602)

FRESH = {deed for deed in DEEDS if deed.fresh}


async def prepare(bot: InProcessBot) -> Campus:
    world, campus = bot.world, Campus(bot)
    for each in (OWNER, TEACHER, PUPIL, MOTHER):
        world.add_person(each, first_name="Анна", last_name=f"Клавишина{each}")
    campus.main = await campus.open_chat("ИСП-21", OWNER, [PUPIL, MOTHER], moderators=[TEACHER])
    await campus.greet(HEAD, OWNER, TEACHER, PUPIL)
    await campus.press(HEAD, campus.button(HEAD, "ours", chat=campus.main))
    for _ in range(4):
        await campus.violation(PUPIL, by=TEACHER)
    await campus.say(TEACHER, f"/блок @id{PUPIL}")
    return campus


campus = prepared_by(prepare, administrators=[HEAD])


async def entries(campus: Campus) -> int:
    async with campus.bot.storage.reading() as reading:
        return sum([await reading.count_entries(chat.chat) for chat in await reading.chats()])


def ways(campus: Campus) -> dict[str, tuple[Deed, int, str | Hanging]]:
    """What the teacher could type and press a second ago."""
    main = campus.main
    return {
        "block": (BLOCK, main, f"/блок @id{PUPIL} 3 дня"),
        "confirm": (BLOCK, main, campus.button(TEACHER, "block", member=PUPIL, unit="week")),
        "choose a term": (CHOOSE_PART, main, campus.button(main, "part", value="1 week")),
        "leaver": (PLAN_DEPARTURE, main, f"/выбыл @id{PUPIL}"),
        "leaver in private": (PLAN_DEPARTURE, TEACHER, f"/выбыл @id{PUPIL}"),
        "family": (CHANGE_FAMILY, main, f"/семья @id{MOTHER} @id{PUPIL}"),
        "family in private": (CHANGE_FAMILY, TEACHER, f"/семья @id{MOTHER} @id{PUPIL}"),
        "annul": (ANNUL_VIOLATION, main, "/отменить 1 ошибка"),
        "undo": (UNDO, main, campus.button(main, "undo", act="violation")),
    }


WAYS = (
    "block",
    "confirm",
    "choose a term",
    "leaver",
    "leaver in private",
    "family",
    "family in private",
    "annul",
    "undo",
)


async def done(campus: Campus, way: str) -> list[str]:
    """Let the teacher do it; give what the bot says to them in private and in the chat."""
    _, peer, asks = ways(campus)[way]
    before = {each: len(campus.bot.world.messages(each)) for each in (campus.main, TEACHER)}
    if isinstance(asks, str):
        await campus.say(TEACHER, asks, to=peer)
    else:
        await campus.press(TEACHER, asks)
    return [
        message.text
        for each, count in before.items()
        for message in campus.bot.world.messages(each)[count:]
        if message.from_id < 0
    ]


@pytest.mark.parametrize("way", WAYS)
async def test_who_was_demoted_a_second_ago_does_nothing_that_goes_far(
    campus: Campus, way: str
) -> None:
    campus.bot.world.set_admin(campus.main, TEACHER, False)
    before = await entries(campus)
    said = await done(campus, way)
    assert await entries(campus) == before
    assert not any("Проверьте" in text or "Записано" in text for text in said)


@pytest.mark.parametrize("way", variants(*WAYS))
async def test_without_an_answer_of_the_messengers_nothing_is_done_and_it_is_said(
    campus: Campus, way: str
) -> None:
    world = campus.bot.world
    world.faults.add(Fault(method="messages.getConversationMembers", code=30, times=99))
    before = await entries(campus)
    said = await done(campus, way)
    assert await entries(campus) == before
    if not isinstance(ways(campus)[way][2], Hanging):
        assert any("Не удалось проверить права" in text for text in said)


async def test_an_ordinary_deed_of_a_known_moderator_asks_nothing(campus: Campus) -> None:
    world = campus.bot.world
    world.faults.add(Fault(method="messages.getConversationMembers", code=30, times=99))
    before = await entries(campus)
    await campus.violation(PUPIL, by=TEACHER)
    assert await entries(campus) > before


def test_every_deed_that_goes_far_is_asked_for_here_or_is_an_administrators() -> None:
    asked = {deed for row in ROWS.values() for deed in row.deeds}
    asked |= {press.deed for press in PRESSES.values()}
    assert asked >= FRESH
    assert {
        BLOCK,
        CHOOSE_PART,
        LIFT,
        UNDO,
        ANNUL_VIOLATION,
        # these are tried in `test_fresh_records`
        DECIDE_WITHHELD,
        REJECT_APOLOGY,
        APPOINT,
        PLAN_DEPARTURE,
        CARRY_OUT_DEPARTURE,
        CHANGE_FAMILY,
    } == FRESH


async def test_a_leaver_is_told_why_and_whom_to_ask(campus: Campus) -> None:
    await campus.press(TEACHER, campus.button(TEACHER, "block", member=PUPIL, unit="week"))
    await campus.say(PUPIL, "/статус", to=PUPIL)
    await campus.press(PUPIL, campus.button(PUPIL, "records"))
    assert campus.heard(PUPIL, "— основание блокировки") == 1
    await campus.say(TEACHER, f"/выбыл @id{PUPIL}", to=TEACHER)
    await campus.press(TEACHER, campus.button(TEACHER, "depart", member=PUPIL))
    await campus.bot.advance(5)
    assert campus.heard(PUPIL, "Вы больше не в беседе «ИСП-21»", "Если это ошибка") == 1
    await campus.say(TEACHER, f"верни @id{PUPIL}", to=TEACHER)
    async with campus.bot.storage.reading() as reading:
        known = {chat.chat for chat in await reading.chats()}
    assert known == {campus.main}, "a private conversation is no chat"
