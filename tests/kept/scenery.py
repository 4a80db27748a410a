"""The messenger's side of the kept story: its people, chats and messages, as plain JSON.

The kept database says what the bot knows; without this nobody would be there to press its buttons.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sandbox.conversations import Conversation, Member, Message, PersonId, SandboxClock
from bot.sandbox.talking import Place
from bot.sandbox.world import World
from tests.in_process.bot import EVENTS, TOKEN

Scenery = Mapping[str, Any]

_MARK = 40
"""Characters of the bot's own messages that are kept, to know them by: it never reads them."""


class StillClock(SandboxClock):
    """A clock that stands still until it is turned."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self._begun = datetime.now(UTC)
        self.offset = (moment - self._begun).total_seconds()

    def now(self) -> datetime:
        return self._begun + timedelta(seconds=self.offset)


class SlowWorld(World):
    """A world in which everything that somebody writes or presses takes a second."""

    def write(self, peer: int, who: PersonId, text: str, **more: Any) -> int:
        self.clock.advance(1)
        return super().write(peer, who, text, **more)

    def press(self, peer: int, who: PersonId, cmid: int, place: Place) -> str:
        self.clock.advance(1)
        return super().press(peer, who, cmid, place)


def new_world(moment: datetime) -> SlowWorld:
    """Give an empty world at that moment (UTC)."""
    world = SlowWorld(clock=StillClock(moment), group_id=1, token=TOKEN)
    world.limits.per_second = None
    world.stream.switched_on |= EVENTS
    return world


def describe(world: World) -> Scenery:
    """Give what a later code has to know of a world to let people press buttons there."""
    return {
        "now": _moment(world.clock.now()),
        "people": [
            [each.id, each.first_name, each.last_name, each.screen_name, each.role, each.sex]
            for each in world.people.values()
        ],
        "allowed": sorted(world.allowed),
        "conversations": [_conversation(each) for each in world.conversations.values()],
    }


def _conversation(each: Conversation) -> Mapping[str, Any]:
    return {
        "peer": each.peer,
        "title": each.title,
        "closed": each.closed,
        "link": each.link,
        "former": sorted(each.former.items()),
        "members": [
            [
                member.id,
                _moment(member.joined_at),
                member.invited_by,
                member.is_admin,
                member.is_owner,
                member.restricted_until and _moment(member.restricted_until),
            ]
            for member in each.members.values()
        ],
        "messages": [
            [
                message.from_id,
                _moment(message.date),
                message.text if message.from_id > 0 else message.text[:_MARK],
                message.reply and message.reply.conversation_message_id,
                message.action,
                message.removed,
            ]
            for message in each.messages
        ],
    }


def rebuild(scenery: Scenery) -> World:
    """Make that world anew, without the buttons under its messages, which it does not keep."""
    world = new_world(_read(scenery["now"]))
    for number, first, last, screen, role, sex in scenery["people"]:
        world.add_person(
            number, first_name=first, last_name=last, screen_name=screen, role=role, sex=sex
        )
    world.allowed |= set(scenery["allowed"])
    for given in scenery["conversations"]:
        conversation = Conversation(
            peer=given["peer"],
            title=given["title"],
            closed=given["closed"],
            # else the emulator would draw one by lot
            link=given["link"] or f"link{given['peer']}",
        )
        conversation.former |= dict(given["former"])
        world.conversations[conversation.peer] = conversation
        for number, joined, by, is_admin, is_owner, until in given["members"]:
            conversation.members[number] = Member(
                id=number,
                joined_at=_read(joined),
                invited_by=by,
                clock=world.clock,
                is_admin=is_admin,
                is_owner=is_owner,
                restricted_until=until and _read(until),
            )
        for number, (author, date, text, reply, action, removed) in enumerate(given["messages"], 1):
            conversation.messages.append(
                Message(
                    peer=conversation.peer,
                    conversation_message_id=number,
                    message_id=0 if conversation.is_chat else number,
                    from_id=author,
                    date=_read(date),
                    text=text,
                    reply=conversation.messages[reply - 1] if reply else None,
                    action=action,
                    removed=removed,
                )
            )
            conversation.delivered.add(number)
    return world


def save(scenery: Scenery, file: Path) -> None:
    """Write it down as JSON, a message a line."""
    told = {name: value for name, value in scenery.items() if name != "conversations"}
    conversations = ",\n".join(_lines(each) for each in scenery["conversations"])
    said = f'{_json(told)[:-1]}, "conversations": [\n{conversations}\n]}}\n'
    file.write_text(said, encoding="utf-8")


def _lines(conversation: Mapping[str, Any]) -> str:
    told = {name: value for name, value in conversation.items() if name != "messages"}
    messages = ",\n".join(_json(each) for each in conversation["messages"])
    return f'{_json(told)[:-1]}, "messages": [\n{messages}\n]}}'


def _json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)


def load(file: Path) -> Scenery:
    """Read what `save` wrote."""
    read: Scenery = json.loads(file.read_text(encoding="utf-8"))
    return read


def _moment(moment: datetime) -> str:
    return moment.isoformat()


def _read(moment: str) -> datetime:
    return datetime.fromisoformat(moment)
