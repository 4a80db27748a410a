"""Which of the buttons that hang in the kept story are pressed, and by whom."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.sandbox.conversations import is_chat
from bot.sandbox.world import World
from tests.kept.seen import ADMINISTRATORS, FILES, Pressed, buttons_of

PRESSES = FILES / "presses.json"


def save(presses: Sequence[Pressed], file: Path = PRESSES) -> None:
    """Write presses down, one a line."""
    lines = [json.dumps(each, ensure_ascii=False) for each in presses]
    file.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def load(file: Path = PRESSES) -> Sequence[Pressed]:
    """Read what `save` wrote."""
    read: list[Pressed] = json.loads(file.read_text(encoding="utf-8"))
    return read


def choose(world: World) -> Iterator[Pressed]:
    """Choose of the buttons that hang one of each shape, with who presses it."""
    chosen: dict[tuple[bool, str], tuple[int, int, Mapping[str, Any]]] = {}
    for conversation in world.conversations.values():
        for message in conversation.shown():
            for payload in buttons_of(message):
                hanging = (conversation.peer, message.conversation_message_id, payload)
                chosen[conversation.is_chat, _shape(payload)] = hanging
    students: set[str] = set()
    for peer, number, payload in chosen.values():
        if not is_chat(peer):
            yield (peer, number, peer, payload)
            continue
        members = [each for each in world.members(peer) if each.id > 0]
        do = payload["do"]
        others = {*ADMINISTRATORS, *(each.id for each in members if each.moderates)}
        ordinary = [each.id for each in members if each.id not in others]
        if do == "ack":
            # whoever came last is the newcomer
            yield (peer, number, ordinary[-1], payload)
        yield (peer, number, next(each.id for each in members if each.is_owner), payload)
        if do not in students:
            students.add(do)
            yield (peer, number, ordinary[0], payload)
    (main, number) = next((peer, number) for peer, number, _ in chosen.values() if is_chat(peer))
    owner = next(each.id for each in world.members(main) if each.is_owner)
    for payload in _OLD:
        yield (main, number, owner, payload)


_OLD: Sequence[Mapping[str, Any]] = (
    {"do": "journal", "member": 0, "before": 20},
    {"do": "settings"},
    {"do": "record", "violation": 1, "asked": 2, "act": "keep"},
)
"""Payloads as buttons had them that are not hung so any more."""

_NUMBERS = {
    *("member", "vote", "chat", "key", "violation", "asked", "rule", "before", "plan", "version"),
    *("count", "request", "card", "appeal", "apology", "expulsion", "invitation", "block"),
}


def _shape(payload: Mapping[str, Any]) -> str:
    """Give what a button asks for, whatever it is about."""
    shape = {name: value for name, value in payload.items() if name not in _NUMBERS}
    if payload["do"] == "appeal":
        shape["about"] = "block" if payload["block"] else "violation"
    if payload["do"] == "journal":
        shape["about"] = str(bool(payload["member"]))
    return json.dumps(shape | ({"key": 0} if payload["do"] == "words" else {}), sort_keys=True)
