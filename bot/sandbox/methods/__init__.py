"""VK's methods that the bot calls, as the sandbox answers them (VK.md, 1)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.methods import callbacks, community, members, people, sending, tending, uploads
from bot.sandbox.parameters import Takes
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method: its parameters, and what it does with the world."""

    takes: Takes
    run: Callable[[World, dict[str, Any]], Any]


METHODS: dict[str, Method] = {
    name: Method(takes=takes, run=run)
    for room in (callbacks, community, members, people, sending, tending, uploads)
    for name, (takes, run) in room.METHODS.items()
}
