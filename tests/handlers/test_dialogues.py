"""A dialogue ends, and nothing goes out that its author did not confirm (п. 5.12.6, 6.1)."""

import pytest

from rules.ids import MemberId
from storage.erasing import erase_passing
from tests.in_process.college import (
    ADMINISTRATOR,
    CLASSMATE,
    STUDENT,
    TEACHER,
    College,
    found,
    found_with_block,
)
from tests.in_process.prepared import prepared_by
from tests.rights.trial import pressing
from tests.variants import variants

HOUR, DAY = 3600, 24 * 3600
WORDS = "Простите, я больше так не буду."
REASON = "Страница была взломана."


college = prepared_by(found, administrators=[ADMINISTRATOR])
blocked = prepared_by(found_with_block, administrators=[ADMINISTRATOR])


async def waiting(college: College, who: int) -> object:
    bot = college.bot
    async with bot.storage.reading() as reading:
        return await reading.dialogue(MemberId(who), bot.clock.now())


async def contested(college: College) -> None:
    """The student contests a violation, and the administrator presses «Отменить решение»."""
    await college.violation(STUDENT)
    number = college.violations[STUDENT][-1]
    await college.send(STUDENT, f"/обжаловать {number} Это писал не я")
    await college.press(
        ADMINISTRATOR, college.button(ADMINISTRATOR, "decide", grant=True, appeal=1)
    )


@pytest.mark.slow
async def test_a_message_of_another_day_decides_no_appeal(college: College) -> None:
    await contested(college)
    await college.bot.advance(20 * DAY)
    await college.say(ADMINISTRATOR, "Так когда педсовет?", to=ADMINISTRATOR)
    assert "Здравствуйте" in college.last(ADMINISTRATOR), "answered as an ordinary message"
    for peer in (college.main, STUDENT, TEACHER):
        assert not college.is_said(peer, "педсовет")
        assert not college.is_said(peer, "Решение отменено")


async def test_a_decision_is_shown_before_it_goes(college: College) -> None:
    await contested(college)
    await college.bot.advance(HOUR - 60)
    await college.say(ADMINISTRATOR, REASON, to=ADMINISTRATOR)
    assert REASON in college.last(ADMINISTRATOR)
    assert not college.is_said(college.main, REASON)
    await college.confirm(ADMINISTRATOR)
    assert college.is_said(college.main, REASON)
    assert college.is_said(STUDENT, REASON)


@pytest.mark.parametrize(
    "ending", variants("отмена", "Отмена.", "/отмена", "button", "/статус", "правила")
)
async def test_what_was_begun_ends(college: College, ending: str) -> None:
    await contested(college)
    match ending:
        case "button":
            await college.confirm(ADMINISTRATOR, "cancel")
        case "правила":
            ask = college.button(ADMINISTRATOR, "ask", side="member")
            await college.press(ADMINISTRATOR, ask)
            await college.say(ADMINISTRATOR, "отмена", to=ADMINISTRATOR)
        case _:
            await college.say(ADMINISTRATOR, ending, to=ADMINISTRATOR)
    assert await waiting(college, ADMINISTRATOR) is None
    await college.say(ADMINISTRATOR, REASON, to=ADMINISTRATOR)
    assert "Здравствуйте" in college.last(ADMINISTRATOR)
    assert not college.is_said(college.main, REASON)


@pytest.mark.slow
async def test_another_button_begins_something_else(college: College) -> None:
    await contested(college)
    await college.say(ADMINISTRATOR, REASON, to=ADMINISTRATOR)
    await college.press(ADMINISTRATOR, college.button(ADMINISTRATOR, "ask", side="member"))
    await college.send(ADMINISTRATOR, "Где Вы были?")
    assert college.is_said(STUDENT, "Где Вы были?")
    assert not college.is_said(STUDENT, REASON)


async def test_an_appeal_decided_meanwhile_is_refused(college: College) -> None:
    await contested(college)
    await college.say(ADMINISTRATOR, REASON, to=ADMINISTRATOR)
    shown = college.button(ADMINISTRATOR, "words", act="send")
    await college.press(ADMINISTRATOR, shown)
    told = len(college.said(college.main))
    await college.press(ADMINISTRATOR, shown)
    await college.bot.advance(1)
    assert len(college.said(college.main)) == told, "once is enough"


