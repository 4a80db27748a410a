"""Messages in the sandbox: writing, editing, forwarding, deleting, and pressing buttons."""

import json
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.attachments import Attachment, Link, Sticker, Voice
from bot.sandbox.conversations import (
    Button,
    Conversation,
    Keyboard,
    Message,
    NotPossibleError,
    PersonId,
    is_chat,
    vk_message,
)
from bot.sandbox.ground import LONGEST, Ground

MOST = 10
"""The most attachments of a message (VK.md, 4)."""

MOST_FORWARDED = 100
"""The most messages forwarded at once (VK.md, 1.2)."""

_ADDRESS = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
_CLOSING = ".,;:!?)]"


def check_message(
    text: str, attachments: Sequence[Attachment], forwarded: Sequence[Message] = ()
) -> None:
    """Check that VK's own client would send such a message. Raises `NotPossibleError`."""
    if not text.strip() and not attachments and not forwarded:
        raise NotPossibleError("Сообщение пустое.")
    if len(text) > LONGEST:
        raise NotPossibleError(f"Сообщение слишком длинное: в нём больше {LONGEST} знаков.")
    if len(attachments) > MOST:
        raise NotPossibleError(f"К сообщению можно прикрепить не больше {MOST} вложений.")
    if len(forwarded) > MOST_FORWARDED:
        raise NotPossibleError(f"Переслать можно не больше {MOST_FORWARDED} сообщений сразу.")
    if stands_alone(attachments) and (text.strip() or len(attachments) > 1 or forwarded):
        raise NotPossibleError("Стикер или голосовое сообщение отправляются отдельно.")


def stands_alone(attachments: Sequence[Attachment]) -> bool:
    """Whether one of them is of a kind that VK sends without text or others."""
    return any(isinstance(each, Sticker | Voice) for each in attachments)


