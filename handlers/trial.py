"""A chat on trial: everything goes the production's way, and what would be done is only told.

The policy rules, the facts are recorded, and the words are found as always; then the measures are
taken back, fact by fact, and the effects told to the moderators in place of being carried out. What
gives somebody their rights back (the end of a block, of a silence), what people say for themselves,
what detectors saw, and the settings are real, or nobody could ever leave the trial. Each fact
states whether a trial takes it back (`tried`).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from handlers.words import trial as words
from rules.ids import MemberId
from storage.effects import (
    Answer,
    CloseWriting,
    Edit,
    Effect,
    Erase,
    Invite,
    OpenWriting,
    Remove,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)

if TYPE_CHECKING:
    from handlers.scene import Scene


async def tell_instead(scene: "Scene", effects: Iterable[Effect]) -> None:
    """Tell the moderators what would have been done; whoever pressed a button learns it, too."""
    deeds = []
    for effect in effects:
        if isinstance(effect, Answer):
            text = words.nothing_done(scene.voice)
            scene.effects.append(
                Answer(to=effect.to, member=effect.member, press=effect.press, text=text)
            )
        elif not isinstance(effect, Edit | Unsend):
            whom = _whom(effect)
            member = None if whom is None else await scene.named(whom)
            deeds.append(words.Deed(effect=effect, member=member))
    if deeds:
        report = words.report(scene.voice, chat=scene.chat.title, deeds=tuple(deeds))
        await scene.tell_moderators(report)


def _whom(effect: Effect) -> MemberId | None:
    match effect:
        case Restrict(member=member) | Unrestrict(member=member) | Remove(member=member):
            return member
        case Send(to=peer, private=private):
            return MemberId(peer) if private else None
        case Invite(to=member):
            return member
        case Erase() | CloseWriting() | OpenWriting() | Edit() | Unsend() | Answer():
            return None
