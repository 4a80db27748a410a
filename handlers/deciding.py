"""Administrators are shown appeals, ask about them and decide on them, in private (п. 6.1)."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Literal

from handlers.conversation import dialogues
from handlers.conversation.buttons import Id, Press
from handlers.conversation.dialogues import Data, Preview, Subject
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.evidence import show_pictures
from handlers.grounds import grounds_of, rule_now
from handlers.voice import Ground, Voice
from handlers.words import appeals as words
from handlers.words.appeals import AppealCase, Recorded
from rules.appeals import ANSWER_ABOUT_APPEAL, ASK_ABOUT_APPEAL, DECIDE_APPEAL, involved, sides
from rules.case import Case, Refused
from rules.decide import decide
from rules.ids import AppealNumber, BlockNumber, ChatId, MemberId, ViolationNumber
from rules.permissions import against
from rules.vocabulary.appeals import (
    APPEAL_OVER,
    NOBODY_ASKED,
    AnswerAboutAppeal,
    AppealAnswered,
    AppealAsked,
    AppealRequest,
    AskAboutAppeal,
    DecideAppeal,
)
from rules.vocabulary.bases import Refusal
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import Violation
from storage.effects import Colour, Keyboard


class DecideOn(Press, do="decide", deed=DECIDE_APPEAL):
    """An administrator's decision on an appeal."""

    chat: Id
    appeal: Id
    grant: bool


class AskSide(Press, do="ask", deed=ASK_ABOUT_APPEAL):
    """An administrator's wish to ask one side of an appeal."""

    chat: Id
    appeal: Id
    side: Literal["member", "moderator"]


class AnswerNow(Press, do="answer", deed=ANSWER_ABOUT_APPEAL):
    """«Ответить» under a question about an appeal."""

    chat: Id
    appeal: Id


def appeal_ref(chat: ChatId, number: AppealNumber) -> str:
    """Return the ref of the message with an appeal's case."""
    return f"appeal:{chat}:{number}"


def stuck_ref(chat: ChatId, number: AppealNumber) -> str:
    """Return the ref of the message that nobody may decide an appeal."""
    return f"{appeal_ref(chat, number)}:stuck"


def case_keyboard(voice: Voice, chat: ChatId, number: AppealNumber) -> Keyboard:
    """Return the buttons with which an administrator handles an appeal."""
    _ = voice.texts.gettext
    uphold = DecideOn(chat=chat, appeal=number, grant=False)
    grant = DecideOn(chat=chat, appeal=number, grant=True)
    member = AskSide(chat=chat, appeal=number, side="member")
    moderator = AskSide(chat=chat, appeal=number, side="moderator")
    return (
        (
            # neither outcome is the expected one
            button(_("Uphold"), uphold),
            button(_("Annul the decision"), grant),
        ),
        (button(_("Ask the person"), member), button(_("Ask the moderator"), moderator)),
    )


def _question_ref(chat: ChatId, number: AppealNumber) -> str:
    return f"{appeal_ref(chat, number)}:question"


PUT_BEFORE = "put before"
"""Stored kind of the note that a person was told of an appeal, whether or not it arrived."""


async def put_before_all(scene: Scene, case: Case, number: AppealNumber) -> None:
    """Show an open appeal to every administrator who may decide it, once.

    If nobody may, tell the administrators, the person it is about, and who made it so, once.
    """
    chat, administrators = scene.chat, scene.services.administrators
    able = administrators - involved(case, number)
    ref = appeal_ref(chat.chat, number) if able else stuck_ref(chat.chat, number)
    for administrator in sorted(able or administrators):
        if not await _was_told(scene, administrator, ref):
            await put_before(scene, case, number, administrator)
    if able:
        return
    appeal = case.appeal(number)
    author = None if appeal is None else appeal.by
    for each in (case.member, *(() if author is None else (author,))):
        if not await _was_told(scene, each, ref):
            said = words.own_stuck(scene.voice, number=number, chat=chat.title)
            scene.tell(each, said)
            await scene.note(ref, PUT_BEFORE, peer=each)


async def _was_told(scene: Scene, member: MemberId, ref: str) -> bool:
    """Return whether a person was sent the message `ref`, or it waits in the outbox."""
    notice = await scene.work.notice(member, ref)
    put = notice is not None and notice.kind == PUT_BEFORE
    return put or await scene.work.posted(member, ref) is not None


