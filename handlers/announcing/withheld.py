"""Apologies that were not published, or not left standing (п. 5.12.6)."""

from handlers import chat_keyboards
from handlers.announcing.votes import again_at, vote_ref
from handlers.conversation.announcing import Act
from handlers.conversation.scene import Scene
from handlers.words import apologies, withheld
from rules.case import Case
from rules.suspicions import judges
from rules.vocabulary.apologies import ApologyRejected, ApologyWithheld, Withheld, WithheldDecided


async def announce_unpublished(
    scene: Scene, act: Act, fact: ApologyWithheld | WithheldDecided | ApologyRejected
) -> None:
    """Put an apology before the moderators in private, or tell what one of them decided."""
    match fact:
        case ApologyWithheld():
            held = act.after.waiting
            assert held is not None  # noqa: S101 -- it was recorded just now
            asked = judges(act.after, await scene.moderators(), scene.services.administrators)
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
            keyboard = chat_keyboards.decide_withheld(scene.voice, scene.chat.chat, held.number)
            for judge in sorted(asked):
                scene.tell(judge, shown, keyboard=keyboard, ref=_ref(scene, held))
        case WithheldDecided(published=published):
            if not published:
                scene.tell(fact.member, withheld.returned(scene.voice, chat=scene.chat.title))
        case ApologyRejected():
            await _rejected(scene, act.after, fact)


async def close_waiting(scene: Scene, act: Act) -> None:
    """Take the buttons from the apology that waited, if these facts ended that: it was decided, its
    author wrote anew, or its block ended.
    """
    held = act.before.waiting
    if held is None or act.after.waiting == held:
        return
    decision = next((fact for fact in act.facts if isinstance(fact, WithheldDecided)), None)
    voice, chat, member = scene.voice, scene.chat.title, await scene.named(act.before.member)
    if decision is None:
        closed = withheld.moot(voice, chat=chat, member=member, ended=act.after.block is None)
    else:
        by = await scene.named(decision.by)
        closed = withheld.decided(
            voice, chat=chat, member=member, by=by, published=decision.published
        )
    for moderator in {*await scene.moderators(), *scene.services.administrators}:
        scene.change(_ref(scene, held), closed, to=moderator)


async def _rejected(scene: Scene, after: Case, fact: ApologyRejected) -> None:
    """Take the words out of the chat, and tell their author why and what they can do."""
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
