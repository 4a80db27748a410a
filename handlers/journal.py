"""`/журнал`: the latest entries, by pages; `/журнал @name`: those about one person.

Moderators read everything; others read entries about themselves, in private (п. 5.12.7).
"""

from typing import get_args

from handlers.chats import freshen, moderated
from handlers.commands import Command
from handlers.conversation.arguments import Whom
from handlers.conversation.buttons import JournalAt
from handlers.conversation.keyboards import button
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene, pop_up
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.grounds import rule_then
from handlers.guardians import wards_named, wards_now
from handlers.naming import chats_moderated, find_asked, find_privately, named_in, say_unknown
from handlers.periods import read_period
from handlers.words import journal as words
from handlers.words import replies, status
from handlers.words.guardians import for_guardian
from handlers.words.rows import JournalLine
from locales.texts import Texts
from rules.ids import COLLEGE, ChatId, MemberId, RuleNumber
from rules.permissions import against_seeing, may_moderate
from rules.rights import READ_JOURNAL
from rules.vocabulary.families import FamilyFact
from rules.vocabulary.people import ONLY_ONESELF
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.reporters import ReportersSeen
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from storage.effects import Keyboard, Send
from storage.records import Entry


def pages_keyboard(
    texts: Texts,
    *,
    chat: ChatId | None,
    member: MemberId | None,
    newer: int | None,
    older: int | None,
) -> Keyboard:
    """Return «К последним» and «Раньше», if those pages exist.

    `chat` is set if the page is shown outside its chat.
    """
    _ = texts.gettext
    row = [
        button(label, JournalAt(member=member or 0, before=before, chat=chat or 0))
        for label, before in ((_("← To the newest"), newer), (_("Earlier →"), older))
        if before is not None
    ]
    return (tuple(row),) if row else ()


PAGE = 10

NEWEST = 2**53
"""Above every entry's number, and the greatest number in a button's payload."""


async def show(services: Services, wrote: Wrote, rest: str) -> None:
    """Show the newest page in private: to a moderator everything, to others their own entries."""
    whom = _named_in(services, rest)
    member = None
    if whom is not None or (wrote.answered is not None and wrote.answered > 0):
        member = await find_asked(services, wrote, rest if whom else "", Command.JOURNAL)
        if member is None:
            return
    async with moderated(services, wrote) as scene:
        actor = await scene.actor(wrote.author)
        if not may_moderate(actor) and member is None:
            member = wrote.author
        refusal = None if member is None else against_seeing(READ_JOURNAL, actor, member)
        if refusal is not None:
            await scene.refuse(refusal, wrote)
        elif await answers_privately(scene, wrote, Command.JOURNAL):
            voters = may_moderate(actor)
            page, keyboard = await _page(scene, member, NEWEST, voters=voters, private=True)
            scene.tell(wrote.author, page, keyboard=keyboard, ref=_ref(wrote.chat, wrote))


def _named_in(services: Services, rest: str) -> Whom | None:
    """Return the person named, if any: «за неделю» is nobody, the newest entries come first."""
    now, begins = services.now(), services.policy.academic_year
    is_period = read_period(rest, now, services.zone, begins) is not None
    return None if is_period else named_in(services, rest)


async def show_privately(services: Services, wrote: Wrote, rest: str) -> None:
    """Show in private what each chat's journal says of the asker; a moderator may name a person.

    The college's own journal (its list, leavers, families) is shown whole to administrators.
    """
    if wards := await wards_named(services, wrote, rest):
        await show_wards(services, wrote, wards)
        return
    whom = _named_in(services, rest)
    member = wrote.author if whom is None else await find_privately(services, wrote, whom)
    if member is None:
        return
    if member != wrote.author:
        await _show_another(services, wrote, member)
        return
    if wrote.author in services.administrators:
        shown = await _pages_about(services, wrote, member, college=False)
        shown.append(await _college_page(services, wrote, None))
    else:
        shown = await _pages_about(services, wrote, member)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        scene.effects.extend(shown)
        if not shown:
            scene.tell(wrote.author, status.in_no_chat(scene.voice))


async def _show_another(services: Services, wrote: Wrote, member: MemberId) -> None:
    shown: list[Send] = []
    for chat in await chats_moderated(services, wrote, member):
        async with open_scene(services, chat) as scene:
            actor = await scene.actor(wrote.author)
            if against_seeing(READ_JOURNAL, actor, member) is None:
                shown.append(await titled_page(scene, wrote, member, voters=True))
    if wrote.author in services.administrators:
        shown.append(await _college_page(services, wrote, member))
    if not shown:
        await say_unknown(services, wrote, member)
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        scene.effects.extend(shown)


async def show_wards(
    services: Services, wrote: Wrote, wards: tuple[MemberId, ...] | None = None
) -> bool:
    """Show a guardian what the journals say of these children, or of all of theirs; False if there
    is none. Others' names are shortened.
    """
    if wards is None:
        async with open_scene(services, COLLEGE) as scene:
            wards = await wards_now(scene, wrote.author)
    shown = [
        page
        for child in wards
        for page in await _pages_about(services, wrote, child, as_guardian=True)
    ]
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        scene.effects.extend(shown)
        if wards and not shown:
            scene.tell(wrote.author, words.nothing_of_child(scene.voice))
    return bool(wards)


async def _pages_about(
    services: Services,
    wrote: Wrote,
    member: MemberId,
    *,
    college: bool = True,
    as_guardian: bool = False,
) -> list[Send]:
    """Return the newest page about a person of each journal, the college's last."""
    async with services.storage.reading() as reading:
        chats = [
            chat.chat
            for chat in await reading.chats()
            if chat.chat != COLLEGE
            and (
                await reading.member(chat.chat, member) is not None
                or await reading.count_entries(chat.chat, member)
            )
        ]
        but = IN_CONFIDENCE if as_guardian else ()
        college = college and bool(await reading.count_entries(COLLEGE, member, but=but))
    shown = []
    for chat in chats:
        async with open_scene(services, chat) as scene:
            shown.append(
                await titled_page(scene, wrote, member, voters=False, as_guardian=as_guardian)
            )
    if college:
        shown.append(await _college_page(services, wrote, member, as_guardian=as_guardian))
    return shown


