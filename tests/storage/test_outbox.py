"""The outbox keeps each lane in order, and forgets nothing until it is finished."""

from collections.abc import Set
from datetime import datetime
from itertools import product

import pytest

from rules.ids import ChatId, MessageId
from storage.database import Storage, open_storage
from storage.effects import Answer, DeleteMessages, Edit, Effect, Lane, Restrict, Send, Unsend
from storage.outbox import Finished, Parcel
from tests.databases import ask, tamper
from tests.rules.moments import MINUTE, NOW
from tests.rules.people import CHAT, STUDENT
from tests.storage.recording import AS_BEFORE_8

OTHER = ChatId(2_000_000_002)
DELETION = DeleteMessages(chat=CHAT, messages=(MessageId(7),))


def words(text: str, to: ChatId = CHAT, ref: str | None = None) -> Send:
    return Send(to=to, private=False, text=text, ref=ref)


async def post(storage: Storage, *effects: Effect, now: datetime = NOW) -> None:
    async with storage.work() as work:
        await work.post(effects, now=now)


async def due(storage: Storage, now: datetime = NOW) -> list[Effect]:
    return [parcel.effect for parcel in await storage.outbox.due(now)]


async def finish(storage: Storage, parcel: Parcel, posted: int | None = None) -> None:
    message = None if posted is None else MessageId(posted)
    await storage.outbox.finish([Finished(id=parcel.id, posted=message)])


async def test_deeds_go_first_and_words_last(storage: Storage) -> None:
    restrict = Restrict(chat=CHAT, member=STUDENT, until=NOW + MINUTE)
    answer = Answer(to=CHAT, member=STUDENT, press="x", text="Готово")
    await post(storage, words("1"), answer, restrict, words("2"))
    assert await due(storage) == [restrict, answer, words("1"), words("2")]


async def test_it_outlives_the_process(url: str) -> None:
    async with open_storage(url) as storage:
        await post(storage, words("1"))
        (before,) = await storage.outbox.due(NOW)
    async with open_storage(url) as storage:
        assert await storage.outbox.due(NOW) == (before,)
        assert before.random_id != 0


@pytest.mark.parametrize(
    ("busy", "full", "left"),
    [
        ({(CHAT, Lane.WORDS)}, (), [DELETION, words("2", OTHER)]),
        ({(CHAT, Lane.WORDS), (OTHER, Lane.MODERATION)}, {Lane.WORDS}, [DELETION]),
    ],
    ids=["busy alone", "all of a kind that is full"],
)
async def test_busy_lanes_and_full_kinds_are_left_out(
    storage: Storage, busy: set[tuple[ChatId, Lane]], full: Set[Lane], left: list[Effect]
) -> None:
    await post(storage, words("1"), words("2", OTHER), DELETION)
    found = await storage.outbox.due(NOW, busy=busy, full=frozenset(full))
    assert [parcel.effect for parcel in found] == left


async def test_a_postponed_parcel_holds_back_its_lane_and_no_other(storage: Storage) -> None:
    await post(storage, words("1"), words("2"), words("3", OTHER))
    first, *_ = await storage.outbox.due(NOW)
    await storage.outbox.postpone(first.id, NOW + MINUTE, now=NOW)
    assert await due(storage) == [words("3", OTHER)]
    assert await due(storage, NOW + MINUTE) == [words("1"), words("2"), words("3", OTHER)]
    again = (await storage.outbox.due(NOW + MINUTE))[0]
    assert (again.attempts, again.random_id) == (1, first.random_id)


async def test_what_is_put_off_holds_back_nothing(storage: Storage) -> None:
    later = Edit(to=CHAT, ref="a", text="later", not_before=NOW + MINUTE)
    await post(storage, later, words("1"))
    assert await due(storage) == [words("1")]
    assert await due(storage, NOW + MINUTE) == [later, words("1")]
    assert await storage.outbox.next_due(NOW - MINUTE) == NOW
    # what is due already needs no other moment to be looked at
    assert await storage.outbox.next_due(NOW) == NOW + MINUTE
    assert await storage.outbox.next_due(NOW + MINUTE) is None


async def test_a_parcel_knows_since_when_it_is_due_and_tried_for(storage: Storage) -> None:
    later = Edit(to=CHAT, ref="a", text="later", not_before=NOW + MINUTE)
    await post(storage, later, words("1"))
    put_off, at_once = await storage.outbox.due(NOW + MINUTE)
    assert (put_off.due_at, at_once.due_at) == (NOW + MINUTE, NOW)
    assert at_once.tried_at is None
    for times in (2, 3):
        await storage.outbox.postpone(at_once.id, NOW + 9 * MINUTE, now=NOW + times * MINUTE)
    *_, tried = await storage.outbox.due(NOW + 9 * MINUTE)
    assert (tried.due_at, tried.tried_at, tried.attempts) == (NOW, NOW + 2 * MINUTE, 2)


