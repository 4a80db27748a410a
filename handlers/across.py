"""Acts in each of several chats, asked for in private: what was done, and taking it back.

Each chat has a transaction of its own, and the rights are asked in each: who moderates one chat
does nothing in another. An update that comes again does nothing twice.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from handlers import acquaintance, invitations, journal, settings
from handlers.chats import moderated
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.conversation.terms import read_term
from handlers.events import Pressed, Wrote
from handlers.silence import STOP
from handlers.words import my_chats as words
from rules.acquaintance import SEE_MEMBERS
from rules.case import Case, Granted, Refused
from rules.chats import CHANGE_SETTINGS, taken_over
from rules.decide import decide
from rules.ids import ChatId, InvitationNumber, MemberId, ReminderNumber, RuleNumber
from rules.permissions import against
from rules.rights import READ_JOURNAL
from rules.settings import Setting
from rules.vocabulary.bases import Refusal
from rules.vocabulary.chats import ChangeSetting, SetAlready, SettingChanged
from rules.vocabulary.invitations import RevokeInvitation
from rules.vocabulary.people import NOTHING_TO_UNDO
from rules.vocabulary.reminders import Remind, Reminded
from rules.vocabulary.silence import BeginSilence, EndSilence, SilenceBegun
from rules.vocabulary.undoing import TheReminder, Undo
from rules.vocabulary.unions import Fact, Request
from storage.database import AlreadyHandledError
from storage.records import ChatState

Asked = Wrote | Pressed

Undoing = dict[str, Any]
"""How to take back what was done in one chat, as it is stored with the message about it."""

Act = Callable[[Scene, MemberId, "Outcome"], Awaitable[Refusal | None]]
"""Does something in the scene's chat for a person; returns the refusal, if any."""

ALL_RULES = "all"
"""The value of an act that reminds of all rules."""


@dataclass(slots=True)
class Outcome:
    """What came of an act: the titles of chats where it was `done`, or was so before (`same`).

    `refused` has a title and the refusal in words; `lines` is what is shown of each chat; `undo`
    tells how to take the act back.
    """

    done: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    undo: list[Undoing] = field(default_factory=list)


async def in_each(services: Services, asked: Asked, chats: Iterable[ChatId], act: Act) -> Outcome:
    """Do something in each of the chats."""
    outcome = Outcome()
    for chat in chats:
        once = msgspec.structs.replace(asked, event=f"{asked.event}:{chat}")
        try:
            async with moderated(services, once, chat=chat) as scene:
                title = scene.chat.title
                if scene.chat.state is not ChatState.SERVED:
                    said = words.not_served(scene.voice, state=scene.chat.state)
                    outcome.refused.append((title, said))
                    continue
                refusal = await act(scene, asked.author, outcome)
                if isinstance(refusal, SetAlready):
                    outcome.same.append(title)
                elif refusal is not None:
                    outcome.refused.append((title, await scene.refused(refusal)))
                else:
                    outcome.done.append(title)
        except AlreadyHandledError:
            # the process stopped after this chat, and before the last one
            continue
    return outcome


async def _ask(
    scene: Scene, case: Case, request: Request, outcome: Outcome | None
) -> Refusal | None:
    """Ask the policy, record and announce what it grants, or return the refusal.

    The `outcome` is told how to take it back; None: it is not taken back.
    """
    ruling = await scene.rule(case, request)
    if isinstance(ruling, Refused):
        return ruling.reason
    await scene.announce(case, ruling.facts)
    await _follow(scene, ruling.facts, outcome)
    return None


async def _follow(scene: Scene, facts: Iterable[Fact], outcome: Outcome | None) -> None:
    for fact in facts:
        if isinstance(fact, SettingChanged):
            await settings.follow(scene, fact)
        back = _way_back(fact)
        if outcome is not None and back is not None:
            outcome.undo.append({"chat": scene.chat.chat, **back})


def _way_back(fact: Fact) -> Undoing | None:
    match fact:
        case SettingChanged(setting=setting, before=before, value=value):
            return {"setting": setting.value, "before": before, "now": value}
        case Reminded(number=number):
            return {"reminder": number}
        case SilenceBegun():
            return {"silence": True}
        case _:
            return None


def setting(name: Setting, value: str) -> Act:
    """Return the act of setting a value."""

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        staff = await settings.staff_chats(scene, by)
        meant = settings.meant(name, value, staff)
        request = await settings.request_to_set(scene, by, name, meant, staff)
        return await _ask(scene, await scene.case(by), request, outcome)

    return act


