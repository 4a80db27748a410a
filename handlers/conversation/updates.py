"""Reading VK's updates as the plain dictionaries that they are, and believing none of them.

VK.md, 2.2 has the shapes. What does not fit them is no update of ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeGuard

from rules.ids import ChatId, MemberId, MessageId
from storage.effects import Peer

_LONGEST_REF = 255


IsChat = Callable[[int], bool]
"""Says whether a conversation of that number is a chat: the messenger knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a service message tells; `member` is whom it is about."""

    kind: str
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message, in a chat or (`private`) in a person's conversation with the bot.

    `event` is the update's id; `answers` the message that it answers, if any, and `answered_text`
    what that says, `answered_at` when it was written (UTC); `came_by` is what the link held by
    which its author came to the private conversation.
    """

    event: str
    peer: Peer
    private: bool
    author: MemberId
    message: MessageId
    text: str
    at: datetime
    answers: MessageId | None = None
    answered: MemberId | None = None
    answered_text: str = ""
    answered_at: datetime | None = None
    action: Action | None = None
    came_by: str = ""

    @property
    def chat(self) -> ChatId:
        """The chat that it was written in."""
        return ChatId(self.peer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a button was pressed (`private`: in a private conversation with the bot), by whom;
    `press` is the id to answer, within a minute."""

    event: str
    peer: Peer
    private: bool
    by: MemberId
    press: str
    message: MessageId | None
    payload: Any

    @property
    def chat(self) -> ChatId:
        """The chat that it was pressed in."""
        return ChatId(self.peer)


GREATEST = 2**53
"""No number of VK's is so great; no database of ours takes one much greater."""


_LONGEST_EVENT = 150


def is_readable(update: Any) -> bool:
    """Say whether a thing from the stream has an update's shape, as far as it is read unasked.

    What has not is no update of ours: it is left out before anything is looked for in it.
    """
    if not isinstance(update, dict):
        return False
    event, kind, thing = update.get("event_id"), update.get("type"), update.get("object")
    if not (isinstance(event, str) and isinstance(kind, str) and isinstance(thing, dict)):
        return False
    if not 0 < len(event) <= _LONGEST_EVENT or not event.isascii() or "\0" in event:
        return False
    message = thing.get("message")
    if kind == "message_new" or message is not None:
        return is_readable_message(message)
    if kind == "message_edit":
        return is_readable_message(thing)
    return all(_is_number(thing[key]) for key in ("peer_id", "user_id") if key in thing)


def is_readable_message(message: Any) -> bool:
    """Say whether a thing has a message's shape: its place, its author, its number, its text."""
    return (
        isinstance(message, dict)
        and _is_number(message.get("peer_id"))
        and _is_number(message.get("from_id"))
        and _is_number(message.get("conversation_message_id"))
        and isinstance(message.get("text", ""), str)
        and _is_number(message.get("date", 0))
    )


def _is_number(value: Any) -> TypeGuard[int]:
    return type(value) is int and -GREATEST < value < GREATEST


def peer_of(update: Mapping[str, Any]) -> int:
    """Give the conversation in whose line an update stands; 0 for what belongs to none.

    Raises `KeyError`, `TypeError`, `ValueError` and `AttributeError` for what is no update.
    """
    thing = update["object"]
    message = thing.get("message")
    if message is not None:
        return int(message["peer_id"])
    return int(thing.get("peer_id") or thing.get("user_id") or 0)


def number_in_chat(update: Mapping[str, Any], is_chat: IsChat) -> int | None:
    """Give the number that a new message has in its chat; None for anything else.

    Raises as `peer_of`.
    """
    if update["type"] != "message_new":
        return None
    message = update["object"].get("message") or {}
    number = message.get("conversation_message_id")
    in_chat = is_chat(message["peer_id"])
    return number if in_chat and _is_number(number) and number > 0 else None


def read_message(
    event: Mapping[str, Any], is_chat: IsChat, *, service: bool = False
) -> Told | None:
    """Read a `message_new` of a person (a service message if `service`); None otherwise."""
    thing = event.get("object")
    message = thing.get("message") if isinstance(thing, Mapping) else None
    if not isinstance(message, Mapping):
        return None
    peer, author, number = (
        message.get(key) for key in ("peer_id", "from_id", "conversation_message_id")
    )
    action = message.get("action")
    if not (_is_number(peer) and _is_number(author) and _is_number(number)):
        return None
    if bool(action) is not service or (author <= 0 and not service):
        return None
    answered = message.get("reply_message")
    reply = answered if isinstance(answered, Mapping) else {}
    return Told(
        event=plain_text(event.get("event_id") or f"{peer}:{number}"),
        peer=ChatId(peer),
        private=not is_chat(peer),
        author=MemberId(author),
        message=MessageId(number),
        text=plain_text(message.get("text")),
        at=moment(message.get("date")),
        answers=_message_id(reply.get("conversation_message_id")),
        answered=_member_id(reply.get("from_id")),
        came_by=plain_text(message.get("ref"))[:_LONGEST_REF],
        answered_text=plain_text(reply.get("text")),
        answered_at=moment(reply["date"]) if _int(reply.get("date")) else None,
        action=_read_action(action, author) if isinstance(action, Mapping) else None,
    )


def read_edit(event: Mapping[str, Any], is_chat: IsChat) -> Told | None:
    """Read a `message_edit` of a person, whose object is the message itself; None otherwise.

    It counts as written when it was edited, where that is told.
    """
    thing = event.get("object")
    told = read_message({**event, "object": {"message": thing}}, is_chat)
    if told is None or not isinstance(thing, Mapping):
        return None
    return replace(told, at=edited_at(thing) or told.at)


def edited_at(message: Mapping[str, Any]) -> datetime | None:
    """Give when a message was edited last (UTC), or None where it was not, or that is not told."""
    at = message.get("update_time")
    return moment(at) if _int(at) else None


def _read_action(action: Mapping[str, Any], author: int) -> Action:
    # by link, VK may leave the member out: then whoever wrote the service message joined
    member = _int(action.get("member_id"))
    return Action(
        kind=str(action.get("type")), member=MemberId(author if member is None else member)
    )


def read_press_place(event: Mapping[str, Any], is_chat: IsChat) -> Place | None:
    """Read a `message_event` of a person; None where it is not one."""
    thing = event.get("object")
    if not isinstance(thing, Mapping):
        return None
    peer, user, press = (thing.get(key) for key in ("peer_id", "user_id", "event_id"))
    if not (_is_number(peer) and _is_number(user) and isinstance(press, str)):
        return None
    if user <= 0:
        # communities are heard as little here as where they write (VK.md, 6.8)
        return None
    return Place(
        event=plain_text(event.get("event_id") or press),
        peer=ChatId(peer),
        private=not is_chat(peer),
        by=MemberId(user),
        press=plain_text(press),
        message=_message_id(thing.get("conversation_message_id")),
        payload=thing.get("payload"),
    )


def _int(value: Any) -> int | None:
    return value if _is_number(value) else None


def plain_text(value: Any) -> str:
    """Give a text that can be stored and sent, of whatever came for one."""
    # half of a character, and NUL, which JSON can carry, can be neither
    return str(value or "").encode("utf-8", "replace").decode().replace("\0", "")


def moment(value: Any) -> datetime:
    """Give a moment (UTC) of seconds since 1970; the first of them for what is none."""
    try:
        return datetime.fromtimestamp(_int(value) or 0, tz=UTC)
    except (OverflowError, OSError, ValueError):  # no calendar has it
        return datetime.fromtimestamp(0, tz=UTC)


def _message_id(value: Any) -> MessageId | None:
    number = _int(value)
    return None if number is None else MessageId(number)


def _member_id(value: Any) -> MemberId | None:
    number = _int(value)
    return None if number is None else MemberId(number)
