"""Updates of one chat in order, chats side by side, each once; a failure stops nothing else."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from loguru import logger

from bot.intake import Intake, OnGap
from bot.nursery import Nursery
from bot.queues import lightened
from bot.read_marks import ReadMarks
from bot.stream import Batch, StreamPlace, TakeMissed
from bot.vk.client import TokenRejected
from bot.vk.updates import VkUpdates
from handlers.conversation.strangers import Strangers
from handlers.conversation.watch import Watch
from handlers.events import Enclosed, Event, Wrote
from handlers.screening import Findings, Screen
from rules.ids import ChatId, MemberId, MessageId
from storage.database import AlreadyHandledError
from storage.records import ReadMark
from tests.bench.dispatch import services_for, with_everything_on

CHAT, OTHER = 2_000_000_001, 2_000_000_002
READER = VkUpdates(MemberId(-1))


_numbers = itertools.count(1)


def update(event: str, peer: int = CHAT, text: str = "/слово") -> dict[str, Any]:
    message = {
        "peer_id": peer,
        "from_id": 202,
        "conversation_message_id": next(_numbers),
        "text": text,
    }
    return {"event_id": event, "type": "message_new", "object": {"message": message}}


def text_of(event: Event) -> str:
    return event.text if isinstance(event, Wrote) else ""


KNOWN = 401


class Gate(Strangers):
    """Treats chats above `OTHER` as strangers'; «/чат» may make one a served chat."""

    def __init__(self) -> None:
        pass

    def sent(self, event: Event) -> bool:
        return event.peer > OTHER and event.author != KNOWN

    def turn(self, event: Event) -> str | None:
        text = text_of(event)
        return text if text.startswith("/чат") else None


class Forgetful:
    """A stream whose first batches report lost updates; then nothing comes."""

    def __init__(self, gaps: int) -> None:
        self._batches = [Batch(place="7", updates=[], gap=True)] * gaps

    async def after(self, place: str) -> Batch:
        if self._batches:
            # a reading of what was lost before begins meanwhile
            await asyncio.sleep(0)
            return self._batches.pop()
        await asyncio.Event().wait()
        raise AssertionError

    async def done_with(self, events: Collection[str]) -> None:
        """Ignore it."""


