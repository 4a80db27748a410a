"""`/отменить` and «разблокировать»: what can be taken back, chosen by a tap (п. 5.12.4, 5.12.5)."""

from collections.abc import Iterable

from handlers.chats import freshen, moderated
from handlers.commands import Command, asks_for_block
from handlers.conversation import choosing
from handlers.conversation.arguments import read_number
from handlers.conversation.choosing import Chosen, Option, Target, answer_in_place
from handlers.conversation.people import Within, find_within
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.overseeing import looked_after
from handlers.pointing import subject_of
from handlers.words import replies
from rules.case import Case, Granted, Refused
from rules.decide import decide
from rules.ids import (
    BlockNumber,
    ChatId,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
)
from rules.permissions import against, may_moderate
from rules.undoing import UNDO
from rules.violations import ANNUL_VIOLATION
from rules.vocabulary.people import NOT_MODERATOR, Actor
from rules.vocabulary.undoing import Act, TheBlock, TheReminder, TheRemoval, Undo
from rules.vocabulary.violations import REASON_MISSING, AnnulViolation, NoSuchViolation

_MOST = 8
"""Records offered of one person, or of a chat: the latest."""

_BLOCK, _REMOVAL, _REMINDER = "block", "removal", "reminder"


async def annul(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None) -> None:
    """Handle `/отменить 12 причина`, or `/отменить причина` in answer to a message.

    Without a number the asker chooses what is to be taken back: of the answered message first, then
    of its author; in answer to nothing, of the chat's latest records. Without a reason they choose
    one.
    """
    if chosen is not None and ":" in chosen.value:
        await _undo(services, wrote, chosen)
        return
    if asks_for_block(rest):
        await answer_unblocking(services, wrote, rest)
        return
    number, reason = read_number(rest)
    if number is None and chosen is not None and chosen.value.isdecimal():
        # a record was chosen; its reason may be missing still
        number, chosen_reason = int(chosen.value), ""
    else:
        chosen_reason = "" if chosen is None else chosen.value
    if number is None and wrote.answers is not None:
        number = await _recorded_by(services, wrote.chat, wrote.answers)
    if number is None:
        await _ask_what(services, wrote, rest)
        return
    async with moderated(services, wrote) as scene:
        answer_in_place(scene, chosen)
        violation = ViolationNumber(number)
        by = await scene.actor(wrote.author)
        owner = await scene.work.violation_owner(wrote.chat, violation)
        if owner is None:
            refusal = NoSuchViolation(number=violation) if may_moderate(by) else NOT_MODERATOR
            await scene.refuse(refusal, wrote)
            return
        case = await scene.case(owner)
        request = AnnulViolation(by=by, number=violation, reason=chosen_reason or reason)
        match await scene.rule(case, request):
            case Granted(facts=facts):
                await scene.announce(case, facts, reply_to=wrote.reply_to)
            case Refused(reason=refused) if refused == REASON_MISSING:
                await _ask_reason(scene, wrote, f"{number}", violation)
            case Refused(reason=refused):
                await scene.refuse(refused, wrote)


async def _recorded_by(services: Services, chat: ChatId, message: MessageId) -> int | None:
    """Return the number of the record that the bot announced by a message of its own."""
    async with services.storage.reading() as reading:
        ref = await reading.ref_of(chat, message) or ""
    kind, _, number = ref.partition(":")
    return int(number) if kind == "violation" and number.isdecimal() else None


async def _ask_reason(scene: Scene, wrote: Wrote, rest: str, number: ViolationNumber) -> None:
    _ = scene.voice.texts.gettext
    reasons = (
        _("recorded by mistake"),
        _("another rule was broken"),
        _("somebody else did it"),
        _("talked about and settled"),
    )
    await choosing.ask(
        scene,
        wrote,
        Command.ANNUL,
        rest,
        question=replies.why_annul(scene.voice, number=number),
        options=[Option(label=reason, value=reason) for reason in reasons],
    )


