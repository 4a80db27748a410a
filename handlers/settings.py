"""`/настройки`: a chat's settings, as buttons and as words; `/чат группа ИСП-22`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from handlers.chats import moderated
from handlers.commands import Command
from handlers.conversation.buttons import Press, SettingPage, SettingsAt, SetTo
from handlers.conversation.keyboards import about, button
from handlers.conversation.repeating import ELLIPSIS, found_in, repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.messenger import Capabilities
from handlers.setting_words import STAFFS, read_setting
from handlers.voice import Voice, capital, quote
from handlers.words import replies
from handlers.words import settings as words
from handlers.words.settings import choice_words, name_of, value_words
from rules.chats import CHANGE_SETTINGS
from rules.detectors.registry import Detector
from rules.ids import ChatId, MemberId
from rules.permissions import against
from rules.responses import PRIVATE, Forbidden
from rules.setting_values import CHOICES, NONE
from rules.settings import DETECTOR_OF, OF_DETECTOR, OFF, Kind, Newcomers, Setting, settings_from
from rules.vocabulary.chats import ChangeSetting, SettingChanged
from storage.effects import Button, Colour, Keyboard, Unrestrict

_OFFERED = {
    Setting.REMIND_AFTER: ("3", "12", "24", "72"),
    Setting.QUIET_HOURS: (OFF, "21:00-08:00", "22:00-07:00", "23:00-06:00"),
    Setting.DISAPPEAR: (OFF, "5", "30", "120"),
    Setting.CARDS: (PRIVATE,),
}
"""Values on buttons for settings with unlimited values; others can be typed."""

_GROUPS = (
    (Setting.KIND, Setting.LANGUAGE, Setting.DISAPPEAR),
    (Setting.NEWCOMERS, Setting.REMIND_AFTER),
    (Setting.BLOCKS, Setting.ENFORCEMENT, Setting.CONFIRM_LIFT, Setting.VISIBILITY),
    (Setting.QUIET_HOURS,),
    (Setting.TRIAL, Setting.PICTURES),
)
"""The groups of settings, each under the name and the value of its first that is not locked."""

_ON_DETECTORS_PAGE = (*DETECTOR_OF, Setting.CARDS)

_BESIDE = {OF_DETECTOR[Detector.ATTACHMENT]: Setting.FORBIDDEN}
"""Settings shown on the page of another setting."""


def settings_keyboard(
    voice: Voice,
    locked: Iterable[Setting],
    able: Capabilities,
    *,
    values: Mapping[Setting, str] | None = None,
    detectors: bool = False,
    more: int = 0,
) -> Keyboard:
    """Return a row for each group of settings, or for each setting of a group, with its value.

    `more` is the number of the group, from 1; 0: all groups. Of the detectors it is the page, from
    0: «Ещё →» turns to the settings that do not fit one message. Without `values` buttons have
    names alone.
    """
    shut, _ = frozenset(locked), voice.texts.gettext

    def row(setting: Setting, press: Press) -> Button:
        held = None if values is None else values.get(setting, "")
        return button(label_of(setting, held, voice, able), press)

    if not detectors and not 0 < more <= len(_GROUPS):
        groups = ([each for each in group if each not in shut] for group in _GROUPS)
        rows = [
            (row(group[0], _leading_to(number, group)),)
            for number, group in enumerate(groups, 1)
            if group
        ]
        look = button(_("What I look for →"), SettingPage(detectors=True), Colour.MAIN)
        return (*rows, (look,))
    listed = _ON_DETECTORS_PAGE if detectors else _GROUPS[more - 1]
    shown = [row(each, SettingsAt(setting=each)) for each in listed if each not in shut]
    ways = [button(_("← To the settings"), SettingPage(detectors=False), Colour.MAIN)]
    most = able.rows - 1
    if len(shown) > most:
        pages = -(-len(shown) // most)
        shown = shown[more % pages * most :][:most]
        turned = SettingPage(detectors=detectors, more=(more + 1) % pages or None)
        ways.append(button(_("More →"), turned))
    return (*((each,) for each in shown), tuple(ways))


def _leading_to(number: int, group: Sequence[Setting]) -> Press:
    if len(group) == 1:
        return SettingsAt(setting=group[0])
    return SettingPage(detectors=False, more=number)


def label_of(setting: Setting, held: str | None, voice: Voice, able: Capabilities) -> str:
    """Return the label of a setting's button: its name, and its value where both fit."""
    name = capital(name_of(setting, voice))
    label = name if held is None else words.set_so(setting, held, voice)
    return label if len(label) <= able.label else name