def with_preview(text: str, attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Return the attachments as VK completes them: with a link for the first address in the
    text."""
    own = tuple(each for each in attachments if not isinstance(each, Link))
    found = _ADDRESS.search(text)
    if found is None or len(own) >= MOST:
        return own
    return (*own, Link(address=found[0].rstrip(_CLOSING)))


EDITABLE = timedelta(hours=24)
"""How long one's own message can be edited (VK.md, 4; error 909)."""


Place = str | tuple[int, int]
"""A button's label, or its row and column."""


@dataclass(slots=True, kw_only=True)
class Press:
    """A press of a callback button, answered or not."""

    who: int
    peer: int
    at: datetime
    answered: bool = False
    popup: dict[str, Any] | None = None


class Talking(Ground):
    """Messages of people and of the bot, and their buttons."""

    def __init__(self, **ground: Any) -> None:
        super().__init__(**ground)
        self.on_removal: Callable[[], None] = lambda: None
        """Called after each deletion."""
        self.presses: dict[str, Press] = {}

    def write(
        self,
        peer: int,
        who: PersonId,
        text: str,
        *,
        reply_to: int | None = None,
        payload: str | None = None,
        ref: str = "",
        attachments: Sequence[Attachment] = (),
        forwards: Sequence[tuple[int, int]] = (),
    ) -> int:
        """Let a person write; return the message's number in its conversation.

        `ref` comes from the link to the private conversation, `forwards` are the peers and numbers
        of messages to forward.

        Raises `NotPossibleError` if they are restricted or not in the chat, or if VK's client would
        not send such a message.
        """
        conversation = self._where(peer, who)
        reply = None if reply_to is None else conversation.message(reply_to)
        if reply_to is not None and reply is None:
            raise NotPossibleError("Сообщения, на которое Вы отвечаете, больше нет.")
        forwarded = tuple(self._forwarded(who, *each) for each in forwards)
        check_message(text, attachments, forwarded)
        if not conversation.is_chat:
            self.allowed.add(who)
        return self.post(
            conversation,
            who,
            text,
            reply=reply,
            payload=payload,
            ref=ref,
            attachments=with_preview(text, attachments),
            forwarded=forwarded,
        ).conversation_message_id

    def rewrite(self, peer: int, who: PersonId, number: int, text: str) -> None:
        """Let a person edit a message of their own.

        The bot hears of it in private alone, unless this VK reports edits in chats, too (VK.md,
        2.4). Raises `NotPossibleError` if VK would not let them.
        """
        conversation = self._where(peer, who)
        message = conversation.message(number)
        if message is None or message.action is not None:
            raise NotPossibleError("Этого сообщения больше нет.")
        if message.from_id != who:
            raise NotPossibleError("Изменить можно только своё сообщение.")
        if self.clock.now() - message.date > EDITABLE:
            raise NotPossibleError("Сообщение можно изменить только в течение суток.")
        if stands_alone(message.attachments):
            raise NotPossibleError("Стикеры и голосовые сообщения изменить нельзя.")
        attachments = with_preview(text, message.attachments)
        check_message(text, attachments, message.forwarded)
        message.text, message.attachments = text, attachments
        message.updated = self.clock.now()
        told = self.capabilities.edits_in_chats or not conversation.is_chat
        if told and self.bot_sees(conversation, message):
            conversation.delivered.add(number)
            shape = vk_message(message, self.url, self.limits.cropped_beyond)
            self.stream.put("message_edit", shape)
        self.feed.changed(peer)

    def _where(self, peer: int, who: PersonId) -> Conversation:
        if peer == who:
            return self.private(who)
        chat = self.chat(peer)
        member = chat.members.get(who)
        if member is None:
            raise NotPossibleError("Вы не в этой беседе.")
        if member.restricted:
            raise NotPossibleError("Вам нельзя писать в эту беседу.")
        if chat.closed and not member.moderates:
            raise NotPossibleError("Сейчас в этой беседе пишут только её администраторы.")
        return chat

    def _forwarded(self, who: PersonId, peer: int, number: int) -> Message:
        """Return a message as it is now, without what the bot could not know of it."""
        seen = self.messages(peer, seen_by=who) if is_chat(peer) or peer == who else []
        for message in seen:
            if message.conversation_message_id == number and message.action is None:
                return replace(message, keyboard=(), reply=None)
        raise NotPossibleError("Сообщения, которое Вы пересылаете, больше нет.")

    def change(self, message: Message, text: str, keyboard: Keyboard, *, inline: bool) -> None:
        """Let the bot edit a message of its own."""
        message.text, message.keyboard, message.inline = text, keyboard, inline
        message.updated = self.clock.now()
        self.feed.changed(message.peer)

    def remove(self, message: Message) -> None:
        """Delete a message for all."""
        message.removed = True
        self.feed.changed(message.peer)
        self.on_removal()

    def messages(self, peer: int, *, seen_by: PersonId | None = None) -> list[Message]:
        """Return the messages that were not deleted, oldest first.

        A former member sees those up to their leaving, a stranger none.
        """
        conversation = self.conversations.get(peer)
        if conversation is None:
            return []
        shown = conversation.shown()
        if seen_by is None or not conversation.is_chat or seen_by in conversation.members:
            return shown
        last = conversation.former.get(seen_by, 0)
        return [message for message in shown if message.conversation_message_id <= last]

    def press(self, peer: int, who: PersonId, cmid: int, place: Place) -> str:
        """Let a person press a callback button; return the press's id for `popup`.

        A restricted member may press, too. Raises `NotPossibleError` if there is no such button.
        """
        button = self.button(peer, who, cmid, place)
        if button.kind != "callback":
            raise NotPossibleError("Этой кнопки больше нет.")
        event = secrets.token_hex(8)
        self.presses[event] = Press(who=who, peer=peer, at=self.clock.now())
        self.stream.put(
            "message_event",
            {
                "user_id": who,
                "peer_id": peer,
                "event_id": event,
                "payload": button.payload,
                "conversation_message_id": cmid,
            },
        )
        return event

    def press_text(self, peer: int, who: PersonId, cmid: int, place: Place) -> int:
        """Let a person press a text button, which writes its label; return the message's number.

        Raises `NotPossibleError` if there is no such button, or they may not write.
        """
        button = self.button(peer, who, cmid, place)
        if button.kind != "text":
            raise NotPossibleError("Этой кнопки больше нет.")
        # in chats VK's clients put the community's mention in front
        text = button.label if peer == who else f"{self.mention} {button.label}"
        payload = None if button.payload is None else json.dumps(button.payload, ensure_ascii=False)
        return self.write(peer, who, text, payload=payload)

    def button(self, peer: int, who: PersonId, cmid: int, place: Place) -> Button:
        """Return a button that a person sees.

        Raises `NotPossibleError` if there is none, or they are not in the chat.
        """
        conversation = self.private(who) if peer == who else self.chat(peer)
        if conversation.is_chat and who not in conversation.members:
            raise NotPossibleError("Вы не в этой беседе.")
        message = conversation.message(cmid)
        for row, buttons in enumerate(message.keyboard if message else ()):
            for column, each in enumerate(buttons):
                if place in (each.label, (row, column)):
                    return each
        raise NotPossibleError("Этой кнопки больше нет.")

    def answer(self, event: str, popup: dict[str, Any] | None) -> None:
        """Let the bot answer a press; without a pop-up only the waiting ends."""
        press = self.presses[event]
        press.answered, press.popup = True, popup or {"type": "none"}
        if popup is not None:
            self.feed.tell("popup", {**popup, "event_id": event}, to=press.who)

    def popup(self, event: str) -> dict[str, Any] | None:
        """Return the bot's answer to a press; None before it."""
        press = self.presses.get(event)
        return None if press is None else press.popup
