"""What is said and done in a scene: collected as effects until the transaction ends."""

import secrets
from dataclasses import replace
from datetime import datetime

from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.messenger import Capabilities
from handlers.voice import Voice
from rules.ids import ChatId, MemberId, MessageId
from rules.settings import ChatSettings, Enforcement
from storage.effects import Answer, Edit, Effect, Keyboard, Peer, Send, Unsend
from storage.records import Chat, ChatState


class Saying:
    """Collects what the bot says to a chat, and to people in private.

    `in_chat`: it is not in a private conversation, nor in the college as a whole.
    """

    def __init__(
        self, services: Services, chat: Chat, now: datetime, settings: ChatSettings
    ) -> None:
        self.services = services
        self.chat = chat
        self.in_chat = services.messenger.is_chat(chat.chat)
        self.now = now
        self.settings = settings
        self.effects: list[Effect] = []
        self.voice = voice_of(services, chat, now)

    @property
    def able(self) -> Capabilities:
        """What the messenger can do."""
        return self.services.messenger.capabilities

    def say(
        self,
        text: str,
        *,
        keyboard: Keyboard = (),
        ref: str | None = None,
        reply_to: MessageId | None = None,
        notify: bool = False,
        urgent: bool = True,
        fades: bool = False,
    ) -> None:
        """Say something to the chat; what is not `urgent` waits for the end of quiet hours.

        What `fades` is of use for a moment, and is removed after the time that the chat has set.
        """
        not_before = None if urgent else self._morning()
        disappear = self.settings.disappear
        if disappear is not None and fades:
            ref = ref or f"service:{secrets.token_hex(6)}"
            gone = Unsend(to=self.chat.chat, ref=ref, not_before=self.now + disappear)
        else:
            gone = None
        self.effects.append(
            Send(
                to=self.chat.chat,
                private=not self.in_chat,
                text=text,
                keyboard=keyboard,
                ref=ref,
                reply_to=reply_to,
                notify=notify,
                not_before=not_before,
            )
        )
        if gone is not None:
            self.effects.append(gone)

    def _morning(self) -> datetime | None:
        quiet = self.settings.quiet_hours
        if quiet is None or not quiet.hold_at(self.now, self.voice.zone):
            return None
        return quiet.end_after(self.now, self.voice.zone)

    def speak(self, language: str) -> None:
        """Go on in another language."""
        self.voice = replace(self.voice, texts=self.services.catalogues.texts(language))

    def say_undoable(
        self,
        text: str,
        *,
        keyboard: Keyboard,
        ref: str,
        reply_to: MessageId | None = None,
    ) -> None:
        """Say what a moderator did, with «Отменить» under it while that is possible."""
        self.say(text, keyboard=keyboard, ref=ref, reply_to=reply_to, notify=True)
        self.strip_later(text, ref)

    def strip_later(self, text: str, ref: str) -> None:
        """Take the buttons from a message once the time for undoing is over."""
        self.effects.append(
            Edit(
                to=self.chat.chat,
                ref=ref,
                text=text,
                not_before=self.now + self.services.policy.undo_window,
            )
        )

    def change(
        self,
        ref: str,
        text: str,
        *,
        keyboard: Keyboard = (),
        to: Peer | None = None,
        not_before: datetime | None = None,
    ) -> None:
        """Give one of the bot's messages, in the chat or in `to`, other words and buttons."""
        self.effects.append(
            Edit(
                to=self.chat.chat if to is None else to,
                ref=ref,
                text=text,
                keyboard=keyboard,
                not_before=not_before,
            )
        )

    def tell(
        self,
        member: MemberId,
        text: str,
        *,
        keyboard: Keyboard = (),
        ref: str | None = None,
    ) -> None:
        """Say something to one person in private; lost without harm if they take no messages."""
        self.effects.append(Send(to=member, private=True, text=text, keyboard=keyboard, ref=ref))

    def send(
        self, peer: Peer, text: str, *, keyboard: Keyboard = (), ref: str | None = None
    ) -> None:
        """Say something to a person in private, or to another chat."""
        private = not self.services.messenger.is_chat(peer)
        self.effects.append(Send(to=peer, private=private, text=text, keyboard=keyboard, ref=ref))

    def tell_administrators(
        self,
        text: str,
        *,
        keyboard: Keyboard = (),
        ref: str | None = None,
        but: frozenset[MemberId] = frozenset(),
    ) -> None:
        """Say something to each of the college's administrators in private."""
        for member in sorted(self.services.administrators - but):
            self.tell(member, text, keyboard=keyboard, ref=ref)

    def pop_up(self, place: Pressed, text: str) -> None:
        """Answer the press of a button so that only the presser sees it."""
        self.effects.append(
            Answer(to=place.peer, member=place.author, press=place.press, text=text)
        )

    def acknowledge(self, place: Pressed) -> None:
        """Stop the button's spinner without a word: what changed is to be seen."""
        self.effects.append(Answer(to=place.peer, member=place.author, press=place.press, text=""))


def voice_of(services: Services, chat: Chat, now: datetime) -> Voice:
    """Give the voice in which a chat is spoken to."""
    return Voice(
        texts=services.catalogues.texts(chat.locale or services.locale),
        zone=services.zone_of(chat),
        now=now,
    )


def new_chat(chat: ChatId) -> Chat:
    """Give the record of a chat that nothing is known of yet."""
    return Chat(
        chat=chat,
        title="",
        state=ChatState.NEW,
        enforcement=Enforcement.MUTE,
        explained_at=None,
        introduced_at=None,
        members_at=None,
        checked_at=None,
        locale=None,
        zone=None,
    )
