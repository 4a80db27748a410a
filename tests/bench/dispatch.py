"""Ordinary messages a second: the way in beside a bare vkbottle bot with one text handler.

Both get the same answers of the long poll as bytes, decode them, and do with each message all
that they do with an ordinary one. They take turns within one process, and the ratio is the median
of the turns' ratios: what slows the machine slows both. With detectors on, ours looks at each
message with all of them; the bare bot has none.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

from vkbottle import API
from vkbottle.bot import Bot, Message

from bot.intake import Intake
from bot.log import configure_log
from bot.reporting import draw
from bot.stream import StreamPlace
from bot.vk.answers import read_json
from bot.vk.contents import CAPABILITIES
from bot.vk.updates import VkUpdates
from bot.vk.values import is_chat
from handlers.conversation.services import Services
from handlers.conversation.watch import Watch
from handlers.dispatch import ANNOUNCERS, handler_for
from handlers.messenger import Capabilities
from handlers.screening import Screen
from locales.texts import Catalogues
from rules.assembly import watchers_for
from rules.detectors.inspection import Inspection
from rules.ids import ChatId, MemberId
from rules.policy_file import read_policy
from rules.responses import Response
from rules.settings import OF_DETECTOR, Setting, settings_from
from rules.times import Hold
from storage.database import Storage, open_storage
from tests.bench.figures import Pair, medians
from tests.databases import at_file

CHATS = 20
BATCH = 100
FIRST_CHAT = 2_000_000_001

_BEGINS = (
    "кто-нибудь|ребята, а|слушайте|скажите, пожалуйста,|девочки|привет всем,|народ|а правда, что"
)
_DOES = "записал|видел|помнит|нашёл|скинет|потерял|знает|переписал|отправит|получил"
_WHAT = (
    "домашнее задание|конспект по физике|расписание|ключ от шкафа|номер кабинета|список тем|зачёт"
)
_WHEN = "на завтра?|вчера?|к третьей паре|после уроков|до пятницы!|сегодня?|на той неделе|вечером"


PEERS = tuple(FIRST_CHAT + number for number in range(CHATS))


def answers(messages: int, *, begin: int = 0, peers: Sequence[int] = PEERS) -> list[bytes]:
    """Make answers of the long poll with so many ordinary messages in all, no number twice.

    They are written in `peers` in turn.
    """
    batches = []
    for first in range(begin, begin + messages, BATCH):
        last = min(first + BATCH, begin + messages)
        updates = [_update(number, peers[number % len(peers)]) for number in range(first, last)]
        batches.append(json.dumps({"ts": str(first + BATCH), "updates": updates}).encode())
    return batches


def _update(number: int, peer: int) -> dict[str, Any]:
    return {
        "group_id": 1,
        "type": "message_new",
        "event_id": f"{number:032x}",
        "v": "5.199",
        "object": {
            "message": {
                "date": 1_790_000_000 + number // 10,
                "from_id": 201 + number % 12,
                "id": 0,
                "version": 10_000_000 + number,
                "out": 0,
                "fwd_messages": [],
                "important": False,
                "is_hidden": False,
                "attachments": [],
                "conversation_message_id": 1 + number,
                "text": text_of(number),
                "peer_id": peer,
                "random_id": 0,
            },
            "client_info": {
                "button_actions": ["text", "callback"],
                "keyboard": True,
                "inline_keyboard": True,
                "carousel": True,
                "lang_id": 0,
            },
        },
    }


def text_of(number: int) -> str:
    """Give one of some thousands of ordinary texts."""
    chosen = Random(number)  # noqa: S311 -- what is said is no secret
    return " ".join(chosen.choice(part.split("|")) for part in (_BEGINS, _DOES, _WHAT, _WHEN))


async def measure(*, messages: int, turns: int, detecting: bool) -> Pair:
    """Let both take turns; give their median messages a second and the median of the ratios.

    With `detecting` every chat has all the detectors on.
    """
    # at DEBUG, where vkbottle starts, both would mostly write their log
    configure_log("INFO", ())
    with tempfile.TemporaryDirectory() as folder:
        url = at_file(Path(folder) / "bench.db")
        async with open_storage(url) as storage:
            watch = Watch()
            watch.served = {ChatId(FIRST_CHAT + number) for number in range(CHATS)}
            always = Hold(since=datetime.fromtimestamp(0, UTC), until=None)
            watch.blocked = {(ChatId(FIRST_CHAT), MemberId(999)): always}
            services = services_for(watch, storage)
            for chat in watch.served if detecting else ():
                services.lookout.note_chat(chat, with_everything_on(chat))
            ours = runner_of(services)
            bare = _bare()
            await ours(answers(2 * BATCH))
            await bare(answers(2 * BATCH))
            ours_rates: list[float] = []
            bare_rates: list[float] = []
            for turn in range(turns):
                batches = answers(messages, begin=2 * BATCH + turn * messages)
                order = ((ours, ours_rates), (bare, bare_rates))
                for run, rates in order if turn % 2 else reversed(order):
                    begun = time.perf_counter()
                    await run(batches)
                    rates.append(messages / (time.perf_counter() - begun))
    return medians(zip(ours_rates, bare_rates, strict=True), by_turn=True)


def with_everything_on(chat: ChatId, listed: Iterable[str] = ()) -> Inspection:
    """Give every detector; that of the chat's own list where something is `listed`."""
    values = dict.fromkeys(OF_DETECTOR.values(), Response.HINT.value)
    hours = {Setting.QUIET_HOURS: "23:00-06:00", Setting.FORBIDDEN: "voice stickers"}
    watchers = watchers_for(
        settings_from({**values, **hours}),
        permitted=(),
        zone=ZoneInfo("Europe/Saratov"),
        listed=[(entry, None) for entry in listed],
    )
    return Inspection(chat=chat, watchers=watchers)