async def _ask_what(services: Services, wrote: Wrote, rest: str) -> None:
    """Ask which act is to be taken back; `rest` is the reason, or names a person."""
    within = await find_within(services, wrote.chat, rest) if rest else None
    async with moderated(services, wrote) as scene:
        by = await scene.actor(wrote.author)
        if refusal := against(ANNUL_VIOLATION, by):
            await scene.refuse(refusal, wrote)
            return
        member, message, reason = wrote.answered, wrote.answers, rest
        options: list[Option] = []
        if isinstance(within, Within):
            member, message, reason = within.member, None, within.rest
        elif member == services.community and message is not None:
            options = await _of_reminder(scene, by, message)
            member, message = await subject_of(scene, message)
        if member is not None and member > 0:
            options += await _of_person(scene, by, member, message)
            named = await scene.named(member)
            question = replies.which_act(scene.voice, of=named)
            nothing = replies.nothing_to_take_back(scene.voice, of=named)
        else:
            options += await _of_chat(scene, by)
            question = replies.which_act(scene.voice)
            nothing = replies.nothing_to_take_back(scene.voice)
        if options:
            await choosing.ask_alone(
                scene, wrote, Command.ANNUL, reason, question=question, options=options
            )
        else:
            await scene.answer(wrote, nothing)


async def _of_person(
    scene: Scene, by: Actor, member: MemberId, message: MessageId | None
) -> list[Option]:
    """Return what can be taken back about a person: of the message first, then the latest."""
    case = await scene.case(member, removal=message, suspicions=True)
    options: list[Option] = []
    if message is not None and _is_open(scene, case, by, TheRemoval(message=message)):
        label = replies.undo_removal(scene.voice)
        options.append(Option(label=label, value=f"{_REMOVAL}:{message}"))
    if case.block is not None and _is_open(scene, case, by, TheBlock(number=case.block.number)):
        options.append(_of_block(scene, case.block.number))
    latest = sorted(case.violations, key=lambda each: -each.number)
    records = [each for each in latest if _may_annul(scene, case, by, each.number)]
    of_message = [each for each in records if message is not None and each.message == message]
    others = [each for each in records if each not in of_message]
    return [
        *(_of_record(scene, each.number, each.rule) for each in of_message),
        *options,
        *(_of_record(scene, each.number, each.rule) for each in others),
    ][:_MOST]


async def _of_chat(scene: Scene, by: Actor) -> list[Option]:
    """Return the chat's latest records that can be annulled, with the names."""
    options = []
    for owner, number in await scene.work.latest_records(scene.chat.chat, _MOST):
        case = await scene.case(owner)
        record = case.violation(number)
        if record is not None and _may_annul(scene, case, by, number):
            named = scene.voice.name(await scene.named(owner))
            options.append(_of_record(scene, number, record.rule, whose=named))
    return options


async def _of_reminder(scene: Scene, by: Actor, message: MessageId) -> list[Option]:
    """Return the reminder that the bot's message is, if it can be withdrawn."""
    ref = await scene.work.ref_of(scene.chat.chat, message) or ""
    kind, _, key = ref.partition(":")
    if kind != _REMINDER or not key.isdecimal():
        return []
    number = ReminderNumber(int(key))
    case = await scene.case(by.member, reminder=number)
    if not _is_open(scene, case, by, TheReminder(number=number)):
        return []
    return [Option(label=replies.undo_reminder(scene.voice), value=f"{_REMINDER}:{number}")]


def _is_open(scene: Scene, case: Case, by: Actor, act: Act) -> bool:
    return isinstance(decide(case, Undo(by=by, act=act), scene.now), Granted)


def _may_annul(scene: Scene, case: Case, by: Actor, number: ViolationNumber) -> bool:
    """Return whether a record can be annulled, once a reason is given."""
    asked = AnnulViolation(by=by, number=number, reason="")
    ruling = decide(case, asked, scene.now)
    return isinstance(ruling, Refused) and ruling.reason == REASON_MISSING


def _of_record(
    scene: Scene, number: ViolationNumber, rule: RuleNumber, *, whose: str = ""
) -> Option:
    broken = scene.policy.conduct.rule(rule)
    words = "" if broken is None else scene.voice.short_rule(broken)
    label = replies.record_label(scene.voice, number=number, words=whose or words)
    return Option(label=label, value=str(number))


def _of_block(scene: Scene, number: BlockNumber) -> Option:
    return Option(label=replies.undo_block(scene.voice), value=f"{_BLOCK}:{number}")


