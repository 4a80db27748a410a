"""The buttons under the bot's messages about the chat itself: adoption, settings, entering."""

from collections.abc import Iterable, Mapping

from handlers.conversation.buttons import (
    AdoptAs,
    ConfirmAdoption,
    DecideOnWithheld,
    EnterBy,
    LiftEarly,
    RejectAdoption,
    RevokeNumber,
    SettingPage,
    SettingsAt,
    SetTo,
    StopSilence,
)
from handlers.conversation.keyboards import LONGEST_LABEL, button
from handlers.quoting import quote
from handlers.voice import Voice
from handlers.words.values import kind_words, name_of, value_words
from rules.detectors.registry import Detector
from rules.ids import ChatId, InvitationNumber, VoteNumber, WithheldNumber
from rules.responses import PRIVATE, Forbidden
from rules.setting_values import CHOICES, NONE
from rules.settings import DETECTOR_OF, OF_DETECTOR, OFF, Kind, Setting
from storage.effects import Colour, Keyboard

_OFFERED = {
    Setting.REMIND_AFTER: ("3", "12", "24", "72"),
    Setting.QUIET_HOURS: (OFF, "21:00-08:00", "22:00-07:00", "23:00-06:00"),
    Setting.DISAPPEAR: (OFF, "5", "30", "120"),
    Setting.CARDS: (PRIVATE,),
}
"""What is offered of the settings that have values beyond number; others can be typed."""

_ON_BUTTONS = (
    Setting.KIND,
    Setting.LANGUAGE,
    Setting.NEWCOMERS,
    Setting.ENFORCEMENT,
    Setting.BLOCKS,
    Setting.CONFIRM_LIFT,
    Setting.QUIET_HOURS,
    Setting.DISAPPEAR,
    Setting.TRIAL,
)

_MOST_BUTTONS = 10
"""Under one message (VK.md, 4)."""

_ON_DETECTORS_PAGE = (*DETECTOR_OF, Setting.CARDS)

_BESIDE = {
    Setting.NEWCOMERS: Setting.REMIND_AFTER,
    OF_DETECTOR[Detector.ATTACHMENT]: Setting.FORBIDDEN,
}
"""Settings that are found beside the values of another."""


MOST_ADOPTIONS = 5
"""Adoptions under one list: two buttons each."""


def adoption(voice: Voice, chat: ChatId, *, confirmed: bool) -> Keyboard:
    """«Подтвердить», where that is open, and «Это не наша беседа»."""
    _ = voice.texts.gettext
    reject = (button(_("Not our chat"), RejectAdoption(chat=chat), Colour.BAD),)
    confirm = (button(_("Confirm"), ConfirmAdoption(chat=chat), Colour.GOOD),)
    return (reject,) if confirmed else (confirm, reject)


def adoptions(voice: Voice, chats: Iterable[ChatId]) -> Keyboard:
    """The same two for each of a list, under the list's numbers."""
    _ = voice.texts.gettext
    ours, alien = _("Confirm"), _("Not our chat")
    return tuple(
        (
            button(f"{number}. {ours}", ConfirmAdoption(chat=chat), Colour.GOOD),
            button(f"{number}. {alien}", RejectAdoption(chat=chat), Colour.BAD),
        )
        for number, chat in enumerate(chats, start=1)
    )


def kinds(voice: Voice) -> Keyboard:
    """Whose chat it is: one button a kind."""
    return tuple(
        (button(_capital(kind_words(kind, voice)), AdoptAs(kind=kind), Colour.MAIN),)
        for kind in Kind
    )


