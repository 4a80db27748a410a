"""`/уведомления` and `/замена`: how a moderator hears of work, and who stands in for them."""

import re
from dataclasses import replace
from datetime import time

from handlers.answers import awaited_in, list_of, show_keyboard
from handlers.asking import Among, ask_whom
from handlers.college import authority_of
from handlers.commands import Command
from handlers.conversation import choosing
from handlers.conversation.arguments import ByName, read_whom_and_term
from handlers.conversation.buttons import Id, Press
from handlers.conversation.choosing import Chosen, Option, answer_in_place
from handlers.conversation.keyboards import button
from handlers.conversation.people import find_among
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.replying import complain, misunderstood
from handlers.waiting import work_for
from handlers.words import duty as words
from handlers.words import replies
from rules.duty import LONGEST_ABSENCE, STEP_DOWN, Duty, How
from rules.ids import COLLEGE, MemberId
from rules.times import NoSuchValueError, QuietHours, end_of, read_quiet_hours
from rules.vocabulary.people import NOT_MODERATOR

_NIGHT = QuietHours(begins=time(20), ends=time(7))

_QUIET, _ANY_HOUR = "quiet", "any hour"

_MORNING = re.compile(r"утр\w*|списк\w*|дайджест\w*|morning|digest|list", re.IGNORECASE)
_NOW = re.compile(r"сраз\w*|at once|now", re.IGNORECASE)
_ALWAYS = re.compile(r"всегда|в любое время|any ?hour|always", re.IGNORECASE)
_AFTER = re.compile(r"(?:после|after)\s+(\d{1,2})(?::(\d\d))?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2}(?::\d\d)?)\s*(?:-|–|—|до|to)\s*(\d{1,2}(?::\d\d)?)")
_STANDING_IN = "standing in"
"""With the absent person's number, the ref of the message that asks a substitute."""

_OFF = re.compile(r"отмен\w*|стоп|нет|off|stop", re.IGNORECASE)

_AT = re.compile(r"(?:^|\s)(?:в|к|с|at)\s+(\d{1,2})(?:[:.](\d\d))?(?!\d)", re.IGNORECASE)

_STANDS_IN = re.compile(
    r"(?:меня|вместо меня|за меня)\b.*\b(?:за|под)мен\w+|(?:за|под)мен\w+ меня\b"
    r"|stands? in for me",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:меня|вместо|за меня|не будет|я|болею|заболела?|уезжаю|в отпуске|на больничном"
    r"|(?:за|под)мен\w+|пожалуйста|will|stands? in for me)\b[,.]?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!до )\b(сегодня|завтра|послезавтра)\b", re.IGNORECASE)


class StepDown(Press, do="step down", deed=STEP_DOWN):
    """«Не могу»: the presser does not stand in for `member`."""

    member: Id


