"""Apologies that were withheld, or rejected after publication (п. 5.12.6)."""

from handlers.apologies import again_at, vote_ref
from handlers.chats import moderated
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import DecideOnWithheld, NotApology
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.voice import Voice
from handlers.words import apologies, replies, withheld
from rules.case import Case
from rules.ids import ChatId, MemberId, VoteNumber, WithheldNumber
from rules.suspicions import judges
from rules.vocabulary.apologies import (
    ApologyRejected,
    ApologyWithheld,
    DecideWithheld,
    RejectApology,
    Withheld,
    WithheldDecided,
)
from storage.effects import Colour, Keyboard


async def announce_unpublished(
    scene: Scene, change: Change, fact: ApologyWithheld | WithheldDecided | ApologyRejected
) -> None:
    """Show a withheld apology to the moderators in private, or announce their decision."""
    match fact:
        case ApologyWithheld():
            held = change.after.waiting
            assert held is not None  # noqa: S101 -- it was recorded just now
            asked = judges(change.after, await scene.moderators(), scene.services.administrators)
            reached = [each for each in asked if await scene.hears_privately(each)]
            scene.tell(
                fact.member,
                withheld.told(
                    scene.voice, chat=scene.chat.title, read=bool(reached), found=held.found
                ),
            )
            shown = withheld.shown(
                scene.voice,
                chat=scene.chat.title,
                member=await scene.named(fact.member),
                text=held.text,
                found=held.found,
            )
            keyboard = withheld_keyboard(scene.voice, scene.chat.chat, held.number)
            for judge in sorted(asked):
                scene.tell(judge, shown, keyboard=keyboard, ref=_ref(scene, held))
        case WithheldDecided(published=published):
            if not published:
                scene.tell(fact.member, withheld.returned(scene.voice, chat=scene.chat.title))
        case ApologyRejected():
            await _rejected(scene, change.after, fact)


async def close_waiting(scene: Scene, change: Change) -> None:
    """Take the buttons from a withheld apology that does not wait any more.

    It was decided, its author wrote another, or its block ended.
    """
    held = change.before.waiting
    if held is None or change.after.waiting == held:
        return
    decision = next((fact for fact in change.facts if isinstance(fact, WithheldDecided)), None)
    voice, chat, member = scene.voice, scene.chat.title, await scene.named(change.before.member)
    if decision is None:
        closed = withheld.moot(voice, chat=chat, member=member, ended=change.after.block is None)
    else:
        by = await scene.named(decision.by)
        closed = withheld.decided(
            voice, chat=chat, member=member, by=by, published=decision.published
        )
    for moderator in {*await scene.moderators(), *scene.services.administrators}:
        scene.change(_ref(scene, held), closed, to=moderator)


async def _rejected(scene: Scene, after: Case, fact: ApologyRejected) -> None:
    """Remove the apology's words from the chat, and tell the author why and what they can do."""
    member, by = await scene.all_named([fact.member, fact.by])
    scene.change(vote_ref(fact.vote), apologies.rejected(scene.voice, member=member, by=by))
    scene.tell(
        fact.member,
        apologies.rejected_privately(
            scene.voice, chat=scene.chat.title, by=by, again_at=again_at(scene, after)
        ),
    )


def _ref(scene: Scene, held: Withheld) -> str:
    return f"withheld:{scene.chat.chat}:{held.number}"


def withheld_keyboard(voice: Voice, chat: ChatId, number: WithheldNumber) -> Keyboard:
    """Return «Опубликовать» and «Вернуть»."""
    _ = voice.texts.gettext
    publish = DecideOnWithheld(chat=chat, apology=number, publish=True)
    give_back = DecideOnWithheld(chat=chat, apology=number, publish=False)
    return ((button(_("Publish"), publish, Colour.GOOD), button(_("Return"), give_back)),)


async def decide_withheld(services: Services, pressed: Pressed, press: DecideOnWithheld) -> None:
    """Handle «Опубликовать» or «Вернуть» under a withheld apology."""
    chat, number = ChatId(press.chat), WithheldNumber(press.apology)
    async with moderated(services, pressed, chat=chat) as scene:
        owner = await scene.work.withheld_owner(chat, number)
        by = await scene.actor(pressed.author)
        await _ask(
            scene, pressed, owner, DecideWithheld(by=by, number=number, publish=press.publish)
        )


async def reject_apology(services: Services, pressed: Pressed, press: NotApology) -> None:
    """Handle «Это не извинения» under a vote."""
    async with moderated(services, pressed) as scene:
        number = VoteNumber(press.vote)
        owner = await scene.work.vote_owner(pressed.chat, number)
        by = await scene.actor(pressed.author)
        await _ask(scene, pressed, owner, RejectApology(by=by, vote=number))


async def _ask(
    scene: Scene, pressed: Pressed, owner: MemberId | None, request: DecideWithheld | RejectApology
) -> None:
    if owner is None:
        scene.pop_up(pressed, replies.outdated(scene.voice))
        return
    case = await scene.case(owner)
    if await scene.ask(case, request, pressed):
        scene.pop_up(pressed, replies.done(scene.voice))


ROWS = Rows(
    buttons={DecideOnWithheld: decide_withheld, NotApology: reject_apology},
    announcers={
        ApologyWithheld: announce_unpublished,
        WithheldDecided: announce_unpublished,
        ApologyRejected: announce_unpublished,
    },
    first=(close_waiting,),
)
