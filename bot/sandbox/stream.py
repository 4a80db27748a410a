"""The bot's stream of events for the long poll (VK.md, 3.1), and the page's live news."""

import asyncio
import json
import random
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bot.sandbox.conversations import is_chat

KEY_LIFE = 3600.0
"""Seconds that a key of the long poll is valid."""

HISTORY = 20_000
"""How many events are kept; VK does not document its number."""

AT_ONCE = 200
"""The most events in one answer."""

REPEATED = 500
"""How many of the newest events may be repeated. VK does not document after how long it repeats
one; nothing is known of days."""

KINDS = (
    "message_new",
    "message_event",
    "message_allow",
    "message_deny",
    "message_reply",
    "message_edit",
    "message_typing_state",
    "message_read",
    "message_reaction_event",
    "group_join",
    "group_leave",
)
"""The types of events that can be switched on here."""

NEVER_SENT = tuple(
    """
    audio_new board_post_delete board_post_edit board_post_new board_post_restore
    group_change_photo group_change_settings group_officers_edit lead_forms_new
    market_comment_delete market_comment_edit market_comment_new market_comment_restore
    market_order_new market_order_edit photo_comment_delete photo_comment_edit photo_comment_new
    photo_comment_restore photo_new poll_vote_new user_block user_unblock video_comment_delete
    video_comment_edit video_comment_new video_comment_restore video_new wall_post_new
    wall_reply_delete wall_reply_edit wall_reply_new wall_reply_restore wall_repost
    wall_schedule_post_new wall_schedule_post_delete donut_subscription_create
    donut_subscription_prolonged donut_subscription_cancelled donut_subscription_expired
    donut_subscription_price_changed donut_money_withdraw donut_money_withdraw_error
    """.split()
)
"""The types that VK's settings list in addition, and that the sandbox never sends."""

EVENT_TYPES = (*KINDS, *NEVER_SENT)