async def _undo(services: Services, wrote: Wrote, chosen: Chosen) -> None:
    """Take back the block, removal or reminder that was chosen."""
    kind, _, key = chosen.value.partition(":")
    async with moderated(services, wrote) as scene:
        answer_in_place(scene, chosen)
        work, chat, number = scene.work, wrote.chat, int(key)
        owner: MemberId | None
        act: Act
        if kind == _BLOCK:
            act = TheBlock(number=BlockNumber(number))
            owner = await work.block_owner(chat, BlockNumber(number))
        elif kind == _REMOVAL:
            act = TheRemoval(message=MessageId(number))
            owner = await work.removal_owner(chat, MessageId(number))
        else:
            act, owner = TheReminder(number=ReminderNumber(number)), wrote.author
        if owner is None:
            await scene.answer(wrote, replies.outdated(scene.voice))
            return
        case = await scene.case(
            owner,
            removal=act.message if isinstance(act, TheRemoval) else None,
            reminder=act.number if isinstance(act, TheReminder) else None,
            suspicions=True,
        )
        await scene.ask(case, Undo(by=await scene.actor(wrote.author), act=act), wrote)


async def answer_unblocking(services: Services, wrote: Wrote, rest: str) -> None:
    """Answer «разблокировать»: how the block ends early, with a button for what can be annulled.

    Nobody is unblocked by a command (п. 5.12.6). Whose block it is: of whom the words name, of the
    author of the answered message, or the only one; of several the asker chooses. In private those
    of all the chats that the asker moderates.
    """
    chats = await _chats_of(services, wrote)
    blocked: list[tuple[ChatId, MemberId]] = []
    named: list[tuple[ChatId, MemberId]] = []
    async with services.storage.reading() as reading:
        holds = [hold for hold in await reading.block_holds() if hold[0] in chats]
    for chat, member in holds:
        blocked.append((chat, member))
        within = await find_within(services, chat, rest)
        of = within.member if isinstance(within, Within) else wrote.answered
        if member == of:
            named.append((chat, member))
    found = named or blocked
    if len(found) != 1:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            await _ask_whose_block(scene, wrote, found)
        return
    ((chat, member),) = found
    given = choosing.privately(wrote, chat) if wrote.private else wrote
    async with moderated(services, given) as scene:
        by = await scene.actor(wrote.author)
        case = await scene.case(member, suspicions=True)
        if case.block is None or not may_moderate(by):
            await scene.answer(given, replies.no_unblocking(scene.voice))
            return
        number, ground = case.block.number, case.block.grounds[-1]
        is_open = _is_open(scene, case, by, TheBlock(number=number))
        said = replies.unblocking(
            scene.voice,
            member=await scene.named(member),
            ends_at=case.block.ends_at,
            by_button=is_open or _may_annul(scene, case, by, ground),
        )
        options = []
        if is_open:
            options = [_of_block(scene, number)]
        elif _may_annul(scene, case, by, ground):
            label = replies.annul_record(scene.voice, number=ground)
            options = [Option(label=label, value=str(ground))]
        if options:
            await choosing.ask_alone(
                scene, given, Command.ANNUL, "", question=said, options=options, stays=True
            )
        else:
            await scene.answer(given, said)


async def _chats_of(services: Services, wrote: Wrote) -> frozenset[ChatId]:
    """Return the chats whose blocks the asker may hear of."""
    if not wrote.private:
        await freshen(services, wrote.chat, moderator=wrote.author)
    async with open_scene(services, wrote.chat) as scene:
        if not wrote.private:
            refused = against(UNDO, await scene.actor(wrote.author))
            return frozenset() if refused else frozenset({wrote.chat})
        known = await looked_after(scene, wrote.author)
    return frozenset(each.chat.chat for each in known if each.served)


async def _ask_whose_block(
    scene: Scene, wrote: Wrote, found: Iterable[tuple[ChatId, MemberId]]
) -> None:
    options = []
    titles = {each.chat: each.title for each in await scene.work.chats()}
    for chat, member in found:
        name = scene.voice.name(await scene.named(member))
        label = f"{name}, {titles[chat]}" if wrote.private else name
        target = Target(chat=chat if wrote.private else None, member=member)
        options.append(Option(label=label, value=f"{chat}:{member}", target=target))
    if not options:
        may = wrote.private or may_moderate(await scene.actor(wrote.author))
        nobody = replies.nobody_blocked if may else replies.no_unblocking
        await scene.answer(wrote, nobody(scene.voice))
        return
    await choosing.ask_alone(
        scene,
        wrote,
        Command.ANNUL,
        "блок",
        question=replies.whose_block(scene.voice),
        options=options,
    )


ROWS = Rows(commands={Command.ANNUL: annul}, choices={Command.ANNUL: annul})
