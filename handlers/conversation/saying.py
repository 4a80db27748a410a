"""Messages and acts of a scene: collected as effects until the transaction ends."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.conversation.keyboards import about, private_keyboard
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.messenger import Capabilities
from handlers.voice import Voice
from rules.ids import ChatId, MemberId, MessageId
from rules.settings import ChatSettings, Enforcement
from storage.effects import Answer, Edit, Effect, Keyboard, Peer, Send, Unsend
from storage.records import Chat, ChatState

FADES_AFTER = timedelta(minutes=1)
"""How long the answer to a mistake stands in a chat."""


class Saying:
    """Collects the bot's messages to a chat and to people in private.

    `in_chat`: the scene is neither a private conversation nor the college as a whole.
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
        service: bool = False,
    ) -> None:
        """Send a message to the chat; one that is not `urgent` waits for the end of quiet hours.

        One that `fades` is read once by one person, like the answer to a mistake: in a chat it is
        deleted after a minute. A `service` message is deleted after the time set in the chat, if
        any. The deletion waits in the outbox, so a restart does not lose it.
        """
        not_before = None if urgent else self._morning()
        lasts = FADES_AFTER if fades else self.settings.disappear if service else None
        if lasts is not None and self.in_chat:
            ref = ref or f"service:{secrets.token_hex(6)}"
            gone = Unsend(to=self.chat.chat, ref=ref, not_before=self.now + lasts)
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
        """Switch the voice to another language."""
        self.voice = replace(self.voice, texts=self.services.catalogues.texts(language))

    def say_undoable(
        self,
        text: str,
        *,
        keyboard: Keyboard,
        ref: str,
        reply_to: MessageId | None = None,
        to: MemberId | None = None,
        stays: Keyboard = (),
    ) -> None:
        """Announce a moderator's act, with «Отменить» under it while it can be undone.

        `to`: tell that person in private instead. The buttons of `stays` remain.
        """
        keyboard = (*keyboard, *stays)
        if to is None:
            self.say(text, keyboard=keyboard, ref=ref, reply_to=reply_to, notify=True)
        else:
            self.tell(to, text, keyboard=about(keyboard, self.chat.chat), ref=ref)
        self.strip_later(text, ref, to=to, stays=stays)

    def strip_later(
        self, text: str, ref: str, *, to: Peer | None = None, stays: Keyboard = ()
    ) -> None:
        """Take the buttons but `stays` from a message once the time for undoing is over."""
        not_before = self.now + self.services.policy.undo_window
        self.change(ref, text, keyboard=stays, to=to, not_before=not_before)

    def change(
        self,
        ref: str,
        text: str,
        *,
        keyboard: Keyboard = (),
        to: Peer | None = None,
        not_before: datetime | None = None,
    ) -> None:
        """Replace the text and the buttons of one of the bot's messages, in the chat or in `to`."""
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
        self, member: MemberId, text: str, *, keyboard: Keyboard = (), ref: str | None = None
    ) -> None:
        """Send a private message; it is lost without harm if the person does not allow them."""
        self.effects.append(Send(to=member, private=True, text=text, keyboard=keyboard, ref=ref))

    def send(
        self, peer: Peer, text: str, *, keyboard: Keyboard = (), ref: str | None = None
    ) -> None:
        """Send a message to a person in private, or to another chat."""
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
        """Send a private message to each of the college's administrators."""
        for member in sorted(self.services.administrators - but):
            self.tell(member, text, keyboard=keyboard, ref=ref)

    def ask_to_write(
        self, text: str, *, reply_to: MessageId | None = None, fades: bool = False
    ) -> None:
        """Say one line in the chat, with «Написать мне»: the rest is for private messages."""
        keyboard = private_keyboard(self.voice.texts, self.services.private_link)
        self.say(text, keyboard=keyboard, reply_to=reply_to, service=True, fades=fades)

    def pop_up(self, pressed: Pressed, text: str) -> None:
        """Answer a press so that only the presser sees it."""
        self.effects.append(
            Answer(to=pressed.peer, member=pressed.author, press=pressed.press, text=text)
        )

    def acknowledge(self, pressed: Pressed) -> None:
        """Stop the button's spinner without words: the change itself is visible."""
        self.effects.append(
            Answer(to=pressed.peer, member=pressed.author, press=pressed.press, text="")
        )


def voice_of(services: Services, chat: Chat, now: datetime) -> Voice:
    """Return the voice for a chat."""
    texts, can = services.catalogues.texts(chat.locale or services.locale), services.capabilities
    return Voice(
        texts=texts,
        zone=services.zone_of(chat),
        now=now,
        messenger=can.name,
        messenger_in_full=can.full_names.get(texts.language, can.name),
    )


def new_chat(chat: ChatId) -> Chat:
    """Return the record of a chat of which nothing is known yet."""
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