async def put_before(
    scene: Scene, case: Case, number: AppealNumber, administrator: MemberId
) -> None:
    """Show an appeal's case to one administrator, with the buttons that decide it.

    If no administrator may decide it, tell them so, and what to change.
    """
    chat, may = scene.chat.chat, scene.services.administrators - involved(case, number)
    ref = appeal_ref(chat, number)
    if administrator in may:
        keyboard = case_keyboard(scene.voice, chat, number)
        shown = words.appeal_case(scene.voice, case=await _appeal_case(scene, case, number))
        scene.tell(administrator, shown, keyboard=keyboard, ref=ref)
        await _show_pictures(scene, case, number, administrator)
        await scene.note(ref, PUT_BEFORE, peer=administrator)
        return
    ref = stuck_ref(chat, number)
    if not may and await scene.work.posted(administrator, ref) is None:
        stuck = words.stuck(scene.voice, number=number, chat=scene.chat.title)
        scene.tell(administrator, stuck, ref=ref)
        await scene.note(ref, PUT_BEFORE, peer=administrator)


async def show_extended(scene: Scene, case: Case, number: AppealNumber, text: str) -> None:
    """Change an appeal's case where it was shown, and tell who decides what was added."""
    chat = scene.chat
    shown = words.appeal_case(scene.voice, case=await _appeal_case(scene, case, number))
    keyboard = case_keyboard(scene.voice, chat.chat, number)
    added = words.addition(
        scene.voice,
        number=number,
        chat=chat.title,
        by=await scene.named(case.member),
        text=text,
    )
    for administrator in sorted(scene.services.administrators - involved(case, number)):
        ref = appeal_ref(chat.chat, number)
        scene.change(ref, shown, keyboard=keyboard, to=administrator)
        scene.tell(administrator, added, keyboard=keyboard)


async def open_case(scene: Scene, number: AppealNumber) -> Case | None:
    """Return the case of an appeal that is still open, or None."""
    owner = await scene.work.appeal_owner(scene.chat.chat, number)
    case = None if owner is None else await scene.case(owner)
    appeal = None if case is None else case.appeal(number)
    return case if appeal is not None and appeal.decision is None else None


def contested_by(
    scene: Scene, case: Case, number: AppealNumber
) -> tuple[Ground | None, BlockNumber | None]:
    """Return the violation or the block that an appeal contests."""
    appeal = case.appeal(number)
    if appeal is None or appeal.violation is None:
        return None, None if appeal is None else appeal.block
    violation = case.violation(appeal.violation)
    if violation is None:
        return None, None
    rule = rule_now(scene, violation.rule)
    return Ground(number=violation.number, at=violation.at, rule=rule), None


async def _appeal_case(scene: Scene, case: Case, number: AppealNumber) -> AppealCase:
    """Return an appeal with everything an administrator needs to decide it."""
    appeal = case.appeal(number)
    assert appeal is not None  # noqa: S101 -- the caller has just recorded or found it
    violation = None if appeal.violation is None else case.violation(appeal.violation)
    block = next((each for each in case.blocks if each.number == appeal.block), None)
    contested = violation or block
    by = None if contested is None else contested.by
    return AppealCase(
        number=number,
        chat=scene.chat.title,
        member=await scene.named(case.member),
        guardian=None if appeal.by is None else await scene.named(appeal.by),
        decider=None if by is None else await scene.named(by),
        violation=contested_by(scene, case, number)[0],
        block=appeal.block,
        note="" if violation is None else violation.note,
        evidence=await _text_of(scene, violation),
        pictures=sum((await _pictures(scene, [] if violation is None else [violation])).values()),
        text=appeal.text,
        counted=len(case.counted(scene.now)),
        blocks=len([each for each in case.stood if each != block]),
        grounds=() if block is None else await _recorded(scene, case, block.grounds),
    )


async def _recorded(
    scene: Scene, case: Case, numbers: Collection[ViolationNumber]
) -> tuple[Recorded, ...]:
    """Return the grounds of a block as they were recorded: by whom, of which message."""
    found = []
    recorded = [each for number in numbers if (each := case.violation(number)) is not None]
    pictures = await _pictures(scene, recorded)
    for ground in await grounds_of(scene, case, numbers):
        violation = case.violation(ground.number)
        by = None if violation is None else violation.by
        found.append(
            Recorded(
                ground=ground,
                by=None if by is None else await scene.named(by),
                note="" if violation is None else violation.note,
                text=await _text_of(scene, violation),
                pictures=0 if violation is None else pictures.get(violation.number, 0),
            )
        )
    return tuple(found)


async def _pictures(scene: Scene, recorded: Sequence[Violation]) -> dict[ViolationNumber, int]:
    """Return how many pictures are kept of the messages of violations that have any."""
    kept = await scene.work.pictures_of(
        scene.chat.chat, [each.message for each in recorded if each.message is not None]
    )
    return {
        each.number: kept[each.message]
        for each in sorted(recorded, key=lambda each: each.message or 0)
        if each.message is not None and each.message in kept
    }


