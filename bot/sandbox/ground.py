"""The base of the sandbox's world: people, conversations, files, posting a message; VK's limits,
and switches for what it leaves undocumented.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.sandbox.attachments import File, Sticker, Voice, drawn_picture
from bot.sandbox.callbacks import CallbackServers
from bot.sandbox.conversations import (
    Conversation,
    Member,
    Message,
    NotPossibleError,
    Person,
    PersonId,
    SandboxClock,
    message_new,
)
from bot.sandbox.stream import EventStream, Feed

CROPPED_BEYOND = 1000
"""The most characters of a text in an event (VK.md, 0.7). VK does not document its number."""

LONGEST = 4096
"""The most characters of a message (VK.md, 4; error 914)."""


@dataclass(slots=True)
class Capabilities:
    """What this VK lets a bot do, and reports to it, beyond the documentation.

    `edits_in_chats`: a bot hears of edits in group chats, too (VK.md, 2.4: build for both).
    """

    restrict_members: bool = True
    edits_in_chats: bool = False


@dataclass(slots=True)
class Limits:
    """VK's limits; `per_second` None lifts the one on calls.

    `cropped_beyond` is the most characters of a text in an event.
    """

    per_second: int | None = 20
    cropped_beyond: int = CROPPED_BEYOND


STICKERS = 6
"""The number of stickers, numbered from 1."""

_LONGEST_VOICE = 3600
_LONGEST_NAME = 128


class Ground:
    """People, conversations, files, and the stream of events for the bot."""

    def __init__(self, *, clock: SandboxClock, group_id: int, history: int) -> None:
        self.clock = clock
        self.group_id = group_id
        self.url = ""
        """The sandbox's address, without a trailing slash."""
        self.name = "Порядок"
        self.screen_name = "poryadok"
        self.screen_names = frozenset({self.screen_name, f"club{group_id}"})
        self.people: dict[int, Person] = {}
        self.conversations: dict[int, Conversation] = {}
        self.allowed: set[int] = set()
        self.attachments: dict[str, File] = {}
        """The stored files, by their names in messages."""
        self.voices = 0
        """How many voice messages were recorded."""
        self.stream = EventStream(group_id, history=history)
        self.callbacks = CallbackServers(group_id)
        self.stream.on_event = self.callbacks.put
        self.feed = Feed()
        self.capabilities = Capabilities()
        self.limits = Limits()
        self.message_ids = 0
        """The last id of a private message."""
        names = (f"club{group_id}", f"public{group_id}", re.escape(self.screen_name))
        self._addressed = re.compile(rf"[\[@*](?:{'|'.join(names)})(?!\w)")

    @property
    def bot_id(self) -> PersonId:
        """The bot's id as a member."""
        return PersonId(-self.group_id)

    @property
    def mention(self) -> str:
        """The mention of the bot in a chat."""
        return f"[club{self.group_id}|@{self.screen_name}]"

    def add_person(
        self,
        number: PersonId,
        *,
        first_name: str,
        last_name: str,
        screen_name: str = "",
        role: str = "student",
        sex: int = 0,
    ) -> PersonId:
        """Add a person to the world."""
        self.people[number] = Person(
            id=number,
            first_name=first_name,
            last_name=last_name,
            screen_name=screen_name or f"id{number}",
            role=role,
            sex=sex,
        )
        self.feed.changed(None)
        return number

    def allow_private(self, who: PersonId, allowed: bool) -> None:
        """Let a person allow or forbid the bot's private messages."""
        if (who in self.allowed) == allowed:
            return
        if allowed:
            self.allowed.add(who)
            self.stream.put("message_allow", {"user_id": who, "key": ""})
        else:
            self.allowed.discard(who)
            self.stream.put("message_deny", {"user_id": who})

    def chat(self, peer: int) -> Conversation:
        """Return a chat. Raises `NotPossibleError` if there is none."""
        chat = self.conversations.get(peer)
        if chat is None or not chat.is_chat:
            raise NotPossibleError("Такой беседы нет.")
        return chat

    def member(self, peer: int, who: int) -> Member:
        """Return a member of a chat. Raises `NotPossibleError` if they are not in it."""
        member = self.chat(peer).members.get(who)
        if member is None:
            raise NotPossibleError("Этого человека нет в беседе.")
        return member

    def members(self, peer: int) -> list[Member]:
        """Return the members of a chat."""
        return list(self.chat(peer).members.values())

    def private(self, who: int) -> Conversation:
        """Return a person's private conversation with the bot, opening it if needed."""
        return self.conversations.setdefault(who, Conversation(peer=who, title=self.name))

    def post(
        self,
        conversation: Conversation,
        who: int,
        text: str = "",
        *,
        concerns_bot: bool = False,
        **fields: Any,
    ) -> Message:
        """Add a message to a conversation, and tell the bot if it may know.

        `fields` are further ones of `Message`. One that `concerns_bot` is always told.
        """
        if not conversation.is_chat:
            self.message_ids += 1
        message = Message(
            peer=conversation.peer,
            conversation_message_id=len(conversation.messages) + 1,
            # in chats a bot gets 0 (VK.md, 0.4)
            message_id=0 if conversation.is_chat else self.message_ids,
            from_id=who,
            date=self.clock.now(),
            text=text,
            **fields,
        )
        conversation.messages.append(message)
        if who != self.bot_id and (concerns_bot or self.bot_sees(conversation, message)):
            conversation.delivered.add(message.conversation_message_id)
            shown = message_new(message, self.url, self.limits.cropped_beyond)
            self.stream.put("message_new", shown)
        self.feed.changed(conversation.peer)
        return message

    def bot_sees(self, conversation: Conversation, message: Message) -> bool:
        """Whether the bot gets such a message now (VK.md, 6.2)."""
        if not conversation.is_chat:
            return True
        bot = conversation.members.get(self.bot_id)
        if bot is None:
            return False
        if bot.moderates:
            return True
        if message.action is not None:
            return False
        answered = message.reply is not None and message.reply.from_id == self.bot_id
        return answered or self._addressed.search(message.text) is not None

    def keep(self, owner: int, name: str, content: bytes, *, is_photo: bool) -> File:
        """Store a file, so that messages can name it."""
        file = File(
            number=len(self.attachments) + 1,
            owner=owner,
            name=name,
            extension=PurePath(name).suffix.removeprefix("."),
            content=content,
            is_photo=is_photo,
            date=self.clock.now(),
        )
        self.attachments[file.key] = file
        return file

    def sticker(self, number: int = 1) -> Sticker:
        """Return a sticker. Raises `NotPossibleError` if there is none of that number."""
        if not 1 <= number <= STICKERS:
            raise NotPossibleError("Такого стикера нет.")
        return Sticker(number=number)

    def voice(self, who: int, seconds: int = 5) -> Voice:
        """Record a voice message of a person, in seconds. Raises `NotPossibleError`."""
        if not 1 <= seconds <= _LONGEST_VOICE:
            raise NotPossibleError("Голосовое сообщение длится от секунды до часа.")
        self.voices += 1
        return Voice(number=self.voices, owner=who, seconds=seconds)

    def file(self, who: int, name: str) -> File:
        """Store a file of that name, with nothing of interest in it. Raises `NotPossibleError`."""
        if not name.strip() or len(name) > _LONGEST_NAME or PurePath(name).name != name:
            raise NotPossibleError("У файла должно быть имя, например «Отчёт.pdf».")
        return self.keep(who, name.strip(), b"...", is_photo=False)

    def photo(self, who: int) -> File:
        """Store a picture of a person's."""
        number = len(self.attachments) + 1
        return self.keep(who, f"photo{number}.png", drawn_picture(number), is_photo=True)
