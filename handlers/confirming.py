"""Administrators confirm an adopted chat as the college's, or disown it (п. 5.12.1).

Anybody can make a chat, add the bot and adopt it; they moderate that chat alone. What belongs to
the college is open only to moderators of chats that the college knows (`rules.college.Authority`).
"""

from collections.abc import Iterable
from dataclasses import replace

from handlers.conversation.buttons import ConfirmAdoption, RejectAdoption
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.voice import Voice
from handlers.words import adoption as words
from handlers.words.adoption import Adopted
from rules.case import Granted, Refused
from rules.decide import decide
from rules.ids import COLLEGE, ChatId, MemberId
from rules.vocabulary.chats import ChatAdopted, ChatConfirmed, ConfirmChat, DisownChat
from rules.vocabulary.families import Role
from storage.database import Reading
from storage.effects import Colour, Keyboard, Remove
from storage.records import ChatState
from storage.subjects.chats import Adoption

MOST_ADOPTIONS = 5
"""Adoptions in one list: each has two buttons."""


def adoption_keyboard(voice: Voice, chat: ChatId, *, confirmed: bool) -> Keyboard:
    """Return «Подтвердить», unless confirmed, and «Это не наша беседа»."""
    _ = voice.texts.gettext
    reject = (button(_("Not our chat"), RejectAdoption(chat=chat), Colour.BAD),)
    confirm = (button(_("Confirm"), ConfirmAdoption(chat=chat), Colour.GOOD),)
    return (reject,) if confirmed else (confirm, reject)


def adoptions_keyboard(voice: Voice, chats: Iterable[ChatId]) -> Keyboard:
    """Return both buttons for each chat of a list, with the list's numbers."""
    _ = voice.texts.gettext
    ours, alien = _("Confirm"), _("Not our chat")
    return tuple(
        (
            button(f"{number}. {ours}", ConfirmAdoption(chat=chat), Colour.GOOD),
            button(f"{number}. {alien}", RejectAdoption(chat=chat), Colour.BAD),
        )
        for number, chat in enumerate(chats, start=1)
    )


LIST = "adoptions"

_TOLD = "adoption told"

_STAFF = frozenset({Role.TEACHER, Role.EMPLOYEE})


async def known_staff(
    reading: Reading, services: Services, people: Iterable[MemberId]
) -> frozenset[MemberId]:
    """Return those of `people` whom the college's list has as teachers or employees.

    Empty without an administrator, because nobody could take a confirmation back.
    """
    asked = frozenset(people) if services.administrators else frozenset()
    listed = await reading.listed(asked)
    here = {member for member, entry in listed.items() if entry.role in _STAFF}
    return frozenset(here - await reading.left(asked))


async def tell_of_adoption(scene: Scene, adopted: ChatAdopted, *, confirmed: bool) -> None:
    """Tell the other administrators of an adoption, with the buttons that settle it."""
    chat = scene.chat.chat
    told = Adopted(
        chat=scene.chat.title,
        kind=adopted.kind,
        group=adopted.group,
        by=await scene.named(adopted.by),
    )
    scene.tell_administrators(
        words.told(scene.voice, adopted=told, confirmed=confirmed),
        keyboard=adoption_keyboard(scene.voice, chat, confirmed=confirmed),
        ref=adoption_ref(chat),
        but=frozenset({adopted.by}),
    )
    await _note_told(scene, (chat,))


async def confirm(services: Services, pressed: Pressed, press: ConfirmAdoption) -> None:
    """Confirm a chat as the college's after «Подтвердить»."""
    await _settle(services, pressed, ChatId(press.chat), ours=True)


async def reject(services: Services, pressed: Pressed, press: RejectAdoption) -> None:
    """Ask after «Это не наша беседа», because a chat's settings do not come back; then leave."""
    await _settle(services, pressed, ChatId(press.chat), ours=False, ask=not press.sure)


async def _settle(
    services: Services, pressed: Pressed, chat: ChatId, *, ours: bool, ask: bool = False
) -> None:
    async with open_scene(services, chat, event=pressed.event) as scene:
        adoption = await scene.work.adoption(chat)
        by = await scene.actor(pressed.author)
        confirmed = adoption is not None and adoption.confirmed
        request = ConfirmChat(by=by, confirmed=confirmed) if ours else DisownChat(by=by)
        case = await scene.case(pressed.author)
        if ask and isinstance(decide(case, request, scene.now), Granted):
            _ask_to_leave(scene, pressed)
            return
        match await scene.rule(case, request):
            case Refused(reason=reason):
                await scene.refuse(reason, pressed)
                return
            case Granted():
                if not ours and adoption is not None:
                    await _leave(scene, adoption)
        await _show_settled(scene, pressed.author, ours=ours)
        scene.acknowledge(pressed)
    if not ours:
        services.watch.note_state(chat, ChatState.GONE)


