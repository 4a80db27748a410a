"""`/блок`, the buttons of a proposal, and messages of blocked members (п. 5.12.5)."""

from collections.abc import Collection, Iterable, Sequence

from loguru import logger

from handlers import apologies
from handlers.appeals import contest_keyboard
from handlers.asking import ask_whom
from handlers.chats import let_write, moderated, restrict_again
from handlers.commands import Command, Typed, read_command
from handlers.conversation import choosing
from handlers.conversation.announcing import Change
from handlers.conversation.arguments import read_whom_and_term
from handlers.conversation.buttons import BlockFor, DoNotBlock, UndoAct
from handlers.conversation.choosing import Chosen, Option, answer_in_place
from handlers.conversation.keyboards import (
    about,
    button,
    command_button,
    in_rows,
    private_keyboard,
    term_label,
    undo_keyboard,
)
from handlers.conversation.rows import Rows
from handlers.conversation.saying import new_chat, voice_of
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.conversation.watch import block_ref
from handlers.events import Pressed, Said, Wrote
from handlers.grounds import grounds_of
from handlers.messenger import MessengerError
from handlers.replying import Meant, find_meant
from handlers.voice import Voice
from handlers.words import blocks as words
from handlers.words import invitations, refusals, replies
from locales.texts import Texts
from rules.case import Case, Granted, Refused
from rules.decide import decide
from rules.ids import BlockNumber, ChatId, MemberId
from rules.permissions import MODERATORS
from rules.settings import Enforcement
from rules.suspicions import judges
from rules.times import Span
from rules.vocabulary.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
    DeclineBlock,
    ImposeBlock,
    Lift,
    ProposalState,
)
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import EraseMessage
from storage.effects import (
    Colour,
    DeleteMessages,
    Invite,
    Keyboard,
    Remove,
    Restrict,
    Unsend,
)
from storage.subjects.blocks import OpenProposal

PROPOSAL = "proposal"


def _proposal_ref(member: MemberId) -> str:
    """Return the ref of a member's proposal; a member has one, which is edited in place."""
    return f"{PROPOSAL}:{member}"


def _copy_ref(scene: Scene, member: MemberId) -> str:
    """Return the ref of the copies of a proposal that moderators have in private."""
    return f"{PROPOSAL}:{scene.chat.chat}:{member}"


async def _propose(scene: Scene, case: Case, text: str, keyboard: Keyboard) -> None:
    """Put a proposal before the moderators in private; ask in the chat if none can be reached."""
    who = judges(case, await scene.moderators(), scene.services.administrators)
    to = [judge for judge in sorted(who) if await scene.hears_privately(judge)]
    await _note_copies(scene, case.member, to)
    for judge in sorted(await scene.told_of_work(to)):
        _send_copy(scene, case.member, judge, text, keyboard)
    if not to:
        ref, ways = _proposal_ref(case.member), scene.services.private_link
        line = replies.decision_waits(scene.voice)
        scene.say(line, keyboard=private_keyboard(scene.voice.texts, ways), ref=ref, notify=True)


def _send_copy(scene: Scene, member: MemberId, to: MemberId, text: str, keyboard: Keyboard) -> None:
    said = replies.about_chat(scene.voice, chat=scene.chat.title, worded=text)
    buttons = about(keyboard, scene.chat.chat)
    scene.tell(to, said, keyboard=buttons, ref=_copy_ref(scene, member))


async def _note_copies(scene: Scene, member: MemberId, to: Sequence[MemberId]) -> None:
    await scene.note(_proposal_ref(member), PROPOSAL, {"to": list(to)})


