"""`/извинения` and the vote: п. 5.12.6."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from handlers.chats import freshen, moderated
from handlers.commands import Command
from handlers.conversation import dialogues
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import ApologiseIn, LiftEarly, NotApology, VoteFor
from handlers.conversation.dialogues import Data, Preview, Subject
from handlers.conversation.keyboards import button, choice_of_chats
from handlers.conversation.repeating import found_in
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene, pop_up
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.guardians import wards_now
from handlers.messenger import Capabilities
from handlers.voice import Named, Voice
from handlers.words import apologies, refusals, replies
from handlers.words import apologies as words
from locales.texts import Texts
from rules.case import Case, Granted, Refused
from rules.decide import decide
from rules.ids import COLLEGE, BlockNumber, ChatId, MemberId, MessageId, VoteNumber
from rules.vocabulary.apologies import (
    APOLOGY_EMPTY,
    Apologise,
    ApologyMade,
    ApologyWithheld,
    CastVote,
    Choice,
    DecideLift,
    LiftDecided,
    Outcome,
    Vote,
    VoteCast,
    VoteClosed,
    VoteShortened,
)
from rules.vocabulary.bases import Refusal
from storage.effects import Colour, Keyboard
from storage.records import ChatState


def vote_ref(vote: VoteNumber) -> str:
    """Return the ref of the message that carries a vote on an apology."""
    return f"vote:{vote}"


async def announce_vote(
    scene: Scene, change: Change, fact: ApologyMade | VoteCast | VoteClosed | VoteShortened
) -> None:
    """Publish an apology and its vote, update the count, announce the result."""
    member = await scene.named(fact.member)
    held = next(each for each in change.after.votes if each.number == fact.vote)
    voice, chat = scene.voice, scene.chat.title
    ref = vote_ref(fact.vote)
    match fact:
        case ApologyMade():
            scene.say(
                _open(scene, member, held),
                keyboard=vote_keyboard(voice.texts, fact.vote),
                ref=ref,
                notify=True,
            )
            scene.tell(fact.member, words.passed_on(voice, chat=chat, closes_at=fact.closes_at))
        case VoteCast() | VoteShortened():
            scene.change(
                ref, _open(scene, member, held), keyboard=vote_keyboard(voice.texts, fact.vote)
            )
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
                again = again_at(scene, change.after)
                scene.say(
                    words.kept(voice, member=member, objections=objections, again_at=again),
                    notify=True,
                    urgent=False,
                )
                scene.tell(fact.member, words.kept_privately(voice, chat=chat, again_at=again))
            if outcome is Outcome.UNOPPOSED:
                scene.say(
                    words.lift_awaits(voice, member=member),
                    keyboard=lift_keyboard(voice, fact.vote),
                    ref=f"lift:{fact.vote}",
                    notify=True,
                    urgent=False,
                )


async def announce_lift_decided(scene: Scene, change: Change, fact: LiftDecided) -> None:
    """Announce a moderator's decision after a vote without objections."""
    member, by = await scene.all_named([fact.member, fact.by])
    ref = f"lift:{fact.vote}"
    if fact.lifted:
        # the lift itself is announced by its own fact
        scene.change(ref, words.lift_confirmed(scene.voice, member=member, by=by))
        return
    again = again_at(scene, change.after)
    scene.change(ref, words.lift_denied(scene.voice, member=member, by=by, again_at=again))
    scene.tell(
        fact.member, words.lift_denied_privately(scene.voice, chat=scene.chat.title, again_at=again)
    )


def again_at(scene: Scene, after: Case) -> datetime | None:
    """Return when the member may apologise again (UTC); None if the block ends before."""
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


def lift_keyboard(voice: Voice, vote: VoteNumber) -> Keyboard:
    """Return «Снять блокировку» and «Оставить»."""
    _ = voice.texts.gettext
    return (
        (
            button(_("Lift the block"), LiftEarly(vote=vote, lift=True), Colour.GOOD),
            button(_("Let it stay"), LiftEarly(vote=vote, lift=False)),
        ),
    )


def vote_keyboard(texts: Texts, number: VoteNumber) -> Keyboard:
    """Return «Не возражаю» and «Возражаю», and for moderators «Это не извинения»."""
    _ = texts.gettext
    consent = VoteFor(vote=number, choice=Choice.CONSENT)
    objection = VoteFor(vote=number, choice=Choice.OBJECT)
    return (
        (
            button(_("I do not object"), consent, Colour.GOOD),
            button(_("I object"), objection, Colour.BAD),
        ),
        (button(_("This is no apology"), NotApology(vote=number)),),
    )


