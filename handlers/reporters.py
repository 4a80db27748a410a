"""«Кто сообщил»: administrators learn it of an abuse, and may close reports (п. 5.12.7)."""

from dataclasses import dataclass

from handlers.conversation.buttons import Id, Press, WideId
from handlers.conversation.keyboards import button, in_rows
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.voice import Voice, quote
from handlers.words import replies
from handlers.words import reporters as words
from rules.case import Case, Granted, Refused
from rules.complaints import AT_ONCE, against_closed
from rules.ids import COLLEGE, ChatId, MemberId, MessageId, SuspicionNumber
from rules.permissions import against
from rules.reporters import (
    CLOSE_REPORTING,
    OPEN_REPORTING,
    SEE_REPORTERS,
    abusing,
    against_seeing_reporters,
    close_reporting,
    open_reporting,
)
from rules.vocabulary.bases import Refusal
from rules.vocabulary.complaints import Complaint, Rank
from rules.vocabulary.reporters import ReportersSeen, ReportingClosed
from storage.effects import Keyboard
from storage.reading import Reading


class SeeReporters(Press, do="reporters", deed=SEE_REPORTERS):
    """«Кто сообщил» on an administrator's copy of a card."""

    chat: Id
    card: Id
    message: WideId


class CloseReports(Press, do="close_reports", deed=CLOSE_REPORTING):
    """«Закрыть приём» for one of those who reported a message of a card."""

    chat: Id
    card: Id
    message: WideId
    member: Id


class OpenReports(Press, do="open_reports", deed=OPEN_REPORTING):
    """«Открыть снова» for a person to whom reports are closed."""

    member: Id


_MOST = 8
"""Most people with a button; the rest get theirs once these are closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The complaints of a message, and those of its author around that time."""

    told: tuple[Complaint, ...]
    about: tuple[Complaint, ...]

    @property
    def abusers(self) -> tuple[MemberId, ...]:
        """Who of those that complained of the message abuse it."""
        return abusing(self.told, self.about)


async def reports_on(
    reading: Reading, chat: ChatId, member: MemberId, message: MessageId
) -> Reports | None:
    """Return the complaints of a member's message; None if there are none."""
    told = await reading.complaints_on(chat, message)
    if not told:
        return None
    about = await reading.complaints_about(chat, member, told[0].at, AT_ONCE)
    return Reports(told=told, about=about)


def abuse_keyboard(voice: Voice, press: SeeReporters) -> Keyboard:
    """Return «Кто сообщил», for administrators alone."""
    return ((button(voice.texts.gettext("Who reported"), press),),)


async def see(services: Services, pressed: Pressed, press: SeeReporters) -> None:
    """Handle «Кто сообщил»: tell the administrator in private, and record that they looked."""
    async with open_scene(services, COLLEGE, event=pressed.event) as scene:
        found = await _found(scene, pressed, press)
        if found is None:
            return
        case, reports = found
        number = SuspicionNumber(press.card)
        seen = ReportersSeen(chat=ChatId(press.chat), suspicion=number, by=pressed.author)
        await scene.record((seen,), chat=COLLEGE)
        text, keyboard = await _shown(scene, press, case, reports)
        scene.tell(pressed.author, text, keyboard=keyboard, ref=_list_ref(press))
        scene.acknowledge(pressed)


async def close(services: Services, pressed: Pressed, press: CloseReports) -> None:
    """Handle «Закрыть приём»: tell the person and the administrators, with «Открыть снова»."""
    async with open_scene(services, COLLEGE, event=pressed.event) as scene:
        card = SeeReporters(chat=press.chat, card=press.card, message=press.message)
        found = await _found(scene, pressed, card)
        if found is None:
            return
        case, reports = found
        member, voice = MemberId(press.member), scene.voice
        ruling = close_reporting(
            member,
            reports.abusers,
            await scene.work.reporting_closed_until(member),
            by=pressed.author,
            now=scene.now,
        )
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, pressed)
            return
        await scene.record(ruling.facts, chat=COLLEGE)
        person, by = await scene.all_named([member, pressed.author])
        (until,) = (each.until for each in ruling.facts if isinstance(each, ReportingClosed))
        scene.tell_administrators(
            words.closed(voice, member=person, by=by, until=until),
            keyboard=((button(voice.texts.gettext("Open again"), OpenReports(member=member)),),),
            ref=_ref(member),
        )
        if await scene.hears_privately(member):
            scene.tell(member, words.told(voice, by=by, until=until))
        text, keyboard = await _shown(scene, card, case, reports)
        scene.change(_list_ref(card), text, keyboard=keyboard, to=pressed.author)
        scene.acknowledge(pressed)


