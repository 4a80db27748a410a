"""One update, or one due moment, in one chat: requests, rulings and messages as one whole.

A scene is one transaction of the storage. Its effects go into the outbox together with the facts,
or not at all.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zlib import crc32

from loguru import logger
from sqlalchemy.ext.asyncio import AsyncTransaction

from handlers.conversation.announcing import Change
from handlers.conversation.inspecting import prepare
from handlers.conversation.keyboards import about
from handlers.conversation.saying import Saying, new_chat
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.voice import Named, Voice
from handlers.words import refusals, replies
from handlers.words import trial as trial_words
from rules.brakes import MEASURES
from rules.case import Case, Granted, Refused, Ruling
from rules.decide import decide
from rules.duty import told_of_work
from rules.ids import (
    ChatId,
    InvitationNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    SuspicionNumber,
)
from rules.settings import Enforcement, Setting
from rules.vocabulary.bases import Refusal
from rules.vocabulary.brakes import Measure
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.unions import Fact, Request
from storage.database import Work
from storage.effects import (
    Answer,
    DeleteMessages,
    Edit,
    Effect,
    KeepPicture,
    Keyboard,
    Menu,
    Peer,
    Send,
    Unsend,
    whom,
)
from storage.faults import TroubledError
from storage.records import Chat, Notice

LAST_ANSWER = "private answer"
"""The kind of the note about the last answer to a mistake in private."""

_A_WHILE = timedelta(minutes=30)
"""How long an answer in private is not repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSaid:
    """The answer that a person had last (None: none lately), and how often it was due again."""

    said: int | None = None
    times: int = 0

    def was(self, text: str) -> bool:
        """Return whether it was this answer."""
        return self.said == crc32(text.encode())


