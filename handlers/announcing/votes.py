"""Apologies and the votes on them (п. 5.12.6)."""

from datetime import datetime

from handlers import chat_keyboards
from handlers.conversation.announcing import Act
from handlers.conversation.keyboards import vote
from handlers.conversation.scene import Scene
from handlers.named import Named
from handlers.words import apologies as words
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


async def announce_vote(
    scene: Scene, act: Act, fact: ApologyMade | VoteCast | VoteClosed | VoteShortened
) -> None:
    """Put an apology before the participants, count, and say how it ended."""
    member = await scene.named(fact.member)
    held = next(each for each in act.after.votes if each.number == fact.vote)
    voice, chat = scene.voice, scene.chat.title
    ref = vote_ref(fact.vote)
    match fact:
        case ApologyMade():
            scene.say(
                _open(scene, member, held),
                keyboard=vote(voice.texts, fact.vote),
                ref=ref,
                notify=True,
            )
            scene.tell(fact.member, words.passed_on(voice, chat=chat, closes_at=fact.closes_at))
        case VoteCast() | VoteShortened():
            scene.change(ref, _open(scene, member, held), keyboard=vote(voice.texts, fact.vote))
        case VoteClosed(outcome=outcome, objections=objections, consents=consents):
            scene.change(
                ref,
                words.closed_vote(
                    voice,
                    member=member,
                    text=held.text,
                    consents=consents,
                    objections=objections,
                ),
            )
            if outcome is Outcome.KEPT:
                again = again_at(scene, act.after)
                scene.say(
                    words.kept(voice, member=member, objections=objections, again_at=again),
                    notify=True,
                    urgent=False,
                )
                scene.tell(fact.member, words.kept_privately(voice, chat=chat, again_at=again))
            if outcome is Outcome.UNOPPOSED:
                scene.say(
                    words.lift_awaits(voice, member=member),
                    keyboard=chat_keyboards.lift_early(voice, fact.vote),
                    ref=f"lift:{fact.vote}",
                    notify=True,
                    urgent=False,
                )


async def announce_lift_decided(scene: Scene, act: Act, fact: LiftDecided) -> None:
    """Tell what a moderator decided after a vote that nobody opposed."""
    member, by = await scene.all_named([fact.member, fact.by])
    ref = f"lift:{fact.vote}"
    if fact.lifted:
        # the lift itself is told as any other is
        scene.change(ref, words.lift_confirmed(scene.voice, member=member, by=by))
        return
    again = again_at(scene, act.after)
    scene.change(ref, words.lift_denied(scene.voice, member=member, by=by, again_at=again))
    scene.tell(
        fact.member,
        words.lift_denied_privately(scene.voice, chat=scene.chat.title, again_at=again),
    )


def again_at(scene: Scene, after: Case) -> datetime | None:
    """Give when the member may apologise again, or None where the block ends before."""
    at = scene.now + after.policy.apology_pause
    block = after.block
    return at if block is not None and at < block.ends_at else None


def _open(scene: Scene, member: Named, held: Vote) -> str:
    return words.open_vote(
        scene.voice,
        member=member,
        text=held.text,
        consents=held.count(Choice.CONSENT),
        objections=held.count(Choice.OBJECT),
        closes_at=held.closes_at,
    )