def _ask_to_leave(scene: Scene, pressed: Pressed) -> None:
    chat = scene.chat.chat
    sure = RejectAdoption(chat=chat, sure=True)
    leave = button(scene.voice.texts.gettext("Leave the chat"), sure, Colour.BAD)
    asking = words.ask_to_leave(scene.voice, chat=scene.chat.title)
    scene.tell(pressed.author, asking, keyboard=((leave,),), ref=_leaving_ref(chat))
    scene.acknowledge(pressed)


async def _leave(scene: Scene, adoption: Adoption) -> None:
    chat = scene.chat.chat
    await scene.work.put_chat(replace(scene.chat, state=ChatState.GONE))
    scene.effects.append(Remove(chat=chat, member=scene.services.community))
    if adoption.by > 0:
        scene.tell(adoption.by, words.rejected(scene.voice, chat=scene.chat.title))


async def _show_settled(scene: Scene, by: MemberId, *, ours: bool) -> None:
    chat, administrators = scene.chat.chat, scene.services.administrators
    say = words.confirmed if ours else words.disowned
    said = say(scene.voice, chat=scene.chat.title, by=await scene.named(by))
    # a confirmation made by mistake can still be turned into a rejection
    keyboard = adoption_keyboard(scene.voice, chat, confirmed=True) if ours else ()
    waiting, still = await _waiting(scene), None
    for administrator in sorted(administrators):
        scene.change(adoption_ref(chat), said, keyboard=keyboard, to=administrator)
        scene.change(_leaving_ref(chat), said, to=administrator)
        if await scene.work.posted(administrator, LIST) is not None:
            still = still or await _listed(scene, waiting)
            under = adoptions_keyboard(scene.voice, _first(waiting))
            scene.change(LIST, still, keyboard=under, to=administrator)


async def list_unconfirmed(scene: Scene, administrator: MemberId) -> None:
    """Send an administrator the chats that wait for confirmation, if any."""
    waiting = await _waiting(scene)
    if waiting:
        keyboard = adoptions_keyboard(scene.voice, _first(waiting))
        scene.tell(administrator, await _listed(scene, waiting), keyboard=keyboard, ref=LIST)


async def confirm_known(services: Services) -> None:
    """Confirm the chats whose adopter is now on the college's list; tell of the others once."""
    async with services.storage.reading() as reading:
        waiting = await reading.unconfirmed()
        adopters = (each.by for each in waiting)
        known = services.administrators | await known_staff(reading, services, adopters)
    for adoption in waiting:
        if adoption.by in known:
            async with open_scene(services, adoption.chat) as scene:
                await scene.record([ChatConfirmed(by=adoption.by)])
    if not services.administrators or all(adoption.by in known for adoption in waiting):
        return
    async with open_scene(services, COLLEGE) as scene:
        chats = [each.chat for each in await _waiting(scene)]
        untold = [
            each for each in chats if await scene.work.notice(COLLEGE, adoption_ref(each)) is None
        ]
        if untold:
            for administrator in sorted(services.administrators):
                await list_unconfirmed(scene, administrator)
            await _note_told(scene, untold)


async def _waiting(scene: Scene) -> tuple[Adoption, ...]:
    """Return the chats that the bot is in and the college has not confirmed."""
    gone = {chat.chat for chat in await scene.work.chats() if chat.state is ChatState.GONE}
    return tuple(each for each in await scene.work.unconfirmed() if each.chat not in gone)


def _first(waiting: tuple[Adoption, ...]) -> tuple[ChatId, ...]:
    return tuple(each.chat for each in waiting[:MOST_ADOPTIONS])


async def _listed(scene: Scene, waiting: tuple[Adoption, ...]) -> str:
    first = []
    for each in waiting[:MOST_ADOPTIONS]:
        chat = await scene.work.chat(each.chat)
        settings = scene.services.policy.settings(await scene.work.settings(each.chat))
        if chat is not None and settings.kind is not None:
            first.append(
                Adopted(
                    chat=chat.title,
                    kind=settings.kind,
                    group=settings.group,
                    by=await scene.named(each.by),
                )
            )
    return words.unconfirmed(scene.voice, first=tuple(first), more=len(waiting) - len(first))


async def _note_told(scene: Scene, chats: Iterable[ChatId]) -> None:
    """Record that administrators were told of chats, so that a restart does not repeat it."""
    if scene.services.administrators:
        for chat in chats:
            await scene.note(adoption_ref(chat), _TOLD, peer=COLLEGE)


def _leaving_ref(chat: ChatId) -> str:
    """Return the ref of the question whether the bot is to leave a chat."""
    return f"leave:{chat}"


def adoption_ref(chat: ChatId) -> str:
    """Return the ref of the message about an adoption."""
    return f"adoption:{chat}"


ROWS = Rows(buttons={ConfirmAdoption: confirm, RejectAdoption: reject})