class EventStream:
    """The events that happened, each as the JSON that is sent."""

    def __init__(self, group_id: int, *, history: int = HISTORY) -> None:
        self._group_id = group_id
        self._events: deque[str] = deque(maxlen=history)
        self._last = 0
        self._keys: dict[str, float] = {}
        self._happened = asyncio.Event()
        self._closed = False
        self.given_keys: list[str] = []
        """Every key that was ever issued."""
        self.asked = asyncio.Event()
        """Set once somebody polls."""
        self.switched_on: set[str] = {"message_new"}
        self.enabled = True
        """Whether the community has its long poll switched on."""
        self.on_event: Callable[[str, dict[str, Any]], None] = lambda kind, envelope: None
        """Called for each event with its type and envelope: callback servers have settings of their
        own."""

    def put(self, kind: str, thing: dict[str, Any]) -> None:
        """Add an event; if its type is switched off, it is lost."""
        envelope = {
            "group_id": self._group_id,
            "type": kind,
            "event_id": secrets.token_hex(20),
            "v": "5.199",
            "object": thing,
        }
        self.on_event(kind, envelope)
        if not self.enabled or kind not in self.switched_on:
            return
        self._events.append(json.dumps(envelope, ensure_ascii=False))
        self._last += 1
        self._happened.set()
        self._happened = asyncio.Event()

    @property
    def ts(self) -> str:
        """The place after the last event."""
        return str(self._last)

    def new_key(self) -> str:
        """Issue a key that is valid for an hour."""
        key = secrets.token_urlsafe(24)
        self._keys[key] = time.monotonic() + KEY_LIFE
        self.given_keys.append(key)
        return key

    def expire_keys(self) -> None:
        """Make all keys invalid."""
        self._keys.clear()

    def is_good(self, key: str) -> bool:
        """Whether a key is known and valid."""
        return self._keys.get(key, 0.0) > time.monotonic()

    def first(self) -> int:
        """Return the oldest place whose events are still kept."""
        return self._last - len(self._events)

    def after(self, place: int, *, but: int = 0) -> tuple[str, list[str]]:
        """Return the next events after a place, as JSON, and the place after them.

        `but` is how many of the newest are held back for later.
        """
        start = place - self.first()
        end = min(start + AT_ONCE, len(self._events) - but)
        some = [self._events[at] for at in range(start, end)]
        return str(place + len(some)), some

    def repeat(self, number: int) -> None:
        """Repeat some of the newest `REPEATED` events, as VK may (VK.md, 3.1)."""
        newest = range(max(0, len(self._events) - REPEATED), len(self._events))
        for at in sorted(random.sample(newest, min(number, len(newest)))):
            self._events.append(self._events[at])
            self._last += 1
        self.nudge()

    def newest(self, most: int) -> list[str]:
        """Return the newest events, as JSON, that many at most."""
        return list(self._events)[-most:]

    def resume(self, ts: str, events: Sequence[str]) -> None:
        """Continue a stream that was at that place, and of which these events are still kept."""
        self._events.extend(events)
        self._last = int(ts)

    def forget(self) -> None:
        """Drop the history."""
        self._events.clear()

    def hold_back(self, place: int) -> int:
        """Move the events of one conversation behind all others after a place; return their number.

        Each conversation's own order stays.
        """
        start = place - self.first()
        coming = [self._events[at] for at in range(start, len(self._events))]
        peers = [_peer_of(event) for event in coming]
        if len(set(peers)) < 2 or len(coming) > AT_ONCE:
            return 0
        last = peers[0]
        held = [event for event, peer in zip(coming, peers, strict=True) if peer == last]
        rest = [event for event, peer in zip(coming, peers, strict=True) if peer != last]
        for at, event in enumerate([*rest, *held], start):
            self._events[at] = event
        return len(held)

    async def wait(self, place: int, seconds: float) -> None:
        """Wait for an event after a place, that many seconds at most."""
        if place < self._last or self._closed:
            return
        self.asked.set()
        try:
            async with asyncio.timeout(seconds):
                await self._happened.wait()
        except TimeoutError:
            return

    def nudge(self) -> None:
        """Answer open polls at once, with nothing."""
        self._happened.set()
        self._happened = asyncio.Event()

    def close(self) -> None:
        """Answer open polls, and let no later one wait."""
        self._closed = True
        self._happened.set()


def _peer_of(event: str) -> int:
    thing = json.loads(event)["object"]
    said = thing.get("message", thing)
    return int(said.get("peer_id") or said.get("user_id") or 0)


_MOST = 1000
"""The most news that wait for one page; a page that stalls reloads everything later."""


News = tuple[str, dict[str, Any]]
"""One message to the page: its kind (`change`, `popup`, `clock` or `call`), and its data."""


class Feed:
    """Sends news to the listening pages, each of which shows what one person sees."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[News | None], int] = {}
        self.revision = 0
        """The number of the last change."""

    @contextmanager
    def listening(self, who: int) -> Iterator[asyncio.Queue[News | None]]:
        """Listen as a person; None in the queue means the end."""
        queue: asyncio.Queue[News | None] = asyncio.Queue(_MOST)
        self._listeners[queue] = who
        try:
            yield queue
        finally:
            del self._listeners[queue]

    def changed(self, peer: int | None) -> None:
        """Tell that a conversation changed; None: more than one did.

        A private conversation's change is told only to its person.
        """
        self.revision += 1
        private = peer is not None and not is_chat(peer)
        data = {"peer": peer, "revision": self.revision}
        self.tell("change", data, to=peer if private else None)

    def tell(self, kind: str, data: dict[str, Any], *, to: int | None = None) -> None:
        """Tell news to all, or to one person."""
        for queue, who in self._listeners.items():
            if to in {None, who} and not queue.full():
                queue.put_nowait((kind, data))

    def close(self) -> None:
        """Tell everybody that it is over."""
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)