class Desk:
    """Handles updates, and records how."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.looked: list[str] = []
        self.ended: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.failures: dict[str, Exception] = {}
        self.ordinary = {"слово"}
        self.bugs: set[str] = set()
        self.place = StreamPlace("0")
        self.marks = ReadMarks()
        self.gaps = 0
        self.open(self.gap)
        self.swept: list[list[str]] = []
        self.spoiled: Exception | None = None

    def open(
        self, on_gap: OnGap, marks: ReadMarks | None = None, strangers: Gate | None = None
    ) -> Intake:
        """Open an intake before this desk, which reads gaps by that function."""
        self.intake = Intake(
            reader=READER,
            look=self.look,
            handle=self.handle,
            on_gap=on_gap,
            place=self.place,
            sweeps=self,
            marks=self.marks if marks is None else marks,
            strangers=strangers,
        )
        return self.intake

    @asynccontextmanager
    async def running(
        self, on_gap: OnGap, marks: ReadMarks | None = None, gaps: int = 1
    ) -> AsyncIterator[Intake]:
        """Run an intake on a stream that reports so many gaps at first."""
        intake = self.open(on_gap, marks)
        async with Nursery() as nursery:
            nursery.start(intake.run(Forgetful(gaps)), "intake")
            await asyncio.sleep(0.01)
            yield intake

    def fits(self, event: Event) -> bool:
        return text_of(event) == "спам"

    async def away(self, events: Sequence[Event]) -> None:
        await asyncio.sleep(0)
        if self.spoiled is not None:
            raise self.spoiled
        self.swept.append([event.event for event in events])

    def look(self, event: Event) -> Findings | None:
        self.looked.append(event.event)
        if text_of(event) in self.bugs:
            raise ValueError
        return None if text_of(event) in self.ordinary else ()

    def gap(self, take: TakeMissed) -> None:
        self.gaps += 1

    async def handle(self, event: Event, found: Findings) -> None:
        name = event.event
        self.begun.append(name)
        await asyncio.sleep(0)
        if name in self.gates:
            await self.gates[name].wait()
        if name in self.failures:
            raise self.failures[name]
        self.ended.append(name)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 -- it is another's doing
            await asyncio.sleep(0.005)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_updates_of_one_chat_are_handled_in_order(desk: Desk) -> None:
    desk.gates["0"] = asyncio.Event()
    desk.intake.take("1", [update(str(number)) for number in range(20)])
    await asyncio.sleep(0.01)
    assert desk.begun == ["0"]
    desk.gates["0"].set()
    await desk.intake.finish()
    assert desk.ended == [str(number) for number in range(20)]
    assert desk.place.place == "1"


async def test_another_chat_does_not_wait(desk: Desk) -> None:
    desk.gates["a"] = asyncio.Event()
    desk.intake.take("1", [update("a"), update("b"), update("c", OTHER)])
    await asyncio.sleep(0.01)
    assert desk.ended == ["c"]
    assert desk.place.place == "0"
    desk.gates["a"].set()
    await desk.intake.finish()
    assert desk.ended == ["c", "a", "b"]


async def test_an_ordinary_message_is_finished_at_once(desk: Desk) -> None:
    desk.intake.take("7", [update("a", text="слово"), update("b", text="слово")])
    assert desk.place.place == "7"
    assert desk.begun == []


async def test_an_ordinary_message_behind_an_unfinished_update_is_looked_at_in_its_turn(
    desk: Desk,
) -> None:
    desk.gates["block"] = asyncio.Event()
    desk.intake.take("1", [update("block"), update("after", text="слово")])
    await asyncio.sleep(0.01)
    desk.ordinary.clear()  # whoever wrote it was blocked meanwhile
    desk.gates["block"].set()
    await desk.intake.finish()
    assert desk.ended == ["block", "after"]


async def test_every_update_is_looked_at_once(desk: Desk) -> None:
    line = [*raid("a", "b"), update("plain", text="слово"), *raid("c"), update("d"), *raid("e")]
    desk.intake.take("1", [update("first"), *line, update("last", text="слово")])
    desk.intake.take("2", [update("elsewhere", OTHER, text="слово"), update("other", OTHER)])

    await desk.intake.finish()

    assert desk.swept == [["a", "b", "c"]]
    # what is swept is known by its author alone
    assert sorted(desk.looked) == sorted(["first", "plain", "d", "e", "last", "elsewhere", "other"])


async def test_findings_stay_with_their_update_in_a_long_queue() -> None:
    chats = [ChatId(CHAT + number) for number in range(1200)]
    services = services_for(Watch(served=set(chats)))
    for chat in chats:
        services.lookout.note_chat(chat, with_everything_on(chat))
    handled: list[Findings] = []

    async def handle(event: Event, found: Findings) -> None:
        handled.append(found)

    intake = Intake(
        reader=READER,
        look=Screen(services).look,
        handle=handle,
        on_gap=lambda take: None,
        place=StreamPlace("0"),
    )
    intake.take("1", [update(str(chat), chat, text="иди на хуй") for chat in chats])
    await intake.finish()

    assert len(handled) == len(chats)
    assert all(handled)


async def test_a_repeat_is_dropped(desk: Desk) -> None:
    desk.intake.take("1", [update("a"), update("a"), update("b")])
    desk.intake.take("2", [update("a")])
    await desk.intake.finish()
    assert desk.begun == ["a", "b"]
    assert desk.place.place == "2"


async def test_a_failure_is_logged_with_the_event_and_stops_nothing(
    desk: Desk, errors: list[str]
) -> None:
    desk.failures["bad"] = ValueError("тайное слово")
    desk.intake.take("1", [update("bad"), update("good")])
    await desk.intake.finish()
    assert desk.ended == ["good"]
    assert desk.place.place == "1"
    assert "event bad" in "".join(errors)


async def test_an_event_handled_before_the_restart_is_no_failure(desk: Desk) -> None:
    told: list[str] = []
    sink = logger.add(told.append, level="INFO")
    desk.failures["old"] = AlreadyHandledError("old")
    desk.intake.take("1", [update("old")])
    await desk.intake.finish()
    logger.remove(sink)
    assert desk.place.place == "1"
    assert told == []


@pytest.mark.parametrize("nonsense", [{}, {"object": None}, {"object": {"message": {}}}])
async def test_nonsense_does_not_spoil_the_batch(desk: Desk, nonsense: dict[str, Any]) -> None:
    desk.intake.take("1", [{"event_id": "x", "type": "?", **nonsense}, update("a")])
    await desk.intake.finish()
    assert desk.ended[-1:] == ["a"]
    assert desk.place.place == "1"


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        "an update",
        {"event_id": "x", "type": [], "object": {}},
        {"event_id": "x" * 151, "type": "message_event", "object": {"peer_id": 5}},
        {"event_id": "x", "type": "message_event", "object": {"peer_id": "5"}},
        {"event_id": "x", "type": "message_event", "object": {"peer_id": 2**63}},
        {"event_id": "x", "type": "message_allow", "object": {"message": -1e308}},
        {"event_id": "x", "type": "message_new", "object": {"message": {"peer_id": "5"}}},
        {"event_id": "x", "type": "message_new", "object": {"message": {"peer_id": CHAT}}},
    ],
    ids=repr,
)
async def test_a_malformed_update_is_dropped_and_not_logged_as_a_bug(
    desk: Desk, odd: Any, errors: list[str]
) -> None:
    desk.intake.take("1", [odd, update("a")])
    await desk.intake.finish()
    assert desk.ended == ["a"]
    assert desk.place.place == "1"
    assert errors == []


async def test_a_number_that_no_database_takes_leaves_no_mark(desk: Desk) -> None:
    strange = update("a", text="слово")
    strange["object"]["message"]["conversation_message_id"] = 2**63
    desk.intake.take("1", [strange])
    assert desk.marks.unsaved() == {}


async def test_closing_finishes_what_is_begun_and_leaves_the_rest_to_vk(desk: Desk) -> None:
    desk.gates["a"] = asyncio.Event()
    desk.intake.take("1", [update("a")])
    desk.intake.take("2", [update("b")])
    await asyncio.sleep(0.01)
    asyncio.get_running_loop().call_later(0.05, desk.gates["a"].set)
    await desk.intake.close(2)
    assert desk.ended == ["a"]
    assert desk.place.place == "1"


async def test_closing_waits_no_longer_than_it_is_told(desk: Desk) -> None:
    desk.gates["a"] = asyncio.Event()
    desk.intake.take("1", [update("a")])
    await asyncio.sleep(0.01)
    async with asyncio.timeout(1):
        await desk.intake.close(0.05)
    assert desk.ended == []
    assert desk.place.place == "0"


def raid(*events: str) -> list[dict[str, Any]]:
    return [update(event, text="спам") for event in events]


async def test_consecutive_updates_of_one_kind_are_swept_together(desk: Desk) -> None:
    desk.intake.take("1", [*raid("a", "b"), update("плюс", text="слово"), *raid("c")])

    await desk.intake.finish()

    assert desk.swept == [["a", "b", "c"]]
    assert desk.begun == []
    assert desk.place.place == "1"


async def test_nothing_of_another_kind_is_overtaken(desk: Desk) -> None:
    desk.intake.take("1", [*raid("a", "b"), update("lift"), *raid("c", "d")])

    await desk.intake.finish()

    assert desk.swept == [["a", "b"], ["c", "d"]]
    assert desk.begun == ["lift"]


async def test_a_single_update_is_handled_by_itself(desk: Desk) -> None:
    desk.intake.take("1", [*raid("a"), update("b"), *raid("c")])

    await desk.intake.finish()

    assert desk.swept == []
    assert desk.begun == ["a", "b", "c"]


async def test_a_hundred_at_most_are_swept_together(desk: Desk) -> None:
    desk.intake.take("1", raid(*map(str, range(250))))

    await desk.intake.finish()

    assert [len(events) for events in desk.swept] == [100, 100, 50]


@pytest.mark.parametrize("failure", [AlreadyHandledError("a"), ValueError("a")], ids=repr)
async def test_updates_that_cannot_be_swept_are_handled_one_by_one(
    desk: Desk, failure: Exception
) -> None:
    desk.spoiled = failure
    desk.intake.take("1", [*raid("a", "b", "c"), update("d")])

    await desk.intake.finish()

    assert desk.begun == ["a", "b", "c", "d"]
    assert desk.place.place == "1"


@pytest.mark.parametrize("fails", [False, True])
async def test_no_place_is_saved_before_a_gap_is_read(desk: Desk, fails: bool) -> None:
    read = asyncio.Event()

    async def reading(take: TakeMissed) -> None:
        await read.wait()
        if fails:
            raise ValueError
        take(CHAT, [update("missed")], ())

    async with desk.running(reading) as intake:
        intake.take("8", [update("new", OTHER)])
        await asyncio.sleep(0.01)
        assert desk.ended == ["new"], "what is new does not wait"
        assert desk.place.place == "0"
        read.set()
        await intake.finish()
        await asyncio.sleep(0.01)
    assert desk.ended == (["new"] if fails else ["new", "missed"])
    assert desk.place.place == "8"


async def test_no_place_is_saved_before_missed_messages_are_handled(desk: Desk) -> None:
    async def reading(take: TakeMissed) -> None:
        take(CHAT, [update("missed"), update("missed too")], ())

    desk.gates["missed too"] = asyncio.Event()
    async with desk.running(reading) as intake:
        await until(lambda: desk.ended == ["missed"])
        await asyncio.sleep(0.01)
        assert desk.place.place == "0", "a restart is told of the gap again"
        desk.gates["missed too"].set()
        await intake.finish()
        await asyncio.sleep(0.01)
    assert desk.place.place != "0"


def numbered(event: str, number: int, text: str = "/слово") -> dict[str, Any]:
    told = update(event, text=text)
    told["object"]["message"]["conversation_message_id"] = number
    return told


async def test_an_update_waits_until_the_gap_before_it_is_read(desk: Desk) -> None:
    read = asyncio.Event()

    async def reading(take: TakeMissed) -> None:
        await read.wait()
        take(CHAT, [numbered("missed", 11)], marks.readings(CHAT))

    marks = ReadMarks({ChatId(CHAT): ReadMark(message=MessageId(10))})
    desk.ordinary = {"слово"}
    async with desk.running(reading, marks) as intake:
        desk.ordinary.clear()
        intake.take("8", [numbered("after", 12, "слово"), update("elsewhere", OTHER)])
        intake.take("9", [numbered("last", 13)])
        await asyncio.sleep(0.01)
        assert desk.ended == ["elsewhere"]
        assert intake.waiting == 2
        read.set()
        await until(lambda: desk.ended[-1] == "last")
        await intake.finish()
    assert desk.ended == ["elsewhere", "missed", "after", "last"]
    assert (desk.place.place, intake.waiting) == ("9", 0)


async def test_an_update_waits_for_the_later_of_two_readings(desk: Desk) -> None:
    begun: list[asyncio.Event] = []

    async def reading(take: TakeMissed) -> None:
        read, number = asyncio.Event(), 11 + len(begun)
        begun.append(read)
        readings = marks.readings(CHAT)
        await read.wait()
        take(CHAT, [numbered(f"missed {number}", number)], readings)

    marks = ReadMarks({ChatId(CHAT): ReadMark(message=MessageId(10))})
    async with desk.running(reading, marks, gaps=2) as intake:
        await until(lambda: len(begun) == 2)
        intake.take("8", [numbered("after", 13)])
        begun[0].set()
        await until(lambda: desk.ended == ["missed 11"])
        await asyncio.sleep(0.01)
        assert intake.waiting == 1
        begun[1].set()
        await until(lambda: desk.ended[-1] == "after")
        await intake.finish()
    assert desk.ended == ["missed 11", "missed 12", "after"]


async def test_an_update_waits_no_longer_if_the_gap_is_never_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def reading(take: TakeMissed) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.queues.HELD", 0.1)
    marks = ReadMarks({ChatId(CHAT): ReadMark(message=MessageId(10))})
    async with desk.running(reading, marks) as intake:
        intake.take("8", [numbered("a", 12)])
        await asyncio.sleep(0.01)
        assert desk.ended == []
        await until(lambda: desk.ended == ["a"])
        intake.take("9", [numbered("b", 13)])
        await until(lambda: desk.ended == ["a", "b"])
        await intake.close(0)


async def test_a_gap_unread_because_of_a_rejected_token_stays_open(desk: Desk) -> None:
    async def reading(take: TakeMissed) -> None:
        raise TokenRejected("VK не принимает ключ")

    async with desk.running(reading) as intake:
        intake.take("8", [update("new", OTHER)])
        await intake.finish()
    assert desk.ended == ["new"]
    assert desk.place.place == "0", "a start with another key is told of the gap again"


async def test_a_gap_left_from_before_the_start_is_read(desk: Desk) -> None:
    async def reading(take: TakeMissed) -> None:
        take(CHAT, [missed], ())

    missed = update("missed")
    missed["object"]["message"]["conversation_message_id"] = 5
    mark = ReadMark(message=MessageId(9), missed=((4, 6),))
    marks = ReadMarks({ChatId(CHAT): mark})
    async with desk.running(reading, marks, gaps=0) as intake:
        await intake.finish()
    assert desk.ended == ["missed"]


async def test_a_bug_met_while_looking_ahead_stops_no_chat(desk: Desk) -> None:
    desk.gates["a"] = asyncio.Event()
    desk.bugs = {"ошибка"}
    line = [update("a"), update("b", text="спам"), update("c", text="ошибка"), update("d")]
    desk.intake.take("1", line)
    await asyncio.sleep(0.01)
    desk.gates["a"].set()
    await desk.intake.finish()
    desk.intake.take("2", [update("e")])
    await desk.intake.finish()
    assert desk.ended == ["a", "b", "d", "e"]
    assert desk.place.place == "2"
    assert desk.intake.waiting == 0


@pytest.mark.parametrize("swept", [False, True])
async def test_an_update_refused_because_of_the_token_is_not_finished(
    desk: Desk, swept: bool
) -> None:
    if swept:
        desk.spoiled = TokenRejected("VK не принимает ключ")
        line = [update("a", text="спам"), update("b", text="спам")]
    else:
        desk.failures["a"] = TokenRejected("VK не принимает ключ")
        line = [update("a"), update("b")]
    desk.intake.take("1", line)
    await desk.intake.finish()
    await desk.intake.close(0)
    assert desk.ended == []
    assert desk.intake.waiting == 2
    assert desk.place.place == "0", "it comes again at a start with another key"


async def test_a_message_that_comes_twice_under_two_ids_is_handled_once(desk: Desk) -> None:
    first, again = update("a"), update("gap")
    for each in (first, again):
        each["object"]["message"]["conversation_message_id"] = 5
    desk.intake.take("1", [first])
    desk.intake.take("2", [again])
    await desk.intake.finish()
    assert desk.ended == ["a"]
    assert desk.place.place == "2"


@pytest.fixture
def gated(desk: Desk) -> Desk:
    """A desk that handles strangers' chats after the others."""
    desk.open(desk.gap, strangers=Gate())
    return desk


