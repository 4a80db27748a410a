"""Presses of buttons under messages, and the bot's answers to them."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.conversations import Button, PersonId
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.feed import News
from bot.sandbox.talking import Talking


@dataclass(slots=True, kw_only=True)
class Press:
    """A press of a callback button, answered or not."""

    who: int
    peer: int
    at: datetime
    answered: bool = False
    popup: dict[str, Any] | None = None


class Pressing(Talking):
    """Presses of buttons."""

    def __init__(self, **ground: Any) -> None:
        super().__init__(**ground)
        self.presses: dict[str, Press] = {}

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
        """Let a person press a callback button; return the press's id for `popup`.

        A restricted member may press, too. Raises `NotPossibleError` if there is no such button.
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
        """Let a person press a text button, which writes its label; return the message's number.

        Raises `NotPossibleError` if there is no such button, or they may not write.
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
        """Return a button that a person sees, by its label or its place.

        Raises `NotPossibleError` if there is none, or they are not in the chat.
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
        """Return the bot's answer to a press; None before it."""
        press = self.presses.get(event)
        return None if press is None else press.popup