async def _show_pictures(
    scene: Scene, case: Case, number: AppealNumber, administrator: MemberId
) -> None:
    """Send the pictures of the messages that a contested decision rests on."""
    appeal = case.appeal(number)
    assert appeal is not None  # noqa: S101 -- its case was shown just now
    block = next((each for each in case.blocks if each.number == appeal.block), None)
    numbers = [appeal.violation] if block is None else sorted(block.grounds)
    recorded = [
        violation
        for each in numbers
        if each is not None and (violation := case.violation(each)) is not None
    ]
    kept = await _pictures(scene, recorded)
    messages = [each.message for each in recorded if each.number in kept and each.message]
    text = words.pictures_of(scene.voice, number=number, records=kept)
    await show_pictures(scene, administrator, messages, text)


async def _text_of(scene: Scene, violation: Violation | None) -> str | None:
    """Return the text of a violation's message: empty if it is not kept, None without a message."""
    if violation is None or violation.message is None:
        return None
    return await scene.work.evidence(scene.chat.chat, violation.message) or ""


_Request = Callable[[Scene, MemberId, Data, str], Awaitable[AppealRequest]]

_Shown = Callable[[Scene, Data, str], Awaitable[str]]

_Send = Callable[[Scene, Case, MemberId, Data, Sequence[Fact]], Awaitable[None]]


def answer_keyboard(voice: Voice, chat: ChatId, number: AppealNumber) -> Keyboard:
    """Return «Ответить» for a question."""
    press = AnswerNow(chat=chat, appeal=number)
    return ((button(voice.texts.gettext("Answer"), press, Colour.MAIN),),)


async def choose(services: Services, pressed: Pressed, press: DecideOn) -> None:
    """Ask for the reason after «Отменить решение» or «Оставить в силе»."""
    chat, number = ChatId(press.chat), AppealNumber(press.appeal)
    async with open_scene(services, chat, event=pressed.event) as scene:
        if not await _may_go_on(scene, pressed, number):
            return
        data = {"chat": chat, "appeal": number, "grant": press.grant}
        await dialogues.ask(
            scene,
            pressed.author,
            DECISION,
            data,
            words.ask_reason(scene.voice, granted=press.grant),
        )
        scene.acknowledge(pressed)


async def ask(services: Services, pressed: Pressed, press: AskSide) -> None:
    """Ask for the question after «Спросить участника» or «Спросить модератора»."""
    chat, number = ChatId(press.chat), AppealNumber(press.appeal)
    async with open_scene(services, chat, event=pressed.event) as scene:
        if not await _may_go_on(scene, pressed, number):
            return
        case = await open_case(scene, number)
        assert case is not None  # noqa: S101 -- it has just been looked at
        other = sorted(sides(case, number) - {case.member})
        to = case.member if press.side == "member" else (other[0] if other else None)
        if to is None:
            await scene.refuse(NOBODY_ASKED, pressed)
            return
        if not await scene.hears_privately(to):
            scene.pop_up(pressed, words.cannot_be_asked(scene.voice, to=await scene.named(to)))
            return
        data = {"chat": chat, "appeal": number, "to": to}
        asking = words.ask_question(scene.voice, to=await scene.named(to))
        await dialogues.ask(scene, pressed.author, QUESTION, data, asking)
        scene.acknowledge(pressed)


async def _may_go_on(scene: Scene, pressed: Pressed, number: AppealNumber) -> bool:
    if refusal := against(DECIDE_APPEAL, await scene.actor(pressed.author)):
        await scene.refuse(refusal, pressed)
        return False
    if await open_case(scene, number) is None:
        await scene.refuse(APPEAL_OVER, pressed)
        return False
    return True


def _dialogue(kind: str, request: _Request, shown: _Shown, send: _Send) -> Subject:
    """Return dialogues about an open appeal.

    `request` is what the policy is asked with the author's words, `shown` the words as their author
    confirms them; `send` announces what was granted.
    """

    async def consider(scene: Scene, by: MemberId, data: Data, text: str) -> Preview | Refusal:
        case = await open_case(scene, AppealNumber(data["appeal"]))
        if case is None:
            return APPEAL_OVER
        ruling = decide(case, await request(scene, by, data, text), scene.now)
        if isinstance(ruling, Refused):
            return ruling.reason
        return Preview(text=await shown(scene, data, text))

    async def granted(scene: Scene, by: MemberId, data: Data, text: str) -> Refusal | None:
        case = await open_case(scene, AppealNumber(data["appeal"]))
        if case is None:
            return APPEAL_OVER
        ruling = await scene.rule(case, await request(scene, by, data, text))
        if isinstance(ruling, Refused):
            return ruling.reason
        await send(scene, case, by, data, ruling.facts)
        return None

    return Subject(kind=kind, consider=consider, send=granted)


async def _question(scene: Scene, by: MemberId, data: Data, text: str) -> AskAboutAppeal:
    number, to = AppealNumber(data["appeal"]), MemberId(data["to"])
    return AskAboutAppeal(by=await scene.actor(by), number=number, to=to, text=text)


