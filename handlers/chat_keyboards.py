"""The buttons under the bot's messages about the chat itself: adoption, settings, entering."""

from collections.abc import Iterable

from handlers.buttons import (
    AdoptAs,
    EnterBy,
    LiftEarly,
    RevokeNumber,
    SettingsAt,
    SetTo,
    StopSilence,
)
from handlers.keyboards import button
from handlers.wording.values import kind_words, name_of, value_words
from handlers.wording.voice import Voice
from rules.ids import ChatId, InvitationNumber, VoteNumber
from rules.setting_values import CHOICES
from rules.settings import OFF, Kind, Setting
from storage.effects import Colour, Keyboard

_OFFERED = {
    Setting.REMIND_AFTER: ("3", "12", "24", "72"),
    Setting.QUIET_HOURS: (OFF, "21:00-08:00", "22:00-07:00", "23:00-06:00"),
    Setting.DISAPPEAR: (OFF, "5", "30", "120"),
}
"""What is offered of the settings that have values beyond number; others can be typed."""

_ON_BUTTONS = (
    Setting.KIND,
    Setting.LANGUAGE,
    Setting.NEWCOMERS,
    Setting.REMIND_AFTER,
    Setting.ENFORCEMENT,
    Setting.BLOCKS,
    Setting.CONFIRM_LIFT,
    Setting.QUIET_HOURS,
    Setting.DISAPPEAR,
    Setting.TRIAL,
)
"""Ten buttons go under a message (VK.md, 4)."""


def kinds(voice: Voice) -> Keyboard:
    """Whose chat it is: one button a kind."""
    return tuple(
        (button(_capital(kind_words(kind, voice)), AdoptAs(kind=kind), Colour.MAIN),)
        for kind in Kind
    )


def settings(voice: Voice, locked: Iterable[Setting]) -> Keyboard:
    """One button a setting that may be changed, two in a row."""
    shut = frozenset(locked)
    buttons = [
        button(_capital(name_of(setting, voice)), SettingsAt(setting=setting))
        for setting in _ON_BUTTONS
        if setting not in shut
    ]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def values(voice: Voice, setting: Setting, held: str) -> Keyboard:
    """The values of a setting, the one that holds in another colour, and «К настройкам»."""
    offered = CHOICES[setting] if setting in CHOICES else _OFFERED.get(setting, ())
    rows = [
        (
            button(
                _capital(value_words(setting, value, voice)),
                SetTo(setting=setting, value=value),
                Colour.GOOD if value == held else Colour.PLAIN,
            ),
        )
        for value in offered
    ]
    return (*rows, (button(voice.texts.gettext("← To the settings"), SettingsAt()),))


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