Run = Callable[[list[bytes]], Awaitable[None]]


class Nobody:
    """A messenger that nothing is asked of: an ordinary message needs none."""

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def is_chat(self, peer: int) -> bool:
        return is_chat(peer)

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


def services_for(watch: Watch, storage: Storage | None = None) -> Services:
    """Give what handlers need, for messages that ask nothing of messenger or storage."""
    return Services(
        storage=cast(Storage, storage),
        messenger=Nobody(),
        policy=read_policy(None),
        catalogues=Catalogues.load(),
        now=lambda: datetime.now(UTC),
        community=MemberId(-1),
        community_names=frozenset({"club1", "public1"}),
        private_link="https://vk.me/club1?ref=",
        draw=draw,
        announcers=ANNOUNCERS,
        administrators=frozenset(),
        zone=ZoneInfo("Europe/Saratov"),
        locale="ru",
        watch=watch,
    )


def runner_of(services: Services) -> Run:
    place = StreamPlace("0")
    intake = Intake(
        reader=VkUpdates(services.community),
        look=Screen(services).look,
        handle=handler_for(services),
        on_gap=lambda take: None,
        place=place,
    )

    async def run(batches: list[bytes]) -> None:
        for batch in batches:
            answer = read_json(batch)
            intake.take(answer["ts"], answer["updates"])
        await intake.finish()

    return run


def _bare() -> Run:
    bot = Bot(api=API("none"))

    @bot.on.message(text="привет")
    async def hello(message: Message) -> None:
        await message.answer("привет")

    async def run(batches: list[bytes]) -> None:
        # as `run_polling` does it: a task for each update, none awaited before the next poll
        tasks: set[asyncio.Task[None]] = set()
        for batch in batches:
            for update in json.loads(batch)["updates"]:
                tasks.add(asyncio.get_running_loop().create_task(bot.router.route(update, bot.api)))
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)

    return run