async def reopen(services: Services, pressed: Pressed, press: OpenReports) -> None:
    """Handle «Открыть снова»."""
    async with open_scene(services, COLLEGE, event=pressed.event) as scene:
        member = MemberId(press.member)
        until = await scene.work.reporting_closed_until(member)
        by = await scene.actor(pressed.author)
        ruling = open_reporting(member, until, by=by, now=scene.now)
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, pressed)
            return
        assert isinstance(ruling, Granted)  # noqa: S101
        await scene.record(ruling.facts, chat=COLLEGE)
        person, opener = await scene.all_named([member, pressed.author])
        said = words.opened(scene.voice, member=person, by=opener)
        for administrator in sorted(scene.services.administrators):
            scene.change(_ref(member), said, to=administrator)
        if await scene.hears_privately(member):
            scene.tell(member, words.told_opened(scene.voice))
        scene.acknowledge(pressed)


async def _found(
    scene: Scene, pressed: Pressed, press: SeeReporters
) -> tuple[Case, Reports] | None:
    """Return the case and the reports of a card's message that this person may see; else refuse."""
    by = await scene.actor(pressed.author)
    refusal: Refusal | None = against(SEE_REPORTERS, by)
    if refusal is not None:
        await scene.refuse(refusal, pressed)
        return None
    chat, number = ChatId(press.chat), SuspicionNumber(press.card)
    owner, message = await scene.work.suspicion_owner(chat, number), MessageId(press.message)
    case = None if owner is None else await scene.case_in(chat, owner, suspicion=number)
    suspicion = None if case is None else case.suspicion
    reports = None
    if case is not None and suspicion is not None and message in suspicion.messages:
        reports = await reports_on(scene.work, chat, case.member, message)
    if case is None or reports is None:
        scene.pop_up(pressed, replies.outdated(scene.voice))
        return None
    refusal = against_seeing_reporters(case, by, reports.told, reports.abusers)
    if refusal is not None:
        await scene.refuse(refusal, pressed)
        return None
    return case, reports


async def _shown(
    scene: Scene, press: SeeReporters, case: Case, reports: Reports
) -> tuple[str, Keyboard]:
    """Return who abuses the reports of a message, and «Закрыть приём» for each of them."""
    abusers, voice = reports.abusers, scene.voice
    low = {each.by for each in reports.told if each.rank is Rank.LOW}
    chat = await scene.work.chat(ChatId(press.chat))
    people, buttons = [], []
    for named in await scene.all_named(abusers):
        until = await scene.work.reporting_closed_until(named.member)
        closed = against_closed(until, scene.now)
        people.append(
            words.Reporter(
                person=named,
                unfounded=named.member in low,
                closed_until=None if closed is None else closed.until,
            )
        )
        if closed is None:
            label = voice.texts.gettext("Close for: {name}").format(name=voice.name(named))
            ask = CloseReports(
                chat=press.chat, card=press.card, message=press.message, member=named.member
            )
            buttons.append(button(quote(label, scene.able.label), ask))
    text = words.reporters(
        voice,
        chat="" if chat is None else chat.title,
        number=SuspicionNumber(press.card),
        member=await scene.named(case.member),
        people=people,
    )
    return text, in_rows(buttons[:_MOST])


def _list_ref(press: SeeReporters) -> str:
    return f"reporters:{press.chat}:{press.message}"


def _ref(member: MemberId) -> str:
    return f"reporting:{member}"


ROWS = Rows(buttons={SeeReporters: see, CloseReports: close, OpenReports: reopen})
