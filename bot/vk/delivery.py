"""Turns one effect into its call to VK (VK.md, 1.2 and 1.4).

VK shows a message once per `random_id`, but remembers it for an hour and a hundred messages only
(VK.md, 4). After that the bot looks whether it was posted before.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from loguru import logger

from bot.vk.answers import done, is_nonzero, not_an_answer, understood
from bot.vk.client import Manner, VkClient, VkRefused
from bot.vk.contents import LONGEST_EVENT_DATA, keyboard_json, menu_json, shorten, split, to_json
from bot.vk.faults import UNANSWERED, Act, Remedy, meaning
from bot.vk.moderation import (
    MODERATION,
    delete_messages,
    remove_member,
    restrict,
    restrict_until,
    write_in,
)
from bot.vk.pace import Urgency
from bot.vk.pictures import download
from bot.vk.uploads import upload
from bot.vk.values import is_chat
from rules.ids import FileId, MessageId
from storage.effects import (
    Answer,
    CloseWriting,
    DeleteMessages,
    Edit,
    Effect,
    Invite,
    KeepPicture,
    OpenWriting,
    Peer,
    Remove,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)
from storage.records import File

RECOGNISED = timedelta(minutes=55)
"""For so long VK surely recognises a repeat: an hour, less the time of a call and clock skew."""

_LOOKED_THROUGH = 200
"""The newest messages of a conversation; one answer holds no more (VK.md, 4)."""

_QUESTION = Manner(urgency=Urgency.WORDS, patience=0)


async def find_posted(
    client: VkClient, peer: Peer, random_ids: Collection[int]
) -> dict[int, MessageId]:
    """Return the messages in a conversation that have one of these random ids, by random id.

    Empty if VK lets the bot read nothing. Raises `VkRefused` with `UNANSWERED` if it may do so
    later, and `bot.vk.client.TokenRejected`.
    """
    try:
        answer = await client.call(
            "messages.getHistory", _QUESTION, peer_id=peer, count=_LOOKED_THROUGH
        )
    except VkRefused as refused:
        if isinstance(meaning(refused.code, Act.READ), Remedy):
            # VK may want a rest from this method, but not from words
            raise VkRefused(UNANSWERED, str(refused)) from refused
        return {}
    with understood():
        return {
            item["random_id"]: MessageId(item["conversation_message_id"])
            for item in answer["items"]
            if item.get("random_id") in random_ids
        }


Kept = Callable[[FileId], Awaitable[File | None]]
"""Returns a file to send with a message; None if it is no longer kept."""

Keep = Callable[[KeepPicture, bytes], Awaitable[None]]
"""Stores the content of a picture."""

Posted = Callable[[Peer, str], Awaitable[MessageId | None]]
"""Returns the id of the bot's own message with this ref; None if it was never posted."""


# one attempt each: the courier keeps the pauses in the outbox, where a restart finds them
_WORDS = Manner(urgency=Urgency.WORDS, patience=0)

_REPORT = Manner(urgency=Urgency.REPORT, patience=0)

_POP_UP = Manner(urgency=Urgency.ANSWER, patience=0)

_KEYBOARD_INVALID = 911

_NOT_EDITABLE = frozenset({909, 920})
"""The message is too old to edit, or of a kind that nobody can edit (VK.md, 5)."""

_WRONG_PARAMETER = 100

_REPLY_REFUSED = frozenset({15, 100, 104, 913, 921, 940, 969, 970})
"""Codes for a message that cannot be answered; then the words go without the reply."""


def act_of(effect: Effect) -> Act:
    """Return what an effect asks of VK; error codes are read by it."""
    match effect:
        case Send() | Invite():
            return Act.SEND
        case Edit():
            return Act.EDIT
        case Unsend() | DeleteMessages():
            return Act.DELETE
        case Restrict() | Unrestrict() | CloseWriting() | OpenWriting():
            return Act.RESTRICT
        case Remove():
            return Act.REMOVE
        case Answer():
            return Act.ANSWER
        case KeepPicture():
            return Act.FETCH


async def deliver(
    client: VkClient,
    effect: Effect,
    *,
    random_id: int,
    in_doubt: bool,
    now: datetime,
    posted: Posted,
    again: bool = False,
    kept: Kept,
    keep: Keep,
) -> MessageId | None:
    """Make one effect's call to VK, in one attempt.

    Returns the id of the message that a Send posted, or an Edit that VK no longer allows and that
    was sent anew; None otherwise.

    `random_id` is the effect's own, so that VK shows a repeat once. `in_doubt`: an earlier attempt
    may be older than VK recognises; `again`: there may have been an earlier attempt. `now` is
    aware, UTC. Raises `VkRefused`, `TargetProtected`, `bot.vk.client.TokenRejected`.
    """
    match effect:
        case Send():
            files = await _uploaded(client, effect, kept)
            return await _send(client, effect, random_id, files, in_doubt=in_doubt)
        case Edit():
            if (message := await posted(effect.to, effect.ref)) is not None:
                return await _edit(client, effect, message, random_id, in_doubt=in_doubt)
        case Unsend():
            if (message := await posted(effect.to, effect.ref)) is not None:
                await delete_messages(client, effect.to, (message,), _WORDS, again=again)
        case DeleteMessages():
            await delete_messages(client, effect.chat, effect.messages, MODERATION, again=again)
        case Restrict():
            await restrict_until(client, effect, now)
        case Unrestrict():
            await restrict(client, effect, {"action": "rw"})
        case CloseWriting():
            await write_in(client, "messages.disableChatWriting", effect)
        case OpenWriting():
            await write_in(client, "messages.enableChatWriting", effect)
        case Invite():
            await _invite(client, effect, random_id, in_doubt=in_doubt)
        case Remove():
            await remove_member(client, effect)
        case Answer():
            await _answer(client, effect)
        case KeepPicture():
            await keep(effect, await download(client, effect.address))
    return None