class Scene(Saying):
    """What a handler works with while the transaction is open."""

    def __init__(
        self,
        services: Services,
        work: Work,
        chat: Chat,
        now: datetime,
        values: Mapping[Setting, str],
    ) -> None:
        super().__init__(services, chat, now, services.policy.settings(values))
        self.work = work
        self.facts: list[Fact] = []
        self.at_end: list[Callable[[Scene], Awaitable[None]]] = []
        self.within: list[Scene] = []
        """Scenes of other chats in the same transaction."""
        self.confirmed = False
        """Whether a second person confirmed what this scene does."""
        self.trial: AsyncTransaction | None = None
        self._before_trial = 0
        self.policy = services.policy.for_chat(self.settings)

    @property
    def enforcement(self) -> Enforcement:
        """How a block is enforced here: as the chat has set it, if possible."""
        wanted = self.settings.enforcement
        return self.chat.enforcement if wanted is Enforcement.MUTE else wanted

    @property
    def today(self) -> date:
        """The day by the college's clock."""
        return self.now.astimezone(self.services.zone).date()

    async def actor(self, member: MemberId) -> Actor:
        """Return a person's roles in this chat, as far as the storage knows."""
        record = None if member < 0 else await self.work.member(self.chat.chat, member)
        present = record if record is not None and record.left_at is None else None
        if member < 0:
            standing = Standing.COMMUNITY
        elif member in self.services.administrators:
            standing = Standing.ADMINISTRATOR
        elif record is None:
            standing = Standing.OUTSIDER
        elif record.left_at is not None:
            standing = Standing.LEFT
        elif record.moderates or member in await self.work.appointed(self.chat.chat):
            standing = Standing.MODERATOR
        else:
            standing = Standing.MEMBER
        return Actor(
            member=member,
            standing=standing,
            joined_at=None if present is None else present.joined_at,
            joined_message=None if present is None else present.joined_message,
        )

    async def case(
        self,
        member: MemberId,
        *,
        reminder: ReminderNumber | None = None,
        removal: MessageId | None = None,
        invitation: InvitationNumber | None = None,
        suspicion: SuspicionNumber | None = None,
        suspicions: bool = False,
    ) -> Case:
        """Return a member's case in this chat, as of this transaction.

        Requests that can record a violation, or need what a message carries, need `suspicions`.
        """
        actor = await self.actor(member)
        case = await self.work.case(
            self.chat.chat,
            member,
            policy=self.policy,
            zone=self.voice.zone,
            now=self.now,
            standing=actor.standing,
            reminder=reminder,
            removal=removal,
            invitation=invitation,
            suspicion=suspicion,
            suspicions=suspicions,
            present=actor.joined_at is not None,
        )
        return replace(case, clock_ahead=self.services.clocks.ahead)

    async def case_in(
        self, chat: ChatId, member: MemberId, *, suspicion: SuspicionNumber | None = None
    ) -> Case:
        """Return a person's case as a member of another chat, by the college's policy."""
        return await self.work.case(
            chat,
            member,
            policy=self.services.policy,
            zone=self.voice.zone,
            now=self.now,
            standing=Standing.MEMBER,
            suspicion=suspicion,
        )

    async def rule(self, case: Case, request: Request, *, along: Request | None = None) -> Ruling:
        """Ask the policy, and record the facts it grants.

        Many measures by one moderator within minutes wait for a second person, who is asked, and
        with the request what is to be asked `along` with it.
        """
        ruling = decide(case, request, self.now)
        if isinstance(ruling, Refused):
            return ruling
        if isinstance(request, MEASURES):
            both = (request, along) if isinstance(along, MEASURES) else (request,)
            if haste := await self.brake(case.member, request.by.member, both):
                return Refused(haste)
        await self.grant(ruling.facts)
        return ruling

    async def brake(
        self,
        member: MemberId,
        by: MemberId,
        measures: Sequence[Measure],
        *,
        chat: ChatId | None = None,
    ) -> Refusal | None:
        """Return why a moderator's measures wait for a second person, and keep them; or None.

        They are about a member of this chat, or of `chat`.
        """
        brake = self.services.announcers.brake
        if brake is None or self.confirmed:
            return None
        return await brake(self, self.chat.chat if chat is None else chat, member, by, measures)

    async def ask(
        self,
        case: Case,
        request: Request,
        asked: Wrote | Pressed,
        *,
        reply_to: MessageId | None = None,
    ) -> Granted | None:
        """Ask the policy; record and announce what it grants, or answer the refusal to `asked`.

        `reply_to` is the message that the announcement answers.
        """
        ruling = await self.rule(case, request)
        if isinstance(ruling, Refused):
            await self.refuse(ruling.reason, asked)
            return None
        await self.announce(case, ruling.facts, reply_to=reply_to)
        return ruling

    async def refuse(self, reason: Refusal, asked: Wrote | Pressed) -> None:
        """Answer a refusal to the asker alone: in a pop-up, or in private."""
        said = await self.refused(reason)
        if isinstance(asked, Pressed):
            self.pop_up(asked, said)
        else:
            await self.answer(asked, said)

    async def answer(
        self,
        asked: Wrote,
        text: str,
        *,
        keyboard: Keyboard = (),
        ref: str | None = None,
        done: bool = False,
    ) -> None:
        """Answer the author of a message alone: a chat reads measures, and nothing else.

        Who takes no private messages gets one line in the chat, with a button that opens the
        private conversation. `done`: something was done; otherwise the line says that nothing was.
        """
        if asked.private:
            self.say(await self._unless_said(asked, text, keyboard), keyboard=keyboard, ref=ref)
        elif await self.hears_privately(asked.author):
            chat = self.chat
            said = replies.about_chat(self.voice, chat=chat.title, worded=text)
            if asked.privately:
                said = await self._unless_said(asked, said, keyboard)
            self.tell(asked.author, said, keyboard=about(keyboard, chat.chat), ref=ref)
        else:
            line = replies.done_elsewhere if done else replies.answered_elsewhere
            self.ask_to_write(line(self.voice), reply_to=asked.message, fades=not done)

    async def _unless_said(self, asked: Wrote, text: str, keyboard: Keyboard) -> str:
        if not keyboard and await self.was_said(asked.author, text):
            return replies.said_already(self.voice)
        return text

    async def was_said(self, member: MemberId, text: str) -> bool:
        """Return whether a person had this very answer last, a while ago at most, in private.

        Nobody is answered the same twice in a row; a third time the whole answer is due again.
        """
        last = await self.last_said(member, LAST_ANSWER)
        return await self.note_said(LAST_ANSWER, last, text, to=member) % 2 == 1

    async def last_said(self, member: MemberId, kind: str) -> LastSaid:
        """Return the last answer of a kind that a person had in private, a while ago at most."""
        before = await self.work.notice(member, kind)
        if before is None or self.now >= before.at + _A_WHILE:
            return LastSaid()
        return LastSaid(said=before.data.get("said"), times=before.data.get("times", 0))

    async def note_said(self, kind: str, last: LastSaid, text: str, *, to: MemberId) -> int:
        """Note an answer that is due after the `last`; return how often it was due before."""
        times = last.times + 1 if last.was(text) else 0
        await self.note(kind, kind, {"said": crc32(text.encode()), "times": times}, peer=to)
        return times

    async def grant(self, facts: Sequence[Fact]) -> None:
        """Record granted facts about this chat; on trial, `end_trial` takes its measures back."""
        if self.settings.trial and self.trial is None and any(fact.tried for fact in facts):
            self.trial = await self.work.connection.begin_nested()
            self._before_trial = len(self.facts)
        await self.record(facts)

    async def announce(
        self, before: Case, facts: Sequence[Fact], *, reply_to: MessageId | None = None
    ) -> None:
        """Announce facts about one member; `before` is the case before them."""
        announcers = self.services.announcers
        if not any(type(fact) in announcers.by_fact for fact in facts):
            return
        after = await self.case(before.member)
        change = Change(before=before, after=after, facts=tuple(facts), reply_to=reply_to)
        for announce_change in announcers.first:
            await announce_change(self, change)
        for fact in change.facts:
            if announce_fact := announcers.by_fact.get(type(fact)):
                await announce_fact(self, change, fact)
        for announce_change in announcers.last:
            await announce_change(self, change)

    async def end_trial(self) -> None:
        """Take back the measures that were only tried, and report them to the moderators."""
        if self.trial is None:
            return
        await self.trial.rollback()
        self.work.kept.clear()
        tried = self.facts[self._before_trial :]
        del self.facts[self._before_trial :]
        await self.record([fact for fact in tried if not fact.tried])
        spared, self.effects = self.effects, []
        await self.tell_instead(spared)

    async def tell_instead(self, effects: Iterable[Effect]) -> None:
        """Tell the moderators what would have been done; tell a presser, too."""
        deeds = []
        for effect in effects:
            if isinstance(effect, Answer):
                text = trial_words.nothing_done(self.voice)
                self.effects.append(replace(effect, text=text))
            elif not isinstance(effect, Edit | Unsend | KeepPicture):
                concerned = whom(effect)
                member = None if concerned is None else await self.named(concerned)
                deeds.append(trial_words.Deed(effect=effect, member=member))
        if deeds:
            report = trial_words.report(self.voice, chat=self.chat.title, deeds=tuple(deeds))
            await self.tell_moderators(report)

    async def record(self, facts: Sequence[Fact], *, chat: ChatId | None = None) -> None:
        """Record facts whether or not the chat is on trial, here or in `chat`."""
        where = self.chat.chat if chat is None else chat
        await self.work.record(
            where, facts, now=self.now, policy_version=self.services.policy.version
        )
        if where == self.chat.chat:
            self.facts.extend(facts)

    async def note(
        self, ref: str, kind: str, data: dict[str, Any] | None = None, *, peer: Peer | None = None
    ) -> None:
        """Store a note about the message `ref` in this chat, or with `peer`."""
        where = self.chat.chat if peer is None else peer
        await self.work.put_notice(
            Notice(peer=where, ref=ref, kind=kind, at=self.now, data=data or {})
        )

    async def named(self, member: MemberId) -> Named:
        """Return a person with their name, if known."""
        return (await self.all_named([member]))[0]

    async def all_named(self, members: Iterable[MemberId]) -> tuple[Named, ...]:
        """Return people with their names, in the given order."""
        asked = tuple(members)
        people = await self.work.people(asked)
        return tuple(
            Named(member=member, names=people[member].names if member in people else None)
            for member in asked
        )

    async def refused(self, refusal: Refusal) -> str:
        """Return a refusal in words, with the name of the person it mentions."""
        by = getattr(refusal, "by", None)
        named = None if by is None else await self.named(by)
        return refusals.refused(self.voice, refusal, by=named)

    async def hears_privately(self, member: MemberId) -> bool:
        """Return whether a person is known to allow the bot's private messages."""
        person = (await self.work.people([member])).get(member)
        return person is not None and person.private is True

    async def moderators(self, of: ChatId | None = None) -> tuple[MemberId, ...]:
        """Return the moderators of this chat, or `of` another, without the administrators."""
        chat = self.chat.chat if of is None else of
        appointed = await self.work.appointed(chat)
        return tuple(
            member.member
            for member in await self.work.members(chat)
            if member.moderates or member.member in appointed
        )

    async def told_of_work(self, who: Iterable[MemberId]) -> frozenset[MemberId]:
        """Return who of these gets a message about a card now; others find it in their list."""
        every = frozenset(who)
        duties = await self.work.duties(every)
        return told_of_work(every, duties, self.now, self.services.zone)

    async def hide(self, wrote: Wrote) -> None:
        """Remove a command that exposes its author; the bot cannot remove what moderators write."""
        record = await self.work.member(wrote.chat, wrote.author)
        if record is not None and not record.is_moderator:
            gone: tuple[MessageId, ...] = (wrote.message,)
            self.effects.append(DeleteMessages(chat=ChatId(wrote.chat), messages=gone))

    async def tell_here(self, text: str) -> None:
        """Tell the chat's moderators in private what went wrong; the chat, if none is reached."""
        heard = [each for each in await self.moderators() if await self.hears_privately(each)]
        for member in heard:
            self.tell(member, replies.about_chat(self.voice, chat=self.chat.title, worded=text))
        if not heard:
            self.say(text)

    async def tell_moderators(
        self, text: str, *, keyboard: Keyboard = (), ref: str | None = None
    ) -> None:
        """Send a private message to the chat's moderators, administrators included."""
        here = set(await self.moderators())
        for member in sorted(here | self.services.administrators):
            self.tell(member, text, keyboard=keyboard, ref=ref)


