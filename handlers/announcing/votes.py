"""Apologies and the votes on them (п. 5.12.6)."""

from datetime import datetime

from handlers import chat_keyboards
from handlers.keyboards import vote
from handlers.notices import Named
from handlers.notices.apologies import (
    Apology,
    ApologyDecided,
    ApologyPassedOn,
    VoteDecided,
    VoteDecidedPrivately,
)
from handlers.notices.silence import LiftAwaits, LiftConfirmed, LiftDenied, LiftDeniedPrivately
from handlers.scene import Scene
from rules.case import Case
from rules.ids import VoteNumber
from rules.vocabulary.apologies import (
    ApologyMade,
    Choice,
    LiftDecided,
    Outcome,
    Vote,
    VoteCast,
    VoteClosed,
    VoteShortened,
)


def vote_ref(vote: VoteNumber) -> str:
    """Name the message that puts an apology before the participants."""
    return f"vote:{vote}"


async def vote_on_apology(
    scene: Scene, after: Case, fact: ApologyMade | VoteCast | VoteClosed | VoteShortened
) -> None:
    """Put an apology before the participants, count, and say how it ended."""
    member = await scene.named(fact.member)
    held = next(each for each in after.votes if each.number == fact.vote)
    text = held.text
    ref = vote_ref(fact.vote)
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
        case VoteCast() | VoteShortened():
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
                again = again_at(scene, after)
                scene.say(
                    VoteDecided(
                        member=member, outcome=outcome, objections=objections, again_at=again
                    ),
                    notify=True,
                    urgent=False,
                )
                scene.tell(fact.member, VoteDecidedPrivately(chat=scene.chat.title, again_at=again))
            if outcome is Outcome.UNOPPOSED:
                scene.say(
                    LiftAwaits(member=member),
                    keyboard=chat_keyboards.lift_early(scene.voice, fact.vote),
                    ref=f"lift:{fact.vote}",
                    notify=True,
                    urgent=False,
                )


async def decided_lift(scene: Scene, after: Case, fact: LiftDecided) -> None:
    """Tell what a moderator decided after a vote that nobody opposed."""
    member, by = await scene.all_named([fact.member, fact.by])
    ref = f"lift:{fact.vote}"
    if fact.lifted:
        # the lift itself is told as any other is
        scene.change(ref, LiftConfirmed(member=member, by=by))
        return
    again = again_at(scene, after)
    scene.change(ref, LiftDenied(member=member, by=by, again_at=again))
    scene.tell(fact.member, LiftDeniedPrivately(chat=scene.chat.title, again_at=again))


def again_at(scene: Scene, after: Case) -> datetime | None:
    """Give when the member may apologise again, or None where the block ends before."""
    at = scene.now + after.policy.apology_pause
    block = after.block
    return at if block is not None and at < block.ends_at else None


def _open_apology(member: Named, held: Vote, text: str) -> Apology:
    return Apology(
        member=member,
        text=text,
        consents=held.count(Choice.CONSENT),
        objections=held.count(Choice.OBJECT),
        closes_at=held.closes_at,
    )
