"""`/мои данные`: everything stored about the asker, as a file for them alone."""

from handlers.commands import Command
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.grounds import rule_then
from handlers.journal import rule_in
from handlers.naming import is_oneself, refuse_others
from handlers.words import personal as words
from handlers.words.lines import JournalLine
from rules.conduct import Rule
from rules.ids import ChatId, MemberId, ViolationNumber
from rules.vocabulary.apologies import VoteCast
from storage.effects import Send
from storage.personal import InChat, gather
from storage.records import Entry

FILE = "данные.txt"

_MARK = "\ufeff"
"""Byte order mark: phones recognise UTF-8 by it."""


async def show(services: Services, told: Wrote, rest: str) -> None:
    """Send the file in private; in a chat, say where it is or how to get it."""
    if not await is_oneself(services, told, rest):
        await refuse_others(services, told)
        return
    async with open_scene(services, told.chat, event=told.event) as scene:
        if not await answers_privately(scene, told, Command.OWN_DATA):
            return
        content = words.file_text(await _own_data(scene, told.author), scene.voice)
        file = await scene.work.put_file(FILE, (_MARK + content).encode(), now=scene.now)
        scene.effects.append(
            Send(
                to=told.author,
                private=True,
                text=words.sent(scene.voice),
                files=(file,),
            )
        )


async def _own_data(scene: Scene, member: MemberId) -> words.OwnData:
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
    family = {*personal.parents, *personal.children}
    return words.OwnData(
        personal=personal,
        rules=rules,
        about={each.case.chat: await _lines(scene, each.about, member) for each in personal.chats},
        own={each.case.chat: await _lines(scene, each.own, member) for each in personal.chats},
        people={each.member: each for each in await scene.all_named(decided | family)},
        keeping=scene.policy.keeping,
        administrator=member in scene.services.administrators,
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
            )
        )
    return tuple(lines)


ROWS = Rows(
    commands={
        Command.OWN_DATA: show,
    },
    private={
        Command.OWN_DATA: show,
    },
)
