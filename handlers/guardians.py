"""Legal representatives of minors: asked once, told of measures, heard for their child."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.appeals import contest_keyboard
from handlers.conversation.announcing import Change
from handlers.conversation.arguments import ById, ByName, ByScreenName
from handlers.conversation.buttons import Id, Press
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.grounds import grounds_of
from handlers.naming import named_in
from handlers.voice import Named, Voice
from handlers.words import guardians as words
from handlers.words import replies
from rules.case import Refused
from rules.college import Authority
from rules.guardians import CONFIRM_GUARDIAN, confirm, ended, is_guardian, is_minor
from rules.ids import COLLEGE, MemberId
from rules.times import is_over
from rules.vocabulary.appeals import AppealGranted, AppealUpheld
from rules.vocabulary.blocks import BlockImposed, BlockLifted, BlockProposed
from rules.vocabulary.families import FamilyUnlinked
from rules.vocabulary.guardians import NO_WARD, Ward
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationRecorded
from storage.effects import Keyboard


class ConfirmGuardian(Press, do="guardian", deed=CONFIRM_GUARDIAN):
    """«Да, это мой ребёнок» or «Нет, это ошибка» under the question to a parent."""

    parent: Id
    child: Id
    yes: bool


_ASKED = "guardian asked"

_MISSED = "guardian missed"
"""Stored kind of the note that somebody knows whom the bot cannot tell."""

_MISSED_AGAIN = timedelta(days=1)

_TOLD_OF = (BlockProposed, BlockImposed, BlockLifted, AppealGranted, AppealUpheld)


async def wards_now(scene: Scene, parent: MemberId) -> tuple[MemberId, ...]:
    """Return the children whose guardian a person is today."""
    wards = await scene.work.wards_of(parent)
    return tuple(each.child for each in wards if is_guardian(each, scene.today))


_CHILD = re.compile(
    r"(?:мо\w{1,3}\s+)?(?:сын\w*|доч\w*|реб[её]н\w*|дет\w*|my (?:son|daughter|child|children))",
    re.IGNORECASE,
)
"""Matches «сына», «о моей дочери», «детей»: a parent's child without a name."""


async def wards_named(services: Services, wrote: Wrote, rest: str) -> tuple[MemberId, ...]:
    """Return the children whose guardian the author is and whom the words after a command name.

    Only in private. None where the author is nobody's guardian, or names somebody else.
    """
    whom = named_in(services, rest)
    if not wrote.private or whom is None:
        return ()
    async with open_scene(services, COLLEGE) as scene:
        children = await scene.all_named(await wards_now(scene, wrote.author))
        people = await scene.work.people([each.member for each in children])
    match whom:
        case ById(member=member):
            return tuple(each.member for each in children if each.member == member)
        case ByScreenName(screen_name=asked):
            return tuple(
                member
                for member, person in people.items()
                if person.screen_name.casefold() == asked.casefold()
            )
        case ByName(words=said) if _CHILD.fullmatch(said.strip()):
            return tuple(each.member for each in children)
        case ByName(words=said):
            sought = _words_of(said)
            return tuple(
                each.member
                for each in children
                if each.names is not None
                and any(sought <= _words_of(name) for name in each.names.cases)
            )


def _words_of(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("ё", "е").split())


async def see_to_guardians(services: Services) -> None:
    """Ask parents of minors who were not asked yet; end what has ended, in the morning."""
    async with open_scene(services, COLLEGE) as scene:
        wards = await scene.work.wards()
        for ward in wards:
            if is_minor(ward, scene.today) and not ward.confirmed:
                await _ask(scene, ward)
        if scene.policy.answers.night.hold_at(scene.now, services.zone):
            return
        for ward in (*wards, *await scene.work.unlinked_guardians()):
            await _end(scene, ward)


def _ref(child: MemberId) -> str:
    return f"guardian:{child}"


async def _ask(scene: Scene, ward: Ward) -> None:
    ref = _ref(ward.child)
    if await scene.work.notice(ward.parent, ref) is not None:
        return
    if not await scene.hears_privately(ward.parent):
        return
    said = words.ask(scene.voice, child=await scene.named(ward.child))
    scene.tell(ward.parent, said, keyboard=_keyboard(scene.voice, ward), ref=ref)
    await scene.note(ref, _ASKED, peer=ward.parent)


def _keyboard(voice: Voice, ward: Ward) -> Keyboard:
    _ = voice.texts.gettext
    yes = ConfirmGuardian(parent=ward.parent, child=ward.child, yes=True)
    no = ConfirmGuardian(parent=ward.parent, child=ward.child, yes=False)
    return ((button(_("Yes, my child"), yes), button(_("No, a mistake"), no)),)


async def to_confirm(
    scene: Scene, member: MemberId, authority: Authority
) -> tuple[Keyboard, str | None]:
    """Return the buttons with which an administrator confirms a parent's link in their place."""
    wards = (*await scene.work.wards_of(member), *await scene.work.parents_of([member]))
    for ward in wards:
        if authority.administrator and not ward.confirmed and is_minor(ward, scene.today):
            return _keyboard(scene.voice, ward), _ref(ward.child)
    return (), None