async def _change_proposal(
    scene: Scene, member: MemberId, text: str, keyboard: Keyboard = (), *, undoable: bool = False
) -> None:
    """Edit every copy of a proposal; `undoable`: its button goes with the time for undoing."""
    ref = _proposal_ref(member)
    copies = await scene.work.notice(scene.chat.chat, ref)
    if copies is None:
        # a proposal of an older version hangs in the chat
        scene.change(ref, text, keyboard=keyboard)
        if undoable:
            scene.strip_later(text, ref)
        return
    if not keyboard or undoable:
        # the line that asked for a moderator
        scene.effects.append(Unsend(to=scene.chat.chat, ref=ref))
    said = replies.about_chat(scene.voice, chat=scene.chat.title, worded=text)
    ref = _copy_ref(scene, member)
    for peer in map(MemberId, copies.data["to"]):
        scene.change(ref, said, keyboard=about(keyboard, scene.chat.chat), to=peer)
        if undoable:
            scene.strip_later(said, ref, to=peer)


async def open_proposals(
    scene: Scene, moderator: MemberId, chats: Collection[ChatId]
) -> list[OpenProposal]:
    """Return the proposals of chats that a moderator may answer, without their own."""
    return [
        each
        for each in await scene.work.open_proposals()
        if each.chat in chats and each.member != moderator
    ]


async def send_proposal(scene: Scene, member: MemberId, to: MemberId) -> None:
    """Send an open proposal of the scene's chat to a moderator who asked for it."""
    case = await scene.case(member)
    if not _is_proposed(case) or (await scene.actor(to)).standing not in MODERATORS:
        return
    text, keyboard = await _proposal(scene, case)
    copies = await scene.work.notice(scene.chat.chat, _proposal_ref(member))
    before = [] if copies is None else copies.data["to"]
    await _note_copies(scene, member, sorted({*before, to}))
    _send_copy(scene, member, to, text, keyboard)


async def _proposal(scene: Scene, case: Case) -> tuple[str, Keyboard]:
    counted = [violation.number for violation in case.counted(scene.now)]
    grounds = await grounds_of(scene, case, counted)
    said = words.proposed(scene.voice, member=await scene.named(case.member), grounds=grounds)
    return said, terms_keyboard(scene.voice.texts, case.member, case.policy.terms)


def _is_proposed(case: Case) -> bool:
    return case.proposal is not None and case.proposal.state is ProposalState.OPEN


async def follow_proposal(scene: Scene, change: Change) -> None:
    """Update an open proposal after a violation was annulled or reinstated."""
    if not _is_proposed(change.before):
        return
    after = change.after
    if len(after.counted(scene.now)) > after.policy.threshold:
        said, keyboard = await _proposal(scene, after)
        await _change_proposal(scene, after.member, said, keyboard)
    else:
        member = await scene.named(after.member)
        said = words.proposal_withdrawn(scene.voice, member=member)
        await _change_proposal(scene, after.member, said)


async def announce_proposal(
    scene: Scene, change: Change, fact: BlockProposed | BlockDeclined
) -> None:
    """Ask the moderators about a block, or announce that one of them declined it."""
    member = await scene.named(fact.member)
    match fact:
        case BlockProposed(grounds=grounds):
            listed = await grounds_of(scene, change.after, grounds)
            proposed = words.proposed(scene.voice, member=member, grounds=listed)
            keyboard = terms_keyboard(scene.voice.texts, fact.member, change.after.policy.terms)
            if fact.by is None and not _is_proposed(change.before):
                await _propose(scene, change.after, proposed, keyboard)
            else:
                await _change_proposal(scene, fact.member, proposed, keyboard)
        case BlockDeclined(by=by):
            declined = words.declined(scene.voice, member=member, by=await scene.named(by))
            undo = undo_keyboard(scene.voice.texts, UndoAct(act="decline", key=fact.member))
            await _change_proposal(scene, fact.member, declined, undo, undoable=True)


