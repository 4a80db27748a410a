"""A world over HTTP, called as the bot calls VK."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import PersonId, World

TEACHER, DEPUTY, STUDENT, OTHER = (PersonId(number) for number in (101, 102, 201, 202))
TOKEN = "token"


class Vk:
    """Calls methods, and polls."""

    def __init__(self, world: World, http: aiohttp.ClientSession) -> None:
        self.world = world
        self.http = http
        self._numbers = 0

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method; return its response, or its error's code."""
        given = {name: str(value) for name, value in params.items()}
        async with self.http.post(
            f"{self.world.url}/method/{method}",
            data={"access_token": TOKEN, "v": "5.199", **given},
        ) as answer:
            said = await answer.json()
        return said["response"] if "response" in said else said["error"]["error_code"]

    async def send(self, peer: int, text: str = "привет", **params: Any) -> Any:
        """Send a message to one peer; return its number, or the error's code."""
        self._numbers += 1
        answer = await self.call(
            "messages.send",
            **{"peer_ids": peer, "message": text, "random_id": self._numbers, **params},
        )
        if isinstance(answer, int):
            return answer
        (item,) = answer
        return item["error"]["code"] if "error" in item else item["conversation_message_id"]

    async def poll(self, place: str | int, key: str | None = None, wait: int = 0) -> Any:
        """Make one request of the long poll."""
        async with self.http.get(
            f"{self.world.url}/longpoll/{self.world.group_id}",
            params={
                "act": "a_check",
                "key": key or self.world.stream.new_key(),
                "ts": str(place),
                "wait": str(wait),
            },
        ) as answer:
            return await answer.json()

    async def read(self, peer: int, *numbers: int) -> Any:
        """Read messages; return them, or the error's code."""
        answer = await self.call(
            "messages.getByConversationMessageId",
            peer_id=peer,
            conversation_message_ids=",".join(map(str, numbers)),
        )
        return answer if isinstance(answer, int) else answer["items"]

    async def told(self, since: str) -> list[tuple[str, Any]]:
        """Return the types and objects of the events after a place in the stream."""
        updates = (await self.poll(since))["updates"]
        return [(update["type"], update["object"]) for update in updates]

    async def messages(self, since: str | int) -> list[Any]:
        """Return the messages within the events after a place in the stream."""
        return [update["object"]["message"] for update in (await self.poll(since))["updates"]]

    async def control(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """Call the control API; return the status and the answer."""
        url = f"{self.world.url}/sandbox/{path}"
        asked = self.http.get(url) if body is None else self.http.post(url, json=body)
        async with asked as answer:
            return answer.status, await answer.json()


@asynccontextmanager
async def open_vk() -> AsyncIterator[Vk]:
    """Serve a world with a teacher, a deputy and two students."""
    world = World(clock=SandboxClock(), token=TOKEN)
    world.limits.per_second = None
    world.stream.switched_on |= {"message_edit", "message_event", "message_allow", "message_deny"}
    for number, last in zip((TEACHER, DEPUTY, STUDENT, OTHER), "АБВГ", strict=True):
        world.add_person(number, first_name="Имя", last_name=last, screen_name=f"user{number}")
    async with serve(world), aiohttp.ClientSession() as http:
        yield Vk(world, http)


def a_chat(vk: Vk, *, admin: bool = True) -> int:
    """Open a chat with everybody and the bot in it."""
    peer = vk.world.create_chat("ИСП-21", owner=TEACHER, members=[DEPUTY, STUDENT, OTHER])
    vk.world.set_admin(peer, DEPUTY, True)
    vk.world.add_bot(peer, by=TEACHER)
    vk.world.set_admin(peer, vk.world.bot_id, admin)
    return peer


def board(*labels: str, inline: bool = True, **action: Any) -> str:
    """Return a keyboard with a row for each label."""
    return json.dumps(
        {
            "inline": inline,
            "buttons": [
                [{"action": {"type": "callback", "label": label, "payload": "{}", **action}}]
                for label in labels
            ],
        }
    )
