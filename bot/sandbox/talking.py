"""Talk in the sandbox: messages, and presses of the buttons under them."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.conversations import (
    FIRST_CHAT,
    Attachment,
    Button,
    Conversation,
    Keyboard,
    Message,
    PersonId,
)
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.feed import News
from bot.sandbox.ground import Ground


@dataclass(slots=True, kw_only=True)
class Press:
    """A press of a button that waits for its answer, or has got it."""

    who: int
    peer: int
    at: datetime
    answered: bool = False
    popup: dict[str, Any] | None = None


class Talking(Ground):
    """What people and the bot write and press. `on_removal` is called after each removal."""

    def __init__(self, **ground: Any) -> None:
        super().__init__(**ground)
        self.presses: dict[str, Press] = {}
        self.on_removal: Callable[[], None] = lambda: None

    def write(
        self,
        peer: int,
        who: PersonId,
        text: str,
        *,
        reply_to: int | None = None,
        payload: str | None = None,
        ref: str = "",
    ) -> int:
        """Let a person write; give the message's number in its conversation.

        `ref` is what a link held by which they came to the private conversation.

        Raises `NotPossibleError` where they are restricted or not in the chat.
        """
        conversation = self._where(peer, who)
        reply = None if reply_to is None else conversation.message(reply_to)
        if reply_to is not None and reply is None:
            raise NotPossibleError("Сообщения, на которое Вы отвечаете, больше нет.")
        if not text.strip():
            raise NotPossibleError("Сообщение пустое.")
        if not conversation.is_chat:
            self.allowed.add(who)
        return self.post(
            conversation, who, text, reply=reply, payload=payload, ref=ref
        ).conversation_message_id

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

    def say(
        self,
        peer: int,
        text: str,
        *,
        reply: Message | None,
        keyboard: Keyboard,
        inline: bool,
        attachments: tuple[Attachment, ...] = (),
    ) -> Message:
        """Let the bot write."""
        conversation = self.conversations[peer] if peer > FIRST_CHAT else self.private(peer)
        return self.post(
            conversation,
            self.bot_id,
            text,
            reply=reply,
            keyboard=keyboard,
            inline=inline,
            attachments=attachments,
        )

    def change(self, message: Message, text: str, keyboard: Keyboard, *, inline: bool) -> None:
        """Let the bot change a message of its own."""
        message.text, message.keyboard, message.inline = text, keyboard or None, inline
        message.edited = True
        self.feed.changed(message.peer)

    def remove(self, message: Message) -> None:
        """Take a message away for all."""
        message.removed = True
        self.feed.changed(message.peer)
        self.on_removal()

    def messages(self, peer: int, *, seen_by: PersonId | None = None) -> list[Message]:
        """Give what was not removed, oldest first.

        Whoever left sees what was there until then, whoever never was in there, nothing.
        """
        conversation = self.conversations.get(peer)
        if conversation is None:
            return []
        shown = conversation.shown()
        if seen_by is None or not conversation.is_chat or seen_by in conversation.members:
            return shown
        last = conversation.former.get(seen_by, 0)
        return [message for message in shown if message.conversation_message_id <= last]

    def press(
        self,
        peer: int,
        who: PersonId,
        cmid: int,
        *,
        label: str | None = None,
        row: int | None = None,
        column: int | None = None,
    ) -> str:
        """Let a person press a callback button; give the press's id, which `popup` takes.

        A restricted member may press, too. Raises `NotPossibleError` where there is no such
        button.
        """
        button = self.button(peer, who, cmid, label=label, row=row, column=column)
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

    def press_text(self, peer: int, who: PersonId, cmid: int, *, row: int, column: int) -> int:
        """Let a person press a text button, which writes its label; give the message's number.

        Raises `NotPossibleError` where there is no such button, or they may not write.
        """
        button = self.button(peer, who, cmid, row=row, column=column)
        if button.kind != "text":
            raise NotPossibleError("Этой кнопки больше нет.")
        # in chats VK's clients put the community's mention in front
        text = button.label if peer == who else f"{self.mention} {button.label}"
        payload = None if button.payload is None else json.dumps(button.payload, ensure_ascii=False)
        return self.write(peer, who, text, payload=payload)

    def button(
        self,
        peer: int,
        who: PersonId,
        cmid: int,
        *,
        label: str | None = None,
        row: int | None = None,
        column: int | None = None,
    ) -> Button:
        """Give a button that a person sees, by its label or its place.

        Raises `NotPossibleError` where there is none, or they are not in the chat.
        """
        conversation = self.private(who) if peer == who else self.chat(peer)
        if conversation.is_chat and who not in conversation.members:
            raise NotPossibleError("Вы не в этой беседе.")
        message = conversation.message(cmid)
        for at_row, buttons in enumerate((message.keyboard if message else None) or ()):
            for at_column, each in enumerate(buttons):
                if each.label == label or (label is None and (at_row, at_column) == (row, column)):
                    return each
        raise NotPossibleError("Этой кнопки больше нет.")

    def answer(self, event: str, popup: dict[str, Any] | None) -> None:
        """Let the bot answer a press; without a pop-up only the waiting ends."""
        press = self.presses[event]
        press.answered, press.popup = True, popup or {"type": "none"}
        if popup is not None:
            self.feed.tell(News(kind="popup", data={**popup, "event_id": event}), to=press.who)

    def popup(self, event: str) -> dict[str, Any] | None:
        """Give what the bot answered to a press; None while it has not."""
        press = self.presses.get(event)
        return None if press is None else press.popup