async def test_strangers_chats_are_handled_one_by_one_while_served_chats_are_idle(
    gated: Desk,
) -> None:
    desk, intake = gated, gated.intake
    strange = [update(f"s{number}", OTHER + 1 + number) for number in range(3)]
    for each in ("s0", "own"):
        desk.gates[each] = asyncio.Event()

    intake.take("1", [strange[0]])
    await until(lambda: desk.begun == ["s0"])
    intake.take("2", [*strange[1:], update("own"), update("another", OTHER)])
    # whoever is the bot's own waits for none of them
    await until(lambda: desk.begun == ["s0", "own", "another"] and desk.ended == ["another"])
    desk.gates["s0"].set()
    await asyncio.sleep(0.05)
    assert desk.begun == ["s0", "own", "another"]

    desk.gates["own"].set()
    await intake.finish()

    assert desk.begun == ["s0", "own", "another", "s1", "s2"]
    assert intake.waiting == 0


@pytest.mark.slow
async def test_strangers_are_handled_at_last_while_served_chats_stay_busy(gated: Desk) -> None:
    desk, intake = gated, gated.intake
    desk.gates["own"] = asyncio.Event()
    intake.take("1", [update("own"), update("strange", OTHER + 1)])
    await until(lambda: desk.ended == ["strange"])
    desk.gates["own"].set()
    await intake.finish()


