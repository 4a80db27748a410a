"""`/приглашение`: newcomers see the rules before the chat's link (п. 5.12.3).

The invitation's link opens a private conversation with the bot and carries a code, of which the
storage has only the digest. There the newcomer reads and acknowledges the rules, and gets the
chat's link.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass

from handlers.chats import moderated
from handlers.commands import Command
from handlers.conversation.arguments import read_number
from handlers.conversation.buttons import EnterBy, RevokeNumber
from handlers.conversation.keyboards import button
from handlers.conversation.people import names_of
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Started, Wrote
from handlers.replying import misunderstood
from handlers.voice import Voice
from handlers.words import invitations as words
from handlers.words import refusals
from rules.case import Granted, Refused
from rules.ids import ChatId, InvitationNumber, MemberId
from rules.invitations import INVITE
from rules.permissions import against
from rules.vocabulary.bases import Refusal
from rules.vocabulary.invitations import (
    INVITATION_VOID,
    AcceptInvitation,
    InvitationMade,
    MakeInvitation,
    OpenInvitation,
    RevokeInvitation,
)
from storage.effects import Colour, Invite, Keyboard
from storage.records import ChatState


def revoke_keyboard(voice: Voice, chat: ChatId, number: InvitationNumber) -> Keyboard:
    """Return «Отозвать»."""
    press = RevokeNumber(chat=chat, invitation=number)
    return ((button(voice.texts.gettext("Revoke"), press, Colour.BAD),),)


def enter_keyboard(voice: Voice, chat: ChatId, number: InvitationNumber, version: str) -> Keyboard:
    """Return «Правила прочитаны» for a newcomer with an invitation."""
    press = EnterBy(chat=chat, invitation=number, version=version)
    return ((button(voice.texts.gettext("I know the rules"), press, Colour.GOOD),),)


_CODE_BYTES = 16
"""Random bytes in a code: too many to guess."""

_CODE = re.compile(r"[\w-]{22}")

_SINGLE = re.compile(r"одн\w*|одноразов\w*|личн\w*|one|single", re.IGNORECASE)

_EVERYONE = re.compile(r"все\w*|для всех|everyone|all", re.IGNORECASE)

_REVOKE = re.compile(r"(?:отозвать|отмен\w+|revoke)\s+(.+)", re.IGNORECASE)


def code_in(event: Wrote | Started) -> str | None:
    """Return the code with which a person came: from the link they opened, or typed."""
    came_by = event.payload if isinstance(event, Started) else event.enclosed.came_by
    if _CODE.fullmatch(came_by):
        return came_by
    typed = event.text.strip() if isinstance(event, Wrote) else ""
    return typed if _CODE.fullmatch(typed) and re.search(r"[0-9_-]|[a-z][A-Z]", typed) else None


def for_one(typed: str) -> bool | None:
    """Return whether an invitation is asked for one person; None: the words ask for none."""
    if _SINGLE.fullmatch(typed):
        return True
    return False if not typed or _EVERYONE.fullmatch(typed) else None


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def invite(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/приглашение`: for everyone; `… одно`: for one person; `… отозвать 2`."""
    typed = rest.strip()
    if match := _REVOKE.fullmatch(typed):
        number, _ = read_number(match[1])
        if number is not None:
            await _revoke_by_word(services, wrote, InvitationNumber(number))
            return
    single = for_one(typed)
    if single is None:
        await misunderstood(services, wrote, Command.INVITATION)
        return
    async with moderated(services, wrote) as scene:
        # the link opens the chat's door: it is shown to nobody but who asked for it
        by = await scene.actor(wrote.author)
        if against(INVITE, by) is None and not await answers_privately(
            scene, wrote, Command.INVITATION
        ):
            return
        made = await make(scene, wrote.author, single=single)
        if isinstance(made, Refusal):
            await scene.refuse(made, wrote)
        else:
            give(scene, wrote.author, made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An invitation, and the link that leads to it: nothing but this message has the link."""

    fact: InvitationMade
    link: str


async def make(scene: Scene, member: MemberId, *, single: bool) -> Made | Refusal:
    """Make an invitation to the scene's chat, for one person (`single`) or for everyone."""
    code = secrets.token_urlsafe(_CODE_BYTES)
    by = await scene.actor(member)
    request = MakeInvitation(by=by, digest=_digest(code), single=single)
    match await scene.rule(await scene.case(member), request):
        case Granted(facts=(InvitationMade() as fact,)):
            return Made(fact=fact, link=f"{scene.services.private_link}{code}")
        case Refused(reason=reason):
            return reason
        case granted:
            raise AssertionError(granted)


def give(scene: Scene, member: MemberId, made: Made) -> None:
    """Send an invitation in private, with «Отозвать»."""
    fact, chat = made.fact, scene.chat.chat
    given = words.given(
        scene.voice,
        number=fact.number,
        chat=scene.chat.title,
        link=made.link,
        single=fact.single,
        expires_at=fact.expires_at,
    )
    keyboard = revoke_keyboard(scene.voice, chat, fact.number)
    scene.tell(member, given, keyboard=keyboard, ref=f"invitation:{chat}:{fact.number}")


async def _revoke_by_word(services: Services, wrote: Wrote, number: InvitationNumber) -> None:
    async with moderated(services, wrote) as scene:
        case = await scene.case(wrote.author, invitation=number)
        request = RevokeInvitation(by=await scene.actor(wrote.author), number=number)
        if await scene.ask(case, request, wrote):
            by = await scene.named(wrote.author)
            gone = words.revoked(scene.voice, number=number, by=by)
            await scene.answer(wrote, gone, done=True)


async def revoke(services: Services, pressed: Pressed, press: RevokeNumber) -> None:
    """Revoke an invitation after «Отозвать», in the chat or in private."""
    chat, number = ChatId(press.chat), InvitationNumber(press.invitation)
    async with moderated(services, pressed, chat=chat) as scene:
        case = await scene.case(pressed.author, invitation=number)
        request = RevokeInvitation(by=await scene.actor(pressed.author), number=number)
        if await scene.ask(case, request, pressed):
            by = await scene.named(pressed.author)
            gone = words.revoked(scene.voice, number=number, by=by)
            scene.change(f"invitation:{chat}:{number}", gone, to=pressed.peer)
            scene.acknowledge(pressed)


async def come(services: Services, event: Wrote | Started, code: str) -> None:
    """Show the chat's rules to a person who came with a code, valid or guessed."""
    async with services.storage.reading() as reading:
        found = await reading.invitation(_digest(code))
    if found is None:
        async with open_scene(services, event.chat, event=event.event) as scene:
            scene.tell(event.author, refusals.refused(scene.voice, INVITATION_VOID))
        return
    chat, number = found
    people = await names_of(services, [event.author])
    async with open_scene(services, chat, event=event.event) as scene:
        await scene.work.put_people(people)
        await scene.work.allow_private(event.author, allowed=True)
        case = await scene.case(event.author, invitation=number)
        match await scene.rule(case, OpenInvitation()):
            case Granted() if scene.chat.state is ChatState.SERVED:
                scene.tell(
                    event.author,
                    words.rules_shown(
                        scene.voice, chat=scene.chat.title, rules=scene.policy.conduct.rules
                    ),
                    keyboard=enter_keyboard(scene.voice, chat, number, scene.policy.version),
                    # a person who comes twice has two messages, and both buttons work
                    ref=f"{_entering(chat, number)}"
                    f"{event.message if isinstance(event, Wrote) else event.event}",
                )
            case Granted():
                scene.tell(event.author, refusals.refused(scene.voice, INVITATION_VOID))
            case Refused(reason=reason):
                scene.tell(event.author, refusals.refused(scene.voice, reason))


async def enter(services: Services, pressed: Pressed, press: EnterBy) -> None:
    """Let a newcomer in after «Правила прочитаны» under an invitation's rules.

    The payload is not trusted: the invitation is valid only for a person who was shown the rules
    with it, which needs its code.
    """
    chat, number = ChatId(press.chat), InvitationNumber(press.invitation)
    people = await names_of(services, [pressed.author])
    async with open_scene(services, chat, event=pressed.event) as scene:
        await scene.work.put_people(people)
        case = await scene.case(pressed.author, invitation=number)
        if not pressed.private or not await _was_shown(scene, pressed, chat, number):
            await scene.refuse(INVITATION_VOID, pressed)
            return
        if await scene.ask(case, AcceptInvitation(version=press.version), pressed):
            accepted = words.accepted(scene.voice, chat=scene.chat.title)
            scene.effects.append(Invite(to=pressed.author, chat=chat, text=accepted))
            scene.acknowledge(pressed)


async def _was_shown(
    scene: Scene, pressed: Pressed, chat: ChatId, number: InvitationNumber
) -> bool:
    if pressed.message is None:
        return False
    ref = await scene.work.ref_of(MemberId(pressed.peer), pressed.message)
    return ref is not None and ref.startswith(_entering(chat, number))


def _entering(chat: ChatId, number: InvitationNumber) -> str:
    return f"entering:{chat}:{number}:"


ROWS = Rows(commands={Command.INVITATION: invite}, buttons={RevokeNumber: revoke, EnterBy: enter})
