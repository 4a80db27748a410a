"""Facts become effects: what is said and done once something holds.

Blocks are imposed and lifted in several ways (a command, a button, the ladder, the clock, a
vote, an annulment); each is announced here once, in the same words.
"""

from collections.abc import Sequence

from handlers.announcing.appeals import appeal
from handlers.announcing.blocks import block, lift, proposal, shortened
from handlers.announcing.corrections import correction, correction_in
from handlers.announcing.recorded import withdraw_annulled
from handlers.announcing.requests import close_requests
from handlers.announcing.silence import silence
from handlers.announcing.violations import reminder, removal, violation
from handlers.announcing.votes import decided_lift, vote_on_apology
from handlers.announcing.withheld import close_waiting, unpublished
from handlers.card_views import show_cards_of
from handlers.conversation.scene import Scene
from rules.case import Case
from rules.ids import MessageId
from rules.vocabulary.apologies import (
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    LiftDecided,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)
from rules.vocabulary.appeals import AppealGranted, AppealUpheld
from rules.vocabulary.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
)
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.silence import MessageHushed, SilenceBegun, SilenceEnded
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)


async def announce(
    scene: Scene, before: Case, facts: Sequence[Fact], *, reply_to: MessageId | None = None
) -> None:
    """Say and do what follows from facts about one member.

    `before` is the case as it was when the policy ruled; `reply_to` is the message that the
    words answer, if any.
    """
    after = await scene.case(before.member)
    facts = tuple(facts)
    corrected = correction_in(facts)
    if corrected is not None:
        await correction(scene, before, after, corrected)
    await close_waiting(scene, before, after, facts)
    for fact in facts:
        match fact:
            case ViolationRecorded() | ViolationAnnulled() | ViolationReinstated() if (
                corrected is not None
            ):
                # said as one act
                pass
            case ViolationRecorded() | ViolationAnnulled() | ViolationReinstated():
                await violation(scene, before, after, fact, reply_to)
            case MessageRemoved() | RemovalWithdrawn():
                await removal(scene, fact, reply_to)
            case BlockProposed() | BlockDeclined():
                await proposal(scene, before, after, fact)
            case BlockImposed():
                await block(scene, before, after, fact)
            case BlockShortened():
                await shortened(scene, after, fact)
            case BlockLifted():
                await lift(scene, before, fact)
            case ApologyWithheld() | WithheldDecided() | ApologyRejected():
                await unpublished(scene, after, fact)
            case ApologyMade() | VoteCast() | VoteClosed() | VoteShortened():
                await vote_on_apology(scene, after, fact)
            case LiftDecided():
                await decided_lift(scene, after, fact)
            case AppealGranted() | AppealUpheld():
                await appeal(scene, before, fact)
            case Reminded() | ReminderWithdrawn():
                await reminder(scene, fact)
            case SilenceBegun() | SilenceEnded() | MessageHushed():
                await silence(scene, fact)
            case _:
                # shown, acknowledged, set or invited: said where it was asked
                pass
    await withdraw_annulled(scene, facts)
    await show_cards_of(scene, after, facts)
    await close_requests(scene, facts)