async def test_an_apology_typed_whole_waits_for_its_author(blocked: College) -> None:
    await blocked.say(STUDENT, f"/извинения {WORDS}", to=STUDENT)
    assert WORDS in blocked.last(STUDENT)
    assert not blocked.is_said(blocked.main, WORDS)
    await blocked.confirm(STUDENT, "add")
    await blocked.say(STUDENT, "И перед Анной Петровной.", to=STUDENT)
    assert f"{WORDS}\nИ перед Анной" in blocked.last(STUDENT)
    await blocked.confirm(STUDENT)
    assert blocked.is_said(blocked.main, f"{WORDS}\nИ перед Анной")


async def test_words_are_sent_by_typing_as_well(blocked: College) -> None:
    await blocked.say(STUDENT, "/извинения", to=STUDENT)
    await blocked.say(STUDENT, WORDS, to=STUDENT)
    await blocked.say(STUDENT, "Отправить", to=STUDENT)
    assert blocked.is_said(blocked.main, WORDS)


async def test_a_shown_text_takes_one_press_of_its_author(blocked: College) -> None:
    await blocked.say(STUDENT, f"/извинения {WORDS}", to=STUDENT)
    old = blocked.button(STUDENT, "words", act="send")
    await blocked.say(STUDENT, "И перед Анной Петровной.", to=STUDENT)
    for who, payload in (
        (STUDENT, old.payload),
        (CLASSMATE, blocked.button(STUDENT, "words", act="send").payload),
        (STUDENT, {"do": "words", "act": "send", "key": 1}),
    ):
        await blocked.bot.hear(pressing(who, who, payload, None))
        await blocked.bot.follow()
        assert not blocked.is_said(blocked.main, WORDS)
    await blocked.confirm(STUDENT)
    assert blocked.is_said(blocked.main, WORDS)


async def test_a_block_that_ended_meanwhile_takes_no_apology(blocked: College) -> None:
    await blocked.say(STUDENT, f"/извинения {WORDS}", to=STUDENT)
    await blocked.say(TEACHER, "/отменить 1 по ошибке")
    await blocked.confirm(STUDENT)
    assert not blocked.is_said(blocked.main, WORDS)
    assert "5.12.6" in blocked.last(STUDENT)


async def test_nothing_is_left_of_what_was_not_sent(blocked: College) -> None:
    await blocked.say(STUDENT, f"/извинения {WORDS}", to=STUDENT)
    bot = blocked.bot
    for seconds, left in ((HOUR - 60, 1), (60, 0)):
        bot.clock.advance(seconds)
        async with bot.storage.work() as work:
            await erase_passing(work.connection, bot.services.policy, bot.clock.now())
            rows = await work.connection.exec_driver_sql("SELECT count(*) FROM dialogues")
            assert rows.scalar_one() == left


async def test_an_apology_in_the_chat_is_confirmed_in_private(college: College) -> None:
    college.bot.world.capabilities.restrict_members = False
    await college.block(STUDENT)
    await college.say(STUDENT, f"/извинения {WORDS}")
    assert not college.is_said(college.main, WORDS)
    await college.confirm(STUDENT)
    assert college.is_said(college.main, WORDS)


@pytest.mark.slow
async def test_whoever_takes_no_private_messages_is_told_how_once(college: College) -> None:
    world = college.bot.world
    world.capabilities.restrict_members = False
    await college.block(STUDENT)
    world.allow_private(STUDENT, False)
    await college.bot.follow()
    for _ in range(3):
        await college.say(STUDENT, f"/извинения {WORDS}")
    said = [each.text for each in college.said(college.main) if "/извинения" in each.text]
    assert len([text for text in said if "писать Вам лично я пока не могу" in text]) == 1
    assert not college.is_said(college.main, WORDS)


async def test_words_that_are_none_are_asked_for_again(blocked: College) -> None:
    await blocked.say(STUDENT, "/извинения", to=STUDENT)
    sticker = blocked.bot.world.sticker()
    blocked.bot.world.write(STUDENT, STUDENT, "", attachments=[sticker])
    await blocked.bot.follow()
    assert "/извинения" in blocked.last(STUDENT)
    await blocked.say(STUDENT, WORDS, to=STUDENT)
    await blocked.say(STUDENT, "п" * 990, to=STUDENT)
    assert "1000" in blocked.last(STUDENT)
    await blocked.confirm(STUDENT)
    assert blocked.is_said(blocked.main, WORDS)
    assert not blocked.is_said(blocked.main, "ппп")