async def _show_question(scene: Scene, data: Data, text: str) -> str:
    return words.question_shown(
        scene.voice,
        number=AppealNumber(data["appeal"]),
        to=await scene.named(MemberId(data["to"])),
        text=text,
        until=_until(scene),
    )


async def _send_question(
    scene: Scene, case: Case, by: MemberId, data: Data, facts: Sequence[Fact]
) -> None:
    """Send a question to a side of the appeal."""
    chat, number, to = scene.chat, AppealNumber(data["appeal"]), MemberId(data["to"])
    for fact in facts:
        if isinstance(fact, AppealAsked):
            scene.tell(
                to,
                words.question(scene.voice, number=number, chat=chat.title, text=fact.text),
                keyboard=answer_keyboard(scene.voice, chat.chat, number),
                ref=_question_ref(chat.chat, number),
            )
    scene.tell(by, words.question_sent(scene.voice, to=await scene.named(to)))


async def begin_answer(services: Services, pressed: Pressed, press: AnswerNow) -> None:
    """Ask for the answer after «Ответить»."""
    chat, number = ChatId(press.chat), AppealNumber(press.appeal)
    async with open_scene(services, chat, event=pressed.event) as scene:
        case = await open_case(scene, number)
        appeal = None if case is None else case.appeal(number)
        if appeal is None or pressed.author not in appeal.asked:
            await scene.refuse(NOBODY_ASKED, pressed)
            return
        data = {"chat": chat, "appeal": number}
        await dialogues.ask(scene, pressed.author, ANSWER, data, words.ask_answer(scene.voice))
        scene.acknowledge(pressed)


async def take_answer(services: Services, wrote: Wrote) -> bool:
    """Show plain words in private as the answer to an administrator's question, to be confirmed.

    Of several questions the one that the message answers is meant, else the oldest. Return False if
    the author was asked nothing.
    """
    async with services.storage.reading() as reading:
        asked = await reading.questions_to(wrote.author)
        answers = wrote.answers
        ref = None if answers is None else await reading.ref_of(wrote.chat, answers)
    if not asked:
        return False
    chat, number = next((each for each in asked if _question_ref(*each) == ref), asked[0])
    async with open_scene(services, chat, event=wrote.event) as scene:
        data = {"chat": chat, "appeal": number}
        refusal = await dialogues.show(scene, wrote.author, ANSWER, data, wrote.text)
        if refusal is not None:
            scene.tell(wrote.author, await scene.refused(refusal))
    return True


async def _answer(scene: Scene, by: MemberId, data: Data, text: str) -> AnswerAboutAppeal:
    return AnswerAboutAppeal(by=by, number=AppealNumber(data["appeal"]), text=text)


async def _show_answer(scene: Scene, data: Data, text: str) -> str:
    number = AppealNumber(data["appeal"])
    return words.answer_shown(scene.voice, number=number, text=text, until=_until(scene))


async def _send_answer(
    scene: Scene, case: Case, by: MemberId, data: Data, facts: Sequence[Fact]
) -> None:
    """Send an answer to the administrators."""
    number, who = AppealNumber(data["appeal"]), await scene.named(by)
    for fact in facts:
        if isinstance(fact, AppealAnswered):
            given = words.answer(
                scene.voice, number=number, chat=scene.chat.title, by=who, text=fact.text
            )
            keyboard = case_keyboard(scene.voice, scene.chat.chat, number)
            scene.tell_administrators(given, keyboard=keyboard, but=involved(case, number))
    scene.tell(by, words.answer_sent(scene.voice))


async def _decision(scene: Scene, by: MemberId, data: Data, text: str) -> DecideAppeal:
    number, grant = AppealNumber(data["appeal"]), bool(data["grant"])
    return DecideAppeal(by=await scene.actor(by), number=number, grant=grant, reason=text)


async def _show_decision(scene: Scene, data: Data, text: str) -> str:
    return words.decision_shown(
        scene.voice,
        number=AppealNumber(data["appeal"]),
        granted=bool(data["grant"]),
        text=text,
        until=_until(scene),
    )


async def _send_decision(
    scene: Scene, case: Case, by: MemberId, data: Data, facts: Sequence[Fact]
) -> None:
    await scene.announce(case, facts)


def _until(scene: Scene) -> datetime:
    return scene.now + scene.policy.dialogue_length


DECISION = _dialogue("decision", _decision, _show_decision, _send_decision)

QUESTION = _dialogue("question", _question, _show_question, _send_question)

ANSWER = _dialogue("answer", _answer, _show_answer, _send_answer)

ROWS = Rows(
    buttons={DecideOn: choose, AskSide: ask, AnswerNow: begin_answer},
    dialogues=(DECISION, QUESTION, ANSWER),
)
