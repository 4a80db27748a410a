"""The bot repeats before a chat nothing that its own rules forbid (п. 5.12.6, 5.12.7)."""

from pathlib import Path

import pytest

from handlers.conversation.repeating import found_in
from handlers.conversation.scene import open_scene
from rules.ids import ChatId, MemberId
from storage.verification import verify
from tests.databases import at_file
from tests.in_process.bot import InProcessBot
from tests.in_process.college import (
    ADMINISTRATOR,
    CLASSMATE,
    COLLEAGUE,
    STUDENT,
    TEACHER,
    College,
    found,
    found_with_block,
)
from tests.in_process.prepared import prepared_by
from tests.rights.trial import pressing
from tests.variants import variants

DAY = 24 * 3600
RUDE = "Идите вы все на хуй https://casino-vulkan.xyz"
SORRY = "Простите, я больше так не буду."


async def unwatched_with_block(bot: InProcessBot) -> College:
    """A college whose chat no detector watches, and where the student is blocked."""
    college = await found(bot)
    bot.world.allow_private(COLLEAGUE, True)
    for detector in ("мат", "оскорбления", "ссылки", "личные данные"):
        await college.say(TEACHER, f"/настройки {detector} выкл")
    await college.block(STUDENT)
    return college


unwatched = prepared_by(unwatched_with_block, administrators=[ADMINISTRATOR])
college = prepared_by(found, administrators=[ADMINISTRATOR])
blocked = prepared_by(found_with_block, administrators=[ADMINISTRATOR])


async def apologise(college: College, words: str) -> None:
    """The student sends such words as an apology, as they are."""
    await college.send(STUDENT, f"/извинения {words}")


@pytest.mark.parametrize(
    ("words", "told"),
    variants(
        (RUDE, "мат"),
        ("Простите, п и з д е ц как стыдно", "мат"),
        ("Простите, п*здец как стыдно", "мат"),
        ("Олег, ты козёл, но прости", "оскорбление"),
        ("Простите, мамин номер 8 917 123-45-67", "телефон"),
        ("Простите и подпишитесь: t.me/abc", "ссылка"),
    ),
)
async def test_what_the_rules_forbid_is_not_published(
    unwatched: College, words: str, told: str
) -> None:
    await unwatched.say(STUDENT, f"/извинения {words}", to=STUDENT)
    assert told in unwatched.last(STUDENT), "the author is told before anybody reads it"
    assert not unwatched.is_said(TEACHER, words)
    await unwatched.confirm(STUDENT)
    assert not unwatched.is_said(unwatched.main, words)
    assert told in unwatched.last(STUDENT)
    for moderator in (TEACHER, COLLEAGUE, ADMINISTRATOR):
        assert unwatched.is_said(moderator, words)


async def test_what_is_written_anew_takes_its_place(blocked: College) -> None:
    await blocked.say(STUDENT, f"/извинения {RUDE}", to=STUDENT)
    await blocked.say(STUDENT, SORRY, to=STUDENT)
    await blocked.confirm(STUDENT)
    assert blocked.is_said(blocked.main, SORRY)
    assert not blocked.is_said(blocked.main, "casino")
    assert not blocked.is_said(TEACHER, "casino")


async def test_a_moderator_publishes_it_once(blocked: College, tmp_path: Path) -> None:
    await apologise(blocked, RUDE)
    publish = blocked.button(TEACHER, "withheld", publish=True)
    for who in (STUDENT, CLASSMATE):
        await blocked.bot.hear(pressing(who, who, publish.payload, None))
        await blocked.bot.follow()
        assert not blocked.is_said(blocked.main, RUDE)
    await blocked.press(TEACHER, publish)
    assert blocked.is_said(blocked.main, RUDE)
    assert "Анна Учителева" in blocked.last(COLLEAGUE)
    told = len(blocked.said(blocked.main))
    await blocked.bot.hear(pressing(COLLEAGUE, COLLEAGUE, publish.payload, None))
    await blocked.bot.follow()
    assert len(blocked.said(blocked.main)) == told
    assert (await verify(at_file(tmp_path / "bot.db"))).faults == ()