@asynccontextmanager
async def open_scene(
    services: Services,
    chat: ChatId,
    *,
    event: str | None = None,
    along: Sequence[str] = (),
    college: bool = False,
) -> AsyncIterator[Scene]:
    """Open a scene in a chat (or a private conversation); commit it at the end.

    `college`: the decision depends on more than this chat, so no other transaction writes
    meanwhile. `event` is the update's id, `along` the ids of updates handled with it. Raises
    `storage.database.AlreadyHandledError` if one was handled before; any exception inside rolls
    everything back.
    """
    now = services.now()
    async with services.storage.work(event, along=along, chat=None if college else chat) as work:
        values = await work.settings(chat) if services.messenger.is_chat(chat) else {}
        scene = Scene(services, work, await work.chat(chat) or new_chat(chat), now, values)
        yield scene
        await scene.end_trial()
        for finish in scene.at_end:
            await finish(scene)
        await work.post(await _with_menus(scene, await _welcome(scene)), now=now)
    for each in (scene, *scene.within):
        services.watch.follow(each.chat.chat, each.settings, each.facts, now)
        await _remember(services, each.chat.chat, each.facts)


@asynccontextmanager
async def scene_within(scene: Scene, chat: ChatId) -> AsyncIterator[Scene]:
    """Open a scene of another chat in the transaction of a scene: one act in several chats.

    The outer scene has to be opened with `college`. A trial in that chat is its own.
    """
    work = scene.work
    record = await work.chat(chat) or new_chat(chat)
    there = Scene(scene.services, work, record, scene.now, await work.settings(chat))
    yield there
    await there.end_trial()
    for finish in there.at_end:
        await finish(there)
    scene.effects += there.effects
    scene.within.append(there)


