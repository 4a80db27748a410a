"""Reads VK's updates as events, each once, from plain dictionaries.

VK.md, 2.2 has the shapes. VK sends actions and attachments that generated models do not know yet,
and a command must not be lost over one: so no model is built, and every value is checked. Parts of
a message that do not fit their shape are left out: detectors see less then, and nothing is lost.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from bot.stream import UnreadableError
from bot.vk.values import (
    are_numbers,
    as_int,
    is_chat,
    is_number,
    member_id,
    message_id,
    moment,
    plain_text,
)
from handlers.events import (
    NOTHING_ENCLOSED,
    BotJoined,
    BotLeft,
    Edited,
    Enclosed,
    Event,
    Forward,
    InChat,
    InPrivate,
    Joined,
    Left,
    Pressed,
    Quoted,
    Said,
    Started,
    Stopped,
    Unheeded,
    Where,
    Wrote,
)
from rules.detectors.message import Attachment, AttachmentKind, Picture, pictures_in
from rules.ids import ChatId, MemberId, MessageId

_KINDS = {
    "audio_message": AttachmentKind.VOICE,
    "sticker": AttachmentKind.STICKER,
    "ugc_sticker": AttachmentKind.STICKER,
    "doc": AttachmentKind.FILE,
    "photo": AttachmentKind.PHOTO,
    "video": AttachmentKind.VIDEO,
    "link": AttachmentKind.LINK,
}

_MOST = 10
"""The most attachments, and the most forwarded messages, that are read."""

_LONGEST_REF = 255


def read_enclosed(message: Mapping[str, Any]) -> Enclosed:
    """Read what a message brings besides its text, where it brings anything."""
    get = message.get
    forwarded, reply = get("fwd_messages"), get("reply_message")
    ref, cropped = get("ref"), get("is_cropped")
    return Enclosed(
        quoted=_quoted(reply) if isinstance(reply, Mapping) else None,
        attachments=_attachments(message),
        forwards=tuple(map(_forward, list(_mappings(forwarded))[:_MOST])),
        came_by=plain_text(ref)[:_LONGEST_REF],
        is_cropped=bool(cropped),
    )


def _quoted(reply: Mapping[str, Any]) -> Quoted:
    return Quoted(
        message=message_id(reply.get("conversation_message_id")),
        author=member_id(reply.get("from_id")),
        text=plain_text(reply.get("text")),
        at=moment(reply["date"]) if as_int(reply.get("date")) else None,
        pictures=pictures_in(_attachments(reply)),
    )


def _forward(shape: Mapping[str, Any]) -> Forward:
    # its `peer_id`, where there is one, is the chat's number for the person who forwards it
    return Forward(
        author=member_id(shape.get("from_id")),
        text=plain_text(shape.get("text")),
        message=message_id(shape.get("conversation_message_id")) or None,
        at=moment(shape["date"]) if as_int(shape.get("date")) else None,
        pictures=pictures_in(_attachments(shape)),
    )


def _attachments(message: Mapping[str, Any]) -> tuple[Attachment, ...]:
    return tuple(map(_attachment, list(_mappings(message.get("attachments")))[:_MOST]))


def _mappings(values: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(values, list):
        yield from (each for each in values if isinstance(each, Mapping))


def _attachment(shape: Mapping[str, Any]) -> Attachment:
    kind = _KINDS.get(str(shape.get("type")), AttachmentKind.OTHER)
    inner = shape.get(str(shape.get("type")))
    named = inner if isinstance(inner, Mapping) else {}
    match kind:
        case AttachmentKind.FILE:
            return Attachment(kind=kind, name=_file_name(named))
        case AttachmentKind.LINK:
            return Attachment(kind=kind, name=plain_text(named.get("url")))
        case AttachmentKind.PHOTO:
            return Attachment(kind=kind, picture=_picture(named))
        case _:
            return Attachment(kind=kind)


def _picture(photo: Mapping[str, Any]) -> Picture:
    largest = max(_mappings(photo.get("sizes")), key=_area, default={})
    owner, number, access = photo.get("owner_id"), photo.get("id"), photo.get("access_key")
    named = f"photo{owner}_{number}" if is_number(owner) and is_number(number) else ""
    return Picture(
        reference=f"{named}_{access}" if named and isinstance(access, str) and access else named,
        address=plain_text(largest.get("url")),
    )


def _area(size: Mapping[str, Any]) -> int:
    width, height = size.get("width"), size.get("height")
    return width * height if is_number(width) and is_number(height) else 0


def _file_name(document: Mapping[str, Any]) -> str:
    # VK gives the extension in the title, by itself, or in both
    title, ending = plain_text(document.get("title")), plain_text(document.get("ext"))
    if not ending or title.casefold().endswith(f".{ending.casefold()}"):
        return title
    return f"{title}.{ending}"


JOINS = frozenset(
    {
        "chat_invite_user",
        "chat_invite_user_by_link",
        "chat_invite_user_by_message_request",
        "chat_invite_user_by_call",
        "chat_invite_user_by_call_join_link",
    }
)
"""Every way to join that VK names (VK.md, 2.2)."""

KICK = "chat_kick_user"
"""VK's action for a member who is removed, and for one who leaves (VK.md, 2.2)."""