async def test_an_edit_takes_the_place_of_those_before_it(storage: Storage) -> None:
    later = Edit(to=CHAT, ref="a", text="later", not_before=NOW + MINUTE)
    first, second = (Edit(to=CHAT, ref="a", text=text) for text in ("first", "second"))
    other = Edit(to=CHAT, ref="b", text="other")
    await post(storage, later, first, other)
    await post(storage, second)
    assert await due(storage, NOW + 2 * MINUTE) == [other, second]


async def test_an_edit_that_is_put_off_leaves_what_is_to_be_seen_meanwhile(
    storage: Storage,
) -> None:
    now = Edit(to=CHAT, ref="a", text="now")
    later, latest = (
        Edit(to=CHAT, ref="a", text=text, not_before=NOW + MINUTE) for text in ("later", "latest")
    )
    await post(storage, now, later, latest)
    assert await due(storage, NOW + MINUTE) == [now, latest]


async def test_an_unsend_needs_no_edit_before_it(storage: Storage) -> None:
    await post(storage, Edit(to=CHAT, ref="a", text="x"), Unsend(to=CHAT, ref="a"))
    assert await due(storage) == [Unsend(to=CHAT, ref="a")]


async def test_a_posted_message_is_known_by_its_ref(storage: Storage) -> None:
    await post(storage, words("1", ref="a"), words("2"))
    for parcel, number in zip(await storage.outbox.due(NOW), (41, 42), strict=True):
        await finish(storage, parcel, number)
    assert await storage.outbox.count() == 0
    async with storage.reading() as reading:
        assert await reading.posted(CHAT, "a") == 41
        assert await reading.ref_of(CHAT, MessageId(41)) == "a"
        assert await reading.ref_of(CHAT, MessageId(42)) is None
        assert await reading.posted(OTHER, "a") is None


async def test_an_unsent_message_is_known_no_more(storage: Storage) -> None:
    await post(storage, words("1", ref="a"))
    await finish(storage, (await storage.outbox.due(NOW))[0], 41)
    await post(storage, Unsend(to=CHAT, ref="a"))
    await finish(storage, (await storage.outbox.due(NOW))[0])
    async with storage.reading() as reading:
        assert await reading.posted(CHAT, "a") is None


async def test_a_parcel_superseded_in_delivery_is_finished_without_harm(storage: Storage) -> None:
    await post(storage, Edit(to=CHAT, ref="a", text="old"))
    (under_way,) = await storage.outbox.due(NOW)
    await post(storage, Edit(to=CHAT, ref="a", text="new"))
    await finish(storage, under_way)
    assert await due(storage) == [Edit(to=CHAT, ref="a", text="new")]


async def test_what_is_posted_at_once_supersedes_as_what_is_posted_one_by_one(
    storage: Storage,
) -> None:
    def step(kind: str, to: ChatId, ref: str) -> Effect:
        later = NOW + MINUTE if kind.startswith("delayed") else None
        match kind:
            case "send":
                return words(kind, to, ref)
            case "edit" | "delayed edit":
                return Edit(to=to, ref=ref, text=kind, not_before=later)
            case _:
                return Unsend(to=to, ref=ref, not_before=later)

    kinds = ("send", "edit", "delayed edit", "unsend", "delayed unsend")
    chains = [(*chain, " ".join(chain)) for chain in product(kinds, repeat=3)]
    await post(storage, *(step(k, CHAT, ref) for *chain, ref in chains for k in chain))
    for turn in range(3):
        await post(storage, *(step(chain[turn], OTHER, chain[3]) for chain in chains))

    left: dict[ChatId, dict[str, list[str]]] = {CHAT: {}, OTHER: {}}
    for parcel in await storage.outbox.due(NOW + MINUTE, limit=1000):
        effect = parcel.effect
        assert isinstance(effect, Send | Edit | Unsend)
        told = effect.stored_as if isinstance(effect, Unsend) else effect.text
        left[ChatId(effect.to)].setdefault(str(effect.ref), []).append(told)
    assert left[CHAT] == left[OTHER]
    assert left[CHAT]["edit delayed edit send"] == ["edit", "send"]
    assert left[CHAT]["edit delayed edit unsend"] == ["unsend"]


async def test_an_empty_outbox_is_due_never(storage: Storage) -> None:
    assert await storage.outbox.next_due(NOW) is None
    assert await storage.outbox.due(NOW) == ()


async def test_a_removal_that_waited_for_the_new_version_takes_one_message(url: str) -> None:
    async with open_storage(url) as storage:
        await post(storage, DELETION, words("1"))
    await tamper(
        url,
        *AS_BEFORE_8,
        """UPDATE outbox SET payload = replace(payload, '"messages":[7]', '"message":7')""",
    )
    payloads = await ask(url, "SELECT payload FROM outbox WHERE kind = 'erase'")
    assert ['"message":7' in row.payload for row in payloads] == [True]

    async with open_storage(url) as storage:
        assert await due(storage) == [DELETION, words("1")]
        assert [parcel.due_at for parcel in await storage.outbox.due(NOW)] == [NOW, NOW]
