"""`/семья`: parents and their children (п. 5.12.8)."""

import re

from handlers.chats import freshen
from handlers.college import ask_authority, authority_at, authority_of, read_college
from handlers.commands import Command
from handlers.conversation.arguments import ByName, Whom, read_whom
from handlers.conversation.people import find_person, names_of
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.guardians import see_to_guardians, standings_of, to_confirm
from handlers.leavers import find_named, look_for
from handlers.replying import complain, misunderstood
from handlers.waiting import see_to_appeals
from handlers.words import families as words
from rules.case import Refused
from rules.college import CHANGE_FAMILY, against_reading, link, unlink
from rules.ids import COLLEGE, MemberId

_OFF = re.compile(r"(?:удалить|убрать|снять|нет|off|remove)", re.IGNORECASE)


async def family(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/семья`: `@parent @student` links, with «удалить» unlinks, `@name` shows."""
    first, more = read_whom(rest, services.pages)
    second, off = read_whom(more, services.pages)
    if first is None or not more:
        await _show(services, wrote, rest)
    elif second is None or (off and not _OFF.fullmatch(off)):
        await misunderstood(services, wrote, Command.FAMILY)
    else:
        await _change(services, wrote, first, second, linked=not off)


async def _show(services: Services, wrote: Wrote, rest: str) -> None:
    if rest or wrote.answered is not None or await _leads(services, wrote.author):
        member = await find_named(services, wrote, rest, Command.FAMILY)
    else:
        # everybody may ask about their own family
        member = wrote.author
    if member is None:
        return
    await ask_authority(services, wrote.author, [member], CHANGE_FAMILY)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        authority = await authority_at(scene.work, services, wrote.author, wrote)
        college = await read_college(scene.work, services, [member])
        if refused := against_reading(college, member, authority):
            await scene.refuse(refused.reason, wrote)
            return
        shown = words.shown(
            scene.voice,
            member=await scene.named(member),
            parents=await scene.all_named(college.parents(member)),
            children=await scene.all_named(college.children(member)),
            left=frozenset(college.left),
        )
        if await answers_privately(scene, wrote, Command.FAMILY):
            if authority.may:
                shown = "\n".join((shown, *await standings_of(scene, member)))
            keyboard, ref = await to_confirm(scene, member, authority)
            scene.tell(wrote.author, shown, keyboard=keyboard, ref=ref)


async def _leads(services: Services, member: MemberId) -> bool:
    async with services.storage.reading() as reading:
        return (await authority_of(reading, services, member)).may


async def _change(
    services: Services, wrote: Wrote, first: Whom, second: Whom, *, linked: bool
) -> None:
    found: list[MemberId] = []
    for whom in (first, second):
        if wrote.private and isinstance(whom, ByName):
            member = await look_for(services, wrote, whom)
        else:
            member = await find_person(services, wrote.chat, whom)
        if not isinstance(member, int):
            await complain(services, wrote, member)
            return
        found.append(member)
    parent, child = found
    people = await names_of(services, found)
    await ask_authority(services, wrote.author, found, CHANGE_FAMILY)
    if not wrote.private:
        await freshen(services, wrote.chat, moderator=wrote.author)
    async with open_scene(services, wrote.chat, event=wrote.event, college=True) as scene:
        await scene.work.put_people(people)
        authority = await authority_at(scene.work, services, wrote.author, wrote)
        college = await read_college(scene.work, services, found)
        ruling = (link if linked else unlink)(college, parent, child, authority)
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, wrote)
            return
        if await answers_privately(scene, wrote, Command.FAMILY):
            await scene.record(ruling.facts, chat=COLLEGE)
            one, other = await scene.all_named(found)
            say = words.linked if linked else words.unlinked
            scene.tell(wrote.author, say(scene.voice, parent=one, child=other))
    await see_to_guardians(services)
    # nobody decides an appeal of their own family, so the administrators may have changed
    await see_to_appeals(services)


ROWS = Rows(commands={Command.FAMILY: family}, private={Command.FAMILY: family})
