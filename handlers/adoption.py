"""A chat's kind and moderators, and its begin with the bot (п. 5.12.1): `/чат`, `/модератор`."""

import re
from dataclasses import replace

from handlers import settings
from handlers.acquaintance import free_newcomer
from handlers.asking import Among, ask_whom
from handlers.chats import FRESH, INTRODUCTION, freshen, look, may_look
from handlers.commands import Command
from handlers.confirming import known_staff, tell_of_adoption
from handlers.conversation.arguments import ByName, read_whom
from handlers.conversation.buttons import AdoptAs
from handlers.conversation.keyboards import adopted_keyboard
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.overseeing import overview_of
from handlers.replying import find_named
from handlers.revision import tell_of_revision
from handlers.words import chats as words
from handlers.words import replies
from rules.case import Granted, Refused
from rules.ids import MemberId
from rules.settings import Kind
from rules.vocabulary.chats import AdoptChat, AppointModerator, ChatAdopted, DismissModerator
from storage.records import ChatState

_GROUP = re.compile(r"(?<!\w)(\w{1,6}[- ]?\d{1,3}(?:[-/]\d{1,3})?[а-яa-z]?)(?!\w)", re.IGNORECASE)
"""Matches a group's name in a chat's title: «ИСП-21», «21П», «ПКД 1/3»."""


def group_in(title: str) -> str:
    """Return what looks like a group's name in a chat's title, or ""."""
    match = _GROUP.search(title)
    return "" if match is None or not re.search(r"[^\W\d_]", match[1]) else match[1]


async def adopt(services: Services, pressed: Pressed, press: AdoptAs) -> None:
    """Adopt the chat as the kind pressed under the introduction."""
    # who may adopt the chat, and whether the bot can serve it, depends on the state now
    state = await look(services, pressed.chat)
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        if state not in {ChatState.UNADOPTED, ChatState.SERVED}:
            scene.pop_up(pressed, words.rights_still_missing(scene.voice))
            return
        case = await scene.case(pressed.author)
        by = await scene.actor(pressed.author)
        request = AdoptChat(
            by=by,
            kind=press.kind,
            group=group_in(scene.chat.title),
            known=pressed.author in await known_staff(scene.work, services, [pressed.author]),
        )
        match await scene.rule(case, request):
            case Granted(facts=(ChatAdopted() as adopted, *more)):
                await _begin(scene, pressed, press.kind)
                await tell_of_adoption(scene, adopted, confirmed=bool(more))
            case Refused(reason=reason):
                await scene.refuse(reason, pressed)
            case _:
                pass
    if scene.facts:
        services.watch.note_state(pressed.chat, ChatState.SERVED)


async def _begin(scene: Scene, pressed: Pressed, kind: Kind) -> None:
    values = await scene.work.settings(scene.chat.chat)
    group = next((v for name, v in values.items() if name == "group"), "")
    await scene.work.put_chat(replace(scene.chat, state=ChatState.SERVED))
    await tell_of_revision(scene)
    ref = None
    if pressed.message is not None:
        ref = await scene.work.ref_of(pressed.chat, pressed.message)
    by = await scene.named(pressed.author)
    said = words.adopted(scene.voice, kind=kind, group=group, by=by)
    keyboard = adopted_keyboard(scene.voice.texts, scene.services.private_link)
    scene.change(ref or INTRODUCTION, said, keyboard=keyboard)
    scene.pop_up(pressed, replies.done(scene.voice))


async def chat(services: Services, wrote: Wrote, rest: str) -> None:
    """`/чат`: show one chat, served or not; with arguments, change a setting (`/чат группа
    ИСП-22`).
    """
    if rest:
        await settings.show(services, wrote, rest)
        return
    async with services.storage.reading() as reading:
        record = await reading.chat(wrote.chat)
    checked = None if record is None else record.members_at
    is_stale = checked is None or services.now() - checked > FRESH
    if is_stale and may_look(services, wrote.chat, wrote.author):
        await look(services, wrote.chat)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        shown = words.overview(scene.voice, of=await overview_of(scene))
        await scene.answer(wrote, shown)


_OFF = re.compile(r"(?:^|\s)(?:снять|убрать|нет|off|dismiss)\s*$", re.IGNORECASE)


async def appoint(services: Services, wrote: Wrote, rest: str) -> None:
    """Appoint the person named or answered as a moderator; «снять» at the end dismisses them."""
    dismisses = _OFF.search(rest) is not None
    whom, name = read_whom(_OFF.sub("", rest), services.pages)
    if whom is None and name:
        whom = ByName(name)
    if whom is None and (wrote.answered is None or wrote.answered < 0):
        among = Among.APPOINTED if dismisses else Among.MEMBERS
        await ask_whom(services, wrote, Command.MODERATOR, rest, among=among)
        return
    member = MemberId(wrote.answered or 0)
    if whom is not None:
        found = await find_named(services, wrote, whom)
        if found is None:
            return
        member = found
    await freshen(services, wrote.chat, member)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        case = await scene.case(member)
        by = await scene.actor(wrote.author)
        request = DismissModerator(by=by) if dismisses else AppointModerator(by=by)
        if await scene.ask(case, request, wrote):
            if not dismisses:
                await free_newcomer(scene, case)
            person, who = await scene.all_named([member, wrote.author])
            say = words.moderator_dismissed if dismisses else words.moderator_appointed
            said = say(scene.voice, member=person, by=who)
            await scene.answer(wrote, said, done=True)
            scene.tell(member, said)
    if scene.facts:
        await look(services, wrote.chat)


ROWS = Rows(commands={Command.CHAT: chat, Command.MODERATOR: appoint}, buttons={AdoptAs: adopt})