async def test_a_moderator_returns_it_and_its_author_writes_at_once(blocked: College) -> None:
    await apologise(blocked, RUDE)
    await blocked.press(TEACHER, blocked.button(TEACHER, "withheld", publish=False))
    assert "другими словами" in blocked.last(STUDENT)
    await apologise(blocked, SORRY)
    assert blocked.is_said(blocked.main, SORRY)


@pytest.mark.slow
async def test_one_waits_at_a_time_and_ends_with_a_newer_one(blocked: College) -> None:
    await apologise(blocked, RUDE)
    old = blocked.button(TEACHER, "withheld", publish=True)
    await apologise(blocked, "Вы все козлы, бараны и ослы")
    await blocked.bot.hear(pressing(TEACHER, TEACHER, old.payload, None))
    await blocked.bot.follow()
    assert not blocked.is_said(blocked.main, "casino")
    await apologise(blocked, SORRY)
    with pytest.raises(AssertionError, match="no such button"):
        blocked.button(TEACHER, "withheld")
    assert blocked.is_said(blocked.main, SORRY)


@pytest.mark.slow
async def test_it_ends_with_its_block(blocked: College) -> None:
    await apologise(blocked, RUDE)
    publish = blocked.button(TEACHER, "withheld", publish=True)
    await blocked.bot.advance(32 * DAY)
    await blocked.press(TEACHER, publish)
    assert not blocked.is_said(blocked.main, RUDE)


@pytest.mark.slow
async def test_words_that_are_no_apology_go(blocked: College, tmp_path: Path) -> None:
    await apologise(blocked, SORRY)
    button = blocked.button(blocked.main, "no_apology")
    for who in (CLASSMATE, STUDENT):
        await blocked.press(who, button)
        assert blocked.is_said(blocked.main, SORRY)
    await blocked.press(COLLEAGUE, button)
    assert not blocked.is_said(blocked.main, SORRY)
    assert "Мария Коллегина" in blocked.last(STUDENT)
    assert "/обжаловать" in blocked.last(STUDENT)
    await blocked.bot.advance(DAY)
    assert blocked.bot.world.member(blocked.main, STUDENT).restricted
    await blocked.say(STUDENT, f"/извинения {SORRY}", to=STUDENT)
    assert "Снова принести извинения можно с" in blocked.last(STUDENT)
    await blocked.bot.advance(3 * DAY)
    await apologise(blocked, SORRY)
    assert blocked.is_said(blocked.main, SORRY)
    await blocked.say(TEACHER, "/журнал")
    assert blocked.is_said(TEACHER, "признано не извинениями")
    assert (await verify(at_file(tmp_path / "bot.db"))).faults == ()


async def test_a_vote_that_is_over_is_not_ended_again(blocked: College) -> None:
    await apologise(blocked, SORRY)
    button = blocked.button(blocked.main, "no_apology")
    await blocked.bot.advance(DAY + 60)
    assert not blocked.bot.world.member(blocked.main, STUDENT).restricted
    told = blocked.last(STUDENT)
    await blocked.bot.hear(pressing(blocked.main, TEACHER, button.payload, button.message))
    await blocked.bot.follow()
    assert blocked.last(STUDENT) == told


async def test_an_apology_edited_later_stays_as_it_was_confirmed(blocked: College) -> None:
    number = await blocked.say(STUDENT, f"/извинения {SORRY}", to=STUDENT)
    blocked.bot.world.rewrite(STUDENT, STUDENT, number, f"/извинения {RUDE}")
    await blocked.bot.follow()
    await blocked.confirm(STUDENT)
    blocked.bot.world.rewrite(STUDENT, STUDENT, number, f"/извинения {RUDE}")
    await blocked.bot.follow()
    assert blocked.is_said(blocked.main, SORRY)
    assert not blocked.is_said(blocked.main, "casino")


async def test_on_trial_it_waits_as_well(blocked: College) -> None:
    await blocked.say(TEACHER, "/настройки пробный режим вкл")
    await apologise(blocked, RUDE)
    assert not blocked.is_said(blocked.main, RUDE)
    await blocked.press(TEACHER, blocked.button(TEACHER, "withheld", publish=True))
    await blocked.press(TEACHER, blocked.button(blocked.main, "no_apology"))
    assert not blocked.is_said(blocked.main, RUDE)