async def notify(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/уведомления`, alone or with what to set."""
    if not await _leads(services, wrote):
        return
    async with services.storage.reading() as reading:
        duty = (await reading.duties([wrote.author])).get(wrote.author, Duty(member=wrote.author))
    changed = _set(duty, rest)
    if rest and changed is None:
        await misunderstood(services, wrote, Command.NOTIFY)
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if not await answers_privately(scene, wrote, Command.NOTIFY):
            return
        if changed is None:
            await _ask(scene, wrote, duty)
        else:
            await _keep(scene, changed)


async def _ask(scene: Scene, wrote: Wrote, duty: Duty) -> None:
    voice = scene.voice
    substitute = None if duty.substitute is None else await scene.named(duty.substitute)
    away = substitute if duty.is_away(scene.now) else None
    await choosing.ask(
        scene,
        wrote,
        Command.NOTIFY,
        "",
        question=words.shown(voice, duty=duty, substitute=away),
        options=[
            *(Option(label=label(voice), value=how.value) for how, label in words.HOWS.items()),
            Option(label=words.NOT_AT_NIGHT(voice), value=_QUIET),
            Option(label=words.AT_ANY_HOUR(voice), value=_ANY_HOUR),
        ],
        alone=True,
    )


async def _choose(services: Services, wrote: Wrote, rest: str, chosen: Chosen) -> None:
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        answer_in_place(scene, chosen)
        duty = await _duty(scene, wrote.author)
        if chosen.value == _QUIET:
            duty = replace(duty, quiet=_NIGHT)
        elif chosen.value == _ANY_HOUR:
            duty = replace(duty, quiet=None)
        else:
            duty = replace(duty, how=How(chosen.value))
        await _keep(scene, duty)


async def take_absence(services: Services, wrote: Wrote) -> bool:
    """Handle «меня заменит Марина до пятницы» of somebody who leads; return whether it was that."""
    if not _STANDS_IN.search(wrote.text):
        return False
    async with services.storage.reading() as reading:
        if not (await authority_of(reading, services, wrote.author)).may:
            return False
    left = _DAY.sub(r"до \1", _FILLER.sub(" ", wrote.text))
    await substitute(services, wrote, " ".join(left.split()))
    return True


def _set(duty: Duty, said: str) -> Duty | None:
    """Return what somebody sets in words, or None."""
    after, hours, at = _AFTER.search(said), _HOURS.search(said), _AT.search(said)
    morning, now = _MORNING.search(said), _NOW.search(said)
    try:
        if hours is not None:
            quiet = read_quiet_hours(f"{_full(hours[1])}-{_full(hours[2])}")
            return replace(duty, quiet=quiet)
        if after is not None:
            begins = time(int(after[1]), int(after[2] or 0))
            return replace(duty, quiet=QuietHours(begins=begins, ends=_NIGHT.ends))
        if at is not None and now is None:
            kept = How.BOTH if duty.how is How.BOTH else How.DIGEST
            return replace(duty, how=kept, morning=time(int(at[1]), int(at[2] or 0)))
    except (NoSuchValueError, ValueError):
        return None
    if _ALWAYS.search(said):
        return replace(duty, quiet=None)
    if morning is None and now is None:
        return None
    both = morning is not None and now is not None
    how = How.BOTH if both else How.DIGEST if morning is not None else How.AT_ONCE
    return replace(duty, how=how)


def _full(hour: str) -> str:
    return hour if ":" in hour else f"{hour}:00"


async def substitute(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/замена @name until Friday`, and `/замена отмена`."""
    if not await _leads(services, wrote):
        return
    if _OFF.fullmatch(rest.strip()):
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            if await answers_privately(scene, wrote, Command.SUBSTITUTE):
                await _end(scene, await _duty(scene, wrote.author))
        return
    read = read_whom_and_term(rest, services.now(), services.zone, services.pages)
    if read.whom is None:
        await ask_whom(services, wrote, Command.SUBSTITUTE, rest, among=Among.MODERATORS)
        return
    async with services.storage.reading() as reading:
        mine = await authority_of(reading, services, wrote.author)
        chats = [each.chat for each in await reading.chats() if mine.reaches(each.chat)]
    whom = ByName(read.rest) if read.whom is None else read.whom
    found = await find_among(services, chats, whom)
    if not isinstance(found, int):
        await complain(services, wrote, found, Command.SUBSTITUTE)
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if not await answers_privately(scene, wrote, Command.SUBSTITUTE):
            return
        until = None if read.term is None else end_of(read.term, scene.now, services.zone)
        if until is None or not scene.now < until <= scene.now + LONGEST_ABSENCE:
            scene.tell(wrote.author, words.too_long(scene.voice, days=LONGEST_ABSENCE.days))
            return
        theirs = await authority_of(scene.work, services, found)
        common = theirs.administrator or mine.administrator or mine.moderates & theirs.moderates
        away = (await _duty(scene, found)).is_away(scene.now)
        heard = await scene.hears_privately(found)
        person = await scene.named(found)
        if not theirs.may or not common or away or not heard or found == wrote.author:
            scene.tell(wrote.author, words.cannot_stand_in(scene.voice, member=person))
            return
        duty = replace(await _duty(scene, wrote.author), substitute=found, until=until)
        me = await scene.named(wrote.author)
        scene.tell(
            found,
            words.stands_in(scene.voice, member=me, until=until),
            keyboard=((button(words.CANNOT(scene.voice), StepDown(member=wrote.author)),),),
            ref=f"{_STANDING_IN}:{wrote.author}",
        )
        await _keep(scene, duty)


async def step_down(services: Services, pressed: Pressed, press: StepDown) -> None:
    """End a substitution that the substitute declines, at once or later."""
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        duty = await _duty(scene, MemberId(press.member))
        if duty.substitute != pressed.author or not duty.is_away(scene.now):
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        me, other = await scene.all_named([duty.member, pressed.author])
        scene.tell(duty.member, words.declined(scene.voice, other=other))
        said = words.ended(scene.voice, other=me)
        scene.change(f"{_STANDING_IN}:{duty.member}", said, to=pressed.author)
        await scene.work.put_duty(replace(duty, substitute=None, until=None))
        scene.acknowledge(pressed)


async def _end(scene: Scene, duty: Duty) -> None:
    if duty.substitute is None:
        await _keep(scene, duty)
        return
    me, other = await scene.all_named([duty.member, duty.substitute])
    scene.tell(duty.substitute, words.ended(scene.voice, other=me))
    scene.tell(duty.member, words.ended(scene.voice, other=other))
    await scene.work.put_duty(replace(duty, substitute=None, until=None))


async def _keep(scene: Scene, duty: Duty) -> None:
    # the first list comes in the next morning
    await scene.work.put_duty(replace(duty, listed_at=scene.now))
    person = None if duty.substitute is None else await scene.named(duty.substitute)
    scene.tell(duty.member, words.shown(scene.voice, duty=duty, substitute=person))


async def _duty(scene: Scene, member: MemberId) -> Duty:
    return (await scene.work.duties([member])).get(member, Duty(member=member))


async def _leads(services: Services, wrote: Wrote) -> bool:
    """Return whether somebody moderates any chat, or the one they write in; refuse otherwise."""
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, wrote.author)
    if authority.may and (wrote.private or authority.reaches(wrote.chat)):
        return True
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        await scene.refuse(NOT_MODERATOR, wrote)
    return False


async def see_to_duties(services: Services) -> None:
    """Send the lists of the morning, and end the substitutions whose time is over."""
    async with services.storage.reading() as reading:
        duties = await reading.duties()
    now = services.now()
    for each in duties.values():
        ends = each.until is not None and each.until <= now
        if not (ends or each.is_list_due(now, services.zone)):
            continue
        async with open_scene(services, COLLEGE) as scene:
            if ends:
                await _end(scene, await _duty(scene, each.member))
            duty = await _duty(scene, each.member)
            if duty.is_list_due(scene.now, services.zone):
                await _send_list(scene, duty)


async def _send_list(scene: Scene, duty: Duty) -> None:
    member = duty.member
    await scene.work.put_duty(replace(duty, listed_at=scene.now))
    work = await work_for(scene, await authority_of(scene.work, scene.services, member))
    if awaited := await awaited_in(scene, work):
        said = f"{words.MORNING(scene.voice)}\n{list_of(scene.voice, awaited)}"
        scene.tell(member, said, keyboard=show_keyboard(scene.voice))


ROWS = Rows(
    buttons={StepDown: step_down},
    commands={Command.NOTIFY: notify, Command.SUBSTITUTE: substitute},
    choices={Command.NOTIFY: _choose},
    private={Command.NOTIFY: notify, Command.SUBSTITUTE: substitute},
    private_choices={Command.NOTIFY: _choose},
)
