"""Administrators ask about appeals and decide on them, in private (п. 6.1)."""

from datetime import datetime

from handlers.appeals import open_case
from handlers.conversation import dialogues
from handlers.conversation.buttons import AnswerNow, AskSide, DecideOn
from handlers.conversation.dialogues import Data, Preview, Subject
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.voice import Voice
from handlers.words import appeals as words
from rules.appeals import DECIDE_APPEAL, involved, sides
from rules.case import Granted, Refused
from rules.decide import decide
from rules.ids import AppealNumber, ChatId, MemberId
from rules.permissions import against
from rules.vocabulary.appeals import (
    APPEAL_OVER,
    NOBODY_ASKED,
    AnswerAboutAppeal,
    AppealAnswered,
    AppealAsked,
    AskAboutAppeal,
    DecideAppeal,
)
from rules.vocabulary.bases import Refusal
from storage.effects import Colour, Keyboard


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


async def _consider_question(
    scene: Scene, by: MemberId, data: Data, text: str
) -> Preview | Refusal:
    case = await open_case(scene, AppealNumber(data["appeal"]))
    if case is None:
        return APPEAL_OVER
    match decide(case, await _question(scene, by, data, text), scene.now):
        case Refused(reason=reason):
            return reason
        case Granted():
            shown = words.question_shown(
                scene.voice,
                number=AppealNumber(data["appeal"]),
                to=await scene.named(MemberId(data["to"])),
                text=text,
                until=_until(scene),
            )
            return Preview(text=shown)


async def _question(scene: Scene, by: MemberId, data: Data, text: str) -> AskAboutAppeal:
    return AskAboutAppeal(
        by=await scene.actor(by),
        number=AppealNumber(data["appeal"]),
        to=MemberId(data["to"]),
        text=text,
    )


async def _send_question(scene: Scene, by: MemberId, data: Data, text: str) -> Refusal | None:
    """Send a question to a side of the appeal."""
    chat, number, to = scene.chat, AppealNumber(data["appeal"]), MemberId(data["to"])
    case = await open_case(scene, number)
    if case is None:
        return APPEAL_OVER
    match await scene.rule(case, await _question(scene, by, data, text)):
        case Granted(facts=facts):
            for fact in facts:
                if isinstance(fact, AppealAsked):
                    scene.tell(
                        to,
                        words.question(scene.voice, number=number, chat=chat.title, text=fact.text),
                        keyboard=answer_keyboard(scene.voice, chat.chat, number),
                    )
            scene.tell(by, words.question_sent(scene.voice, to=await scene.named(to)))
            return None
        case Refused(reason=reason):
            return reason


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


async def _consider_answer(scene: Scene, by: MemberId, data: Data, text: str) -> Preview | Refusal:
    number = AppealNumber(data["appeal"])
    case = await open_case(scene, number)
    if case is None:
        return APPEAL_OVER
    match decide(case, AnswerAboutAppeal(by=by, number=number, text=text), scene.now):
        case Refused(reason=reason):
            return reason
        case Granted():
            shown = words.answer_shown(scene.voice, number=number, text=text, until=_until(scene))
            return Preview(text=shown)


async def _send_answer(scene: Scene, by: MemberId, data: Data, text: str) -> Refusal | None:
    """Send an answer to the administrators."""
    number = AppealNumber(data["appeal"])
    case = await open_case(scene, number)
    if case is None:
        return APPEAL_OVER
    match await scene.rule(case, AnswerAboutAppeal(by=by, number=number, text=text)):
        case Granted(facts=facts):
            who = await scene.named(by)
            for fact in facts:
                if isinstance(fact, AppealAnswered):
                    given = words.answer(
                        scene.voice, number=number, chat=scene.chat.title, by=who, text=fact.text
                    )
                    scene.tell_administrators(given, but=involved(case, number))
            scene.tell(by, words.answer_sent(scene.voice))
            return None
        case Refused(reason=reason):
            return reason


async def _consider_decision(
    scene: Scene, by: MemberId, data: Data, text: str
) -> Preview | Refusal:
    case = await open_case(scene, AppealNumber(data["appeal"]))
    if case is None:
        return APPEAL_OVER
    match decide(case, await _decision(scene, by, data, text), scene.now):
        case Refused(reason=reason):
            return reason
        case Granted():
            shown = words.decision_shown(
                scene.voice,
                number=AppealNumber(data["appeal"]),
                granted=bool(data["grant"]),
                text=text,
                until=_until(scene),
            )
            return Preview(text=shown)


async def _decision(scene: Scene, by: MemberId, data: Data, text: str) -> DecideAppeal:
    return DecideAppeal(
        by=await scene.actor(by),
        number=AppealNumber(data["appeal"]),
        grant=bool(data["grant"]),
        reason=text,
    )


async def _send_decision(scene: Scene, by: MemberId, data: Data, text: str) -> Refusal | None:
    """Decide an appeal, with the reason."""
    case = await open_case(scene, AppealNumber(data["appeal"]))
    if case is None:
        return APPEAL_OVER
    match await scene.rule(case, await _decision(scene, by, data, text)):
        case Granted(facts=facts):
            await scene.announce(case, facts)
            return None
        case Refused(reason=reason):
            return reason


def _until(scene: Scene) -> datetime:
    return scene.now + scene.policy.dialogue_length


DECISION = Subject(kind="decision", consider=_consider_decision, send=_send_decision)

QUESTION = Subject(kind="question", consider=_consider_question, send=_send_question)

ANSWER = Subject(kind="answer", consider=_consider_answer, send=_send_answer)

ROWS = Rows(
    buttons={
        DecideOn: choose,
        AskSide: ask,
        AnswerNow: begin_answer,
    },
    dialogues=(
        DECISION,
        QUESTION,
        ANSWER,
    ),
)