async def test_an_appeal_reaches_the_administrator_word_for_word(college: College) -> None:
    await college.violation(STUDENT)
    await college.send(STUDENT, "/обжаловать 1 Он сказал мне «иди на хуй»")
    assert college.is_said(ADMINISTRATOR, "иди на хуй")
    await college.press(ADMINISTRATOR, college.button(ADMINISTRATOR, "decide", grant=True))
    await college.send(ADMINISTRATOR, "Его послали на хуй, это верно")
    assert college.is_said(STUDENT, "послали на хуй"), "the sides have it whole"
    assert not college.is_said(college.main, "на хуй")
    assert college.is_said(college.main, "есть в журнале")


async def test_a_moderators_note_and_a_mistyped_word_are_not_repeated(college: College) -> None:
    message = await college.say(STUDENT, "Ну и ну")
    await college.say(TEACHER, "/нарушение 2 написал «иди на хуй»", reply_to=message)
    assert college.is_said(STUDENT, "иди на хуй")
    await college.say(CLASSMATE, "/пиздец")
    await college.say(TEACHER, "/статус Пиздец")
    for word in ("на хуй", "пиздец", "Пиздец"):
        assert not college.is_said(college.main, word)


@pytest.mark.parametrize(
    "words",
    [
        "Простите, я больше так не буду.",
        "Извините меня, пожалуйста, я был дурак и вёл себя как идиот",
        "Анна Петровна, простите, я Вас обозвал, я не хотел",
        "Прости меня, Ира! Я не должен был называть тебя дурой.",
        "Я извиняюсь за мат, блин, больше не повторится",
        "Извиняюсь перед всеми за спам и рекламу, ссылку удалил",
    ],
)
async def test_an_honest_apology_is_held_by_nothing(college: College, words: str) -> None:
    async with open_scene(college.bot.services, ChatId(college.main)) as scene:
        assert await found_in(scene, words) == ()
        assert await scene.actor(MemberId(STUDENT))


@pytest.mark.parametrize("ending", variants("the term", "an annulment"))
async def test_what_waits_loses_its_buttons_when_the_block_ends(
    college: College, ending: str
) -> None:
    for _ in range(4):
        await college.violation(STUDENT)
    await college.say(TEACHER, f"/блок @id{STUDENT} 12 ч")
    await apologise(college, RUDE)
    assert college.button(TEACHER, "withheld", publish=True)
    if ending == "the term":
        await college.bot.advance(DAY / 2)
    else:
        await college.say(TEACHER, "/отменить 1 по ошибке")
    with pytest.raises(AssertionError, match="no such button"):
        college.button(TEACHER, "withheld")
    assert college.is_said(TEACHER, "извинения больше не ждут решения")


@pytest.mark.slow
async def test_a_parent_who_moderates_does_not_get_their_childs_words(college: College) -> None:
    await college.say(ADMINISTRATOR, f"/семья @id{TEACHER} @id{STUDENT}", to=ADMINISTRATOR)
    await college.block(STUDENT, by=COLLEAGUE)
    await apologise(college, RUDE)
    assert not college.is_said(TEACHER, "casino")
    assert college.is_said(COLLEAGUE, "casino")
    assert college.is_said(ADMINISTRATOR, "casino")


@pytest.mark.slow
async def test_moderators_are_asked_about_so_many_and_other_words_go_at_once(
    blocked: College,
) -> None:
    await apologise(blocked, RUDE)
    for number in (2, 3, 4):
        await blocked.say(STUDENT, f"/извинения {RUDE} {number}", to=STUDENT)
        if number < 4:
            await blocked.confirm(STUDENT)
    assert blocked.is_said(TEACHER, f"{RUDE} 3")
    assert not blocked.is_said(TEACHER, f"{RUDE} 4")
    assert "снова замечено" in blocked.last(STUDENT)
    await apologise(blocked, SORRY)
    assert blocked.is_said(blocked.main, SORRY)