def which_chat_keyboard(chats: Mapping[ChatId, str], able: Capabilities) -> Keyboard:
    """Return one button per chat; one row stays free for «Отмена»."""
    return choice_of_chats(chats, lambda chat: ApologiseIn(chat=chat), able, rows=able.rows - 1)


_FOR_WHICH = "apology for which"
"""Stored kind of the dialogue whose words wait for the choice of a chat."""

_SAID_HOW = "apology in private"

_SAY_HOW_AGAIN = timedelta(hours=1)
"""How long the chat does not repeat to a blocked person where to apologise: otherwise each of their
messages would cause one of the bot's."""


async def apologise_in_chat(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/извинения` in a chat from a person who is not known to be blocked there."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        refusal = await offer(scene, wrote.author, rest, reply_to=wrote.message)
        if refusal is not None:
            await scene.refuse(refusal, wrote)


async def offer(
    scene: Scene, member: MemberId, words: str, *, reply_to: MessageId | None = None
) -> Refusal | None:
    """Show an apology for the scene's chat to its author, who confirms it in private; return the
    refusal, if any.

    `reply_to` is the message with the command; None if it was removed.
    """
    refusal = await _against(scene, member, words)
    if refusal is not None:
        return refusal
    if await scene.hears_privately(member):
        return await _begin(scene, member, {"chat": scene.chat.chat}, words)
    ref = f"{_SAID_HOW}:{member}"
    said = await scene.work.notice(scene.chat.chat, ref)
    if said is None or scene.now >= said.at + _SAY_HOW_AGAIN:
        await scene.note(ref, _SAID_HOW, {"member": member})
        first = replies.write_first(scene.voice, command=Command.APOLOGY)
        scene.ask_to_write(first, reply_to=reply_to)
    return None


async def apologise_privately(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/извинения текст` in private; ask for the chat if several block the author."""
    async with services.storage.reading() as reading:
        blocked = await reading.blocked_in(wrote.author)
        chats = {chat.chat: chat.title for chat in await reading.chats() if chat.chat in blocked}
    if len(blocked) == 1:
        async with open_scene(services, blocked[0], event=wrote.event) as scene:
            refusal = await _begin(scene, wrote.author, {"chat": blocked[0]}, rest)
            if refusal is not None:
                scene.tell(wrote.author, refusals.refused(scene.voice, refusal))
        return
    if not blocked and await refuse_for_child(services, wrote):
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if not blocked:
            scene.tell(wrote.author, apologies.nowhere_blocked(scene.voice))
            return
        key = await dialogues.keep(scene, wrote.author, _FOR_WHICH, {"chat": 0, "words": rest})
        scene.tell(
            wrote.author,
            apologies.for_which_chat(scene.voice),
            keyboard=(*which_chat_keyboard(chats, scene.able), *dialogues.cancelling(scene, key)),
            ref=dialogues.ref_of(key),
        )
        dialogues.strip_later(scene, wrote.author, key)


async def refuse_for_child(services: Services, wrote: Wrote) -> bool:
    """Tell a guardian that nobody apologises in a child's place; False if no child is blocked."""
    async with open_scene(services, COLLEGE) as scene:
        wards = await wards_now(scene, wrote.author)
        blocked = [each for each in wards if await scene.work.blocked_in(each)]
    if not blocked:
        return False
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        child = await scene.named(blocked[0])
        scene.tell(wrote.author, apologies.not_for_child(scene.voice, child=child))
    return True


async def apologise_in_chosen(services: Services, pressed: Pressed, press: ApologiseIn) -> None:
    """Show the waiting words as an apology to the chat that was chosen in private."""
    waiting = await dialogues.about(services, pressed.author, _FOR_WHICH)
    async with services.storage.reading() as reading:
        blocked = await reading.blocked_in(pressed.author)
    if press.chat not in blocked:
        await pop_up(services, pressed, replies.outdated)
        return
    async with open_scene(services, ChatId(press.chat), event=pressed.event) as scene:
        if waiting is None:
            scene.pop_up(pressed, apologies.forgotten(scene.voice))
            return
        scene.pop_up(pressed, replies.done(scene.voice))
        await scene.work.drop_dialogue(pressed.author)
        data = {**waiting, "chat": press.chat}
        refusal = await _begin(scene, pressed.author, data, waiting["words"])
        if refusal is not None:
            scene.tell(pressed.author, refusals.refused(scene.voice, refusal))


async def _begin(scene: Scene, member: MemberId, data: Data, words: str) -> Refusal | None:
    refusal = await _against(scene, member, words)
    if refusal is not None:
        return refusal
    # another block may be in force when the words are sent
    block = (await scene.case(member)).block
    number = None if block is None else block.number
    if words.strip():
        return await dialogues.show(scene, member, APOLOGY, {**data, "block": number}, words)
    about = {"chat": data["chat"], "block": number}
    asking = apologies.words_asked(scene.voice, chat=scene.chat.title)
    await dialogues.ask(scene, member, APOLOGY, about, asking)
    return None


def may_apologise(case: Case, now: datetime) -> bool:
    """Return whether a person may apologise in the chat of their case now."""
    return _against_apology(case, case.member, "", now) is None


async def _against(scene: Scene, member: MemberId, words: str) -> Refusal | None:
    return _against_apology(await scene.case(member), member, words, scene.now)


def _against_apology(case: Case, member: MemberId, words: str, now: datetime) -> Refusal | None:
    """Return the refusal of an apology, apart from its missing words; None if it may be made."""
    ruling = decide(case, Apologise(by=member, text=words), now)
    if isinstance(ruling, Granted) or ruling.reason == APOLOGY_EMPTY:
        return None
    return ruling.reason


async def _request(scene: Scene, member: MemberId, data: Data, words: str) -> Apologise:
    block = data.get("block")
    return Apologise(
        by=member,
        text=words,
        found=await found_in(scene, words),
        block=None if block is None else BlockNumber(block),
    )


async def _consider(scene: Scene, member: MemberId, data: Data, words: str) -> Preview | Refusal:
    request = await _request(scene, member, data, words)
    ruling = decide(await scene.case(member), request, scene.now)
    if isinstance(ruling, Refused):
        return ruling.reason
    withheld = isinstance(ruling.facts[0], ApologyWithheld)
    shown = apologies.shown(
        scene.voice,
        chat=scene.chat.title,
        text=words,
        until=scene.now + scene.policy.dialogue_length,
        found=request.found if withheld else (),
    )
    return Preview(text=shown, anew=withheld)


async def _send(scene: Scene, member: MemberId, data: Data, words: str) -> Refusal | None:
    case = await scene.case(member)
    ruling = await scene.rule(case, await _request(scene, member, data, words))
    if isinstance(ruling, Refused):
        return ruling.reason
    await scene.announce(case, ruling.facts)
    return None


APOLOGY = Subject(kind="apology", consider=_consider, send=_send)


async def cast(services: Services, pressed: Pressed, press: VoteFor) -> None:
    """Record a press of «Не возражаю» or «Возражаю»."""
    await freshen(services, pressed.chat, pressed.author)
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        number = VoteNumber(press.vote)
        owner = await scene.work.vote_owner(pressed.chat, number)
        if owner is None or scene.chat.state is not ChatState.SERVED:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        case = await scene.case(owner)
        request = CastVote(
            by=await scene.actor(pressed.author),
            vote=number,
            choice=press.choice,
            announced=await scene.work.posted(pressed.chat, vote_ref(number)),
        )
        if await scene.ask(case, request, pressed):
            scene.pop_up(pressed, apologies.vote_noted(scene.voice, choice=press.choice))


async def decide_lift(services: Services, pressed: Pressed, press: LiftEarly) -> None:
    """Record a press of «Снять блокировку» or «Оставить»."""
    async with moderated(services, pressed) as scene:
        number = VoteNumber(press.vote)
        owner = await scene.work.vote_owner(pressed.chat, number)
        if owner is None:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        case = await scene.case(owner)
        by = await scene.actor(pressed.author)
        if await scene.ask(case, DecideLift(by=by, vote=number, lift=press.lift), pressed):
            scene.pop_up(pressed, replies.done(scene.voice))


ROWS = Rows(
    commands={Command.APOLOGY: apologise_in_chat},
    private={Command.APOLOGY: apologise_privately},
    buttons={VoteFor: cast, ApologiseIn: apologise_in_chosen, LiftEarly: decide_lift},
    dialogues=(APOLOGY,),
    announcers={
        ApologyMade: announce_vote,
        VoteCast: announce_vote,
        VoteClosed: announce_vote,
        VoteShortened: announce_vote,
        LiftDecided: announce_lift_decided,
    },
)