def settings(
    voice: Voice, locked: Iterable[Setting], *, detectors: bool = False, more: int = 0
) -> Keyboard:
    """One button a setting that may be changed, two in a row, and the way to the other page.

    Where there are too many for one message, «Ещё →» turns to the next of them, by `more`.
    """
    shut, _ = frozenset(locked), voice.texts.gettext
    buttons = [
        button(_capital(name_of(setting, voice)), SettingsAt(setting=setting))
        for setting in (_ON_DETECTORS_PAGE if detectors else _ON_BUTTONS)
        if setting not in shut
    ]
    if len(buttons) >= _MOST_BUTTONS:
        shown = _MOST_BUTTONS - 2
        pages = -(-len(buttons) // shown)
        buttons = buttons[more % pages * shown :][:shown]
        turned = SettingPage(detectors=detectors, more=(more + 1) % pages or None)
        buttons.append(button(_("More →"), turned))
    label = _("← To the settings") if detectors else _("What I look for →")
    buttons.append(button(label, SettingPage(detectors=not detectors), Colour.MAIN))
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def values(
    voice: Voice, setting: Setting, held: str, *, staff: Mapping[ChatId, str] | None = None
) -> Keyboard:
    """The values of a setting, those that hold in another colour, and the way back.

    `staff` are the titles of the chats that cards can go to.
    """
    buttons = [
        button(label, SetTo(setting=setting, value=value), Colour.GOOD if holds else Colour.PLAIN)
        for label, value, holds in _choices(voice, setting, held, staff or {})
    ]
    back = button(
        voice.texts.gettext("← To the settings"),
        SettingPage(detectors=True) if setting in _DETECTING else SettingsAt(),
    )
    beside = _BESIDE.get(setting)
    last = [back]
    if beside is not None:
        last.insert(0, button(_capital(name_of(beside, voice)), SettingsAt(setting=beside)))
    return (*((each,) for each in buttons), tuple(last))


_DETECTING = frozenset({*_ON_DETECTORS_PAGE, Setting.FORBIDDEN})


def _choices(
    voice: Voice, setting: Setting, held: str, staff: Mapping[ChatId, str]
) -> Iterable[tuple[str, str, bool]]:
    """Give what can be chosen: its label, the value that it sets, and whether it holds."""
    if setting is Setting.FORBIDDEN:
        now = set(held.split())
        for each in Forbidden:
            toggled = " ".join(one for one in Forbidden if (one in now) != (one is each))
            yield _capital(value_words(setting, each, voice)), toggled or NONE, each in now
        return
    offered = CHOICES[setting] if setting in CHOICES else _OFFERED.get(setting, ())
    for value in offered:
        yield _capital(value_words(setting, value, voice)), value, value == held
    if setting is Setting.CARDS:
        for chat, title in list(staff.items())[:_MOST_STAFF_CHATS]:
            label = quote(title, LONGEST_LABEL) or value_words(setting, str(chat), voice)
            yield label, str(chat), str(chat) == held


_MOST_STAFF_CHATS = 4


def revoke(voice: Voice, chat: ChatId, number: InvitationNumber) -> Keyboard:
    """«Отозвать»."""
    press = RevokeNumber(chat=chat, invitation=number)
    return ((button(voice.texts.gettext("Revoke"), press, Colour.BAD),),)


def enter(voice: Voice, chat: ChatId, number: InvitationNumber, version: str) -> Keyboard:
    """«Ознакомлен(а)» for whoever came by an invitation."""
    press = EnterBy(chat=chat, invitation=number, version=version)
    return ((button(voice.texts.gettext("I know the rules"), press, Colour.GOOD),),)


def stop_silence(voice: Voice) -> Keyboard:
    """«Снять тишину»."""
    return ((button(voice.texts.gettext("End the quiet"), StopSilence()),),)


def decide_withheld(voice: Voice, chat: ChatId, number: WithheldNumber) -> Keyboard:
    """«Опубликовать» and «Вернуть»."""
    _ = voice.texts.gettext
    publish = DecideOnWithheld(chat=chat, apology=number, publish=True)
    give_back = DecideOnWithheld(chat=chat, apology=number, publish=False)
    return ((button(_("Publish"), publish, Colour.GOOD), button(_("Return"), give_back)),)


def lift_early(voice: Voice, vote: VoteNumber) -> Keyboard:
    """«Снять блокировку» and «Оставить»."""
    _ = voice.texts.gettext
    return (
        (
            button(_("Lift the block"), LiftEarly(vote=vote, lift=True), Colour.GOOD),
            button(_("Let it stay"), LiftEarly(vote=vote, lift=False)),
        ),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
