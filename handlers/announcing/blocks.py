"""Blocks: proposed, imposed, ended (п. 5.12.5)."""

from collections.abc import Sequence

from handlers import appeal_keyboards
from handlers.announcing.grounds import grounds_of
from handlers.buttons import UndoAct
from handlers.keyboards import terms, undo
from handlers.notices.entering import InvitedBack
from handlers.notices.measures import (
    BlockSaid,
    BlockSaidPrivately,
    LiftSaid,
    LiftSaidPrivately,
    Proposal,
    ProposalAnswered,
    ProposalDeclined,
)
from handlers.scene import Scene
from handlers.wording import word
from rules.cases import Case
from rules.cases.measures import Lift, ProposalState
from rules.facts.blocks import BlockDeclined, BlockImposed, BlockLifted, BlockProposed
from rules.ids import MemberId, ViolationNumber
from rules.settings import Enforcement
from rules.silence import must_acknowledge
from storage.effects import Invite, Remove, Restrict, Unrestrict


def proposal_ref(member: MemberId, grounds: Sequence[ViolationNumber]) -> str:
    """Name the message of a proposal: by its member and its latest ground."""
    return f"proposal:{member}:{max(grounds)}"


async def settle_proposal(scene: Scene, before: Case) -> None:
    """Take the buttons from a proposal that is answered, or has lost its grounds."""
    proposal = before.proposal
    if proposal is not None and proposal.state is ProposalState.OPEN:
        scene.change(
            proposal_ref(before.member, proposal.grounds),
            ProposalAnswered(member=await scene.named(before.member)),
        )


async def proposal(
    scene: Scene, before: Case, after: Case, fact: BlockProposed | BlockDeclined
) -> None:
    """Put a block before the moderators, or tell that one chose not to."""
    member = await scene.named(fact.member)
    ref = proposal_ref(fact.member, fact.grounds)
    match fact:
        case BlockProposed(grounds=grounds):
            if before.proposal is not None and before.proposal.grounds != grounds:
                await settle_proposal(scene, before)
            words = Proposal(member=member, grounds=await grounds_of(scene, after, grounds))
            keyboard = terms(scene.voice.texts, fact.member, after.policy.terms)
            if fact.by is None:
                scene.say(words, keyboard=keyboard, ref=ref, notify=True)
            else:
                scene.change(ref, words, keyboard=keyboard)
        case BlockDeclined(by=by):
            declined = ProposalDeclined(member=member, by=await scene.named(by))
            key = UndoAct(act="decline", key=fact.member)
            scene.change(ref, declined, keyboard=undo(scene.voice.texts, key))
            scene.strip_later(declined, ref)


async def block(scene: Scene, before: Case, after: Case, fact: BlockImposed) -> None:
    """Tell that a member is blocked, and see that they cannot write."""
    await settle_proposal(scene, before)
    grounds = await grounds_of(scene, after, fact.grounds)
    chat = scene.chat.chat
    match scene.enforcement:
        case Enforcement.MUTE:
            scene.effects.append(Restrict(chat=chat, member=fact.member, until=fact.ends_at))
        case Enforcement.REMOVE:
            scene.effects.append(Remove(chat=chat, member=fact.member))
        case Enforcement.ERASE:
            # the watch sees to it: what they write is removed as it comes
            pass
    scene.say_undoable(
        BlockSaid(
            member=await scene.named(fact.member),
            number=fact.number,
            grounds=grounds,
            ends_at=fact.ends_at,
            automatic=fact.by is None,
        ),
        keyboard=undo(scene.voice.texts, UndoAct(act="block", key=fact.number)),
        ref=f"block:{fact.number}",
    )
    scene.tell(
        fact.member,
        BlockSaidPrivately(chat=scene.chat.title, grounds=grounds, ends_at=fact.ends_at),
        keyboard=appeal_keyboards.contest(scene.voice, chat, block=fact.number),
    )


async def lift(scene: Scene, before: Case, fact: BlockLifted) -> None:
    """Tell that a block ended, and see that they can write again."""
    member = await scene.named(fact.member)
    block = before.block
    if block is not None and fact.by is not None:
        # annulled within the time for undoing, perhaps: its button must not stay
        scene.change(
            f"block:{block.number}",
            BlockSaid(
                member=member,
                number=block.number,
                grounds=await grounds_of(scene, before, block.grounds),
                ends_at=block.ends_at,
                automatic=block.by is None,
            ),
        )
    # also where the way of blocking was changed meanwhile: no restriction may outlive the block
    mutes = scene.chat.enforcement is Enforcement.MUTE and before.present
    if mutes and not must_acknowledge(before):
        scene.effects.append(Unrestrict(chat=scene.chat.chat, member=fact.member))
    if scene.enforcement is Enforcement.REMOVE and not before.present:
        words = word(InvitedBack(chat=scene.chat.title), scene.voice)
        scene.effects.append(Invite(to=fact.member, chat=scene.chat.chat, text=words))
    by = None if fact.by is None else await scene.named(fact.by)
    # the end of a term is nobody's question; it waits for the morning
    urgent = fact.how is not Lift.EXPIRED
    scene.say(LiftSaid(member=member, how=fact.how, by=by), notify=True, urgent=urgent)
    scene.tell(fact.member, LiftSaidPrivately(chat=scene.chat.title, how=fact.how))