LEAVES = frozenset({KICK, "chat_kick_don", "chat_kick_user_call_block"})

_LONGEST_EVENT = 150

_moment = lru_cache(maxsize=256)(moment)
"""Many messages of a busy minute share a second."""


class VkUpdates:
    """Reads the updates of one community; `community` is its member id (negative)."""

    def __init__(self, community: MemberId) -> None:
        self._community = community

    def read(self, update: Any) -> Event | None:
        """Read an update; None if its type does not concern the bot.

        Raises `bot.stream.UnreadableError` if it has not the shape of its type.
        """
        try:
            kind, thing, event = update["type"], update["object"], _event_id(update["event_id"])
            if kind == "message_new":
                message = thing["message"]
                if message.get("action"):
                    return self._service_message(event, message)
                return _wrote(event, message)
            reader = _READERS.get(kind)
            return None if reader is None else reader(event, thing)
        except (TypeError, KeyError, AttributeError) as strange:
            raise UnreadableError from strange

    def id_of(self, update: Any) -> str | None:
        """Return an update's event id; None if it has none."""
        try:
            return _event_id(update["event_id"])
        except (TypeError, KeyError, UnreadableError):
            return None

    def number_of(self, event: Event) -> int | None:
        """Return the number of an event's message in its chat, which VK numbers without holes
        (VK.md, 0.4); None if it is no new message of a chat."""
        kind = type(event)
        if (kind is not Wrote and kind not in _SERVICE) or type(event.place) is not InChat:
            return None
        number: MessageId | None = event.message  # type: ignore[attr-defined]
        return number if number is not None and number > 0 else None

    def _service_message(self, event: str, message: Mapping[str, Any]) -> Event:
        said = _wrote(event, message)
        action = message["action"] if isinstance(message["action"], Mapping) else {}
        kind, author = action.get("type"), said.author
        # for joining by link VK may omit the member: then the author of the service message joined
        about = member_id(action.get("member_id"))
        member = author if about is None else about
        base: dict[str, Any] = {
            "event": event,
            "place": said.place,
            "author": author,
            "is_bot": said.is_bot,
            "message": said.message,
        }
        joins = kind in JOINS
        if said.private or not (joins or kind in LEAVES):
            return Unheeded(**base)
        if member == self._community:
            return BotJoined(**base) if joins else BotLeft(**base)
        if member <= 0:
            return Unheeded(**base)
        if joins:
            return Joined(**base, member=member, at=said.at)
        removed = kind == KICK and author != member
        return Left(**base, member=member, at=said.at, removed=removed)


def _event_id(event: Any) -> str:
    if (
        type(event) is not str
        or not 0 < len(event) <= _LONGEST_EVENT
        or not event.isascii()
        or "\0" in event
    ):
        raise UnreadableError
    return event