async def _remember(services: Services, chat: ChatId, facts: Sequence[Fact]) -> None:
    """Apply committed facts to memory; retry soon if that fails.

    Raises nothing: the facts hold, and nobody may be told that they were not recorded.
    """
    try:
        if any(fact.changes_settings for fact in facts):
            await remember_settings(services, chat)
        elif any(fact.teaches_detectors for fact in facts):
            await prepare(services, chat)
    except Exception as failure:
        services.watch.stale.add(chat)
        services.storage.on_timers()
        if isinstance(failure, TroubledError):
            logger.error("chat {}: what is set could not be read anew: {}", chat, failure)
        else:
            logger.exception("chat {}: what is set could not be read anew", chat)


async def remember_settings(services: Services, chat: ChatId) -> None:
    """Load a chat's settings and detectors into memory again."""
    policy = services.policy
    async with services.storage.reading() as reading:
        values = await reading.settings(chat)
        record = await reading.chat(chat) or new_chat(chat)
        newcomers = await reading.unacquainted(chat=chat)
        set_at = (await reading.newcomers_set(chat=chat)).get(chat)
    settings = policy.settings(values)
    here = {newcomer.member: newcomer.shown_at for newcomer in newcomers}
    services.watch.note_settings(record, settings, services.zone, here, since=set_at)
    await prepare(services, chat)
    services.watch.stale.discard(chat)


async def _welcome(scene: Scene) -> list[Effect]:
    """Drop private messages to people who are known not to allow them."""
    told = [MemberId(e.to) for e in scene.effects if isinstance(e, Send) and e.private]
    if not told:
        return scene.effects
    people = await scene.work.people(told)
    deaf = {member for member, person in people.items() if person.private is False}
    return [e for e in scene.effects if not (isinstance(e, Send) and e.to in deaf)]


async def _with_menus(scene: Scene, effects: list[Effect]) -> list[Effect]:
    """Add the menu, as it is now, to private messages to people whom this scene concerns.

    Not to messages with buttons, which leave no room for it, and not to those that are edited.
    """
    menu_of = scene.services.announcers.menu
    if menu_of is None or not scene.able.menus:
        return effects
    concerned = {scene.chat.chat, *(getattr(fact, "member", None) for fact in scene.facts)}
    menus: dict[Peer, Menu | None] = {}
    done: list[Effect] = []
    for each in effects:
        fits = isinstance(each, Send) and each.private and not each.keyboard and each.ref is None
        if isinstance(each, Send) and fits and each.to in concerned:
            if each.to not in menus:
                menus[each.to] = await menu_of(scene, MemberId(each.to))
            done.append(replace(each, menu=menus[each.to]))
        else:
            done.append(each)
    return done


async def pop_up(services: Services, pressed: Pressed, answer: Callable[[Voice], str]) -> None:
    """Answer a press that cannot be handled."""
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        scene.pop_up(pressed, answer(scene.voice))
