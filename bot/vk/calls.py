"""Calls that wait for their turn, and what goes to VK in one turn: one call, or several packed
together, deletions in a chat merged.

VK lets 25 calls go in one `execute`, and one call delete 100 messages of a chat (VK.md, 1.2). The
VKScript consists of method names from our own source and JSON literals, so people's words stay
inside strings. Every parameter is a text, as in a form.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.vk.pace import Urgency
from bot.vk.values import chat_of


@dataclass(slots=True, eq=False, kw_only=True)
class WaitingCall:
    """A call that waits for its turn.

    `params` are texts, as sent. `result` receives the result. `alone`: it may no longer share a
    script with others.
    """

    method: str
    params: Mapping[str, str]
    urgency: Urgency
    result: asyncio.Future[Any]
    alone: bool = False

    @property
    def peer(self) -> int:
        """The conversation that it concerns; 0 for none."""
        match self.params:
            case {"peer_id": peer} | {"peer_ids": peer} if peer.isdigit():
                return int(peer)
            case {"chat_id": chat} if chat.isdigit():
                return chat_of(int(chat))
            case _:
                return 0


class CallQueue:
    """The queue of waiting calls. Calls whose caller gave up are skipped."""

    def __init__(self) -> None:
        self._queues: dict[Urgency, dict[int, deque[WaitingCall]]] = {each: {} for each in Urgency}

    def add(self, waiting: WaitingCall) -> None:
        """Append a call to its chat's queue."""
        self._queues[waiting.urgency].setdefault(waiting.peer, deque()).append(waiting)

    def is_empty(self, urgency: Urgency) -> bool:
        """Whether no call of that urgency waits."""
        return not any(
            not waiting.result.done()
            for queue in self._queues[urgency].values()
            for waiting in queue
        )

    def take(self, fits: Callable[[WaitingCall], bool]) -> None:
        """Offer the calls in order to `fits`, and remove those that it accepts.

        Within an urgency one call of each chat is offered, then a second of each, and so on; a chat
        that was served goes to the end, so that the next turn starts with another.
        """
        for queues in self._queues.values():
            passed: dict[int, deque[WaitingCall]] = {}
            while queues:
                for peer in list(queues):
                    queue = queues.pop(peer)
                    if (waiting := _next(queue)) is None:
                        continue
                    if fits(waiting):
                        queue.popleft()
                        queues[peer] = queue
                    else:
                        passed[peer] = queue
            # calls that did not fit have waited longest
            queues.update(passed)

    def take_all(self, urgency: Urgency) -> list[WaitingCall]:
        """Remove and return all calls of an urgency."""
        found = [waiting for queue in self._queues[urgency].values() for waiting in queue]
        self._queues[urgency].clear()
        return found


def _next(queue: deque[WaitingCall]) -> WaitingCall | None:
    while queue and queue[0].result.done():
        queue.popleft()
    return queue[0] if queue else None


_ENDS_A_LINE_OR_IS_HALF = re.compile("[\u2028\u2029\ud800-\udfff]")
"""JSON allows these in a string, a script does not; UTF-8 has no unpaired surrogates."""


def call_as_script(method: str, params: Mapping[str, str]) -> str:
    """Return one call as a VKScript expression."""
    literal = json.dumps(params, ensure_ascii=False, separators=(",", ":"))
    escaped = _ENDS_A_LINE_OR_IS_HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", literal)
    return f"API.{method}({escaped})"


def script_of(calls: Iterable[str]) -> str:
    """Return the code that makes these calls in order and answers with their results."""
    return f"return [{','.join(calls)}];"


MOST_CALLS = 25
"""Calls in one `execute` (VK.md, 4)."""

MOST_DELETED = 100
"""Messages that one `messages.delete` takes (VK.md, 4)."""

LARGEST = 64 * 1024
"""UTF-8 bytes of the calls in one script. VK names no limit; 25 usual messages are smaller."""

PACKABLE = frozenset(
    {
        "messages.delete",
        "messages.edit",
        "messages.getByConversationMessageId",
        "messages.getConversationsById",
        "messages.getInviteLink",
        "messages.removeChatUser",
        "messages.send",
        "messages.sendMessageEventAnswer",
        "utils.resolveScreenName",
    }
)
"""Methods that may be packed.

Left out: unpublished ones (a script that names one may not compile, and fails as a whole); lists of
people, whose answers may be too big for a script; uploads and the community's own, which are rare.
"""

DELETION = "messages.delete"


class OutgoingCall:
    """One call to VK, for one caller, or for several whose deletions were merged."""

    def __init__(self, first: WaitingCall) -> None:
        self.method = first.method
        self.callers = [first]
        self._first = first
        self._numbers = dict.fromkeys(_numbers(first))

    @property
    def params(self) -> dict[str, str]:
        """The parameters, as texts."""
        if len(self.callers) == 1:
            return dict(self._first.params)
        return {**self._first.params, "cmids": ",".join(self._numbers)}

    def joins(self, other: WaitingCall) -> bool:
        """Merge another deletion in the same chat if there is room; True if merged."""
        if self.method != DELETION or other.method != DELETION or self._first.alone or other.alone:
            return False
        if self._first.urgency != other.urgency:
            # removing the bot's own messages needs no rights, so refusals differ
            return False
        if _but_numbers(self._first) != _but_numbers(other):
            return False
        together = self._numbers | dict.fromkeys(_numbers(other))
        if len(together) > MOST_DELETED:
            return False
        self._numbers = together
        self.callers.append(other)
        return True

    def answers(self, answer: Any) -> Iterator[tuple[WaitingCall, Any]]:
        """Yield each caller with its part of the answer. Raises `ValueError` if the parts cannot be
        told apart."""
        if len(self.callers) == 1 or not isinstance(answer, list):
            yield from ((caller, answer) for caller in self.callers)
            return
        items = {str(_number_of(item)): item for item in answer}
        if set(items) != set(self._numbers):
            raise ValueError("not an answer to what was asked")
        for caller in self.callers:
            yield caller, [items[number] for number in _numbers(caller)]


class Bundle:
    """The calls of one turn, collected by offering them one after another."""

    def __init__(self, *, packing: bool) -> None:
        self._packing = packing
        self._size = 0
        self._closed = False
        self.calls: list[OutgoingCall] = []

    @property
    def callers(self) -> list[WaitingCall]:
        """All callers whose call is in it."""
        return [caller for call in self.calls for caller in call.callers]

    def take(self, waiting: WaitingCall) -> bool:
        """Add a call; False if it has to wait for another turn."""
        if any(call.joins(waiting) for call in self.calls):
            return True
        if self._closed or len(self.calls) == MOST_CALLS:
            return False
        packable = self._packing and waiting.method in PACKABLE and not waiting.alone
        if self.calls and not packable:
            return False
        size = len(call_as_script(waiting.method, waiting.params).encode()) if packable else 0
        if self.calls and self._size + size > LARGEST:
            return False
        self._size += size
        self._closed = not packable
        self.calls.append(OutgoingCall(waiting))
        return True


def _numbers(deletion: WaitingCall) -> list[str]:
    return [part.strip() for part in deletion.params.get("cmids", "").split(",") if part.strip()]


def _but_numbers(deletion: WaitingCall) -> dict[str, str]:
    return {name: value for name, value in deletion.params.items() if name != "cmids"}


def _number_of(item: Any) -> Any:
    return item.get("conversation_message_id") if isinstance(item, dict) else None
