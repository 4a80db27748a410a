"""`/мои данные`: everything that is kept of the asker, or of their child, as a file (п. 5.12.7)."""

from dataclasses import replace

from handlers.commands import Command
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.grounds import rule_then
from handlers.guardians import wards_named, wards_now
from handlers.journal import rule_in, title_in
from handlers.naming import is_oneself, refuse_others
from handlers.voice import Named
from handlers.words import personal as words
from handlers.words.guardians import for_guardian, shortened
from handlers.words.rows import JournalLine
from rules.conduct import Rule
from rules.ids import ChatId, MemberId, ViolationNumber
from rules.vocabulary.apologies import VoteCast
from rules.vocabulary.families import FamilyFact
from storage.effects import Send
from storage.personal import InChat, gather
from storage.records import Entry

FILE = "данные.txt"

_MARK = "\ufeff"
"""Byte order mark: phones recognise UTF-8 by it."""


async def show(services: Services, wrote: Wrote, rest: str) -> None:
    """Send the file in private; in a chat, say where it is or how to get it.

    A guardian may name their child.
    """
    if wards := await wards_named(services, wrote, rest):
        await show_wards(services, wrote, wards)
        return
    if not await is_oneself(services, wrote, rest):
        await refuse_others(services, wrote)
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if await answers_privately(scene, wrote, Command.OWN_DATA):
            data = await _data_of(scene, wrote.author)
            await _send(scene, wrote, words.file_text(data, scene.voice), words.sent(scene.voice))


async def show_wards(
    services: Services, wrote: Wrote, wards: tuple[MemberId, ...] | None = None
) -> bool:
    """Send a guardian the data of these children, or of all of theirs; False if there is none.

    Others' names are shortened. What a child reports, votes or calls for is never in it: that is
    between the child and the college.
    """
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        for child in await wards_now(scene, wrote.author) if wards is None else wards:
            data = _for_guardian(await _data_of(scene, child))
            named = await scene.named(child)
            content = words.file_text(data, scene.voice, child=named)
            await _send(scene, wrote, content, words.sent_of_child(scene.voice, child=named))
        return bool(scene.effects)


async def _send(scene: Scene, wrote: Wrote, content: str, said: str) -> None:
    file = await scene.work.put_file(FILE, (_MARK + content).encode(), now=scene.now)
    scene.effects.append(Send(to=wrote.author, private=True, text=said, files=(file,)))


def _for_guardian(data: words.OwnData) -> words.OwnData:
    """Return a child's data without what only the child may know."""
    child = data.personal.member
    return replace(
        data,
        personal=replace(
            data.personal,
            chats=tuple(replace(each, said=()) for each in data.personal.chats),
            complaints=(),
            signals=(),
            dialogue=None,
            duty=None,
        ),
        about={
            chat: tuple(for_guardian(each) for each in lines if not each.entry.fact.in_confidence)
            for chat, lines in data.about.items()
        },
        own=dict.fromkeys(data.own, ()),
        people={
            member: named if member == child else shortened(named)
            for member, named in data.people.items()
        },
    )


async def _data_of(scene: Scene, member: MemberId) -> words.OwnData:
    personal = await gather(
        scene.work,
        member,
        policy=scene.policy,
        zone=scene.voice.zone,
        now=scene.now,
    )
    decided = {
        *(each.by for chat in personal.chats for each in chat.case.violations if each.by),
        *(each.by for chat in personal.chats for each in chat.case.blocks if each.by),
    }
    rules: dict[tuple[ChatId, ViolationNumber], Rule | None] = {}
    for chat in personal.chats:
        rules |= await _rules_in(scene, chat)
    family = {*personal.parents, *personal.children, member}
    if personal.duty is not None and personal.duty.substitute is not None:
        family.add(personal.duty.substitute)
    return words.OwnData(
        personal=personal,
        rules=rules,
        about={each.case.chat: await _lines(scene, each.about, member) for each in personal.chats},
        own={each.case.chat: await _lines(scene, each.own, member) for each in personal.chats},
        people={each.member: each for each in await scene.all_named(decided | family)},
        keeping=scene.policy.keeping,
        administrator=member in scene.services.administrators,
        names_declined=scene.services.capabilities.declines_names,
        sex_told=scene.services.capabilities.tells_sex,
    )


async def _rules_in(
    scene: Scene, chat: InChat
) -> dict[tuple[ChatId, ViolationNumber], Rule | None]:
    versions = await scene.work.versions_broken(chat.case.chat, chat.case.member)
    return {
        (chat.case.chat, each.number): await rule_then(scene, each.rule, versions.get(each.at))
        for each in chat.case.violations
    }


async def _lines(
    scene: Scene, entries: tuple[Entry, ...], asker: MemberId
) -> tuple[JournalLine, ...]:
    lines = []
    for entry in entries:
        by = entry.fact.by
        # only moderators learn who voted; other members acted upon stay unnamed
        hidden = by is None or (isinstance(entry.fact, VoteCast) and by != asker)
        lines.append(
            JournalLine(
                entry=entry,
                member=None,
                by=None if hidden or by is None else await scene.named(by),
                rule=await rule_then(scene, rule_in(entry.fact), entry.policy_version),
                child=await _child_in(scene, entry, asker),
                chat=await title_in(scene, entry),
            )
        )
    return tuple(lines)


async def _child_in(scene: Scene, entry: Entry, asker: MemberId) -> Named | None:
    """Return the child that an entry about a parent names, to one of the two alone."""
    fact = entry.fact
    if isinstance(fact, FamilyFact) and asker in {fact.member, fact.child}:
        return await scene.named(fact.child)
    return None


ROWS = Rows(commands={Command.OWN_DATA: show}, private={Command.OWN_DATA: show})
