"""Facts become effects: what is said and done once something holds.

Blocks are imposed and lifted in several ways (a command, a button, the ladder, the clock, a
vote, an annulment); each is announced here once, in the same words.
"""

from collections.abc import Iterable, Sequence

from handlers.buttons import UndoAct
from handlers.keyboards import terms, undo, vote
from handlers.notices import Named
from handlers.notices.apologies import (
    Apology,
    ApologyDecided,
    ApologyPassedOn,
    VoteDecided,
    VoteDecidedPrivately,
)
from handlers.notices.chats import Reminder, ReminderTakenBack
from handlers.notices.measures import (
    BlockSaid,
    BlockSaidPrivately,
    Ground,
    LiftSaid,
    LiftSaidPrivately,
    Proposal,
    ProposalAnswered,
    ProposalDeclined,
    RemovalSaid,
    RemovalTakenBack,
    ViolationBack,
    ViolationSaid,
    ViolationTakenBack,
)
from handlers.scene import Scene
from rules.cases import Case, Choice, Outcome, ProposalState, Vote
from rules.conduct import Rule
from rules.facts import (
    Acknowledged,
    ApologyMade,
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    Fact,
    MessageErased,
    MessageRemoved,
    Reminded,
    ReminderWithdrawn,
    RemovalWithdrawn,
    RulesShown,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
    VoteCast,
    VoteClosed,
)
from rules.ids import MemberId, MessageId, RuleNumber, ViolationNumber
from storage.effects import Erase, Restrict, Unrestrict
from storage.records import Enforcement


async def announce(
    scene: Scene, before: Case, facts: Iterable[Fact], *, reply_to: MessageId | None = None
) -> None:
    """Say and do what follows from facts about one member.

    `before` is the case as it was when the policy ruled; `reply_to` is the message that the
    words answer, if any.
    """
    after = await scene.case(before.member)
    for fact in facts:
        match fact:
            case ViolationRecorded() | ViolationAnnulled() | ViolationReinstated():
                await _violation(scene, before, after, fact, reply_to)
            case MessageRemoved() | RemovalWithdrawn():
                await _removal(scene, fact, reply_to)
            case BlockProposed() | BlockDeclined():
                await _proposal(scene, before, after, fact)
            case BlockImposed():
                await _block(scene, before, after, fact)
            case BlockLifted():
                await _lift(scene, before, fact)
            case ApologyMade() | VoteCast() | VoteClosed():
                await _vote(scene, after, fact)
            case Reminded() | ReminderWithdrawn():
                await _reminder(scene, fact)
            case RulesShown() | Acknowledged() | MessageErased():
                pass


def grounds_of(scene: Scene, case: Case, numbers: Sequence[ViolationNumber]) -> tuple[Ground, ...]:
    """Give violations as grounds to be listed, with their rules as the policy has them now."""
    return tuple(
        Ground(number=each.number, at=each.at, rule=rule_of(scene, each.rule))
        for each in case.violations
        if each.number in numbers
    )


def rule_of(scene: Scene, number: RuleNumber) -> Rule | None:
    """Give a rule of conduct of the policy in force; None if it is no longer there."""
    return scene.services.policy.conduct.rule(number)


def proposal_ref(member: MemberId, grounds: Sequence[ViolationNumber]) -> str:
    """Name the message of a proposal: by its member and its latest ground."""
    return f"proposal:{member}:{max(grounds)}"


async def _violation(
    scene: Scene,
    before: Case,
    after: Case,
    fact: ViolationRecorded | ViolationAnnulled | ViolationReinstated,
    reply_to: MessageId | None,
) -> None:
    member, by = await scene.all_named([fact.member, fact.by])
    counted = len(after.counted(scene.now))
    texts = scene.voice.texts
    match fact:
        case ViolationRecorded(number=number, rule=rule, note=note):
            broken = rule_of(scene, rule)
            assert broken is not None  # noqa: S101 -- the policy recorded it just now
            scene.say_undoable(
                ViolationSaid(
                    member=member,
                    number=number,
                    rule=broken,
                    note=note,
                    counted=counted,
                    threshold=after.policy.threshold,
                ),
                keyboard=undo(texts, UndoAct(act="violation", key=number)),
                ref=f"violation:{number}",
                reply_to=fact.message or reply_to,
            )
        case ViolationAnnulled(number=number, undone=undone, reason=reason):
            taken_back = ViolationTakenBack(
                member=member, by=by, number=number, reason=reason, counted=counted
            )
            if undone:
                scene.change(f"violation:{number}", taken_back)
            else:
                scene.say_undoable(
                    taken_back,
                    keyboard=undo(texts, UndoAct(act="annulment", key=number)),
                    ref=f"annulment:{number}",
                    reply_to=reply_to,
                )
            if counted <= after.policy.threshold:
                await _settle_proposal(scene, before)
        case ViolationReinstated(number=number):
            back = ViolationBack(member=member, by=by, number=number, counted=counted)
            scene.change(f"annulment:{number}", back)


