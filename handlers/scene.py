"""One update, or one due moment, in one chat: what was asked, decided and said, as one whole.

A scene is one transaction of the storage. What it says and does is collected and goes into
the outbox with the facts, or not at all.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.notices import Named
from handlers.services import Services
from handlers.updates import FIRST_CHAT, Place
from handlers.wording import Notice, word
from handlers.wording.voice import Voice
from rules.cases import Case
from rules.cases.people import Actor, Standing
from rules.decide import decide
from rules.facts import Fact
from rules.ids import ChatId, MemberId, MessageId, ReminderNumber
from rules.policy import Policy
from rules.requests import Request
from rules.rulings import Granted, Ruling
from rules.settings import Enforcement
from storage.database import Work
from storage.effects import Answer, Edit, Effect, Keyboard, Peer, Send
from storage.records import Chat, ChatState


class Scene:
    """What a handler has in its hands while the transaction is open."""

    def __init__(self, services: Services, work: Work, chat: Chat, now: datetime) -> None:
        self.services = services
        self.work = work
        self.chat = chat
        self.now = now
        self.facts: list[Fact] = []
        self.effects: list[Effect] = []
        self.voice = voice_of(services, chat, now)

    @property
    def policy(self) -> Policy:
        """The policy as it holds in this chat."""
        return self.services.policy

    async def actor(self, member: MemberId) -> Actor:
        """Give who somebody is to this chat, as far as the storage knows."""
        record = None if member < 0 else await self.work.member(self.chat.chat, member)
        joined_at = record.joined_at if record is not None and record.left_at is None else None
        if member < 0:
            standing = Standing.COMMUNITY
        elif member in self.services.administrators:
            standing = Standing.ADMINISTRATOR
        elif record is None:
            standing = Standing.OUTSIDER
        elif record.left_at is not None:
            standing = Standing.LEFT
        elif record.is_moderator:
            standing = Standing.MODERATOR
        else:
            standing = Standing.MEMBER
        return Actor(member=member, standing=standing, joined_at=joined_at)

    async def case(
        self,
        member: MemberId,
        *,
        reminder: ReminderNumber | None = None,
        removal: MessageId | None = None,
    ) -> Case:
        """Give the case of a member in this chat, as it stands in this transaction."""
        return await self.work.case(
            self.chat.chat,
            member,
            policy=self.services.policy,
            zone=self.voice.zone,
            now=self.now,
            standing=(await self.actor(member)).standing,
            reminder=reminder,
            removal=removal,
        )

    async def rule(self, case: Case, request: Request) -> Ruling:
        """Ask the policy, and record what now holds if it grants."""
        ruling = decide(case, request, self.now)
        if isinstance(ruling, Granted):
            await self.work.record(
                self.chat.chat,
                ruling.facts,
                now=self.now,
                policy_version=self.services.policy.version,
            )
            self.facts.extend(ruling.facts)
        return ruling

    async def named(self, member: MemberId) -> Named:
        """Give a person with their name, where it is known."""
        return (await self.all_named([member]))[0]

    async def all_named(self, members: Iterable[MemberId]) -> tuple[Named, ...]:
        """Give people with their names, in the order asked."""
        asked = tuple(members)
        people = await self.work.people(asked)
        return tuple(
            Named(member=member, names=people[member].names if member in people else None)
            for member in asked
        )

    def say(
        self,
        notice: Notice,
        *,
        keyboard: Keyboard = (),
        ref: str | None = None,
        reply_to: MessageId | None = None,
        notify: bool = False,
    ) -> None:
        """Say something to the chat."""
        self.effects.append(
            Send(
                to=self.chat.chat,
                text=word(notice, self.voice),
                keyboard=keyboard,
                ref=ref,
                reply_to=reply_to,
                notify=notify,
            )
        )

    def say_undoable(
        self, notice: Notice, *, keyboard: Keyboard, ref: str, reply_to: MessageId | None = None
    ) -> None:
        """Say what a moderator did, with «Отменить» under it while that is possible."""
        self.say(notice, keyboard=keyboard, ref=ref, reply_to=reply_to, notify=True)
        self.strip_later(notice, ref)

    def strip_later(self, notice: Notice, ref: str) -> None:
        """Take the buttons from a message once the time for undoing is over."""
        self.effects.append(
            Edit(
                to=self.chat.chat,
                ref=ref,
                text=word(notice, self.voice),
                not_before=self.now + self.services.policy.undo_window,
            )
        )

    def change(
        self, ref: str, notice: Notice, *, keyboard: Keyboard = (), to: Peer | None = None
    ) -> None:
        """Give one of the bot's messages, in the chat or in `to`, other words and buttons."""
        self.effects.append(
            Edit(
                to=self.chat.chat if to is None else to,
                ref=ref,
                text=word(notice, self.voice),
                keyboard=keyboard,
            )
        )

    async def hears_privately(self, member: MemberId) -> bool:
        """Say whether a person is known to take the bot's private messages."""
        person = (await self.work.people([member])).get(member)
        return person is not None and person.private is True

    def tell(
        self,
        member: MemberId,
        notice: Notice,
        *,
        keyboard: Keyboard = (),
        ref: str | None = None,
    ) -> None:
        """Say something to one person in private; lost without harm if they take no messages."""
        self.effects.append(
            Send(to=member, text=word(notice, self.voice), keyboard=keyboard, ref=ref)
        )

    def tell_administrators(
        self,
        notice: Notice,
        *,
        keyboard: Keyboard = (),
        ref: str | None = None,
        but: frozenset[MemberId] = frozenset(),
    ) -> None:
        """Say something to each of the college's administrators in private."""
        for member in sorted(self.services.administrators - but):
            self.tell(member, notice, keyboard=keyboard, ref=ref)

    def pop_up(self, place: Place, notice: Notice) -> None:
        """Answer the press of a button so that only the presser sees it."""
        self.effects.append(
            Answer(to=place.peer, member=place.by, press=place.press, text=word(notice, self.voice))
        )

    def acknowledge(self, place: Place) -> None:
        """Stop the button's spinner without a word: what changed is to be seen."""
        self.effects.append(Answer(to=place.peer, member=place.by, press=place.press, text=""))


def voice_of(services: Services, chat: Chat, now: datetime) -> Voice:
    """Give the voice in which a chat is spoken to."""
    return Voice(
        texts=services.catalogues.texts(chat.locale or services.locale),
        zone=ZoneInfo(chat.zone) if chat.zone else services.zone,
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


@asynccontextmanager
async def open_scene(
    services: Services, chat: ChatId, *, event: str | None = None
) -> AsyncIterator[Scene]:
    """Open a scene in a chat (or a private conversation); commit it at the end.

    `event` is the update's id, which makes a repeat of it a no-op. Raises
    `storage.database.AlreadyHandledError` for such a repeat; whatever is raised inside
    rolls everything back.
    """
    now = services.now()
    async with services.storage.work(event) as work:
        scene = Scene(services, work, await work.chat(chat) or new_chat(chat), now)
        yield scene
        await work.post(await _welcome(scene), now=now)
    services.watch.follow(chat, scene.facts)


async def _welcome(scene: Scene) -> list[Effect]:
    """Leave out the private words for people who are known to take none (VK.md, 5: 901)."""
    told = [MemberId(e.to) for e in scene.effects if isinstance(e, Send) and e.to < FIRST_CHAT]
    if not told:
        return scene.effects
    people = await scene.work.people(told)
    deaf = {member for member, person in people.items() if person.private is False}
    return [e for e in scene.effects if not (isinstance(e, Send) and e.to in deaf)]
