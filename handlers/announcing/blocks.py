"""Blocks: proposed, imposed, ended (п. 5.12.5)."""

from handlers import appeal_keyboards
from handlers.announcing.grounds import grounds_of
from handlers.conversation.announcing import Act
from handlers.conversation.buttons import UndoAct
from handlers.conversation.keyboards import terms, undo
from handlers.conversation.scene import Scene
from handlers.conversation.watch import block_ref
from handlers.words import blocks as words
from handlers.words import invitations
from rules.case import Case
from rules.ids import MemberId
from rules.settings import Enforcement
from rules.silence import must_acknowledge
from rules.vocabulary.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
    Lift,
    ProposalState,
)
from storage.effects import Invite, Remove, Restrict, Unrestrict


def _proposal_ref(member: MemberId) -> str:
    """Name the message of a member's proposal: there is one, and it changes in its place."""
    return f"proposal:{member}"


def _is_proposed(case: Case) -> bool:
    return case.proposal is not None and case.proposal.state is ProposalState.OPEN


async def follow_proposal(scene: Scene, act: Act) -> None:
    """Let an open proposal show what counts now that a violation was annulled or counts again."""
    if not _is_proposed(act.before):
        return
    after = act.after
    member, counted = await scene.named(after.member), after.counted(scene.now)
    ref = _proposal_ref(after.member)
    if len(counted) > after.policy.threshold:
        grounds = await grounds_of(scene, after, [violation.number for violation in counted])
        keyboard = terms(scene.voice.texts, after.member, after.policy.terms)
        scene.change(
            ref, words.proposed(scene.voice, member=member, grounds=grounds), keyboard=keyboard
        )
    else:
        scene.change(ref, words.proposal_withdrawn(scene.voice, member=member))


async def announce_proposal(scene: Scene, act: Act, fact: BlockProposed | BlockDeclined) -> None:
    """Put a block before the moderators, or tell that one chose not to."""
    member = await scene.named(fact.member)
    ref = _proposal_ref(fact.member)
    match fact:
        case BlockProposed(grounds=grounds):
            listed = await grounds_of(scene, act.after, grounds)
            proposed = words.proposed(scene.voice, member=member, grounds=listed)
            keyboard = terms(scene.voice.texts, fact.member, act.after.policy.terms)
            if fact.by is None and not _is_proposed(act.before):
                scene.say(proposed, keyboard=keyboard, ref=ref, notify=True)
            else:
                scene.change(ref, proposed, keyboard=keyboard)
        case BlockDeclined(by=by):
            declined = words.declined(scene.voice, member=member, by=await scene.named(by))
            key = UndoAct(act="decline", key=fact.member)
            scene.change(ref, declined, keyboard=undo(scene.voice.texts, key))
            scene.strip_later(declined, ref)


async def announce_block(scene: Scene, act: Act, fact: BlockImposed) -> None:
    """Tell that a member is blocked, and see that they cannot write."""
    member = await scene.named(fact.member)
    if _is_proposed(act.before):
        answered = words.proposal_answered(scene.voice, member=member)
        scene.change(_proposal_ref(fact.member), answered)
    grounds = await grounds_of(scene, act.after, fact.grounds)
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
        words.imposed(scene.voice, member=member, grounds=grounds, ends_at=fact.ends_at),
        keyboard=undo(scene.voice.texts, UndoAct(act="block", key=fact.number)),
        ref=block_ref(fact.number),
    )
    scene.tell(
        fact.member,
        words.imposed_privately(
            scene.voice, chat=scene.chat.title, grounds=grounds, ends_at=fact.ends_at
        ),
        keyboard=appeal_keyboards.contest(scene.voice, chat, block=fact.number),
    )


async def announce_shortened(scene: Scene, act: Act, fact: BlockShortened) -> None:
    """Tell of a block's corrected end, and see that no restriction outlives it."""
    chat, block = scene.chat.chat, act.after.block
    if block is None:
        return
    if scene.enforcement is Enforcement.MUTE and act.after.present:
        scene.effects.append(Restrict(chat=chat, member=fact.member, until=fact.ends_at))
    grounds = await grounds_of(scene, act.after, block.grounds)
    scene.change(
        block_ref(fact.number),
        words.imposed(
            scene.voice,
            member=await scene.named(fact.member),
            grounds=grounds,
            ends_at=fact.ends_at,
        ),
    )
    scene.tell(
        fact.member,
        words.imposed_privately(
            scene.voice, chat=scene.chat.title, grounds=grounds, ends_at=fact.ends_at
        ),
        keyboard=appeal_keyboards.contest(scene.voice, chat, block=fact.number),
    )


async def announce_lift(scene: Scene, act: Act, fact: BlockLifted) -> None:
    """Tell that a block ended, and see that they can write again."""
    member = await scene.named(fact.member)
    by = None if fact.by is None else await scene.named(fact.by)
    if fact.how is Lift.ANNULLED and by is not None:
        undone = words.undone(scene.voice, member=member, number=fact.number, by=by)
        scene.change(block_ref(fact.number), undone)
    # also where the way of blocking was changed meanwhile: no restriction may outlive the block
    mutes = scene.chat.enforcement is Enforcement.MUTE and act.before.present
    if mutes and not must_acknowledge(act.before):
        scene.effects.append(Unrestrict(chat=scene.chat.chat, member=fact.member))
    if scene.enforcement is Enforcement.REMOVE and not act.before.present:
        invited = invitations.invited_back(scene.voice, chat=scene.chat.title)
        scene.effects.append(Invite(to=fact.member, chat=scene.chat.chat, text=invited))
    # the end of a term is nobody's question; it waits for the morning
    urgent = fact.how is not Lift.EXPIRED
    over = words.lifted(scene.voice, member=member, how=fact.how)
    scene.say(over, notify=True, urgent=urgent)
    privately = words.lifted_privately(scene.voice, chat=scene.chat.title, how=fact.how)
    scene.tell(fact.member, privately)
