"""Administrators ask about appeals and decide on them, in private (п. 6.1)."""

from typing import Any

from handlers import appeal_keyboards
from handlers.announcing import announce
from handlers.appeals import appeal_ref
from handlers.buttons import AnswerNow, AskSide, DecideOn
from handlers.notices.appeals import (
    AnswerAsked,
    AnswerGiven,
    AppealClosed,
    AppealDecidedSaid,
    AppealUpheldSaid,
    NotToBeAsked,
    PassedOn,
    QuestionAsked,
    QuestionPut,
    QuestionSent,
    ReasonAsked,
)
from handlers.notices.mistakes import NotRight
from handlers.scene import Scene, open_scene
from handlers.services import Services
from handlers.updates import Place, Told
from rules.appeals import involved, sides
from rules.cases import Case
from rules.facts.appeals import AppealAnswered, AppealAsked, AppealGranted, AppealUpheld
from rules.ids import AppealNumber, ChatId, MemberId
from rules.permissions import against
from rules.refusals.appeals import AppealOver, NobodyAsked
from rules.requests.appeals import AnswerAboutAppeal, AskAboutAppeal, DecideAppeal
from rules.rights import Deed
from rules.rulings import Granted, Refused

DECISION, QUESTION, ANSWER = "decision", "question", "answer"


async def _open_case(scene: Scene, number: AppealNumber) -> Case | None:
    """Give the case of an appeal that is still open, or None."""
    owner = await scene.work.appeal_owner(scene.chat.chat, number)
    case = None if owner is None else await scene.case(owner)
    appeal = None if case is None else case.appeal(number)
    return case if appeal is not None and appeal.decision is None else None


async def choose(services: Services, place: Place, press: DecideOn) -> None:
    """«Отменить решение» or «Оставить в силе»: the reason is to be written."""
    chat, number = ChatId(press.chat), AppealNumber(press.appeal)
    async with open_scene(services, chat, event=place.event) as scene:
        if not await _may_go_on(scene, place, number):
            return
        data = {"chat": chat, "appeal": number, "grant": press.grant}
        await scene.work.put_dialogue(place.by, DECISION, data, now=scene.now)
        scene.tell(place.by, ReasonAsked(granted=press.grant))
        scene.acknowledge(place)


async def ask(services: Services, place: Place, press: AskSide) -> None:
    """«Спросить участника» or «Спросить модератора»: the question is to be written."""
    chat, number = ChatId(press.chat), AppealNumber(press.appeal)
    async with open_scene(services, chat, event=place.event) as scene:
        if not await _may_go_on(scene, place, number):
            return
        case = await _open_case(scene, number)
        assert case is not None  # noqa: S101 -- it has just been looked at
        other = sorted(sides(case, number) - {case.member})
        to = case.member if press.side == "member" else (other[0] if other else None)
        if to is None:
            scene.pop_up(place, NotRight(refusal=NobodyAsked()))
            return
        if not await scene.hears_privately(to):
            scene.pop_up(place, NotToBeAsked(to=await scene.named(to)))
            return
        data = {"chat": chat, "appeal": number, "to": to}
        await scene.work.put_dialogue(place.by, QUESTION, data, now=scene.now)
        scene.tell(place.by, QuestionAsked(to=await scene.named(to)))
        scene.acknowledge(place)


async def _may_go_on(scene: Scene, place: Place, number: AppealNumber) -> bool:
    if refusal := against(Deed.DECIDE_APPEAL, await scene.actor(place.by)):
        scene.pop_up(place, NotRight(refusal=refusal))
        return False
    if await _open_case(scene, number) is None:
        scene.pop_up(place, NotRight(refusal=AppealOver()))
        return False
    return True


async def question_came(services: Services, told: Told, data: dict[str, Any]) -> None:
    """The words of a question came: they go to whoever is asked."""
    chat, number = ChatId(data["chat"]), AppealNumber(data["appeal"])
    async with open_scene(services, chat, event=told.event) as scene:
        await scene.work.drop_dialogue(told.author)
        case = await _open_case(scene, number)
        if case is None:
            scene.tell(told.author, NotRight(refusal=AppealOver()))
            return
        by, to = await scene.actor(told.author), MemberId(data["to"])
        request = AskAboutAppeal(by=by, number=number, to=to, text=told.text)
        match await scene.rule(case, request):
            case Granted(facts=facts):
                for fact in facts:
                    if isinstance(fact, AppealAsked):
                        scene.tell(
                            to,
                            QuestionPut(number=number, chat=scene.chat.title, text=fact.text),
                            keyboard=appeal_keyboards.answer(scene.voice, chat, number),
                        )
                scene.tell(told.author, QuestionSent(to=await scene.named(to)))
            case Refused(reason=reason):
                scene.tell(told.author, NotRight(refusal=reason))