async def _changes_like(
    scene: Scene, by: MemberId, of: Mapping[Setting, str]
) -> tuple[SettingChanged, ...] | Refusal:
    """Return what the policy grants to change, so that the scene's chat works as one with `of`."""
    case, actor = await scene.case(by), await scene.actor(by)
    if refusal := against(CHANGE_SETTINGS, actor):
        return refusal
    staff = frozenset(await settings.staff_chats(scene, by))
    found: list[SettingChanged] = []
    for name, value in taken_over(case.values, of):
        request = ChangeSetting(by=actor, setting=name, value=value, staff=staff)
        ruling = decide(case, request, scene.now)
        if isinstance(ruling, Granted):
            found += [fact for fact in ruling.facts if isinstance(fact, SettingChanged)]
    return tuple(found) or SetAlready(setting=Setting.KIND)


def like(of: Mapping[Setting, str]) -> Act:
    """Return the act of taking over the settings `of` another chat."""

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        facts = await _changes_like(scene, by, of)
        if isinstance(facts, Refusal):
            return facts
        await scene.grant(facts)
        await _follow(scene, facts, outcome)
        return None

    return act


def previewing(of: Mapping[Setting, str]) -> Act:
    """Return the act of showing what `like` would change; it changes nothing."""

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        facts = await _changes_like(scene, by, of)
        if isinstance(facts, Refusal):
            return facts
        outcome.lines.append(words.preview_line(scene.voice, chat=scene.chat.title, changes=facts))
        return None

    return act


def reminding(value: str) -> Act:
    """Return the act of reminding everybody of a rule, or of all rules."""
    rule = None if value == ALL_RULES else RuleNumber(int(value))

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        request = Remind(by=await scene.actor(by), rule=rule, to=None)
        return await _ask(scene, await scene.case(by), request, outcome)

    return act


def silencing(value: str) -> Act:
    """Return the act of beginning a silence, or of ending it (`STOP`)."""

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        actor = await scene.actor(by)
        term = None if value == STOP else read_term(value, scene.now, scene.voice.zone)
        request = EndSilence(by=actor) if term is None else BeginSilence(by=actor, term=term)
        return await _ask(scene, await scene.case(by), request, outcome)

    return act


def inviting(*, single: bool, alone: bool) -> Act:
    """Return the act of making an invitation; `alone`: it has a message of its own."""

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        made = await invitations.make(scene, by, single=single)
        if isinstance(made, Refusal):
            return made
        if alone:
            invitations.give(scene, by, made)
        else:
            title, until = scene.chat.title, made.fact.expires_at
            line = words.invitation_line(scene.voice, chat=title, link=made.link, until=until)
            outcome.lines.append(line)
            outcome.undo.append({"chat": scene.chat.chat, "invitation": made.fact.number})
        return None

    return act


def counting_members(*, alone: bool) -> Act:
    """Return the act of showing who has not acknowledged; not `alone`: a line for each chat."""

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        if refusal := against(SEE_MEMBERS, await scene.actor(by)):
            return refusal
        if alone:
            outcome.lines.append(await acquaintance.missing_in(scene))
            return None
        version, chat = scene.services.policy.version, scene.chat.chat
        missing = await scene.work.unacknowledged(chat, version)
        outcome.lines.append(
            words.members_line(
                scene.voice,
                chat=scene.chat.title,
                present=len(await scene.work.members(chat)),
                missing=await scene.all_named(missing),
            )
        )
        return None

    return act


def journal_for(asked: Asked) -> Act:
    """Return the act of sending the newest page of the journal in private."""

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        if refusal := against(READ_JOURNAL, await scene.actor(by)):
            return refusal
        scene.effects.append(await journal.titled_page(scene, asked, None, voters=True))
        return None

    return act


async def undo(services: Services, asked: Asked, undoings: Iterable[Undoing]) -> Outcome:
    """Take back what was done in each chat, the last first."""
    by_chat: dict[ChatId, list[Undoing]] = {}
    for each in reversed(list(undoings)):
        by_chat.setdefault(ChatId(each["chat"]), []).append(each)

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        refusal: Refusal | None = None
        for each in by_chat[scene.chat.chat]:
            refusal = await _take_back(scene, by, each) or refusal
        return refusal

    return await in_each(services, asked, by_chat, act)


async def _take_back(scene: Scene, by: MemberId, done: Undoing) -> Refusal | None:
    actor = await scene.actor(by)
    request: Request
    case = await scene.case(by)
    match done:
        case {"reminder": number}:
            case = await scene.case(by, reminder=ReminderNumber(number))
            request = Undo(by=actor, act=TheReminder(number=ReminderNumber(number)))
        case {"invitation": number}:
            case = await scene.case(by, invitation=InvitationNumber(number))
            request = RevokeInvitation(by=actor, number=InvitationNumber(number))
        case {"setting": name, "before": before, "now": now}:
            changed = Setting(name)
            if case.values.get(changed, "") != now:
                return NOTHING_TO_UNDO
            staff = frozenset(await settings.staff_chats(scene, by))
            # without a language of its own the chat had the deployment's
            unset = scene.services.locale if changed is Setting.LANGUAGE else ""
            request = ChangeSetting(by=actor, setting=changed, value=before or unset, staff=staff)
        case _:
            request = EndSilence(by=actor)
    return await _ask(scene, case, request, None)
