"""Story 7, п. 5.12.6: an apology to which no participant objects lifts the block early."""

import pytest

from bot.sandbox.world import Message
from tests.scenarios.stage import Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

DAY = 24 * 3600
WORDS = "Простите, я больше не буду."


async def apology(story: Story, term: str = "неделя") -> Message:
    await story.blocked(term)
    await story.sends(story.student, f"/извинения {WORDS}")
    return await story.hears(WORDS, f"id{story.student}|", "5.12.6")


@pytest.mark.over_http
async def test_without_an_objection_the_block_is_lifted(stage: Stage) -> None:
    story = await stage.story()
    vote = await apology(story)
    assert story.labels(vote) == ["Не возражаю", "Возражаю", "Это не извинения"]
    await story.hears("ИСП-21", "5.12.6", peer=story.student)
    await story.presses(story.students[1], vote, "Не возражаю")
    stage.clock.advance(DAY + 1)
    await story.hears(f"id{story.student}|", "досрочно", "5.12.6")
    await stage.until(lambda: not stage.world.member(story.peer, story.student).restricted)
    assert "5.12.6" in await story.presses(story.students[1], vote, "Возражаю"), "too late"


async def test_one_objection_keeps_the_block(stage: Stage) -> None:
    story = await stage.story()
    vote = await apology(story)
    await story.presses(story.students[1], vote, "Возражаю")
    await story.presses(story.students[2], vote, "Не возражаю")
    await story.presses(story.teacher, vote, "Не возражаю")
    stage.clock.advance(DAY + 1)
    await story.hears(f"id{story.student}|", "остаётся", "5.12.6")
    assert stage.world.member(story.peer, story.student).restricted


@pytest.mark.slow
async def test_a_vote_can_be_changed_and_is_counted(stage: Stage) -> None:
    story = await stage.story()
    vote = await apology(story)
    await story.presses(story.students[1], vote, "Возражаю")
    await stage.until(lambda: _tally(story) == (0, 1))
    assert "уже" in await story.presses(story.students[1], vote, "Возражаю")
    await story.presses(story.students[1], vote, "Не возражаю")
    await stage.until(lambda: _tally(story) == (1, 0))
    stage.clock.advance(DAY + 1)
    await story.hears(f"id{story.student}|", "досрочно", "5.12.6")


@pytest.mark.slow
async def test_who_votes(stage: Stage) -> None:
    story = await stage.story()
    vote = await apology(story)
    assert "5.12.6" in await story.presses(story.student, vote, "Не возражаю")
    newcomer = stage.person("Олег", "Новиков")
    stage.clock.advance(1)
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    await story.hears(f"id{newcomer}|", "5.12.3")
    assert "5.12.6" in await story.presses(newcomer, vote, "Возражаю")
    assert _tally(story) == (0, 0)


@pytest.mark.slow
async def test_a_closed_vote_takes_no_votes_and_a_pause_follows(stage: Stage) -> None:
    story = await stage.story()
    vote = await apology(story, "2 недели")
    await story.presses(story.students[1], vote, "Возражаю")
    story.writes_privately(story.student, "/извинения Ещё раз простите.")
    await story.hears("5.12.6", "олосование", peer=story.student)
    stage.clock.advance(DAY + 1)
    await story.hears(f"id{story.student}|", "остаётся", "5.12.6")
    await story.hears("ИСП-21", "кто-то возразил", peer=story.student)
    heard = len(story.bot_messages(story.student))
    story.writes_privately(story.student, "/извинения Слишком рано.")
    await stage.until(lambda: len(story.bot_messages(story.student)) > heard)
    assert "5.12.6" in story.bot_messages(story.student)[-1].text
    assert not any("Слишком рано" in m.text for m in story.bot_messages())
    stage.clock.advance(3 * DAY)
    await story.sends(story.student, "/извинения Теперь можно.")
    await story.hears("Теперь можно.")


@pytest.mark.slow
async def test_an_apology_of_nothing_is_asked_for_in_words(stage: Stage) -> None:
    story = await stage.story()
    await story.blocked()
    story.writes_privately(story.student, "/извинения")
    await story.hears("5.12.6", "что Вы хотите сказать участникам", peer=story.student)
    assert not any("Не возражаю" in story.labels(m) for m in story.bot_messages())


@pytest.mark.slow
async def test_whoever_is_not_blocked_is_told_so(stage: Stage) -> None:
    story = await stage.story()
    story.writes_privately(story.student, f"/извинения {WORDS}")
    await stage.until(lambda: story.bot_messages(story.student))
    assert not any(WORDS in m.text for m in story.bot_messages())


@pytest.mark.slow
async def test_blocked_in_several_chats_the_bot_asks_for_which(stage: Stage) -> None:
    first = await stage.story()
    second = await stage.story(title="Олимпиада")
    stage.world.add_member(second.peer, first.student, by=second.teacher)
    await first.blocked()
    await second.blocked(who=first.student)
    first.writes_privately(first.student, f"/извинения {WORDS}")
    question = await first.hears("?", peer=first.student)
    assert sorted(first.labels(question)) == ["ИСП-21", "Олимпиада", "Отмена"]
    await first.presses(first.student, question, "Олимпиада")
    await first.confirms(first.student)
    await second.hears(WORDS)
    assert not any(WORDS in m.text for m in first.bot_messages())


def _tally(story: Story) -> tuple[int, int]:
    text = next(m.text for m in reversed(story.bot_messages()) if WORDS in m.text)
    numbers = [
        int(word.strip(".,"))
        for word in text.splitlines()[-1].split()
        if word.strip(".,").isdigit()
    ]
    return numbers[0], numbers[1]
