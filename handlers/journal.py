"""`/журнал`: the latest entries, by pages; `/журнал @name`: those about one person.

Moderators read everything; others read entries about themselves, in private (п. 5.12.7).
"""

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
from handlers.naming import chats_moderated, find_asked, find_privately, named_in, say_unknown
from handlers.periods import read_period
from handlers.words import journal as words
from handlers.words import replies, status
from handlers.words.rows import JournalLine
from locales.texts import Texts
from rules.ids import COLLEGE, ChatId, MemberId, RuleNumber
from rules.permissions import against_seeing, may_moderate
from rules.rights import READ_JOURNAL
from rules.vocabulary.families import FamilyFact
from rules.vocabulary.people import ONLY_ONESELF
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from storage.effects import Keyboard, Send


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
    whom = _named_in(services, rest)
    member = wrote.author if whom is None else await find_privately(services, wrote, whom)
    if member is None:
        return
    if member != wrote.author:
        await _show_another(services, wrote, member)
        return
    async with services.storage.reading() as reading:
        chats = [
            chat.chat
            for chat in await reading.chats()
            if await reading.member(chat.chat, wrote.author) is not None
            or await reading.count_entries(chat.chat, wrote.author)
        ]
        of_college = await reading.count_entries(COLLEGE, wrote.author)
    shown = [await _own_page(services, chat, wrote) for chat in chats if chat != COLLEGE]
    if wrote.author in services.administrators:
        shown.append(await _college_page(services, wrote, None))
    elif of_college:
        shown.append(await _college_page(services, wrote, wrote.author))
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


async def _own_page(services: Services, chat: ChatId, wrote: Wrote) -> Send:
    async with open_scene(services, chat) as scene:
        return await titled_page(scene, wrote, wrote.author, voters=False)


async def titled_page(
    scene: Scene, asked: Wrote | Pressed, member: MemberId | None, *, voters: bool
) -> Send:
    """Return the newest page of the scene's chat for the asker, with the chat's title."""
    page, keyboard = await _page(scene, member, NEWEST, voters=voters, private=True)
    text = f"«{scene.voice.chat(scene.chat.title)}». {page}"
    ref = _ref(scene.chat.chat, asked)
    return Send(to=asked.author, private=True, text=text, keyboard=keyboard, ref=ref)


async def _college_page(services: Services, wrote: Wrote, member: MemberId | None) -> Send:
    async with open_scene(services, COLLEGE) as scene:
        page, keyboard = await _page(scene, member, NEWEST, voters=False, private=True)
        ref = _ref(COLLEGE, wrote)
        return Send(to=wrote.author, private=True, text=page, keyboard=keyboard, ref=ref)


async def turn(services: Services, pressed: Pressed, press: JournalAt) -> None:
    """Turn to another page in the same message."""
    chat = ChatId(press.chat) if pressed.private else pressed.chat
    if chat == COLLEGE:
        if pressed.author not in services.administrators and press.member != pressed.author:
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
        if not (may_moderate(actor) or of_own):
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
            scene, member, press.before, voters=voters, private=pressed.private
        )
        scene.change(ref, page, keyboard=keyboard, to=pressed.author)
        scene.acknowledge(pressed)


async def _page(
    scene: Scene, member: MemberId | None, before: int, *, voters: bool, private: bool
) -> tuple[str, Keyboard]:
    chat = scene.chat.chat
    entries = await scene.work.entries(chat, member=member, before=before, limit=PAGE + 1)
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
            )
        )
    page = words.Page(
        lines=tuple(lines),
        of=None if member is None else await scene.named(member),
        total=await scene.work.count_entries(chat, member),
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
