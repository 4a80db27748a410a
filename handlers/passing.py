"""Pass on requests that a moderator may not record themselves: others decide (п. 5.12.7)."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from handlers.chats import moderated
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import SettleRequest
from handlers.conversation.keyboards import button
from handlers.conversation.repeating import repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.grounds import rule_now
from handlers.repeats import another_act, separate_asked
from handlers.words import passing as words
from handlers.words import replies
from rules.case import Case, Refused
from rules.ids import ChatId, MemberId, MessageId, RuleNumber
from rules.times import is_over as has_ended
from rules.violations import against_settling, judges_of
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import AGAINST_MODERATOR
from rules.vocabulary.violations import JustRecorded, RecordViolation, ViolationRecorded
from storage.effects import Colour, Keyboard
from storage.records import Notice

PASSED = "passed"


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
    """Ask others about a refused request; return whether anybody can be asked."""
    rule = None if request.rule is None else rule_now(scene, request.rule)
    if rule is None:
        return False
    judges = judges_of(
        refusal,
        moderators=frozenset(await scene.moderators()),
        administrators=scene.services.administrators,
        parties=(await scene.case(member)).family | {wrote.author, member} | request.aimed_at,
    )
    asked = [judge for judge in sorted(judges) if await scene.hears_privately(judge)]
    only_administrators = refusal == AGAINST_MODERATOR
    if not judges or (only_administrators and not asked):
        return False
    if request.message is not None:
        await scene.work.put_evidence(
            wrote.chat, request.message, member, wrote.answered_text, now=scene.now
        )
    ref = ref_of_request(wrote.chat, wrote.message)
    passed = Notice(
        peer=wrote.chat,
        ref=ref,
        kind=PASSED,
        at=scene.now,
        data={
            "member": member,
            "by": wrote.author,
            "rule": rule.number,
            "message": request.message,
            "note": request.note,
            "posted": None if request.posted_at is None else int(request.posted_at.timestamp()),
            "asked": asked,
            "aimed_at": sorted(request.aimed_at),
        },
    )
    await scene.work.put_notice(passed)
    until = ends_at(scene, passed.at)
    whom, who = await scene.all_named([member, wrote.author])
    shown = partial(
        words.asked,
        scene.voice,
        chat=scene.chat.title,
        member=whom,
        by=who,
        rule=rule,
        until=until,
    )
    keyboard = _keyboard(scene, wrote.chat, wrote.message)
    said = words.passed(
        scene.voice, refusal=refusal, administrators=only_administrators, until=until
    )
    scene.say(said, reply_to=wrote.message)
    for judge in asked:
        said = shown(note=request.note, text=wrote.answered_text)
        scene.tell(judge, said, keyboard=keyboard, ref=ref)
    if not asked:
        # no judge allows private messages: ask in the chat that they read
        read = shown(
            note=await repeatable(scene, request.note),
            text=await repeatable(scene, wrote.answered_text),
        )
        scene.say(read, keyboard=keyboard, ref=ref, notify=True)
    return True


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


async def requests_before(scene: Scene, administrator: MemberId) -> tuple[Notice, ...]:
    """Return the open requests of all chats that an administrator may decide, oldest first."""
    by = await scene.actor(administrator)
    found = []
    for passed in await scene.work.notices_of(PASSED):
        data, requester = passed.data, MemberId(passed.data["by"])
        if is_over(scene, passed) or administrator in data.get("aimed_at", [requester]):
            continue
        case = await scene.case_in(ChatId(passed.peer), MemberId(data["member"]))
        if against_settling(case, by, requester) is None:
            found.append(passed)
    return tuple(found)


async def put_request_before(scene: Scene, passed: Notice, judge: MemberId) -> None:
    """Send a request of this chat again to somebody who may decide it."""
    data = passed.data
    rule = rule_now(scene, RuleNumber(data["rule"]))
    if rule is None:
        return
    member, by = await scene.all_named([MemberId(data["member"]), MemberId(data["by"])])
    text = None
    if data["message"] is not None:
        text = await scene.work.evidence(scene.chat.chat, MessageId(data["message"]))
    said = words.asked(
        scene.voice,
        chat=scene.chat.title,
        member=member,
        by=by,
        rule=rule,
        note=data["note"],
        text=text or "",
        until=ends_at(scene, passed.at),
    )
    message = MessageId(int(passed.ref.rpartition(":")[2]))
    scene.tell(judge, said, keyboard=_keyboard(scene, scene.chat.chat, message), ref=passed.ref)
    # its text changes there, too, once it is decided
    asked = sorted({*data["asked"], judge})
    await scene.work.put_notice(replace(passed, data={**data, "asked": asked}))


ROWS = Rows(
    buttons={SettleRequest: settle},
    last=(close_requests,),
)
