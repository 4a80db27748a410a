"""A chat on trial: everything goes the production's way, and what would be done is only told.

The policy rules, the facts are recorded, and the words are found as always; then the measures are
taken back, fact by fact, and the effects told to the moderators in place of being carried out. What
gives somebody their rights back (the end of a block, of a silence), what people say for themselves,
what detectors saw, and the settings are real, or nobody could ever leave the trial.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from handlers.notices.settings import Deed, TrialReport, TrialRuns
from handlers.wording import word
from rules.cases.suspicions import Settlement
from rules.facts import Fact
from rules.facts.acquaintance import AcknowledgementAsked, RulesShown
from rules.facts.blocks import BlockDeclined, BlockImposed, BlockProposed
from rules.facts.reminders import Reminded
from rules.facts.silence import MessageHushed, SilenceBegun
from rules.facts.suspicions import SuspicionSettled
from rules.facts.violations import (
    MessageErased,
    MessageRemoved,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
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

_TAKEN_BACK = (
    RulesShown,
    AcknowledgementAsked,
    Reminded,
    ViolationRecorded,
    ViolationReinstated,
    MessageRemoved,
    MessageErased,
    MessageHushed,
    BlockProposed,
    BlockDeclined,
    BlockImposed,
    SilenceBegun,
)


def is_taken_back(fact: Fact) -> bool:
    """Say whether a trial takes a fact back and only tells of it.

    A suspicion is kept, also one that makes the chat heat up: what is looked for on trial is what
    is looked for off trial.
    """
    if isinstance(fact, SuspicionSettled):
        # its violation is taken back, too
        return fact.how is Settlement.COUNTED
    if isinstance(fact, ViolationAnnulled):
        # what takes its place is taken back, too
        return fact.replaced_by is not None
    return isinstance(fact, _TAKEN_BACK)


async def tell_instead(scene: "Scene", effects: Iterable[Effect]) -> None:
    """Tell the moderators what would have been done; whoever pressed a button learns it, too."""
    deeds = []
    for effect in effects:
        if isinstance(effect, Answer):
            text = word(TrialRuns(), scene.voice)
            scene.effects.append(
                Answer(to=effect.to, member=effect.member, press=effect.press, text=text)
            )
        elif not isinstance(effect, Edit | Unsend):
            whom = _whom(effect)
            member = None if whom is None else await scene.named(whom)
            deeds.append(Deed(effect=effect, member=member))
    if deeds:
        await scene.tell_moderators(TrialReport(chat=scene.chat.title, deeds=tuple(deeds)))


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