@lru_cache(maxsize=4096)
def _where(peer: int) -> Where:
    if not is_number(peer):
        raise UnreadableError
    return InChat(ChatId(peer)) if is_chat(peer) else InPrivate(MemberId(peer))


def _wrote(event: str, message: Mapping[str, Any]) -> Wrote:
    get = message.get
    peer, author, text = message["peer_id"], message["from_id"], get("text", "")
    number = message["conversation_message_id"]
    if type(peer) is not int or type(text) is not str or not are_numbers(author, number):
        raise UnreadableError
    brings = get("attachments") or get("fwd_messages") or get("reply_message")
    return Wrote(
        event=event,
        place=_where(peer),
        author=author,
        is_bot=author <= 0,
        message=number,
        text=text if text.isprintable() else plain_text(text),
        at=_moment(get("date")),
        enclosed=read_enclosed(message)
        if brings or get("ref") or get("is_cropped")
        else NOTHING_ENCLOSED,
    )


def _edited(event: str, message: Mapping[str, Any]) -> Edited:
    wrote = _wrote(event, message)
    return Edited(
        event=event,
        place=wrote.place,
        author=wrote.author,
        is_bot=wrote.is_bot,
        message=wrote.message,
        text=wrote.text,
        at=edited_at(message) or wrote.at,
        enclosed=wrote.enclosed,
    )


def edited_at(message: Mapping[str, Any]) -> datetime | None:
    """Return when a message was last edited (UTC); None if it was not, or VK does not tell."""
    at = message.get("update_time")
    return moment(at) if as_int(at) else None


def said_by(message: Mapping[str, Any]) -> Said:
    """Read a message from the answer to a method, without an update around it."""
    return _wrote("", {"peer_id": 0, **message})


def _pressed(event: str, thing: Mapping[str, Any]) -> Pressed:
    peer, user, press = thing["peer_id"], thing["user_id"], thing["event_id"]
    if not (is_number(peer) and is_number(user) and isinstance(press, str)):
        raise UnreadableError
    payload = thing.get("payload")
    return Pressed(
        event=event,
        place=_where(peer),
        author=MemberId(user),
        # presses of communities are ignored like their messages (VK.md, 6.8)
        is_bot=user <= 0,
        press=plain_text(press),
        message=message_id(thing.get("conversation_message_id")),
        # VK delivers a payload that was sent as an object as an object
        payload=payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False),
    )


def _person(thing: Mapping[str, Any]) -> dict[str, Any]:
    user = thing["user_id"]
    if not is_number(user):
        raise UnreadableError
    return {"place": InPrivate(MemberId(user)), "author": MemberId(user)}


_READERS: dict[str, Callable[[str, Mapping[str, Any]], Event]] = {
    "message_edit": _edited,
    "message_event": _pressed,
    "message_allow": lambda event, thing: Started(event=event, **_person(thing)),
    "message_deny": lambda event, thing: Stopped(event=event, **_person(thing)),
}

_SERVICE = frozenset({Joined, Left, BotJoined, BotLeft, Unheeded})

_WRITTEN = ("text", "payload", "attachments", "fwd_messages", "geo")
"""Fields of a message that hold its author's words (VK.md, 2.2)."""


def blank(body: str, member: MemberId) -> str:
    """Return an event's JSON without what `member` wrote, also where others quote it."""
    event = json.loads(body)
    return json.dumps(event, ensure_ascii=False) if _blanked(event, member) else body


def _blanked(thing: Any, member: MemberId) -> bool:
    """Blank one part of an event; True if it held the member's words."""
    match thing:
        case dict():
            mine = thing.get("from_id") == member and "text" in thing
            if mine:
                thing.update({"text": ""})
                for name in _WRITTEN[1:]:
                    thing.pop(name, None)
            within = [_blanked(value, member) for value in thing.values()]
            return mine or any(within)
        case list():
            within = [_blanked(each, member) for each in thing]
            return any(within)
        case _:
            return False
