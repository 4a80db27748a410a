"""The control API of conversations: reading requests, writing, editing, forwarding, pressing,
opening links."""

from typing import Any

from bot.sandbox.attachments import Attachment
from bot.sandbox.conversations import PersonId, is_chat
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.showing import message_as_json
from bot.sandbox.world import World


def person_in(world: World, given: dict[str, Any]) -> PersonId:
    """Return the person who asks. Raises `NotPossibleError` for a person not in the sandbox."""
    number = int(given["as"])
    if number not in world.people:
        raise NotPossibleError("Такого человека в песочнице нет.")
    return PersonId(number)


def text_in(given: dict[str, Any], name: str) -> str:
    """Return a text. Raises `TypeError` if it is none, `KeyError` if it is missing."""
    text = given[name]
    if not isinstance(text, str):
        raise TypeError(name)
    return text


def read_messages(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Return the messages of a conversation, and mark them as read."""
    who, peer = person_in(world, given), int(given["peer"])
    if peer != who and not is_chat(peer):
        raise NotPossibleError("Это чужая переписка.")
    shown = world.messages(peer, seen_by=who)
    if shown:
        world.conversations[peer].read[who] = shown[-1].conversation_message_id
    return {"messages": [message_as_json(message) for message in shown]}


def write(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Write a message, with attachments and forwarded messages."""
    reply_to, who = given.get("reply_to"), person_in(world, given)
    number = world.write(
        int(given["peer"]),
        who,
        text_in(given, "text"),
        reply_to=None if reply_to is None else int(reply_to),
        attachments=[_attachment(world, who, each) for each in given.get("attachments", ())],
        forwards=[
            (int(each["peer"]), int(each["conversation_message_id"]))
            for each in given.get("forwards", ())
        ],
    )
    return {"conversation_message_id": number}


def _attachment(world: World, who: PersonId, given: dict[str, Any]) -> Attachment:
    match given["kind"]:
        case "sticker":
            return world.sticker(int(given.get("number", 1)))
        case "voice":
            return world.voice(who, int(given.get("seconds", 5)))
        case "file":
            return world.file(who, text_in(given, "name"))
        case "photo":
            return world.photo(who)
        case _:
            raise NotPossibleError("Такое вложение отправить нельзя.")


def edit(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Edit one's own message."""
    number = int(given["conversation_message_id"])
    world.rewrite(int(given["peer"]), person_in(world, given), number, text_in(given, "text"))
    return {}


def press(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Press a button; a text button writes its label."""
    peer, who = int(given["peer"]), person_in(world, given)
    number, row, column = (
        int(given[name]) for name in ("conversation_message_id", "row", "column")
    )
    if world.button(peer, who, number, row=row, column=column).kind == "text":
        written = world.press_text(peer, who, number, row=row, column=column)
        return {"conversation_message_id": written}
    return {"event_id": world.press(peer, who, number, row=row, column=column)}


def open_link(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Open one of VK's links."""
    return {"peer": world.open_link(text_in(given, "link").strip(), person_in(world, given))}