async def titled_page(
    scene: Scene,
    asked: Wrote | Pressed,
    member: MemberId | None,
    *,
    voters: bool,
    as_guardian: bool = False,
) -> Send:
    """Return the newest page of the scene's chat for the asker, with the chat's title."""
    page, keyboard = await _page(
        scene, member, NEWEST, voters=voters, private=True, as_guardian=as_guardian
    )
    text = f"«{scene.voice.chat(scene.chat.title)}». {page}"
    ref = _ref(scene.chat.chat, asked)
    return Send(to=asked.author, private=True, text=text, keyboard=keyboard, ref=ref)


async def _college_page(
    services: Services, wrote: Wrote, member: MemberId | None, *, as_guardian: bool = False
) -> Send:
    async with open_scene(services, COLLEGE) as scene:
        page, keyboard = await _page(
            scene, member, NEWEST, voters=False, private=True, as_guardian=as_guardian
        )
        ref = _ref(COLLEGE, wrote)
        return Send(to=wrote.author, private=True, text=page, keyboard=keyboard, ref=ref)


async def turn(services: Services, pressed: Pressed, press: JournalAt) -> None:
    """Turn to another page in the same message."""
    chat = ChatId(press.chat) if pressed.private else pressed.chat
    async with open_scene(services, COLLEGE) as scene:
        is_ward = pressed.private and press.member in await wards_now(scene, pressed.author)
    if chat == COLLEGE:
        own = press.member == pressed.author or is_ward
        if pressed.author not in services.administrators and not own:
            await pop_up(services, pressed, replies.outdated)
            return
    else:
        await freshen(services, chat, moderator=pressed.author)
    async with open_scene(services, chat, event=pressed.event) as scene:
        actor = await scene.actor(pressed.author)
        member = MemberId(press.member) if press.member else None
        of_own = (
            member is not None
            and pressed.private
            and against_seeing(READ_JOURNAL, actor, member) is None
        )
        as_guardian = is_ward and not may_moderate(actor)
        if not (may_moderate(actor) or of_own or as_guardian):
            await scene.refuse(ONLY_ONESELF, pressed)
            return
        ref = None
        if pressed.message is not None:
            ref = await scene.work.ref_of(pressed.peer, pressed.message)
        # pages from older versions that still hang in a chat are not turned there
        if not pressed.private or ref is None or not ref.startswith(f"journal:{chat}:"):
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        voters = pressed.private and may_moderate(actor)
        page, keyboard = await _page(
            scene,
            member,
            press.before,
            voters=voters,
            private=pressed.private,
            as_guardian=as_guardian,
        )
        scene.change(ref, page, keyboard=keyboard, to=pressed.author)
        scene.acknowledge(pressed)


IN_CONFIDENCE = tuple(kind for kind in get_args(Fact) if kind.in_confidence)
"""Kinds of entries about a child that the child's guardian does not read."""


async def _page(
    scene: Scene,
    member: MemberId | None,
    before: int,
    *,
    voters: bool,
    private: bool,
    as_guardian: bool = False,
) -> tuple[str, Keyboard]:
    chat = scene.chat.chat
    but = IN_CONFIDENCE if as_guardian else ()
    entries = await scene.work.entries(chat, member=member, before=before, limit=PAGE + 1, but=but)
    shown = entries[:PAGE]
    lines = []
    for entry in shown:
        about, by = entry.fact.member, entry.fact.by
        child = entry.fact.child if isinstance(entry.fact, FamilyFact) else None
        lines.append(
            JournalLine(
                entry=entry,
                member=None if about is None else await scene.named(about),
                by=None if by is None else await scene.named(by),
                rule=await rule_then(scene, rule_in(entry.fact), entry.policy_version),
                child=None if child is None else await scene.named(child),
                chat=await title_in(scene, entry),
            )
        )
    page = words.Page(
        lines=tuple(map(for_guardian, lines) if as_guardian else lines),
        of=None if member is None else await scene.named(member),
        total=await scene.work.count_entries(chat, member, but=but),
        public=not voters,
        college=chat == COLLEGE,
    )
    keyboard = pages_keyboard(
        scene.voice.texts,
        chat=chat if private else None,
        member=member,
        newer=None if before >= NEWEST else NEWEST,
        older=shown[-1].number if len(entries) > PAGE else None,
    )
    return words.shown(scene.voice, page=page), keyboard


async def title_in(scene: Scene, entry: Entry) -> str:
    """Return the title of the chat that an entry of another journal is about, or ""."""
    chat = entry.fact.chat if isinstance(entry.fact, ReportersSeen) else None
    record = None if chat is None else await scene.work.chat(chat)
    return "" if record is None else record.title


def _ref(chat: ChatId, asked: Wrote | Pressed) -> str:
    number = asked.press if isinstance(asked, Pressed) else asked.message
    return f"journal:{chat}:{number}"


def rule_in(fact: Fact) -> RuleNumber | None:
    """Return the rule of conduct that a fact cites, if any."""
    match fact:
        case ViolationRecorded(rule=rule) | MessageRemoved(rule=rule):
            return rule
        case Reminded(rule=one):
            return one
        case _:
            return None


ROWS = Rows(
    commands={Command.JOURNAL: show},
    private={Command.JOURNAL: show_privately},
    buttons={JournalAt: turn},
)