async def announce_block(scene: Scene, change: Change, fact: BlockImposed) -> None:
    """Announce a block and stop the member from writing."""
    member = await scene.named(fact.member)
    if _is_proposed(change.before):
        answered = words.proposal_answered(scene.voice, member=member)
        await _change_proposal(scene, fact.member, answered)
    grounds = await grounds_of(scene, change.after, fact.grounds)
    chat = scene.chat.chat
    match scene.enforcement:
        case Enforcement.MUTE:
            scene.effects.append(Restrict(chat=chat, member=fact.member, until=fact.ends_at))
        case Enforcement.REMOVE:
            scene.effects.append(Remove(chat=chat, member=fact.member))
        case Enforcement.ERASE:
            # the watch removes their messages as they come
            pass
    scene.say_undoable(
        words.imposed(scene.voice, member=member, grounds=grounds, ends_at=fact.ends_at),
        keyboard=undo_keyboard(scene.voice.texts, UndoAct(act="block", key=fact.number)),
        ref=block_ref(fact.number),
    )
    scene.tell(
        fact.member,
        words.imposed_privately(
            scene.voice, chat=scene.chat.title, grounds=grounds, ends_at=fact.ends_at
        ),
        keyboard=_ways_out(scene.voice, chat, fact.number),
    )


def _ways_out(voice: Voice, chat: ChatId, block: BlockNumber) -> Keyboard:
    """Return «Извиниться» and «Обжаловать» for the notice to a blocked person."""
    apologise = command_button(voice.texts.gettext("Apologise"), Command.APOLOGY)
    (contest,) = contest_keyboard(voice, chat, block=block)
    return ((apologise, *contest),)


async def announce_shortened(scene: Scene, change: Change, fact: BlockShortened) -> None:
    """Announce a block's corrected end, and lift any restriction that would outlive it."""
    chat, block = scene.chat.chat, change.after.block
    if block is None:
        return
    if scene.enforcement is Enforcement.MUTE and change.after.present:
        scene.effects.append(Restrict(chat=chat, member=fact.member, until=fact.ends_at))
    grounds = await grounds_of(scene, change.after, block.grounds)
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
        keyboard=_ways_out(scene.voice, chat, fact.number),
    )


async def announce_lift(scene: Scene, change: Change, fact: BlockLifted) -> None:
    """Announce the end of a block and let the member write again."""
    member = await scene.named(fact.member)
    by = None if fact.by is None else await scene.named(fact.by)
    if fact.how is Lift.ANNULLED and by is not None:
        undone = words.undone(scene.voice, member=member, number=fact.number, by=by)
        scene.change(block_ref(fact.number), undone)
    let_write(scene, change.after)
    if scene.enforcement is Enforcement.REMOVE and not change.before.present:
        invited = invitations.invited_back(scene.voice, chat=scene.chat.title)
        scene.effects.append(Invite(to=fact.member, chat=scene.chat.chat, text=invited))
    # nobody waits for the end of a term: announce it after quiet hours
    urgent = fact.how is not Lift.EXPIRED
    over = words.lifted(scene.voice, member=member, how=fact.how)
    scene.say(over, notify=True, urgent=urgent)
    privately = words.lifted_privately(scene.voice, chat=scene.chat.title, how=fact.how)
    scene.tell(fact.member, privately)


def terms_keyboard(texts: Texts, member: MemberId, offered: Iterable[Span]) -> Keyboard:
    """Return the offered terms and «Не блокировать»."""
    buttons = [
        button(
            term_label(texts, term),
            BlockFor(member=member, count=term.count, unit=term.unit),
            Colour.BAD,
        )
        for term in offered
    ]
    decline = button(texts.gettext("Do not block"), DoNotBlock(member=member))
    return (*in_rows(buttons, wide=3), (decline,))


