"""Pass on requests that a moderator may not record themselves: others decide (п. 5.12.7)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from handlers.chats import moderated
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import PassOn, SettleRequest
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.evidence import keep_pictures
from handlers.grounds import rule_now
from handlers.repeats import another_act, separate_asked
from handlers.words import passing as words
from handlers.words import replies
from rules.case import Case, Refused
from rules.ids import ChatId, MemberId, MessageId, RuleNumber
from rules.permissions import against, against_answering
from rules.times import is_over as has_ended
from rules.violations import RECORD_VIOLATION, against_settling, judges_of
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import AGAINST_MODERATOR, Actor, Standing
from rules.vocabulary.violations import JustRecorded, RecordViolation, ViolationRecorded
from storage.effects import Colour, Keyboard
from storage.records import Notice

PASSED = "passed"

QUESTION = "pass on"


def _question(chat: ChatId, message: MessageId) -> str:
    return f"{QUESTION}:{chat}:{message}"


def ref_of_request(chat: ChatId, message: MessageId) -> str:
    """Return the ref of a request: that of the message in `chat` with which it was made."""
    return f"{PASSED}:{chat}:{message}"


def ends_at(scene: Scene, passed_at: datetime) -> datetime:
    """Return when a request ends (UTC): after as long as a violation can be contested."""
    return passed_at + scene.policy.appeal_term


def is_over(scene: Scene, passed: Notice) -> bool:
    """Return whether a request has ended; a date in the future comes from a wrong clock."""
    return has_ended(passed.at, scene.policy.appeal_term, scene.now)


async def close_requests(scene: Scene, change: Change) -> None:
    """Close the requests about messages that were just recorded in another way."""
    recorded = {
        fact.message: fact
        for fact in change.facts
        if isinstance(fact, ViolationRecorded) and fact.message is not None
    }
    if not recorded:
        return
    for passed in await scene.work.notices(scene.chat.chat, PASSED):
        fact = recorded.get(passed.data["message"])
        if fact is not None and not is_over(scene, passed):
            await close_as_recorded(scene, passed, fact)


async def close_as_recorded(scene: Scene, passed: Notice, fact: ViolationRecorded) -> None:
    """Tell the judges and the requester that the message is recorded."""
    await scene.work.drop_notice(scene.chat.chat, passed.ref)
    whom, by = await scene.all_named([MemberId(passed.data["member"]), MemberId(passed.data["by"])])
    moot = words.moot(
        scene.voice,
        chat=scene.chat.title,
        member=whom,
        by=by,
        number=fact.number,
        rule=fact.rule,
        recorded_by=None if fact.by is None else await scene.named(fact.by),
    )
    change_all(scene, passed, moot)
    scene.tell(by.member, moot)


def change_all(scene: Scene, passed: Notice, said: str) -> None:
    """Change the text of every copy of a request and take its buttons."""
    for peer in passed.data["asked"] or [scene.chat.chat]:
        scene.change(passed.ref, said, to=peer)


async def pass_on(
    scene: Scene, wrote: Wrote, member: MemberId, request: RecordViolation, refusal: Refusal
) -> bool:
    """Let others decide on a refused request; return whether anybody can be asked.

    A case against a moderator goes to the college's administrators: its author is asked first.
    """
    rule = None if request.rule is None else rule_now(scene, request.rule)
    if rule is None:
        return False
    judges = await _judges(scene, wrote.author, member, request.aimed_at, refusal)
    asked = [judge for judge in judges if await scene.hears_privately(judge)]
    if request.message is not None and (asked or refusal != AGAINST_MODERATOR):
        pictures = wrote.answered_original.pictures
        await keep_pictures(scene, request.message, member, pictures)
    data = {
        "member": member,
        "by": wrote.author,
        "rule": rule.number,
        "message": request.message,
        "note": request.note,
        "posted": None if request.posted_at is None else int(request.posted_at.timestamp()),
        "aimed_at": sorted(request.aimed_at),
    }
    if refusal != AGAINST_MODERATOR:
        if not judges:
            return False
        until = await _pass(scene, wrote.message, {**data, "asked": asked}, wrote.answered_text)
        said = words.passed(scene.voice, refusal=refusal, administrators=False, until=until)
        await scene.answer(wrote, said, done=True)
        return True
    if not asked:
        return False
    ref = _question(wrote.chat, wrote.message)
    await scene.note(ref, QUESTION, {**data, "text": wrote.answered_text})
    said = words.ask_first(scene.voice, member=await scene.named(member), rule=rule)
    await scene.answer(
        wrote, said, keyboard=_first_keyboard(scene, wrote.chat, wrote.message), ref=ref
    )
    return True


async def _judges(
    scene: Scene, by: MemberId, member: MemberId, aimed_at: frozenset[MemberId], refusal: Refusal
) -> list[MemberId]:
    """Return who may decide on the refused request of `by` about a member."""
    judges = judges_of(
        refusal,
        moderators=frozenset(await scene.moderators()),
        administrators=scene.services.administrators,
        parties=(await scene.case(member)).family | {by, member} | aimed_at,
    )
    return sorted(judges)


async def _pass(scene: Scene, message: MessageId, data: dict[str, Any], text: str) -> datetime:
    """Put a request before its judges; return when it ends (UTC)."""
    chat = scene.chat.chat
    if data["message"] is not None:
        about, member = MessageId(data["message"]), MemberId(data["member"])
        await scene.work.put_evidence(chat, about, member, text, now=scene.now)
    passed = Notice(
        peer=chat, ref=ref_of_request(chat, message), kind=PASSED, at=scene.now, data=data
    )
    await scene.work.put_notice(passed)
    for judge in sorted(await scene.told_of_work(map(MemberId, data["asked"]))):
        await _show(scene, passed, judge, text)
    if not data["asked"]:
        scene.ask_to_write(replies.decision_waits(scene.voice))
    return ends_at(scene, passed.at)


async def _show(scene: Scene, passed: Notice, judge: MemberId, text: str) -> None:
    data = passed.data
    rule = rule_now(scene, RuleNumber(data["rule"]))
    if rule is None:
        return
    member, by = await scene.all_named([MemberId(data["member"]), MemberId(data["by"])])
    said = words.asked(
        scene.voice,
        chat=scene.chat.title,
        member=member,
        by=by,
        rule=rule,
        note=data["note"],
        text=text,
        until=ends_at(scene, passed.at),
    )
    request = MessageId(int(passed.ref.rpartition(":")[2]))
    keyboard = _keyboard(scene, scene.chat.chat, request)
    scene.tell(judge, said, keyboard=keyboard, ref=passed.ref)


async def send_waiting(scene: Scene, moderator: MemberId) -> int:
    """Send a moderator the requests of this chat that nobody could be shown; return how many."""
    sent = 0
    for passed in await scene.work.notices(scene.chat.chat, PASSED):
        data = passed.data
        if data["asked"] or is_over(scene, passed) or moderator in {data["by"], data["member"]}:
            continue
        await put_request_before(scene, passed, moderator)
        sent += 1
    return sent


async def confirm(services: Services, pressed: Pressed, press: PassOn) -> None:
    """Pass a colleague's case on after «Передать», or leave it, as the asker says."""
    chat, message = ChatId(press.chat), MessageId(press.request)
    async with moderated(services, pressed, chat=chat) as scene:
        ref = _question(chat, message)
        question = await scene.work.notice(chat, ref)
        length = scene.policy.dialogue_length
        if question is None or question.kind != QUESTION:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        by, data = await scene.actor(pressed.author), dict(question.data)
        if refusal := against_answering(by, MemberId(data["by"])) or against(RECORD_VIOLATION, by):
            await scene.refuse(refusal, pressed)
            return
        if has_ended(question.at, length, scene.now):
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        await scene.work.drop_notice(chat, ref)
        if not press.send:
            scene.change(ref, words.not_passed(scene.voice), to=pressed.peer)
            scene.acknowledge(pressed)
            return
        hurt = frozenset(map(MemberId, data["aimed_at"]))
        judges = await _judges(scene, by.member, MemberId(data["member"]), hurt, AGAINST_MODERATOR)
        data["asked"] = [judge for judge in judges if await scene.hears_privately(judge)]
        until = await _pass(scene, message, data, data.pop("text"))
        said = words.passed(
            scene.voice, refusal=AGAINST_MODERATOR, administrators=True, until=until
        )
        scene.change(ref, said, to=pressed.peer)
        scene.acknowledge(pressed)


