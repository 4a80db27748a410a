"""Appeals: people contest a violation or a block in private (п. 6.1)."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from handlers.commands import Command
from handlers.conversation import dialogues
from handlers.conversation.announcing import Change
from handlers.conversation.arguments import read_number
from handlers.conversation.buttons import Id, Press
from handlers.conversation.dialogues import Data, Preview, Subject
from handlers.conversation.keyboards import button, choice_of_chats, in_rows
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.deciding import (
    PUT_BEFORE,
    appeal_ref,
    contested_by,
    put_before_all,
    show_extended,
    stuck_ref,
)
from handlers.events import Pressed, Wrote
from handlers.grounds import rule_now
from handlers.messenger import Capabilities
from handlers.voice import Ground, Voice
from handlers.words import appeals as words
from handlers.words import refusals, replies
from handlers.words.appeals import Contestable
from rules.answers import answer_by
from rules.appeals import APPEAL as APPEAL_DEED
from rules.appeals import EXTEND_APPEAL, against_contesting, involved, sides
from rules.case import Case, Refused
from rules.decide import decide
from rules.guardians import against_acting_for
from rules.ids import AppealNumber, BlockNumber, ChatId, MemberId, ViolationNumber
from rules.vocabulary.appeals import (
    APPEAL_OVER,
    NOTHING_TO_APPEAL,
    AppealGranted,
    AppealMade,
    AppealUpheld,
    ExtendAppeal,
    MakeAppeal,
)
from rules.vocabulary.bases import Refusal
from rules.vocabulary.violations import ViolationRecorded
from storage.effects import Keyboard


class AppealIn(Press, do="appeal", deed=APPEAL_DEED):
    """«Обжаловать»: the presser's violation or block in that chat; 0: not that one.

    `child`: whose it is, where the presser is their guardian.
    """

    chat: Id
    violation: Id = 0
    block: Id = 0
    child: Id | None = None


class AddTo(Press, do="add_to", deed=EXTEND_APPEAL):
    """«Дополнить» under the message that an appeal was taken."""

    chat: Id
    appeal: Id


async def announce_appeal(scene: Scene, change: Change, fact: AppealGranted | AppealUpheld) -> None:
    """Take the buttons from an appeal's case and tell its sides the decision."""
    chat, number, voice, case = scene.chat, fact.number, scene.voice, change.before
    title = chat.title
    granted = isinstance(fact, AppealGranted)
    fell = isinstance(fact, AppealGranted) and fact.fell
    member, by = await scene.all_named([case.member, fact.by])
    if fell:
        closed = words.closed_by_annulment(voice, number=number, chat=title, member=member, by=by)
    else:
        closed = words.closed(
            voice,
            number=number,
            chat=title,
            member=member,
            by=by,
            granted=granted,
            reason=fact.reason,
        )
    administrators = scene.services.administrators
    for administrator in sorted(administrators):
        # an administrator who was not shown the case has no such message
        scene.change(appeal_ref(chat.chat, number), closed, to=administrator)
        scene.change(stuck_ref(chat.chat, number), closed, to=administrator)
    if fell:
        scene.tell(case.member, words.granted_by_annulment(voice, number=number, chat=title, by=by))
        able = administrators - involved(case, number)
        # An edit notifies nobody, and the messenger allows edits only for a day.
        text = words.needs_no_decision(voice, number=number, chat=title, by=by)
        for administrator in sorted((able or administrators) - {fact.by}):
            scene.tell(administrator, text)
        return
    violation, block = contested_by(scene, case, number)
    said = words.decided(
        voice,
        number=number,
        chat=title,
        member=member,
        violation=violation,
        block=block,
        granted=granted,
        reason=fact.reason,
    )
    for side in sorted(sides(case, number)):
        if granted or await scene.hears_privately(side):
            scene.tell(side, said)
        elif (await scene.actor(side)).joined_at is not None:
            # the chat announces an annulment itself; nothing else would announce a refused appeal
            to = await scene.named(side)
            scene.say(words.refused_in_chat(voice, number=number, to=to), notify=True)


def tell_of_record(scene: Scene, after: Case, fact: ViolationRecorded) -> None:
    """Tell a person in private what is recorded of them, and how to contest it."""
    broken = rule_now(scene, fact.rule)
    assert broken is not None  # noqa: S101 -- the policy recorded it just now
    scene.tell(
        fact.member,
        words.violation_recorded(
            scene.voice,
            chat=scene.chat.title,
            number=fact.number,
            rule=broken,
            note=fact.note,
            until=scene.now + after.policy.appeal_term,
            counted=len(after.counted(scene.now)),
            threshold=after.policy.threshold,
        ),
        keyboard=contest_keyboard(scene.voice, scene.chat.chat, violation=fact.number),
    )


