"""`/журнал`: the last entries, by pages; `/журнал @name`: those about one person.

Moderators read it all, everyone else what it says of themselves, in private (п. 5.12.7).
"""

from handlers.announcing.grounds import rule_then
from handlers.arguments import ByName, read_whom
from handlers.buttons import JournalAt
from handlers.chats import freshen
from handlers.commands import Command
from handlers.keyboards import pages
from handlers.notices.mistakes import ButtonOutdated, NotRight
from handlers.notices.personal import PrivateFirst
from handlers.notices.views import AnsweredPrivately, InNoChat, JournalLine, JournalPage
from handlers.people import find_person
from handlers.quoting import quote
from handlers.replying import complain, pop_up
from handlers.scene import Scene, open_scene
from handlers.services import Services
from handlers.updates import Place, Told
from handlers.wording import word
from handlers.wording.voice import LONGEST_NAME
from rules.facts import Fact
from rules.facts.reminders import Reminded
from rules.facts.violations import MessageRemoved, ViolationRecorded
from rules.ids import COLLEGE, ChatId, MemberId, RuleNumber
from rules.permissions import may_moderate, may_see_standing
from rules.refusals.rights import NotModerator
from storage.effects import Keyboard, Send

PAGE = 10
NEWEST = 2**53
"""Above any entry's number; the greatest that a button's payload may carry."""


async def show(services: Services, told: Told, rest: str) -> None:
    """Show the newest page to a moderator, and to others what is about themselves."""
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
        actor = await scene.actor(told.author)
        if not may_moderate(actor) and member is None:
            member = told.author
        if member is not None and not may_see_standing(actor, member):
            scene.say(NotRight(refusal=NotModerator()), reply_to=told.message)
            return
        ref = _ref(told.chat, told)
        privately = await scene.hears_privately(told.author)
        if not (privately or may_moderate(actor)):
            scene.say(PrivateFirst(command=Command.JOURNAL), reply_to=told.message)
            return
        voters = privately and may_moderate(actor)
        page, keyboard = await _page(scene, member, NEWEST, voters=voters, private=privately)
        if privately:
            scene.tell(told.author, page, keyboard=keyboard, ref=ref)
            scene.say(AnsweredPrivately(), reply_to=told.message)
        else:
            scene.say(page, keyboard=keyboard, ref=ref, reply_to=told.message)


async def show_privately(services: Services, told: Told) -> None:
    """`/журнал` in private: what each chat's journal says of the asker.

    The college's own says who is on its list, who left and who is whose parent: administrators
    read all of it.
    """
    async with services.storage.reading() as reading:
        chats = [
            chat.chat
            for chat in await reading.chats()
            if await reading.member(chat.chat, told.author) is not None
            or await reading.count_entries(chat.chat, told.author)
        ]
        of_college = await reading.count_entries(COLLEGE, told.author)
    shown = [await _own_page(services, chat, told) for chat in chats if chat != COLLEGE]
    if told.author in services.administrators:
        shown.append(await _college_page(services, told, None))
    elif of_college:
        shown.append(await _college_page(services, told, told.author))
    async with open_scene(services, told.chat, event=told.event) as scene:
        scene.effects.extend(shown)
        if not shown:
            scene.tell(told.author, InNoChat())


async def _own_page(services: Services, chat: ChatId, told: Told) -> Send:
    async with open_scene(services, chat) as scene:
        page, keyboard = await _page(scene, told.author, NEWEST, voters=False, private=True)
        words = f"«{quote(scene.chat.title, LONGEST_NAME)}». {word(page, scene.voice)}"
        return Send(
            to=told.author, private=True, text=words, keyboard=keyboard, ref=_ref(chat, told)
        )


async def _college_page(services: Services, told: Told, member: MemberId | None) -> Send:
    async with open_scene(services, COLLEGE) as scene:
        page, keyboard = await _page(scene, member, NEWEST, voters=False, private=True)
        words, ref = word(page, scene.voice), _ref(COLLEGE, told)
        return Send(to=told.author, private=True, text=words, keyboard=keyboard, ref=ref)


async def turn(services: Services, place: Place, press: JournalAt) -> None:
    """Another page was pressed: the same message shows it."""
    chat = ChatId(press.chat) if place.private else place.chat
    if chat == COLLEGE:
        if place.by not in services.administrators and press.member != place.by:
            await pop_up(services, place, ButtonOutdated())
            return
    else:
        await freshen(services, chat, moderator=place.by)
    async with open_scene(services, chat, event=place.event) as scene:
        actor = await scene.actor(place.by)
        member = MemberId(press.member) if press.member else None
        of_own = member is not None and place.private and may_see_standing(actor, member)
        if not (may_moderate(actor) or of_own):
            scene.pop_up(place, NotRight(refusal=NotModerator()))
            return
        ref = None
        if place.message is not None:
            ref = await scene.work.ref_of(place.peer, place.message)
        if ref is None or not ref.startswith(f"journal:{chat}:"):
            scene.pop_up(place, ButtonOutdated())
            return
        voters = place.private and may_moderate(actor)
        page, keyboard = await _page(
            scene, member, press.before, voters=voters, private=place.private
        )
        scene.change(ref, page, keyboard=keyboard, to=place.peer)
        scene.acknowledge(place)


async def _page(
    scene: Scene, member: MemberId | None, before: int, *, voters: bool, private: bool
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
        public=not voters,
        college=chat == COLLEGE,
    )
    keyboard = pages(
        scene.voice.texts,
        chat=chat if private else None,
        member=member,
        newer=None if before >= NEWEST else NEWEST,
        older=shown[-1].number if len(entries) > PAGE else None,
    )
    return page, keyboard


def _ref(chat: ChatId, told: Told) -> str:
    return f"journal:{chat}:{told.message}"


def rule_in(fact: Fact) -> RuleNumber | None:
    """Give the rule of conduct that a fact cites, if it cites one."""
    match fact:
        case ViolationRecorded(rule=rule) | MessageRemoved(rule=rule):
            return rule
        case Reminded(rule=one):
            return one
        case _:
            return None
