"""What hangs says what holds: an undone block in the chat, a proposal in private (п. 5.12.5)."""

import pytest

from bot.sandbox.world import Message
from tests.in_process.classroom import open_classroom
from tests.in_process.prepared import prepared_by
from tests.rights.campus import COLLEAGUE, MEMBER, MODERATOR, Campus

BLOCKING = "можно заблокировать"
MINUTE = 60


campus = prepared_by(open_classroom)


def plain(message: Message) -> str:
    return message.text.replace("\N{NO-BREAK SPACE}", " ")


def said(campus: Campus, *words: str) -> list[Message]:
    return [
        message
        for peer in (campus.main, MODERATOR)
        for message in campus.bot.world.messages(peer)
        if message.from_id == campus.bot.world.bot_id
        and all(word in plain(message) for word in words)
    ]


async def violations(campus: Campus, number: int) -> None:
    for _ in range(number):
        await campus.violation(MEMBER)
        await campus.bot.advance(2 * MINUTE)


@pytest.mark.slow
async def test_the_notice_of_an_undone_block_says_so(campus: Campus) -> None:
    await violations(campus, 4)
    await campus.say(MODERATOR, f"/блок @id{MEMBER} неделя")
    (notice,) = said(campus, "блокировка до")
    assert notice.keyboard

    await campus.press(COLLEAGUE, campus.button(campus.main, "undo", act="block"))

    assert said(campus, "Блокировка № 1 отменена", f"Фамилия{COLLEAGUE}") == [notice]
    assert not notice.keyboard
    # the edit that was put off takes nothing back
    await campus.bot.advance(20 * MINUTE)
    assert said(campus, "Блокировка № 1 отменена", f"Фамилия{COLLEAGUE}") == [notice]


async def test_there_is_one_proposal_and_it_changes_in_its_place(campus: Campus) -> None:
    await violations(campus, 4)
    (proposal,) = said(campus, BLOCKING)

    await violations(campus, 2)

    assert said(campus, BLOCKING) == [proposal]
    assert "записи № 1, 2, 3, 4, 5 и 6." in plain(proposal)
    assert not said(campus, "решён")


@pytest.mark.slow
async def test_a_proposal_follows_what_is_annulled_and_counts_again(campus: Campus) -> None:
    await violations(campus, 5)
    (proposal,) = said(campus, BLOCKING)

    await campus.say(MODERATOR, "/отменить 2 по ошибке")
    assert said(campus, BLOCKING) == [proposal]
    assert "записи № 1, 3, 4 и 5." in plain(proposal)

    await campus.say(MODERATOR, "/отменить 3 по ошибке")
    assert not said(campus, BLOCKING)
    assert "снято" in plain(proposal)
    assert not proposal.keyboard

    await campus.press(MODERATOR, campus.button(campus.main, "undo", act="annulment", key=3))
    assert said(campus, BLOCKING) == [proposal]
    assert proposal.keyboard


@pytest.mark.slow
async def test_a_new_proposal_is_not_overwritten_by_what_was_declined(campus: Campus) -> None:
    await violations(campus, 4)
    await campus.press(MODERATOR, campus.button(MODERATOR, "decline", member=MEMBER))
    assert said(campus, "Решено не блокировать")

    await campus.violation(MEMBER)
    (proposal,) = said(campus, BLOCKING)
    await campus.bot.advance(20 * MINUTE)

    assert said(campus, BLOCKING) == [proposal]
    assert proposal.keyboard


@pytest.mark.slow
async def test_an_answered_proposal_does_not_claim_what_is_undone(campus: Campus) -> None:
    await violations(campus, 4)
    (proposal,) = said(campus, BLOCKING)
    await campus.press(MODERATOR, campus.button(MODERATOR, "block", member=MEMBER))
    assert "принято" in plain(proposal)
    assert not proposal.keyboard
    assert not said(campus, "решён")
