"""What becomes of the removals that a departure ordered; a summary once all came to their end."""

from handlers.conversation.saying import new_chat, voice_of
from handlers.conversation.scene import Scene
from handlers.leavers import DEPARTURE, titles_of
from handlers.messenger import Fault
from handlers.voice import Voice
from handlers.words import leavers as words
from rules.ids import COLLEGE, ChatId, DepartureNumber, MemberId
from rules.vocabulary.leavers import MemberRemoved, RemovalFailed, RemovalFault
from storage.effects import Send
from storage.subjects.leavers import OrderedRemoval, RemovalState

_FAULTS = {
    Fault.PROTECTED: RemovalFault.PROTECTED,
    Fault.NO_RIGHTS: RemovalFault.NO_RIGHTS,
    Fault.GONE: RemovalFault.GONE,
}


async def settle_removal(scene: Scene, member: MemberId, fault: Fault | None = None) -> bool:
    """Record that somebody who was to go is out of the scene's chat, or is not, and why.

    Gives whether anybody had ordered it.
    """
    chat = scene.chat.chat
    ordered = [r for r in await scene.work.ordered_removals([member]) if r.chat == chat]
    for removal in ordered:
        await scene.record([_fact(removal, fault)])
        await _report(scene, removal.departure)
    return bool(ordered)


def _fact(removal: OrderedRemoval, fault: Fault | None) -> MemberRemoved | RemovalFailed:
    if fault is None:
        return MemberRemoved(
            member=removal.member,
            by=removal.by,
            leaver=removal.leaver,
            departure=removal.departure,
        )
    return RemovalFailed(
        member=removal.member,
        by=removal.by,
        leaver=removal.leaver,
        departure=removal.departure,
        fault=_FAULTS.get(fault, RemovalFault.REFUSED),
    )


async def _report(scene: Scene, departure: DepartureNumber) -> None:
    removals = await scene.work.removals_of(departure)
    ref = f"{DEPARTURE}:{departure}"
    asked = await scene.work.notice(COLLEGE, ref)
    if asked is None or any(each.state is RemovalState.ORDERED for each in removals):
        return
    peer = ChatId(int(asked.data["peer"]))
    record = await scene.work.chat(peer) or new_chat(peer)
    voice = voice_of(scene.services, record, scene.now)
    text = await _summary(scene, removals, voice)
    private = not scene.services.messenger.is_chat(peer)
    scene.effects.append(Send(to=peer, private=private, text=text))
    await scene.work.drop_notice(COLLEGE, ref)


async def _summary(scene: Scene, removals: tuple[OrderedRemoval, ...], voice: Voice) -> str:
    titles = await titles_of(scene)
    gone: dict[MemberId, list[str]] = {}
    failed: dict[tuple[MemberId, RemovalFault], list[str]] = {}
    for each in removals:
        if each.fault is None:
            gone.setdefault(each.member, []).append(titles[each.chat])
        else:
            failed.setdefault((each.member, each.fault), []).append(titles[each.chat])
    leaver = removals[0].leaver
    return words.ended(
        voice,
        leaver=await scene.named(leaver),
        gone=tuple(
            [
                words.Going(
                    member=await scene.named(member), parent=member != leaver, chats=tuple(chats)
                )
                for member, chats in gone.items()
            ]
        ),
        failed=tuple(
            [
                words.Failing(member=await scene.named(member), chats=tuple(chats), fault=fault)
                for (member, fault), chats in failed.items()
            ]
        ),
    )
