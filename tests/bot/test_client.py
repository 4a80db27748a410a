import asyncio
import io
from typing import Any

import pytest
from loguru import logger

from bot.log import configure_log
from bot.vk.client import UNTIL_IT_WORKS, Manner, VkClient, VkRefused
from bot.vk.faults import UNANSWERED
from bot.vk.pace import Pace, Urgency
from tests.bot.hasty import in_no_time
from tests.bot.scripted_vk import (
    BAD_GATEWAY,
    DROP,
    HANG,
    TOKEN,
    ScriptedVk,
    client_of,
    error,
    refusal,
    well,
)

ONCE = Manner(patience=0)
TROUBLES: tuple[Any, ...] = (
    *map(error, (1, 6, 10, 990)),
    BAD_GATEWAY,
    DROP,
    [],
    "text",
    {"a": 1},
    None,
)
MUTE = "messages.changeConversationMemberRestrictions"


async def test_parameters_arrive_as_vk_reads_them(vk: ScriptedVk) -> None:
    vk.script("messages.delete", well([{"response": 1}]))

    answer = await vk.client.call(
        "messages.delete", cmids=[1, 2], delete_for_all=True, spam=False, reason=None
    )

    assert answer == [{"response": 1}]
    assert vk.asked[0].params == {"cmids": "1,2", "delete_for_all": "1", "spam": "0"}


async def test_a_parameter_may_be_named_like_a_python_keyword(vk: ScriptedVk) -> None:
    vk.script(MUTE, well({"failed_member_ids": []}))

    await vk.client.call(MUTE, **{"for": 60})

    assert vk.asked[0].params == {"for": "60"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("troubles", "pauses"),
    [
        *(([trouble], [0.5]) for trouble in TROUBLES),
        ([error(10), BAD_GATEWAY, DROP], [0.5, 1, 2]),
        ([error(9), error(9), error(29)], [30, 60, 2400]),
        ([error(14), error(14)], [30, 60]),
        ([error(29), error(29)], [600, 1200]),
    ],
    ids=str,
)
async def test_trouble_is_repeated_after_growing_pauses_until_it_is_over(
    vk: ScriptedVk, troubles: list[object], pauses: list[float]
) -> None:
    rests: list[float] = []
    async with client_of(vk, rests=rests) as client:
        vk.script("users.get", *troubles, well([1]))

        assert await client.call("users.get", UNTIL_IT_WORKS) == [1]

    assert len(vk.asked) == len(troubles) + 1
    assert rests == [pytest.approx(pause, rel=0.2) for pause in pauses]


async def test_a_timeout_counts_as_trouble(vk: ScriptedVk) -> None:
    async with client_of(vk, seconds=0.2, rests=[]) as client:
        vk.script("users.get", HANG, well([1]))

        assert await client.call("users.get") == [1]


async def test_patience_has_an_end(vk: ScriptedVk) -> None:
    async with client_of(vk, rests=[]) as client:
        vk.script("users.get", error(10))

        with refusal(10):
            await client.call("users.get", Manner(patience=1.0))

    assert 1 < len(vk.asked) < 4


@pytest.mark.parametrize(
    ("answer", "manner", "code"),
    [
        (DROP, ONCE, UNANSWERED),
        # somebody waits for the answer, and not for so long as a flood takes
        (error(9), Manner(), 9),
        *((error(code), Manner(), code) for code in (15, 100, 917, 925, 951)),
    ],
    ids=str,
)
async def test_one_attempt_is_made_without_patience_and_after_a_refusal(
    vk: ScriptedVk, answer: object, manner: Manner, code: int
) -> None:
    vk.script("messages.send", answer)

    async with asyncio.timeout(2):
        with refusal(code, None if answer == DROP else "refused"):
            await vk.client.call("messages.send", manner)

    assert len(vk.asked) == 1


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
async def test_neither_the_token_nor_words_reach_the_log(vk: ScriptedVk, level: str) -> None:
    log, words = io.StringIO(), "Привет, Иванов"
    configure_log(level, [TOKEN], to=log)
    try:
        async with VkClient.open(url="http://127.0.0.1:1/", token=TOKEN) as nobody:
            for answer in (error(917, f"with {TOKEN}"), BAD_GATEWAY, DROP, error(10), error(14)):
                vk.script("messages.send", answer)
                for client in (vk.client, nobody):
                    try:
                        await client.call("messages.send", ONCE, message=words)
                    except VkRefused:
                        logger.exception("the call failed")
    finally:
        logger.remove()

    assert "the call failed" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert "Иванов" not in log.getvalue()