def contest_keyboard(
    voice: Voice,
    chat: ChatId,
    *,
    violation: ViolationNumber | None = None,
    block: BlockNumber | None = None,
    child: MemberId | None = None,
) -> Keyboard:
    """Return «Обжаловать» for the notice of a violation or a block, one's own or of a `child`."""
    press = AppealIn(chat=chat, violation=violation or 0, block=block or 0, child=child)
    return ((button(voice.texts.gettext("Contest"), press),),)


def chats_keyboard(
    titles: Mapping[ChatId, str], violation: ViolationNumber | None, able: Capabilities
) -> Keyboard:
    """Return one button per chat, for the violation of that number or (None) for the block."""
    return choice_of_chats(
        titles, lambda chat: AppealIn(chat=chat, violation=violation or 0), able, rows=able.rows
    )


def things_keyboard(voice: Voice, presses: Iterable[AppealIn]) -> Keyboard:
    """Return one button per thing that can be contested, three in a row."""
    _ = voice.texts.gettext
    buttons = [
        button(
            _("Block No. {number}").format(number=press.block)
            if press.block
            else _("No. {number}").format(number=press.violation),
            press,
        )
        for press in presses
    ]
    return in_rows(buttons, wide=3)


_MOST_LISTED = 9

_FOR_WHICH = "appeal for which"
"""Stored kind of the dialogue whose words wait for the choice of what is contested."""

_BLOCK_WORDS = ("блокировку", "блокировка", "блок", "block")


def _asked(rest: str) -> tuple[ViolationNumber | None, bool, str]:
    """Parse «12 текст» or «блок текст»: violation number, whether it is a block, the words."""
    number, text = read_number(rest)
    if number is not None:
        return ViolationNumber(number), False, text
    first, _, after = rest.strip().partition(" ")
    if first.casefold() in _BLOCK_WORDS:
        return None, True, after.strip()
    return None, False, rest.strip()