async def standings_of(scene: Scene, member: MemberId) -> tuple[str, ...]:
    """Return a line for each link of a person's family: who is whose guardian, or why nobody is."""
    wards = (*await scene.work.wards_of(member), *await scene.work.parents_of([member]))
    lines = []
    for ward in wards:
        parent, child = await scene.all_named([ward.parent, ward.child])
        if ward.until is None and not ward.left:
            lines.append(words.no_date(scene.voice, child=child))
        elif ward.until is not None and is_minor(ward, scene.today):
            say = words.is_guardian if ward.confirmed else words.not_confirmed
            lines.append(say(scene.voice, parent=parent, child=child, until=ward.until))
    return tuple(dict.fromkeys(lines))


async def _end(scene: Scene, ward: Ward) -> None:
    facts = ended(ward, scene.today)
    if not facts:
        return
    await scene.record(facts, chat=COLLEGE)
    parent, child = await scene.all_named([ward.parent, ward.child])
    scene.tell(ward.parent, words.ended(scene.voice, child=child))
    scene.tell(ward.child, words.child_ended(scene.voice, parent=parent))


async def answer(services: Services, pressed: Pressed, press: ConfirmGuardian) -> None:
    """Handle the parent's answer, or an administrator's in their place."""
    parent, child = MemberId(press.parent), MemberId(press.child)
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        ward = await scene.work.ward(parent, child)
        above = pressed.author in services.administrators
        ruling = confirm(ward, pressed.author, above=above, today=scene.today)
        if isinstance(ruling, Refused) or ward is None or ward.until is None:
            await scene.refuse(NO_WARD, pressed)
            return
        ref, (one, other) = _ref(child), await scene.all_named([parent, child])
        if press.yes:
            await scene.record(ruling.facts, chat=COLLEGE)
            said = words.confirmed(scene.voice, child=other, until=ward.until)
            scene.tell(child, words.child_told(scene.voice, parent=one, until=ward.until))
        else:
            unlinked = FamilyUnlinked(member=parent, child=child, by=pressed.author)
            await scene.record([unlinked], chat=COLLEGE)
            said = words.denied(scene.voice)
            wrong = words.denied_by(scene.voice, parent=one, child=other)
            scene.tell_administrators(wrong)
        scene.change(ref, said, to=pressed.author)
        scene.acknowledge(pressed)


async def _tell_guardians(scene: Scene, change: Change) -> None:
    """Tell a minor's guardians of what concerns them in a change."""
    told_of: tuple[type[Fact], ...] = _TOLD_OF
    if scene.policy.guardians_hear_violations:
        told_of = (*_TOLD_OF, ViolationRecorded)
    facts = [fact for fact in change.facts if isinstance(fact, told_of)]
    if not facts:
        return
    child = change.after.member
    wards = await scene.work.parents_of([child])
    parents = [each.parent for each in wards if is_guardian(each, scene.today)]
    if not parents:
        return
    deaf = [each for each in parents if not await scene.hears_privately(each)]
    named = await scene.named(child)
    for fact in facts:
        said, keyboard = await _words(scene, change, fact, named)
        for parent in parents:
            scene.tell(parent, said, keyboard=keyboard)
        if deaf:
            # what the bot does by itself concerns the chat's moderators
            about = await scene.moderators() if fact.by is None else (fact.by,)
            for each in about:
                await _miss(scene, each, named, deaf)


async def _miss(scene: Scene, to: MemberId, child: Named, deaf: Sequence[MemberId]) -> None:
    """Tell somebody which guardians were not told of a measure, once a day."""
    ref = f"{_MISSED}:{child.member}"
    said = await scene.work.notice(to, ref)
    if said is not None and not is_over(said.at, _MISSED_AGAIN, scene.now):
        return
    await scene.note(ref, _MISSED, peer=to)
    missed = words.not_told(scene.voice, child=child, parents=await scene.all_named(deaf))
    scene.tell(to, replies.about_chat(scene.voice, chat=scene.chat.title, worded=missed))


async def votes_for_nobody(services: Services, wrote: Wrote) -> bool:
    """Tell a guardian that nobody votes in a child's place; False if there is no such child."""
    async with open_scene(services, COLLEGE) as scene:
        if not await wards_now(scene, wrote.author):
            return False
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        scene.tell(wrote.author, words.each_votes(scene.voice))
    return True


async def _words(scene: Scene, change: Change, fact: Fact, child: Named) -> tuple[str, Keyboard]:
    voice, title, chat = scene.voice, scene.chat.title, scene.chat.chat
    match fact:
        case BlockImposed():
            grounds = await grounds_of(scene, change.after, fact.grounds)
            said = words.blocked(
                voice, child=child, chat=title, until=fact.ends_at, grounds=grounds
            )
            return said, contest_keyboard(voice, chat, block=fact.number, child=child.member)
        case BlockProposed():
            return words.proposed(voice, child=child, chat=title), ()
        case BlockLifted():
            return words.lifted(voice, child=child, chat=title), ()
        case ViolationRecorded():
            (ground,) = await grounds_of(scene, change.after, [fact.number])
            said = words.recorded(voice, child=child, chat=title, ground=ground)
            keyboard = contest_keyboard(voice, chat, violation=fact.number, child=child.member)
            return said, keyboard
        case AppealGranted(reason=reason) | AppealUpheld(reason=reason):
            granted = isinstance(fact, AppealGranted)
            said = words.decided(voice, child=child, chat=title, granted=granted, reason=reason)
            return said, ()
        case _:
            raise AssertionError(fact)  # nothing else is told


ROWS = Rows(buttons={ConfirmGuardian: answer}, last=(_tell_guardians,))