async def turns(
    pace: Pace, urgency: Urgency, number: int, into: list[float], *, apart: float = 0.0
) -> None:
    for _ in range(number):
        await pace.turn(urgency)
        into.append(asyncio.get_running_loop().time())
        await asyncio.sleep(apart)


@in_no_time
async def test_no_second_has_more_calls_than_vk_allows() -> None:
    pace, taken = Pace(10), list[float]()

    async with asyncio.TaskGroup() as group:
        for _ in range(25):
            group.create_task(turns(pace, Urgency.ANSWER, 1, taken))

    assert len(taken) == 25
    assert all(after - before > 1.0 for before, after in zip(taken, taken[10:], strict=False))
    # all ten of a second at once, and the last five as soon as they may: not a second later
    assert taken[9] - taken[0] < taken[10] - taken[9]
    assert taken[24] - taken[20] < taken[20] - taken[19]


@in_no_time
async def test_moderation_goes_before_waiting_words() -> None:
    pace, words, deeds = Pace(5), list[float](), list[float]()

    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(turns(pace, Urgency.WORDS, 1, words))
        await asyncio.sleep(0.05)
        begun = asyncio.get_running_loop().time()
        group.create_task(turns(pace, Urgency.MODERATION, 1, deeds))

    assert deeds[0] - begun < 0.2
    assert len(words) == 4
    assert words[-1] > deeds[0]


@in_no_time
async def test_leisure_takes_a_part_of_a_second_and_never_the_place_of_anything_else() -> None:
    pace, leisure, words = Pace(8), list[float](), list[float]()

    async with asyncio.TaskGroup() as group:
        for _ in range(6):
            group.create_task(turns(pace, Urgency.LEISURE, 1, leisure))
        await asyncio.sleep(0.05)
        begun = asyncio.get_running_loop().time()
        assert len(leisure) == 2
        for _ in range(3):
            group.create_task(turns(pace, Urgency.WORDS, 1, words))
        await asyncio.sleep(0.05)
        assert len(words) == 3

    assert leisure[-1] - begun > 1.0


@in_no_time
async def test_a_round_of_routine_looks_does_not_keep_leisure_waiting_until_its_end() -> None:
    pace, leisure, looks = Pace(8), list[float](), list[float]()

    async with asyncio.TaskGroup() as group:
        round_ = group.create_task(turns(pace, Urgency.REPORT, 10, looks, apart=0.25))
        await asyncio.sleep(0.6)
        group.create_task(turns(pace, Urgency.LEISURE, 1, leisure))
        await round_

    assert leisure[0] < looks[4]


@in_no_time
async def test_leisure_takes_nothing_of_what_somebody_waits_for() -> None:
    pace, leisure, answers = Pace(8), list[float](), list[float]()

    async with asyncio.TaskGroup() as group:
        group.create_task(turns(pace, Urgency.ANSWER, 8, answers, apart=0.3))
        await asyncio.sleep(0.7)
        group.create_task(turns(pace, Urgency.LEISURE, 1, leisure))

    assert leisure[0] > answers[-1]


@in_no_time
async def test_a_notice_goes_before_a_round_of_routine_looks() -> None:
    pace, words, looks = Pace(8), list[float](), list[float]()

    async with asyncio.TaskGroup() as group:
        round_ = group.create_task(turns(pace, Urgency.REPORT, 12, looks))
        await asyncio.sleep(0.05)
        group.create_task(turns(pace, Urgency.WORDS, 3, words))
        await round_

    assert words[2] < looks[8]


@in_no_time
async def test_the_turn_of_a_cancelled_waiter_is_not_lost() -> None:
    pace, taken = Pace(1), list[float]()
    await pace.turn(Urgency.ANSWER)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await pace.turn(Urgency.MODERATION)
    async with asyncio.timeout(1.5):
        await turns(pace, Urgency.WORDS, 1, taken)

    assert len(taken) == 1


@pytest.mark.slow
async def test_after_too_many_calls_nobody_calls_for_a_while(vk: ScriptedVk) -> None:
    vk.script("users.get", error(6), well([]))
    vk.script("messages.delete", well([]))

    async with asyncio.TaskGroup() as group:
        group.create_task(vk.client.call("users.get"))
        await asyncio.sleep(0.1)
        group.create_task(vk.client.call("messages.delete", Manner(urgency=Urgency.MODERATION)))

    assert vk.of("messages.delete")[0].at - vk.asked[0].at > 0.3