async def begin_answer(services: Services, place: Place, press: AnswerNow) -> None:
    """«Ответить» was pressed under a question."""
    chat, number = ChatId(press.chat), AppealNumber(press.appeal)
    async with open_scene(services, chat, event=place.event) as scene:
        case = await _open_case(scene, number)
        appeal = None if case is None else case.appeal(number)
        if appeal is None or place.by not in appeal.asked:
            scene.pop_up(place, NotRight(refusal=NobodyAsked()))
            return
        data = {"chat": chat, "appeal": number}
        await scene.work.put_dialogue(place.by, ANSWER, data, now=scene.now)
        scene.tell(place.by, AnswerAsked())
        scene.acknowledge(place)


async def answer_came(services: Services, told: Told, data: dict[str, Any]) -> None:
    """The words of an answer came: they go to the administrators."""
    chat, number = ChatId(data["chat"]), AppealNumber(data["appeal"])
    async with open_scene(services, chat, event=told.event) as scene:
        await scene.work.drop_dialogue(told.author)
        case = await _open_case(scene, number)
        if case is None:
            scene.tell(told.author, NotRight(refusal=AppealOver()))
            return
        request = AnswerAboutAppeal(by=told.author, number=number, text=told.text)
        match await scene.rule(case, request):
            case Granted(facts=facts):
                by = await scene.named(told.author)
                for fact in facts:
                    if isinstance(fact, AppealAnswered):
                        given = AnswerGiven(
                            number=number, chat=scene.chat.title, by=by, text=fact.text
                        )
                        scene.tell_administrators(given, but=involved(case, number))
                scene.tell(told.author, PassedOn())
            case Refused(reason=reason):
                scene.tell(told.author, NotRight(refusal=reason))


async def reason_came(services: Services, told: Told, data: dict[str, Any]) -> None:
    """The reason came: the appeal is decided."""
    chat, number = ChatId(data["chat"]), AppealNumber(data["appeal"])
    async with open_scene(services, chat, event=told.event) as scene:
        await scene.work.drop_dialogue(told.author)
        case = await _open_case(scene, number)
        if case is None:
            scene.tell(told.author, NotRight(refusal=AppealOver()))
            return
        by = await scene.actor(told.author)
        request = DecideAppeal(by=by, number=number, grant=bool(data["grant"]), reason=told.text)
        match await scene.rule(case, request):
            case Granted(facts=(decision, *rest)):
                if isinstance(decision, AppealGranted | AppealUpheld):
                    await _tell_of(scene, case, decision)
                await announce(scene, case, rest)
            case Refused(reason=refused):
                scene.tell(told.author, NotRight(refusal=refused))
            case _:
                pass


async def _tell_of(scene: Scene, case: Case, fact: AppealGranted | AppealUpheld) -> None:
    granted = isinstance(fact, AppealGranted)
    member, by = await scene.all_named([case.member, fact.by])
    closed = AppealClosed(
        number=fact.number,
        chat=scene.chat.title,
        member=member,
        by=by,
        granted=granted,
        reason=fact.reason,
    )
    able = scene.services.administrators - involved(case, fact.number)
    ref = appeal_ref(scene.chat.chat, fact.number)
    for administrator in sorted(able):
        scene.change(ref, closed, to=administrator)
    said = AppealDecidedSaid(
        number=fact.number, chat=scene.chat.title, granted=granted, reason=fact.reason
    )
    for side in sorted(sides(case, fact.number)):
        if granted or await scene.hears_privately(side):
            scene.tell(side, said)
        elif (await scene.actor(side)).joined_at is not None:
            # what is annulled is said in the chat anyway; that it stays would be told to nobody
            to = await scene.named(side)
            scene.say(AppealUpheldSaid(number=fact.number, to=to), notify=True)