async def contest_in_chat(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/обжаловать 12 текст` in a chat; the rest happens in private."""
    violation, block, text = _asked(rest)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if not await scene.hears_privately(wrote.author):
            first = replies.write_first(scene.voice, command=Command.APPEAL)
            scene.ask_to_write(first, reply_to=wrote.message)
            return
        if violation is None and not block:
            await _list(scene, wrote.author, (wrote.chat,), text)
        else:
            await _contest(scene, wrote.author, violation, text)


async def contest_privately(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/обжаловать` in private: by number, or from a list with buttons."""
    violation, block, text = _asked(rest)
    async with services.storage.reading() as reading:
        if violation is not None:
            chats = await reading.chats_with_violation(wrote.author, violation)
        elif block:
            chats = await reading.blocked_in(wrote.author)
        else:
            chats = await reading.chats_against(wrote.author)
        titles = {each.chat: each.title for each in await reading.chats()}
    named = violation is not None or block
    if named and len(chats) == 1:
        async with open_scene(services, chats[0], event=wrote.event) as scene:
            await _contest(scene, wrote.author, violation, text)
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if not named:
            await _list(scene, wrote.author, chats, text)
        elif not chats:
            scene.tell(wrote.author, refusals.refused(scene.voice, NOTHING_TO_APPEAL))
        else:
            await dialogues.keep(scene, wrote.author, _FOR_WHICH, {"chat": 0, "words": text})
            scene.tell(
                wrote.author,
                words.which_chat(scene.voice),
                keyboard=chats_keyboard(
                    {chat: titles.get(chat, "") for chat in chats}, violation, scene.able
                ),
            )


async def _contest(
    scene: Scene, member: MemberId, violation: ViolationNumber | None, text: str
) -> None:
    """Show the appeal to its author or ask for its words, unless the policy refuses it."""
    case = await scene.case(member)
    refusal = against_contesting(case, violation, None, scene.now)
    # another block may be in force when the words are sent
    block = None if violation is not None or case.block is None else case.block.number
    if refusal is not None:
        scene.tell(member, refusals.refused(scene.voice, refusal))
    else:
        await _take_words(scene, member, violation, block, text)


async def begin(services: Services, pressed: Pressed, press: AppealIn) -> None:
    """Begin an appeal after «Обжаловать»: its text is what waits, or the next private message."""
    waiting = await dialogues.about(services, pressed.author, _FOR_WHICH)
    if waiting is None:
        await dialogues.drop(services, pressed.author)
    violation = ViolationNumber(press.violation) if press.violation else None
    block = BlockNumber(press.block) if press.block else None
    child = None if press.child is None else MemberId(press.child)
    async with open_scene(services, ChatId(press.chat), event=pressed.event) as scene:
        refusal = await _against_guardian(scene, pressed.author, child)
        if refusal is None:
            case = await scene.case(pressed.author if child is None else child)
            refusal = against_contesting(case, violation, block, scene.now)
        if refusal is not None:
            await scene.refuse(refusal, pressed)
            return
        text = "" if waiting is None else waiting["words"]
        await _take_words(scene, pressed.author, violation, block, text, child=child)
        scene.acknowledge(pressed)


async def _against_guardian(
    scene: Scene, author: MemberId, child: MemberId | None
) -> Refusal | None:
    """Return why somebody may not contest for a child; None also where it is for themselves."""
    if child is None:
        return None
    refused = against_acting_for(await scene.work.ward(author, child), scene.today)
    return None if refused is None else refused.reason


async def _take_words(
    scene: Scene,
    member: MemberId,
    violation: ViolationNumber | None,
    block: BlockNumber | None,
    text: str,
    *,
    child: MemberId | None = None,
) -> None:
    """Show the appeal with that text to its author; without one, ask for it."""
    data = {"chat": scene.chat.chat, "violation": violation or 0, "block": block or 0}
    if child is not None:
        data["child"] = child
    if not text:
        await dialogues.ask(scene, member, APPEAL, data, words.ask_words(scene.voice))
        return
    await scene.work.drop_dialogue(member)
    refusal = await dialogues.show(scene, member, APPEAL, data, text)
    if refusal is not None:
        scene.tell(member, refusals.refused(scene.voice, refusal))


def _request(member: MemberId, data: Data, text: str) -> MakeAppeal:
    violation = ViolationNumber(data["violation"]) if data["violation"] else None
    block = BlockNumber(data["block"]) if data["block"] else None
    for_child = "child" in data
    return MakeAppeal(by=member, text=text, violation=violation, block=block, as_guardian=for_child)


async def _case_of(scene: Scene, member: MemberId, data: Data) -> Case | Refusal:
    """Return the case of the author, or of the child whose guardian the author is."""
    child = MemberId(data["child"]) if "child" in data else None
    refusal = await _against_guardian(scene, member, child)
    return refusal or await scene.case(member if child is None else child)


async def _consider(scene: Scene, member: MemberId, data: Data, text: str) -> Preview | Refusal:
    request, case = _request(member, data, text), await _case_of(scene, member, data)
    if not isinstance(case, Case):
        return case
    return _preview(scene, case, request, text)


def _preview(
    scene: Scene, case: Case, request: MakeAppeal | ExtendAppeal, text: str
) -> Preview | Refusal:
    ruling = decide(case, request, scene.now)
    if isinstance(ruling, Refused):
        return ruling.reason
    until = scene.now + scene.policy.dialogue_length
    voice = scene.voice
    if isinstance(request, ExtendAppeal):
        shown = words.addition_shown(voice, number=request.number, text=text, until=until)
    else:
        shown = words.appeal_shown(voice, chat=scene.chat.title, text=text, until=until)
    return Preview(text=shown)


async def _send(scene: Scene, member: MemberId, data: Data, text: str) -> Refusal | None:
    case = await _case_of(scene, member, data)
    if not isinstance(case, Case):
        return case
    ruling = await scene.rule(case, _request(member, data, text))
    if isinstance(ruling, Refused):
        return ruling.reason
    for fact in ruling.facts:
        if isinstance(fact, AppealMade):
            await _submit(scene, fact)
    return None


APPEAL = Subject(kind="appeal", consider=_consider, send=_send)
"""An appeal in its author's words. The administrators get them unchanged, even if the detectors
would find something: a complaint may quote what was said (п. 6.1)."""


async def _submit(scene: Scene, fact: AppealMade) -> None:
    """Record an appeal and show it to the administrators."""
    case = await scene.case(fact.member)
    decidable = bool(scene.services.administrators - involved(case, fact.number))
    answers = scene.policy.answers
    until = answer_by(answers.appeal, scene.now, answers, scene.services.zone)
    said = words.taken(scene.voice, number=fact.number, until=until, decidable=decidable)
    own = fact.by == fact.member
    scene.tell(fact.by, said, keyboard=_add_keyboard(scene, fact.number) if own else ())
    if not own:
        by = await scene.named(fact.by)
        scene.tell(fact.member, words.made_for_you(scene.voice, number=fact.number, by=by))
    if not decidable:
        for each in {fact.member, fact.by}:
            await scene.note(stuck_ref(scene.chat.chat, fact.number), PUT_BEFORE, peer=each)
    await put_before_all(scene, case, fact.number)


def _add_keyboard(scene: Scene, number: AppealNumber) -> Keyboard:
    press = AddTo(chat=scene.chat.chat, appeal=number)
    return ((button(scene.voice.texts.gettext("Add to it"), press),),)


async def begin_adding(services: Services, pressed: Pressed, press: AddTo) -> None:
    """Ask for more words after «Дополнить»."""
    chat, number = ChatId(press.chat), AppealNumber(press.appeal)
    async with open_scene(services, chat, event=pressed.event) as scene:
        appeal = (await scene.case(pressed.author)).appeal(number)
        if appeal is None or appeal.decision is not None:
            await scene.refuse(APPEAL_OVER, pressed)
            return
        data = {"chat": chat, "appeal": number}
        await dialogues.ask(scene, pressed.author, ADDITION, data, words.ask_addition(scene.voice))
        scene.acknowledge(pressed)


def _addition(member: MemberId, data: Data, text: str) -> ExtendAppeal:
    return ExtendAppeal(by=member, number=AppealNumber(data["appeal"]), text=text)


async def _consider_addition(
    scene: Scene, member: MemberId, data: Data, text: str
) -> Preview | Refusal:
    return _preview(scene, await scene.case(member), _addition(member, data, text), text)


async def _send_addition(scene: Scene, member: MemberId, data: Data, text: str) -> Refusal | None:
    case = await scene.case(member)
    ruling = await scene.rule(case, _addition(member, data, text))
    if isinstance(ruling, Refused):
        return ruling.reason
    number = AppealNumber(data["appeal"])
    await show_extended(scene, await scene.case(member), number, text)
    scene.tell(member, words.extended(scene.voice, number=number))
    return None


ADDITION = Subject(kind="appeal addition", consider=_consider_addition, send=_send_addition)


async def _list(scene: Scene, member: MemberId, chats: tuple[ChatId, ...], text: str = "") -> None:
    """Ask what somebody contests; `text` is what they have said to it already."""
    things: list[tuple[Contestable, AppealIn]] = []
    for chat in chats:
        things += await _contestable(scene, chat, member)
    listed = things[:_MOST_LISTED]
    if listed:
        await dialogues.keep(scene, member, _FOR_WHICH, {"chat": 0, "words": text})
    scene.tell(
        member,
        words.contestable(scene.voice, things=tuple(thing for thing, _ in listed)),
        keyboard=things_keyboard(scene.voice, [press for _, press in listed]),
    )


async def may_contest(scene: Scene, chat: ChatId, member: MemberId) -> bool:
    """Return whether a person has anything to contest in a chat."""
    return bool(await _contestable(scene, chat, member))


async def _contestable(
    scene: Scene, chat: ChatId, member: MemberId
) -> list[tuple[Contestable, AppealIn]]:
    record = await scene.work.chat(chat)
    case = await scene.case_in(chat, member)
    title = "" if record is None else record.title
    taken = {(appeal.violation, appeal.block) for appeal in case.appeals}
    term: timedelta = case.policy.appeal_term
    found: list[tuple[Contestable, AppealIn]] = []
    block = case.block
    if block is not None and (None, block.number) not in taken and scene.now <= block.at + term:
        found.append(
            (
                Contestable(chat=title, ground=None, block=block.number),
                AppealIn(chat=chat, block=block.number),
            )
        )
    for violation in reversed(case.violations):
        free = (violation.number, None) not in taken and not violation.annulled
        if free and scene.now <= violation.at + term:
            rule = case.policy.conduct.rule(violation.rule)
            ground = Ground(number=violation.number, at=violation.at, rule=rule)
            found.append(
                (
                    Contestable(chat=title, ground=ground, block=None),
                    AppealIn(chat=chat, violation=violation.number),
                )
            )
    return found


ROWS = Rows(
    commands={Command.APPEAL: contest_in_chat},
    private={Command.APPEAL: contest_privately},
    buttons={AppealIn: begin, AddTo: begin_adding},
    dialogues=(APPEAL, ADDITION),
    announcers={AppealGranted: announce_appeal, AppealUpheld: announce_appeal},
)