async def settle(services: Services, pressed: Pressed, press: SettleRequest) -> None:
    """Settle a request after «Записать нарушение» or «Не записывать»."""
    chat, message = ChatId(press.chat), MessageId(press.request)
    async with moderated(services, pressed, chat=chat) as scene:
        passed = await scene.work.notice(chat, ref_of_request(chat, message))
        if passed is None or passed.kind != PASSED:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        if is_over(scene, passed):
            scene.pop_up(pressed, words.expired(scene.voice))
            return
        case = await scene.case(MemberId(passed.data["member"]), suspicions=True)
        match await _settle(scene, passed, pressed, press, case):
            case None:
                await _tell_all(scene, passed, pressed, recorded=press.record)
                scene.acknowledge(pressed)
            case JustRecorded() as just:
                await _ask(scene, passed, pressed, press, case, just)
            case refusal:
                await scene.refuse(refusal, pressed)


async def _settle(
    scene: Scene, passed: Notice, pressed: Pressed, press: SettleRequest, case: Case
) -> Refusal | None:
    data = passed.data
    requester = MemberId(data["by"])
    by = await scene.actor(pressed.author)
    if refusal := against_settling(case, by, requester):
        return refusal
    if not press.record:
        await scene.work.drop_notice(passed.peer, passed.ref)
        return None
    message = None if data["message"] is None else MessageId(data["message"])
    request = RecordViolation(
        by=by,
        rule=RuleNumber(data["rule"]),
        message=message,
        note=data["note"],
        # requests of older versions were always about an act against their author
        aimed_at=frozenset(map(MemberId, data.get("aimed_at", [requester]))),
        asked_by=requester,
        # requests of older versions do not have it
        posted_at=datetime.fromtimestamp(data["posted"], UTC) if data.get("posted") else None,
        separate=press.separate,
    )
    ruling = await scene.rule(case, request)
    if isinstance(ruling, Refused):
        return ruling.reason
    await scene.work.drop_notice(passed.peer, passed.ref)
    await scene.announce(case, ruling.facts)
    return None