def values_keyboard(
    voice: Voice,
    setting: Setting,
    held: str,
    able: Capabilities,
    *,
    staff: Mapping[ChatId, str] | None = None,
) -> Keyboard:
    """Return the values of a setting, the current ones in another colour, and the way back.

    `staff` are the titles of the chats to which cards can be sent.
    """
    buttons = [
        button(label, SetTo(setting=setting, value=value), Colour.GOOD if holds else Colour.PLAIN)
        for label, value, holds in _choices(voice, setting, held, staff or {}, able)
    ]
    back = button(voice.texts.gettext("← Back"), _page_of(setting))
    beside = _BESIDE.get(setting)
    last = [back]
    if beside is not None:
        last.insert(0, button(capital(name_of(beside, voice)), SettingsAt(setting=beside)))
    return (*((each,) for each in buttons), tuple(last))


_DETECTING = frozenset({*_ON_DETECTORS_PAGE, Setting.FORBIDDEN})


def _page_of(setting: Setting) -> Press:
    """Return the press that leads back from a setting to where its button is."""
    if setting in _DETECTING:
        return SettingPage(detectors=True)
    for number, group in enumerate(_GROUPS, 1):
        if setting in group and len(group) > 1:
            return SettingPage(detectors=False, more=number)
    return SettingsAt()


def _choices(
    voice: Voice, setting: Setting, held: str, staff: Mapping[ChatId, str], able: Capabilities
) -> Iterable[tuple[str, str, bool]]:
    """Yield (label, value to set, whether it holds now) for every choice."""
    if setting is Setting.FORBIDDEN:
        now = set(held.split())
        for each in Forbidden:
            toggled = " ".join(one for one in Forbidden if (one in now) != (one is each))
            yield capital(value_words(setting, each, voice)), toggled or NONE, each in now
        return
    offered = CHOICES[setting] if setting in CHOICES else _OFFERED.get(setting, ())
    for value in offered:
        yield choice_words(setting, value, voice), value, value == held
    if setting is Setting.CARDS:
        for chat, title in list(staff.items())[:_MOST_STAFF_CHATS]:
            label = quote(title, able.label) or value_words(setting, str(chat), voice)
            yield label, str(chat), str(chat) == held


_MOST_STAFF_CHATS = 4