async def test_an_update_behind_an_adoption_is_looked_at_after_it(gated: Desk) -> None:
    desk, intake = gated, gated.intake
    desk.gates["adopt"] = asyncio.Event()
    intake.take("1", [update("adopt", OTHER + 1)])
    await until(lambda: desk.begun == ["adopt"])

    # by now it is told in the chat, but not yet known in memory
    intake.take("2", [update("next", OTHER + 1, text="слово")])
    desk.ordinary.clear()
    desk.gates["adopt"].set()
    await intake.finish()

    assert desk.ended == ["adopt", "next"]
    assert intake.waiting == 0


async def test_strangers_updates_beyond_the_limit_are_dropped(
    gated: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 100
    for module in ("queues", "intake"):
        monkeypatch.setattr(f"bot.{module}.MOST", most)
    desk, intake = gated, gated.intake
    desk.gates["s0"] = asyncio.Event()
    flood = [update(f"s{number}", OTHER + 1 + number) for number in range(2 * most)]
    intake.take("1", flood)
    await until(lambda: desk.begun == ["s0"])
    assert intake.waiting == most

    # what may turn a chat into one of the bot's own is kept, once, and what is the bot's own
    turning = [update(f"t{number}", OTHER + 1, text="/чат") for number in range(9)]
    held = intake.take("2", [*turning, update("own"), update("late", OTHER + 5000)])
    assert held == {"t0", "own"}

    desk.gates["s0"].set()
    await intake.finish()
    assert {"t0", "own"} <= set(desk.ended)
    assert len(desk.ended) == most + 2
    assert intake.waiting == 0
    assert desk.place.place == "2"


async def test_an_act_of_the_colleges_people_takes_their_chat_out_of_the_queue(
    gated: Desk,
) -> None:
    desk, intake = gated, gated.intake
    desk.gates["s0"], desk.gates["own"] = asyncio.Event(), asyncio.Event()
    own = update("known", OTHER + 3)
    own["object"]["message"]["from_id"] = KNOWN
    intake.take("1", [update("s0", OTHER + 1), update("s1", OTHER + 2), update("s2", OTHER + 3)])
    await until(lambda: desk.begun == ["s0"])

    intake.take("2", [own])

    # in its chat's order, and before the others of the line
    await until(lambda: desk.ended == ["s2", "known"])
    desk.gates["s0"].set()
    await intake.finish()
    assert desk.ended == ["s2", "known", "s0", "s1"]


async def test_while_a_stranger_is_handled_its_chat_leaves_the_queue_afterwards(
    gated: Desk,
) -> None:
    desk, intake = gated, gated.intake
    desk.gates["s0"] = asyncio.Event()
    own = update("known", OTHER + 1)
    own["object"]["message"]["from_id"] = KNOWN
    intake.take("1", [update("s0", OTHER + 1), update("s1", OTHER + 2)])
    await until(lambda: desk.begun == ["s0"])
    intake.take("2", [own])
    desk.gates["s0"].set()
    await intake.finish()
    assert sorted(desk.ended) == ["known", "s0", "s1"]
    assert intake.waiting == 0


@pytest.mark.slow
async def test_a_chat_adopted_meanwhile_is_handled_once_and_in_order(desk: Desk) -> None:
    own = set[int]()

    class Turning(Gate):
        def sent(self, event: Event) -> bool:
            return event.peer not in own

    intake = desk.open(desk.gap, strangers=Turning())
    for number in range(200):
        own.discard(CHAT)
        intake.take("1", [update(f"a{number}")])
        await until(lambda number=number: f"a{number}" in desk.begun)  # type: ignore[misc]
        own.add(CHAT)
        intake.take("1", [update(f"b{number}")])
        for _ in range(number % 7):
            await asyncio.sleep(0)
    await intake.finish()
    assert desk.ended == [f"{kind}{number}" for number in range(200) for kind in "ab"]
    assert intake.waiting == 0


def test_a_strangers_message_is_kept_without_unread_parts() -> None:
    heavy = update("e", text="/чат")
    more = {"ref": "code", "attachments": [{"type": "photo"}], "fwd_messages": [{"text": "спам"}]}
    heavy["object"]["message"] |= more
    event = READER.read(heavy)
    assert isinstance(event, Wrote)
    assert event.enclosed.attachments
    assert event.enclosed.forwards
    light = lightened(event)
    # what detectors would miss is fetched if they have to look at it after all
    assert isinstance(light, Wrote)
    assert light.enclosed == Enclosed(came_by="code", is_cropped=True)
    assert (light.event, light.peer, light.author) == ("e", CHAT, 202)
    assert (light.message, light.text, light.at) == (event.message, "/чат", event.at)
    plain = READER.read(update("e"))
    assert plain is not None
    assert lightened(plain) is plain
