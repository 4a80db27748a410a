"""The world as a file beside the bot's database, so that `bot sandbox --data` continues a story.

Kept are people, conversations with all that hangs on them, the clock, and the bot's stream of
events. The log of calls, faults and callback servers begin anew.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bot.nursery import Nursery
from bot.sandbox.attachments import File
from bot.sandbox.conversations import Conversation, Person
from bot.sandbox.ground import Capabilities
from bot.sandbox.talking import Press
from bot.sandbox.world import World

WORLD = "world.json"
"""The file's name."""

_DATABASE = "bot.db"
_PAUSE = 1.0
"""Seconds between two looks whether there is anything to save."""

_EVENTS = 1000
"""How many events are kept: the bot is stopped with the world, and is never far behind."""


class _Conversation(msgspec.Struct, kw_only=True):
    """A conversation; where its messages name each other, they do so here, by their numbers."""

    itself: Conversation
    replies: dict[int, int]
    random_ids: dict[int, tuple[int, datetime]]


class _World(msgspec.Struct, kw_only=True):
    shape: Literal[2]
    story: str
    offset: float
    people: list[Person]
    conversations: list[_Conversation]
    allowed: set[int]
    files: dict[str, File]
    voices: int
    message_ids: int
    capabilities: Capabilities
    presses: dict[str, Press]
    ts: str
    events: list[str]
    switched_on: set[str]
    enabled: bool


def resume(world: World, folder: Path) -> Path | None:
    """Continue the story that a folder keeps, in an empty world.

    If there is one that cannot be continued, its files are moved aside, since the bot's database
    and the world tell one story; returns the folder where they are then.
    """
    file, database = folder / WORLD, folder / _DATABASE
    if file.is_file() and database.is_file():
        try:
            # the one custom type is a member's clock, which is the world's
            kept = msgspec.json.decode(
                file.read_bytes(), type=_World, dec_hook=lambda *_: world.clock
            )
        except msgspec.DecodeError:
            pass
        else:
            _restore(world, kept)
            return None
    found = [each for each in (file, *folder.glob(f"{_DATABASE}*")) if each.is_file()]
    if not found:
        return None
    aside = folder / f"before-{world.clock.now():%Y-%m-%d-%H%M%S-%f}"
    aside.mkdir()
    for each in found:
        each.rename(aside / each.name)
    return aside


@asynccontextmanager
async def saving(world: World, folder: Path) -> AsyncIterator[None]:
    """Save the world in a folder, soon after each change and at the end of the block."""
    try:
        async with Nursery() as nursery:
            nursery.start(_keep_saving(world, folder), "saving the sandbox's world")
            yield
    finally:
        if world.people:
            save(world, folder)


def save(world: World, folder: Path) -> None:
    """Save the world in a folder, whole or not at all."""
    written = folder / f"{WORLD}.new"
    written.write_bytes(msgspec.json.encode(_kept(world), enc_hook=lambda _: None))
    written.replace(folder / WORLD)


async def _keep_saving(world: World, folder: Path) -> None:
    saved = (0, world.stream.ts, world.clock.offset)
    while True:
        await asyncio.sleep(_PAUSE)
        now = (world.feed.revision, world.stream.ts, world.clock.offset)
        if now != saved:
            save(world, folder)
            saved = now


def _kept(world: World) -> _World:
    stream = world.stream
    return _World(
        shape=2,
        story=world.story,
        offset=world.clock.offset,
        people=list(world.people.values()),
        conversations=[_kept_conversation(each) for each in world.conversations.values()],
        allowed=world.allowed,
        files=world.attachments,
        voices=world.voices,
        message_ids=world.message_ids,
        capabilities=world.capabilities,
        presses={event: press for event, press in world.presses.items() if not press.answered},
        ts=stream.ts,
        events=stream.newest(_EVENTS),
        switched_on=stream.switched_on,
        enabled=stream.enabled,
    )


def _kept_conversation(conversation: Conversation) -> _Conversation:
    messages = conversation.messages
    return _Conversation(
        itself=replace(
            conversation, messages=[replace(each, reply=None) for each in messages], random_ids={}
        ),
        replies={
            each.conversation_message_id: each.reply.conversation_message_id
            for each in messages
            if each.reply is not None
        },
        random_ids={
            random_id: (message.conversation_message_id, at)
            for random_id, (message, at) in conversation.random_ids.items()
        },
    )


def _restore(world: World, kept: _World) -> None:
    world.story = kept.story
    world.clock.advance(kept.offset)
    world.people.update({person.id: person for person in kept.people})
    for each in kept.conversations:
        world.conversations[each.itself.peer] = _restored(each)
    world.allowed |= kept.allowed
    world.attachments.update(kept.files)
    world.voices, world.message_ids = kept.voices, kept.message_ids
    world.capabilities = kept.capabilities
    world.presses.update(kept.presses)
    world.stream.resume(kept.ts, kept.events)
    world.stream.switched_on, world.stream.enabled = kept.switched_on, kept.enabled
    world.feed.changed(None)


def _restored(kept: _Conversation) -> Conversation:
    # a message's number is its place, counted from 1, also where some were deleted
    conversation, messages = kept.itself, kept.itself.messages
    for number, replied in kept.replies.items():
        messages[number - 1].reply = messages[replied - 1]
    conversation.random_ids = {
        random_id: (messages[number - 1], at) for random_id, (number, at) in kept.random_ids.items()
    }
    return conversation
