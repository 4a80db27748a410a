"""What an act asks of the database: as little as may be, and nothing that is out of date."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from rules.case import Case
from rules.ids import ChatId, MemberId
from storage.queries import Kept
from storage.writing import Work
from tests.in_process.classroom import open_classroom
from tests.in_process.prepared import open_prepared
from tests.rights.campus import COLLEAGUE, CULPRIT, MEMBER, MODERATOR, RUDE, Campus

MINUTE, DAY = 60, 24 * 60 * 60


@pytest.fixture
async def campus(tmp_path: Path) -> AsyncIterator[Campus]:
    async with open_prepared(tmp_path, open_classroom) as campus:
        yield campus


@contextmanager
def counted(campus: Campus) -> Iterator[list[str]]:
    """Collect the statements that go to the database meanwhile, but for `BEGIN`."""
    statements: list[str] = []

    def note(*told: object) -> None:
        if not str(told[2]).startswith("BEGIN"):
            statements.append(str(told[2]))

    engine = campus.bot.storage.outbox._engine.sync_engine  # noqa: SLF001 -- what it is asked
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def asked_by(campus: Campus, text: str, *, reply_to: int | None = None) -> list[str]:
    """Let the teacher type a command; give what was asked of the database until it was handled."""
    campus.bot.world.write(campus.main, MODERATOR, text, reply_to=reply_to)
    with counted(campus) as statements:
        await campus.bot.hear_only()
    await campus.bot.follow()
    return statements


async def test_a_violation_a_block_and_its_expiry_ask_little(campus: Campus) -> None:
    recorded = []
    for _ in range(4):
        number = await campus.say(MEMBER, "а кто смотрел хоккей?")
        recorded.append(len(await asked_by(campus, "/нарушение 3", reply_to=number)))
        await campus.bot.advance(2 * MINUTE)
    blocked = len(await asked_by(campus, f"/блок @id{MEMBER} 1 день"))
    campus.bot.turn_clock(DAY + MINUTE)
    with counted(campus) as expired:
        await campus.bot.do_due()

    assert 0 < recorded[0] <= 30
    # with earlier ones to compare with, and with a proposal to block, for those on duty
    assert 0 < max(recorded) <= 55
    assert 0 < blocked <= 48
    assert 0 < len(expired) <= 27


@pytest.mark.slow
async def test_a_private_answer_asks_no_more_for_more_open_cards(campus: Campus) -> None:
    asked: list[int] = []
    for cards in (1, 9):
        for number in range(cards):
            words = f"номер Пети 8 917 123-45-{len(asked)}{number}"
            await campus.say(CULPRIT if number % 2 else MEMBER, words)
            await campus.bot.advance(2 * MINUTE)
        campus.bot.world.write(MODERATOR, MODERATOR, f"и что теперь, {cards}?")
        with counted(campus) as statements:
            await campus.bot.hear_only()
        asked.append(len(statements))
        await campus.bot.follow()

    assert 0 < asked[0] == asked[1]


@pytest.mark.slow
async def test_what_is_kept_of_a_transaction_is_what_would_be_read(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    read_kept = Work.case

    async def compare(work: Work, chat: ChatId, member: MemberId, **asked: Any) -> Case:
        nonlocal compared
        case = await read_kept(work, chat, member, **asked)
        kept, work.kept = work.kept, Kept()
        assert case == await read_kept(work, chat, member, **asked)
        work.kept = kept
        compared += 1
        return case

    monkeypatch.setattr(Work, "case", compare)

    for member in (MEMBER, CULPRIT):
        for _ in range(5):
            await campus.violation(member)
            await campus.bot.advance(2 * MINUTE)
        await campus.say(MODERATOR, "/отменить 1 по ошибке")
        await campus.say(MODERATOR, f"/блок @id{member} неделя")
    await campus.press(COLLEAGUE, campus.button(campus.main, "undo", act="block"))
    await campus.say(MODERATOR, f"/блок @id{CULPRIT} неделя")
    await campus.say(MEMBER, "/помощь", to=MEMBER)
    await campus.say(MEMBER, "/извинения Простите меня, пожалуйста", to=MEMBER)
    await campus.press(MEMBER, campus.button(MEMBER, "words", act="send"))
    await campus.press(RUDE, campus.button(campus.main, "vote", choice="object"))
    await campus.say(MODERATOR, "/тишина 15 минут")
    await campus.say(MODERATOR, "/тишина стоп")
    await campus.say(MODERATOR, "/напомнить 2")
    await campus.bot.advance(31 * DAY)

    assert compared > 60
