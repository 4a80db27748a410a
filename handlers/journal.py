"""`/журнал`: the last entries, by pages; `/журнал @name`: those about one person."""

from handlers.announcing.grounds import rule_then
from handlers.arguments import ByName, read_whom
from handlers.buttons import JournalAt
from handlers.chats import freshen
from handlers.keyboards import pages
from handlers.notices.mistakes import ButtonOutdated, NotRight
from handlers.notices.views import AnsweredPrivately, JournalLine, JournalPage
from handlers.people import find_person
from handlers.replying import complain, pop_up
from handlers.scene import Scene, open_scene
from handlers.services import Services
from handlers.updates import Place, Told
from rules.facts import Fact
from rules.facts.reminders import Reminded
from rules.facts.violations import MessageRemoved, ViolationRecorded
from rules.ids import ChatId, MemberId, RuleNumber
from rules.permissions import may_moderate
from rules.refusals.rights import NotModerator
from storage.effects import Keyboard

PAGE = 10
NEWEST = 2**53
"""Above any entry's number; the greatest that a button's payload may carry."""


async def show(services: Services, told: Told, rest: str) -> None:
    """Show the newest page to a moderator."""
    whom, words = read_whom(rest)
    if whom is None and words:
        whom = ByName(words)
    member = None
    if whom is not None:
        found = await find_person(services, told.chat, whom)
        if not isinstance(found, int):
            await complain(services, told, found)
            return
        member = found
    await freshen(services, told.chat, moderator=told.author)
    async with open_scene(services, told.chat, event=told.event) as scene:
        if not may_moderate(await scene.actor(told.author)):
            scene.say(NotRight(refusal=NotModerator()), reply_to=told.message)
            return
        ref = f"journal:{told.chat}:{told.message}"
        privately = await scene.hears_privately(told.author)
        page, keyboard = await _page(scene, member, NEWEST, public=not privately)
        if privately:
            scene.tell(told.author, page, keyboard=keyboard, ref=ref)
            scene.say(AnsweredPrivately(), reply_to=told.message)
        else:
            scene.say(page, keyboard=keyboard, ref=ref, reply_to=told.message)


async def turn(services: Services, place: Place, press: JournalAt) -> None:
    """Another page was pressed: the same message shows it."""
    chat = ChatId(press.chat) if place.private else place.chat
    if not chat:
        await pop_up(services, place, ButtonOutdated())
        return
    await freshen(services, chat, moderator=place.by)
    async with open_scene(services, chat, event=place.event) as scene:
        if not may_moderate(await scene.actor(place.by)):
            scene.pop_up(place, NotRight(refusal=NotModerator()))
            return
        ref = None
        if place.message is not None:
            ref = await scene.work.ref_of(place.peer, place.message)
        if ref is None or not ref.startswith(f"journal:{chat}:"):
            scene.pop_up(place, ButtonOutdated())
            return
        member = MemberId(press.member) if press.member else None
        page, keyboard = await _page(scene, member, press.before, public=not place.private)
        scene.change(ref, page, keyboard=keyboard, to=place.peer)
        scene.acknowledge(place)


async def _page(
    scene: Scene, member: MemberId | None, before: int, *, public: bool
) -> tuple[JournalPage, Keyboard]:
    chat = scene.chat.chat
    entries = await scene.work.entries(chat, member=member, before=before, limit=PAGE + 1)
    shown = entries[:PAGE]
    lines = []
    for entry in shown:
        about, by = entry.fact.member, entry.fact.by
        lines.append(
            JournalLine(
                entry=entry,
                member=None if about is None else await scene.named(about),
                by=None if by is None else await scene.named(by),
                rule=await rule_then(scene, rule_in(entry.fact), entry.policy_version),
            )
        )
    page = JournalPage(
        lines=tuple(lines),
        of=None if member is None else await scene.named(member),
        total=await scene.work.count_entries(chat, member),
        public=public,
    )
    keyboard = pages(
        scene.voice.texts,
        chat=None if public else chat,
        member=member,
        newer=None if before >= NEWEST else NEWEST,
        older=shown[-1].number if len(entries) > PAGE else None,
    )
    return page, keyboard


def rule_in(fact: Fact) -> RuleNumber | None:
    """Give the rule of conduct that a fact cites, if it cites one."""
    match fact:
        case ViolationRecorded(rule=rule) | MessageRemoved(rule=rule):
            return rule
        case Reminded(rule=one):
            return one
        case _:
            return None