async def show(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/настройки`: all of them with buttons; `/настройки тихие часы 22-7`: set one."""
    async with moderated(services, wrote) as scene:
        if refusal := against(CHANGE_SETTINGS, await scene.actor(wrote.author)):
            await scene.refuse(refusal, wrote)
            return
        if rest:
            await _set_in_words(scene, wrote, rest)
            return
        said, keyboard = await _page(scene, SettingPage(detectors=False))
        await scene.answer(wrote, said, keyboard=keyboard, ref=_ref_of(wrote))


def _ref_of(wrote: Wrote) -> str:
    return f"settings:{wrote.chat}:{wrote.message}"


async def _values(scene: Scene) -> Mapping[Setting, str]:
    return scene.services.policy.values(await scene.work.settings(scene.chat.chat))


async def _page(scene: Scene, page: SettingPage) -> tuple[str, Keyboard]:
    """Return the text and the buttons of a page of the settings."""
    values, locked = await _values(scene), scene.policy.locked
    keyboard = settings_keyboard(
        scene.voice,
        locked,
        scene.able,
        values=values,
        detectors=page.detectors,
        more=page.more or 0,
    )
    return words.shown(scene.voice, values=values, locked=locked), keyboard


async def _set_in_words(scene: Scene, wrote: Wrote, rest: str) -> None:
    setting, value = read_setting(rest)
    if setting is None:
        name = await repeatable(scene, rest, ELLIPSIS)
        await scene.answer(wrote, words.unknown(scene.voice, name=name))
        return
    if not value:
        now = (await _values(scene)).get(setting, "")
        await scene.answer(
            wrote,
            words.one_shown(scene.voice, setting=setting, value=now),
            keyboard=values_keyboard(
                scene.voice,
                setting,
                now,
                scene.able,
                staff=await staff_chats(scene, wrote.author),
            ),
            ref=_ref_of(wrote),
        )
        return
    staff = await staff_chats(scene, wrote.author)
    value = meant(setting, value, staff)
    for fact in await _set(scene, wrote, setting, value, staff):
        by = await scene.named(wrote.author)
        said = words.changed(scene.voice, setting=setting, value=fact.value, by=by)
        await scene.answer(wrote, said, done=True)


async def _set(
    scene: Scene, asked: Wrote | Pressed, setting: Setting, value: str, staff: Collection[ChatId]
) -> Sequence[SettingChanged]:
    """Set a value and apply it, if the policy grants it; return what has changed."""
    request = await request_to_set(scene, asked.author, setting, value, staff)
    granted = await scene.ask(await scene.case(asked.author), request, asked)
    facts = () if granted is None else granted.facts
    changed = [fact for fact in facts if isinstance(fact, SettingChanged)]
    for fact in changed:
        await follow(scene, fact)
    return changed


def meant(setting: Setting, value: str, staff: Collection[ChatId]) -> str:
    """Return the value that is meant: «в беседу сотрудников» is the only one the person is in."""
    named = setting is Setting.CARDS and value == STAFFS and len(staff) == 1
    return str(*staff) if named else value


async def request_to_set(
    scene: Scene, by: MemberId, setting: Setting, value: str, staff: Collection[ChatId]
) -> ChangeSetting:
    """Return the request to set a value, as typed or pressed; `staff`: see `staff_chats`."""
    return ChangeSetting(
        by=await scene.actor(by),
        setting=setting,
        value=value,
        staff=frozenset(staff),
        # no other value is free text
        found=await found_in(scene, value) if setting is Setting.GROUP else (),
    )


async def turn(services: Services, pressed: Pressed, press: SettingsAt | SettingPage) -> None:
    """Show the pressed setting, a page, or all of them, in the same message."""
    async with moderated(services, pressed) as scene:
        ref = await _ref(scene, pressed)
        if refusal := against(CHANGE_SETTINGS, await scene.actor(pressed.author)):
            await scene.refuse(refusal, pressed)
        elif ref is None:
            scene.pop_up(pressed, replies.outdated(scene.voice))
        else:
            if isinstance(press, SettingsAt) and press.setting is not None:
                staff = await staff_chats(scene, pressed.author)
                await _show_at(scene, pressed, ref, press.setting, staff)
            else:
                page = press if isinstance(press, SettingPage) else SettingPage(detectors=False)
                said, keyboard = await _page(scene, page)
                scene.change(ref, said, keyboard=about(keyboard, pressed.about), to=pressed.peer)
            scene.acknowledge(pressed)


async def set_to(services: Services, pressed: Pressed, press: SetTo) -> None:
    """Set the pressed value."""
    async with moderated(services, pressed) as scene:
        staff = await staff_chats(scene, pressed.author)
        if await _set(scene, pressed, press.setting, press.value, staff):
            ref = await _ref(scene, pressed)
            if ref is not None:
                await _show_at(scene, pressed, ref, press.setting, staff)
            scene.pop_up(pressed, replies.done(scene.voice))


async def _ref(scene: Scene, pressed: Pressed) -> str | None:
    if pressed.message is None:
        return None
    ref = await scene.work.ref_of(pressed.peer, pressed.message)
    return ref if ref is not None and ref.startswith("settings:") else None


async def staff_chats(scene: Scene, member: MemberId) -> dict[ChatId, str]:
    """Return the titles of the known staff chats that a person is in.

    Anybody can make a chat of that kind, and cards carry names and words (п. 5.12.1), so only chats
    that the college knows count.
    """
    found: dict[ChatId, str] = {}
    here = {presence.chat for presence in await scene.work.presences([member])}
    for each in sorted(await scene.work.confirmed(here - {scene.chat.chat})):
        chat = await scene.work.chat(each)
        if chat is None:
            continue
        values = scene.services.policy.values(await scene.work.settings(chat.chat))
        if settings_from(values).kind is Kind.STAFF:
            found[chat.chat] = chat.title
    return found


async def _show_at(
    scene: Scene, pressed: Pressed, ref: str, setting: Setting, staff: Mapping[ChatId, str]
) -> None:
    value = (await _values(scene)).get(setting, scene.voice.texts.language)
    keyboard = values_keyboard(scene.voice, setting, value, scene.able, staff=staff)
    scene.change(
        ref,
        words.one_shown(scene.voice, setting=setting, value=value),
        keyboard=about(keyboard, pressed.about),
        to=pressed.peer,
    )


async def follow(scene: Scene, fact: SettingChanged) -> None:
    """Apply a setting at once: even the answer uses a newly chosen language."""
    if fact.setting is Setting.LANGUAGE:
        await scene.work.put_chat(replace(scene.chat, locale=fact.value))
        scene.speak(fact.value)
    await _let_newcomers_write(scene)


async def _let_newcomers_write(scene: Scene) -> None:
    """Let newcomers write who were restricted until they acknowledge, once that setting is off."""
    if scene.settings.newcomers is not Newcomers.READ_ONLY:
        return
    chat = scene.chat.chat
    now = scene.services.policy.settings(await scene.work.settings(chat))
    if now.newcomers is Newcomers.READ_ONLY:
        return
    doubts = await scene.work.doubts()
    for newcomer in await scene.work.unacquainted(chat=chat):
        blocked = scene.services.watch.is_blocked(chat, newcomer.member, scene.now)
        if not blocked and (chat, newcomer.member) not in doubts:
            scene.effects.append(Unrestrict(chat=chat, member=newcomer.member))


ROWS = Rows(
    commands={Command.SETTINGS: show}, buttons={SettingsAt: turn, SetTo: set_to, SettingPage: turn}
)