async def block(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None) -> None:
    """Handle `/блок @name 3 дня`, or the same in answer to the member's message.

    Without a term the asker chooses one. The grounds are the recorded violations, so a reason
    («за мат») is read over.
    """
    async with services.storage.reading() as reading:
        chat = await reading.chat(wrote.chat) or new_chat(wrote.chat)
    asked = read_whom_and_term(
        rest, services.now(), voice_of(services, chat, wrote.at).zone, services.pages
    )
    if asked.whom is None and wrote.answered is None:
        await ask_whom(services, wrote, Command.BLOCK, rest)
        return
    meant: Meant | None = Meant(member=MemberId(wrote.answered or 0), sure=not wrote.guessed)
    if asked.whom is not None:
        otherwise = wrote.answered if asked.term is None else None
        meant = await find_meant(services, wrote, asked.whom, Command.BLOCK, otherwise=otherwise)
    if meant is None:
        return
    member = meant.member
    async with moderated(services, wrote, member) as scene:
        answer_in_place(scene, chosen)
        case = await scene.case(member)
        by = await scene.actor(wrote.author)
        offered = {f"{term.count} {term.unit.value}": term for term in scene.policy.terms}
        # a guess is confirmed by the choice of a term
        term = asked.term if meant.sure else None
        if chosen is not None:
            term = offered.get(chosen.value)
        if term is not None:
            await scene.ask(case, ImposeBlock(by=by, term=term), wrote)
            return
        # what would be refused for any term is refused before one is chosen
        ruling = decide(case, ImposeBlock(by=by, term=scene.policy.terms[0]), scene.now)
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, wrote)
            return
        await choosing.ask(
            scene,
            wrote,
            Command.BLOCK,
            rest,
            question=replies.how_long(scene.voice, member=await scene.named(member)),
            options=[
                Option(label=term_label(scene.voice.texts, term), value=value)
                for value, term in offered.items()
            ],
        )


async def choose_term(services: Services, pressed: Pressed, press: BlockFor) -> None:
    """Block for the term pressed under a proposal."""
    await _answer_proposal(
        services, pressed, MemberId(press.member), Span(count=press.count, unit=press.unit)
    )


async def choose_not_to(services: Services, pressed: Pressed, press: DoNotBlock) -> None:
    """Decline a block after «Не блокировать»."""
    await _answer_proposal(services, pressed, MemberId(press.member), None)


async def _answer_proposal(
    services: Services, pressed: Pressed, member: MemberId, term: Span | None
) -> None:
    async with moderated(services, pressed) as scene:
        case = await scene.case(member)
        by = await scene.actor(pressed.author)
        request: Request = DeclineBlock(by=by) if term is None else ImposeBlock(by=by, term=term)
        if await scene.ask(case, request, pressed):
            scene.pop_up(pressed, replies.done(scene.voice))


def erasure(services: Services, said: Said) -> EraseMessage:
    """Return the request to erase a message if a block held when it was written."""
    hold = services.watch.blocked.get((said.chat, said.author))
    announced = None if hold is None else hold.announced
    return EraseMessage(message=said.message, posted_at=said.at, announced=announced)


async def silence(services: Services, said: Said) -> None:
    """Remove a message whose author was blocked when they wrote it; handle an apology in it.

    The watch has decided from memory, by the policy's own rule, that the block held. The removal
    comes before any write: the message must go within a second, and repeating it after a crash does
    no harm. The fact is recorded afterwards.
    """
    gone = said.chat not in services.watch.trial
    try:
        if gone:
            await services.messenger.delete(said.chat, said.message)
    except MessengerError as refused:
        logger.warning(
            "chat {}: a blocked member's message stays for now: {}", said.chat, refused.fault
        )
        gone = False
    typed = read_command(said.text, services.community_names)
    async with open_scene(services, said.chat, event=said.event) as scene:
        case = await scene.case(said.author)
        ruling = await scene.rule(case, erasure(services, said))
        if not gone and isinstance(ruling, Granted):
            scene.effects.append(DeleteMessages(chat=said.chat, messages=(said.message,)))
        restrict_again(scene, case)
        if isinstance(typed, Typed) and typed.command is Command.APOLOGY:
            refusal = await apologies.offer(scene, said.author, typed.rest)
            if refusal is not None:
                scene.tell(said.author, refusals.refused(scene.voice, refusal))


ROWS = Rows(
    commands={Command.BLOCK: block},
    choices={Command.BLOCK: block},
    buttons={BlockFor: choose_term, DoNotBlock: choose_not_to},
    announcers={
        BlockProposed: announce_proposal,
        BlockDeclined: announce_proposal,
        BlockImposed: announce_block,
        BlockShortened: announce_shortened,
        BlockLifted: announce_lift,
    },
)