async def _uploaded(client: VkClient, effect: Send, kept: Kept) -> list[str]:
    names = []
    for number in effect.files:
        file = await kept(number)
        if file is None:
            continue
        if file.content:
            names.append(await upload(client, effect.to, file))
        elif file.reference:
            names.append(file.reference)
    return names


async def _send(
    client: VkClient, effect: Send, random_id: int, attached: Sequence[str] = (), *, in_doubt: bool
) -> MessageId | None:
    parts = split(effect.text)
    ids = [_part_id(random_id, index) for index in range(len(parts))]
    said = await find_posted(client, effect.to, ids) if in_doubt else {}
    message: MessageId | None = None
    for index, part in enumerate(parts):
        if ids[index] in said:
            message = said[ids[index]]
            continue
        extras: dict[str, Any] = {}
        if index == 0 and effect.reply_to is not None:
            extras["forward"] = _reply(effect.to, effect.reply_to)
        if index == len(parts) - 1 and attached:
            extras["attachment"] = ",".join(attached)
        if index == len(parts) - 1 and effect.keyboard:
            extras["keyboard"] = keyboard_json(effect.keyboard)
        elif index == len(parts) - 1 and effect.menu:
            extras["keyboard"] = menu_json(effect.menu)
        message = await _send_part(client, effect, part, ids[index], extras)
    return message


async def _send_part(
    client: VkClient, effect: Send, text: str, random_id: int, extras: dict[str, Any]
) -> MessageId | None:
    while True:
        try:
            answer = await client.call(
                "messages.send",
                _REPORT if effect.files else _WORDS,
                # only `peer_ids` makes VK tell the id that the message has in its chat
                peer_ids=effect.to,
                random_id=random_id,
                message=text,
                disable_mentions=not effect.notify,
                dont_parse_links=True,
                **extras,
            )
            return _sent(answer)
        except VkRefused as refused:
            if not _dropped(extras, refused.code):
                raise


def _sent(answer: Any) -> MessageId | None:
    match answer:
        case [{"error": {"code": int(code), **more}}, *_]:
            raise VkRefused(code, str(more.get("description", "")))
        case [{"conversation_message_id": message}, *_] if is_nonzero(message):
            return MessageId(message)
        case [{"message_id": message}, *_] if is_nonzero(message):
            logger.warning("messages.send: VK did not tell the message's id in its chat")
            return None
        case _:
            # it may have been posted: the same random_id is sent again, and VK shows it once
            raise not_an_answer()


async def _edit(
    client: VkClient, effect: Edit, message: MessageId, random_id: int, *, in_doubt: bool
) -> MessageId | None:
    """Change a message; return a new message's id if the words had to be sent anew."""
    # VK may keep buttons that are not mentioned, so no buttons are sent as an empty keyboard
    extras = {"keyboard": keyboard_json(effect.keyboard)}
    while True:
        try:
            answer = await client.call(
                "messages.edit",
                _WORDS,
                peer_id=effect.to,
                cmid=message,
                # the ref of a message in parts names its last part
                message=split(effect.text)[-1],
                keep_forward_messages=True,
                disable_mentions=True,
                dont_parse_links=True,
                **extras,
            )
        except VkRefused as refused:
            if refused.code in _NOT_EDITABLE and effect.keyboard:
                # buttons that still wait for somebody must not be lost; the old ones do the same
                words = Send(
                    to=effect.to,
                    private=not is_chat(effect.to),
                    text=effect.text,
                    keyboard=effect.keyboard,
                )
                return await _send(client, words, random_id, in_doubt=in_doubt)
            if not _dropped(extras, refused.code):
                raise
        else:
            done(answer)
            return None


def _dropped(extras: dict[str, Any], code: int) -> bool:
    """Leave out the part that VK may have refused, so that the words arrive; False if none is."""
    if code == _KEYBOARD_INVALID and extras.pop("keyboard", None) is not None:
        logger.error("VK refused a keyboard (error {})", code)
        return True
    if code in _REPLY_REFUSED and extras.pop("forward", None) is not None:
        return True
    return code == _WRONG_PARAMETER and extras.pop("attachment", None) is not None


async def _invite(client: VkClient, effect: Invite, random_id: int, *, in_doubt: bool) -> None:
    # fetched only now: a link revoked meanwhile would lead nowhere
    answer = await client.call("messages.getInviteLink", _WORDS, peer_id=effect.chat)
    with understood():
        words = Send(to=effect.to, private=True, text=f"{effect.text}\n{answer['link']}")
    await _send(client, words, random_id, in_doubt=in_doubt)


async def _answer(client: VkClient, effect: Answer) -> None:
    data = None
    if effect.text:
        text = shorten(effect.text, LONGEST_EVENT_DATA)
        while len(data := to_json({"type": "show_snackbar", "text": text})) > LONGEST_EVENT_DATA:
            # JSON may need six characters for one: cut as little as possible
            over = len(data) - LONGEST_EVENT_DATA
            text = shorten(text, len(text) - max(1, over // 6))
    answer = await client.call(
        "messages.sendMessageEventAnswer",
        _POP_UP,
        event_id=effect.press,
        user_id=effect.member,
        peer_id=effect.to,
        event_data=data,
    )
    done(answer)


def _reply(peer: Peer, message: MessageId) -> str:
    return to_json({"peer_id": peer, "conversation_message_ids": [message], "is_reply": True})


def _part_id(random_id: int, index: int) -> int:
    """Return the random id of each part of a long text: the same at every attempt, never 0."""
    if index == 0:
        return random_id
    return (random_id + index * 0x9E3779B1) % 0x7FFFFFFF + 1