@pytest.mark.slow
async def test_words_for_a_block_that_was_undone_do_not_go_for_the_next(blocked: College) -> None:
    await blocked.say(STUDENT, f"/извинения {WORDS}", to=STUDENT)
    await blocked.press(TEACHER, blocked.button(blocked.main, "undo", act="block"))
    await blocked.say(TEACHER, f"/блок @id{STUDENT} месяц")
    await blocked.confirm(STUDENT)
    assert not blocked.is_said(blocked.main, WORDS)
    assert "сейчас действует другая" in blocked.last(STUDENT)


async def test_an_appeal_against_a_block_that_was_undone_is_none_against_the_next(
    blocked: College,
) -> None:
    await blocked.say(STUDENT, f"/обжаловать блок {REASON}", to=STUDENT)
    await blocked.press(TEACHER, blocked.button(blocked.main, "undo", act="block"))
    await blocked.say(TEACHER, f"/блок @id{STUDENT} месяц")
    await blocked.confirm(STUDENT)
    assert not blocked.is_said(ADMINISTRATOR, REASON)
    assert "блокировки" in blocked.last(STUDENT)


async def test_a_shown_text_loses_its_buttons_when_its_time_is_over(blocked: College) -> None:
    await blocked.say(STUDENT, f"/извинения {WORDS}", to=STUDENT)
    await blocked.bot.advance(HOUR / 2)
    await blocked.confirm(STUDENT, "add")
    await blocked.bot.advance(HOUR - 60)
    assert blocked.button(STUDENT, "words", act="send"), "its time begins anew"
    await blocked.bot.advance(60)
    with pytest.raises(AssertionError, match="no such button"):
        blocked.button(STUDENT, "words")
    assert blocked.is_said(STUDENT, "Время вышло")
    assert not blocked.is_said(STUDENT, WORDS)


async def test_what_was_sent_says_so_also_after_its_time(blocked: College) -> None:
    await blocked.say(STUDENT, f"/извинения {WORDS}", to=STUDENT)
    await blocked.confirm(STUDENT)
    await blocked.bot.advance(HOUR + 60)
    assert blocked.is_said(STUDENT, f"Отправлено:\n{WORDS}")
    assert not blocked.is_said(STUDENT, "Время вышло")


@pytest.mark.slow
@pytest.mark.parametrize("what", ["a command", "a button"])
async def test_what_is_begun_in_the_chat_ends_it_as_well(college: College, what: str) -> None:
    await college.violation(CLASSMATE)
    await contested(college)
    if what == "a command":
        await college.say(ADMINISTRATOR, "/правила")
    else:
        await college.press(ADMINISTRATOR, college.button(college.main, "undo", key=1))
    assert await waiting(college, ADMINISTRATOR) is None
    with pytest.raises(AssertionError, match="no such button"):
        college.button(ADMINISTRATOR, "words")


async def test_in_private_nobody_is_said_to_be_missing_in_this_chat(college: College) -> None:
    await college.say(ADMINISTRATOR, "/выбыл Неизвестный", to=ADMINISTRATOR)
    assert "В Ваших беседах нет участника" in college.last(ADMINISTRATOR)
    await college.say(ADMINISTRATOR, "/семья Неизвестный @id601", to=ADMINISTRATOR)
    assert "В Ваших беседах нет участника" in college.last(ADMINISTRATOR)


async def test_plain_words_answer_an_administrators_question_once_confirmed(
    college: College,
) -> None:
    await contested(college)
    await college.press(ADMINISTRATOR, college.button(ADMINISTRATOR, "ask", side="member"))
    await college.send(ADMINISTRATOR, "Где Вы были?")
    await college.say(STUDENT, "дома", to=STUDENT)
    assert not college.is_said(ADMINISTRATOR, "дома")
    await college.confirm(STUDENT)
    assert "дома" in college.last(ADMINISTRATOR)
    # the answer has the buttons that decide
    await college.press(
        ADMINISTRATOR, college.button(ADMINISTRATOR, "decide", grant=True, appeal=1)
    )
    await college.send(ADMINISTRATOR, REASON)
    assert college.is_said(STUDENT, "запись №\xa01,")
    await college.say(STUDENT, "дома", to=STUDENT)
    assert "Здравствуйте" in college.last(STUDENT), "the question is over"
