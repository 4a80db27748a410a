"""Messages in the sandbox: writing, editing, forwarding and deleting them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.sandbox.attaching import Attaching, check_message, stands_alone, with_preview
from bot.sandbox.attachments import Attachment
from bot.sandbox.conversations import Conversation, Keyboard, Message, PersonId, is_chat
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.shapes import vk_message

EDITABLE = timedelta(hours=24)
"""How long one's own message can be edited (VK.md, 4; error 909)."""


class Talking(Attaching):
    """Messages of people and of the bot. `on_removal` is called after each deletion."""

    def __init__(self, **ground: Any) -> None:
        super().__init__(**ground)
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
            shape = vk_message(message, self.limits.cropped_beyond)
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
                known = peer == who or self.bot_id in self.conversations[peer].members
                # a chat's id differs by community (VK.md, 4): without the bot it has none
                return replace(message, keyboard=None, peer=peer if known else 0)
        raise NotPossibleError("Сообщения, которое Вы пересылаете, больше нет.")

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
        conversation = self.conversations[peer] if is_chat(peer) else self.private(peer)
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
        """Let the bot edit a message of its own."""
        message.text, message.keyboard, message.inline = text, keyboard or None, inline
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