async def _ask(
    scene: Scene,
    passed: Notice,
    pressed: Pressed,
    press: SettleRequest,
    case: Case,
    just: JustRecorded,
) -> None:
    """Ask in the judge's copy whether it is another act than the one just recorded."""
    scene.change(
        passed.ref,
        await separate_asked(scene, case, just),
        keyboard=another_act(
            scene.voice,
            press.model_copy(update={"separate": True}),
            press.model_copy(update={"record": False}),
        ),
        to=pressed.chat,
    )
    scene.acknowledge(pressed)


async def _tell_all(scene: Scene, passed: Notice, pressed: Pressed, *, recorded: bool) -> None:
    data = passed.data
    rule = rule_now(scene, RuleNumber(data["rule"]))
    member, by, judge = await scene.all_named(
        [MemberId(data["member"]), MemberId(data["by"]), pressed.author]
    )
    if rule is None:
        return
    settled = words.settled(
        scene.voice,
        chat=scene.chat.title,
        member=member,
        by=by,
        rule=rule,
        judge=judge,
        recorded=recorded,
    )
    change_all(scene, passed, settled)
    scene.tell(by.member, settled)


def _keyboard(scene: Scene, chat: ChatId, message: MessageId) -> Keyboard:
    _ = scene.voice.texts.gettext
    record = SettleRequest(chat=chat, request=message, record=True)
    drop = SettleRequest(chat=chat, request=message, record=False)
    return (
        (button(_("Record the violation"), record, Colour.BAD),),
        (button(_("Do not record"), drop),),
    )


async def requests_before(scene: Scene, judge: MemberId, chats: Collection[ChatId]) -> list[Notice]:
    """Return the open requests that a person may decide, oldest first.

    An administrator may in all chats, a moderator in `chats`.
    """
    above = judge in scene.services.administrators
    by = Actor(member=judge, standing=Standing.ADMINISTRATOR if above else Standing.MODERATOR)
    found = []
    for passed in await scene.work.notices_of(PASSED):
        chat, data = ChatId(passed.peer), passed.data
        requester = MemberId(data["by"])
        if is_over(scene, passed) or not (above or chat in chats):
            continue
        if judge in data.get("aimed_at", [requester]):
            continue
        case = await scene.case_in(chat, MemberId(data["member"]))
        if against_settling(case, by, requester) is None:
            found.append(passed)
    return found


async def put_request_before(scene: Scene, passed: Notice, judge: MemberId) -> None:
    """Send a request of this chat again to somebody who may decide it."""
    message = passed.data["message"]
    text = None if message is None else await scene.work.evidence(scene.chat.chat, message)
    # its text changes there, too, once it is decided
    asked = sorted({*passed.data["asked"], judge})
    await scene.work.put_notice(replace(passed, data={**passed.data, "asked": asked}))
    await _show(scene, passed, judge, text or "")


def _first_keyboard(scene: Scene, chat: ChatId, message: MessageId) -> Keyboard:
    _ = scene.voice.texts.gettext
    send = PassOn(chat=chat, request=message, send=True)
    leave = PassOn(chat=chat, request=message, send=False)
    return ((button(_("Pass it on"), send, Colour.MAIN), button(_("Do not pass it on"), leave)),)


ROWS = Rows(buttons={SettleRequest: settle, PassOn: confirm}, last=(close_requests,))