async def _removal(
    scene: Scene, fact: MessageRemoved | RemovalWithdrawn, reply_to: MessageId | None
) -> None:
    member, by = await scene.all_named([fact.member, fact.by])
    ref = f"removal:{fact.message}"
    match fact:
        case MessageRemoved(rule=rule, message=message):
            broken = rule_of(scene, rule)
            assert broken is not None  # noqa: S101 -- the policy cited it just now
            scene.effects.append(Erase(chat=scene.chat.chat, message=message))
            scene.say_undoable(
                RemovalSaid(member=member, rule=broken),
                keyboard=undo(scene.voice.texts, UndoAct(act="removal", key=message)),
                ref=ref,
                reply_to=reply_to,
            )
        case RemovalWithdrawn():
            scene.change(ref, RemovalTakenBack(member=member, by=by))


async def _proposal(
    scene: Scene, before: Case, after: Case, fact: BlockProposed | BlockDeclined
) -> None:
    member = await scene.named(fact.member)
    ref = proposal_ref(fact.member, fact.grounds)
    match fact:
        case BlockProposed(grounds=grounds):
            if before.proposal is not None and before.proposal.grounds != grounds:
                await _settle_proposal(scene, before)
            words = Proposal(member=member, grounds=grounds_of(scene, after, grounds))
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


async def _settle_proposal(scene: Scene, before: Case) -> None:
    proposal = before.proposal
    if proposal is not None and proposal.state is ProposalState.OPEN:
        scene.change(
            proposal_ref(before.member, proposal.grounds),
            ProposalAnswered(member=await scene.named(before.member)),
        )


async def _block(scene: Scene, before: Case, after: Case, fact: BlockImposed) -> None:
    await _settle_proposal(scene, before)
    grounds = grounds_of(scene, after, fact.grounds)
    if scene.chat.enforcement is Enforcement.MUTE:
        scene.effects.append(Restrict(chat=scene.chat.chat, member=fact.member, until=fact.ends_at))
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
    )


async def _lift(scene: Scene, before: Case, fact: BlockLifted) -> None:
    member = await scene.named(fact.member)
    block = before.block
    if block is not None and fact.by is not None:
        # annulled within the time for undoing, perhaps: its button must not stay
        scene.change(
            f"block:{block.number}",
            BlockSaid(
                member=member,
                number=block.number,
                grounds=grounds_of(scene, before, block.grounds),
                ends_at=block.ends_at,
                automatic=block.by is None,
            ),
        )
    if scene.chat.enforcement is Enforcement.MUTE:
        scene.effects.append(Unrestrict(chat=scene.chat.chat, member=fact.member))
    by = None if fact.by is None else await scene.named(fact.by)
    scene.say(LiftSaid(member=member, how=fact.how, by=by), notify=True)
    scene.tell(fact.member, LiftSaidPrivately(chat=scene.chat.title, how=fact.how))


async def _vote(scene: Scene, after: Case, fact: ApologyMade | VoteCast | VoteClosed) -> None:
    member = await scene.named(fact.member)
    held = next(each for each in after.votes if each.number == fact.vote)
    text = held.text
    ref = f"vote:{fact.vote}"
    match fact:
        case ApologyMade():
            scene.say(
                _open_apology(member, held, text),
                keyboard=vote(scene.voice.texts, fact.vote),
                ref=ref,
                notify=True,
            )
            scene.tell(
                fact.member, ApologyPassedOn(chat=scene.chat.title, closes_at=fact.closes_at)
            )
        case VoteCast():
            scene.change(
                ref,
                _open_apology(member, held, text),
                keyboard=vote(scene.voice.texts, fact.vote),
            )
        case VoteClosed(outcome=outcome, objections=objections, consents=consents):
            scene.change(
                ref,
                ApologyDecided(
                    member=member,
                    text=text,
                    consents=consents,
                    objections=objections,
                    outcome=outcome,
                ),
            )
            if outcome is Outcome.KEPT:
                again_at = scene.now + after.policy.apology_pause
                block = after.block
                again = again_at if block is not None and again_at < block.ends_at else None
                scene.say(
                    VoteDecided(
                        member=member, outcome=outcome, objections=objections, again_at=again
                    ),
                    notify=True,
                )
                scene.tell(fact.member, VoteDecidedPrivately(chat=scene.chat.title, again_at=again))


def _open_apology(member: Named, held: Vote, text: str) -> Apology:
    return Apology(
        member=member,
        text=text,
        consents=held.count(Choice.CONSENT),
        objections=held.count(Choice.OBJECT),
        closes_at=held.closes_at,
    )


async def _reminder(scene: Scene, fact: Reminded | ReminderWithdrawn) -> None:
    ref = f"reminder:{fact.number}"
    if isinstance(fact, ReminderWithdrawn):
        scene.change(ref, ReminderTakenBack(by=await scene.named(fact.by)))
        return
    conduct = scene.services.policy.conduct
    one = None if fact.rule is None else conduct.rule(fact.rule)
    words = Reminder(
        to=None if fact.member is None else await scene.named(fact.member),
        by=None if fact.by is None else await scene.named(fact.by),
        rules=conduct.rules if one is None else (one,),
        whole=one is None,
    )
    if fact.by is None:
        scene.say(words, ref=ref)
    else:
        key = UndoAct(act="reminder", key=fact.number)
        scene.say_undoable(words, keyboard=undo(scene.voice.texts, key), ref=ref)
