"""Settings: their names, their values, and changing them."""

from collections.abc import Mapping

from handlers.commands import Command
from handlers.voice import LONGEST_NAME, Named, Said, Voice, capital, fixed, quote
from handlers.words.detections import detector_words
from rules.detectors.registry import Detector
from rules.responses import PRIVATE, Forbidden, Response
from rules.settings import (
    CLAUSES,
    DETECTOR_OF,
    OF_DETECTOR,
    OFF,
    ON,
    Blocks,
    Enforcement,
    Kind,
    Newcomers,
    Setting,
    Visibility,
    settings_from,
)
from rules.times import NoSuchValueError, QuietHours

KINDS: Mapping[Kind, Said] = {
    Kind.GROUP: fixed("students of a group"),
    Kind.PARENTS: fixed("parents"),
    Kind.SUBJECT: fixed("a subject"),
    Kind.STAFF: fixed("staff"),
    Kind.OTHER: fixed("another chat"),
}
"""Whose chats of that kind are."""

_RESPONSES_IN_BRIEF: Mapping[Response, Said] = {
    Response.OFF: fixed("no"),
    Response.HINT: fixed("show"),
    Response.REMOVE: fixed("remove"),
    Response.COUNT: fixed("count"),
}

_NEWCOMERS: Mapping[Newcomers, Said] = {
    Newcomers.NOTHING: fixed("may write at once"),
    Newcomers.REMIND: fixed("are reminded of the rules"),
    Newcomers.READ_ONLY: fixed("only read until they know the rules"),
}

_VISIBILITIES: Mapping[Visibility, Said] = {
    Visibility.UNNAMED: fixed("without a name"),
    Visibility.NAMED: fixed("with the name"),
    Visibility.PRIVATE: fixed("only in private"),
}

RESPONSES: Mapping[Response, Said] = {
    Response.OFF: fixed("not watched"),
    Response.HINT: fixed("only shown to the moderators"),
    Response.REMOVE: fixed("removed, and shown to the moderators"),
    Response.COUNT: fixed("removed and counted"),
}
"""The response to a detection, in words."""

_FORBIDDEN: Mapping[Forbidden, Said] = {
    Forbidden.VOICE: fixed("voice messages"),
    Forbidden.FORWARDS: fixed("forwards from strangers"),
    Forbidden.FILES: fixed("dangerous files"),
    Forbidden.STICKERS: fixed("stickers"),
}

_ENFORCEMENTS: Mapping[Enforcement, Said] = {
    Enforcement.MUTE: fixed("only reading"),
    Enforcement.ERASE: fixed("messages are removed"),
    Enforcement.REMOVE: fixed("expulsion, and an invitation back"),
}


def _name_of(detector: Detector) -> Said:
    return lambda voice: detector_words(detector, voice)


_NAMES: Mapping[Setting, Said] = {
    Setting.LANGUAGE: fixed("language"),
    Setting.KIND: fixed("kind"),
    Setting.GROUP: fixed("group"),
    Setting.NEWCOMERS: fixed("newcomers"),
    Setting.REMIND_AFTER: fixed("reminder to newcomers"),
    Setting.ENFORCEMENT: fixed("way of blocking"),
    Setting.BLOCKS: fixed("blocks"),
    Setting.CONFIRM_LIFT: fixed("early lift"),
    Setting.VISIBILITY: fixed("who sees violations"),
    Setting.QUIET_HOURS: fixed("quiet hours"),
    Setting.DISAPPEAR: fixed("service messages"),
    Setting.TRIAL: fixed("trial"),
    Setting.PICTURES: fixed("pictures for appeals"),
    Setting.FORBIDDEN: fixed("forbidden attachments"),
    Setting.CARDS: fixed("cards"),
    **{OF_DETECTOR[detector]: _name_of(detector) for detector in Detector},
}

_SWITCHES: Mapping[Setting, tuple[Said, Said]] = {
    Setting.CONFIRM_LIFT: (fixed("a moderator confirms it"), fixed("at once, if nobody objected")),
    Setting.TRIAL: (fixed("on"), fixed("off")),
    Setting.PICTURES: (fixed("kept"), fixed("not kept")),
}
"""The words for on and for off."""


def name_of(setting: Setting, voice: Voice) -> str:
    """Return the name of a setting."""
    return _NAMES[setting](voice)


def value_words(setting: Setting, value: str, voice: Voice) -> str:
    """Return a value, as `rules.settings.canonical` stores it, in words.

    An unknown value, as in a journal of a later version, is returned as it is.
    """
    try:
        if setting in DETECTOR_OF:
            return RESPONSES[Response(value)](voice)
        return _words(setting, value, voice)
    except (ValueError, NoSuchValueError):
        return quote(value, LONGEST_NAME)


def _words(setting: Setting, value: str, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match setting:
        case Setting.LANGUAGE:
            return _("English") if value == "en" else _("Russian")
        case Setting.KIND:
            return KINDS[Kind(value)](voice)
        case Setting.GROUP:
            return quote(value, LONGEST_NAME) or _("none")
        case Setting.NEWCOMERS:
            return _NEWCOMERS[Newcomers(value)](voice)
        case Setting.REMIND_AFTER:
            hours = int(value)
            return ngettext("after {n} hour", "after {n} hours", hours).format(n=hours)
        case Setting.ENFORCEMENT:
            return _ENFORCEMENTS[Enforcement(value)](voice)
        case Setting.BLOCKS:
            automatic = Blocks(value) is Blocks.AUTOMATIC
            return (
                _("automatic, by the ladder of terms")
                if automatic
                else _("a moderator decides each time")
            )
        case Setting.VISIBILITY:
            return _VISIBILITIES[Visibility(value)](voice)
        case Setting.QUIET_HOURS:
            quiet = settings_from({setting: value}).quiet_hours
            return _("none") if quiet is None else span(quiet)
        case Setting.DISAPPEAR:
            if value == OFF:
                return _("stay")
            minutes = int(value)
            return ngettext(
                "disappear after {n} minute", "disappear after {n} minutes", minutes
            ).format(n=minutes)
        case Setting.FORBIDDEN:
            named = [_FORBIDDEN[Forbidden(each)](voice) for each in value.split()]
            return voice.texts.listed(named) if named else _("none")
        case Setting.CARDS:
            return _("private messages") if value == PRIVATE else _("the staff's chat")
        case _:
            on, off = _SWITCHES[setting]
            return on(voice) if value == ON else off(voice)


def set_so(setting: Setting, value: str, voice: Voice) -> str:
    """Return a setting with its value in a word or two, as a button says it."""
    if setting is Setting.QUIET_HOURS and value == OFF:
        return choice_words(setting, value, voice)
    return f"{capital(name_of(setting, voice))}: {_brief(setting, value, voice)}"


def _brief(setting: Setting, value: str, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    try:
        match setting:
            case _ if setting in DETECTOR_OF:
                return _RESPONSES_IN_BRIEF[Response(value)](voice)
            case Setting.NEWCOMERS if Newcomers(value) is Newcomers.REMIND:
                return _("are reminded")
            case Setting.NEWCOMERS if Newcomers(value) is Newcomers.READ_ONLY:
                return _("only read")
            case Setting.BLOCKS if Blocks(value) is Blocks.AUTOMATIC:
                return _("automatic")
            case Setting.BLOCKS:
                return _("a moderator decides")
            case Setting.ENFORCEMENT if Enforcement(value) is Enforcement.REMOVE:
                return _("expulsion")
            case Setting.CONFIRM_LIFT:
                return _("a moderator decides") if value == ON else _("at once")
            case Setting.DISAPPEAR if value != OFF:
                return ngettext("{n} minute", "{n} minutes", int(value)).format(n=int(value))
            case Setting.CARDS if value == PRIVATE:
                return _("in private")
            case _:
                return value_words(setting, value, voice)
    except ValueError:
        return value_words(setting, value, voice)


def choice_words(setting: Setting, value: str, voice: Voice) -> str:
    """Return a value as a button says it, where the setting's name is not beside it."""
    if setting is Setting.QUIET_HOURS and value == OFF:
        return capital(voice.texts.gettext("no quiet hours"))
    if setting is Setting.GROUP and not value.strip():
        return capital(voice.texts.gettext("no group"))
    if setting is Setting.FORBIDDEN and not value:
        return capital(voice.texts.gettext("nothing is forbidden"))
    return capital(value_words(setting, value, voice))


def span(quiet: QuietHours) -> str:
    """Return quiet hours: «22:00–07:00»."""
    return f"{quiet.begins:%H:%M}–{quiet.ends:%H:%M}"


def whose(kind: str | None, group: str, voice: Voice) -> str:
    """Return whose chat it is: «родители студентов, группа ИСП-21»."""
    _ = voice.texts.gettext
    if kind is None:
        return _("not adopted yet")
    said = value_words(Setting.KIND, kind, voice)
    if not group:
        return said
    if kind == Kind.GROUP:
        return _("students of the group {group}").format(group=quote(group, LONGEST_NAME))
    return _("{kind}, group {group}").format(kind=said, group=quote(group, LONGEST_NAME))


def shown(voice: Voice, *, values: Mapping[Setting, str], locked: frozenset[Setting]) -> str:
    """Show the chat's settings, to choose one to change; chats cannot change `locked` ones."""
    _ = voice.texts.gettext
    of_whom = whose(values.get(Setting.KIND), values.get(Setting.GROUP, ""), voice)
    said = _("Settings of this chat: {whose}. Press what to change.").format(whose=of_whom)
    if not locked:
        return said
    names = [name_of(setting, voice) for setting in sorted(locked)]
    shut = _("The college's policy does not let chats change: {settings}.").format(
        settings=voice.few(names, _MOST_LOCKED)
    )
    return f"{said}\n{shut}"


_MOST_LOCKED = 3
"""Most settings that are named as locked; the others are counted."""


def one_shown(voice: Voice, *, setting: Setting, value: str) -> str:
    """Show one setting, to choose a value."""
    return voice.texts.gettext("{setting} ({clause}). Now: {value}.").format(
        setting=name_of(setting, voice),
        clause=voice.cited(CLAUSES[setting]),
        value=value_words(setting, value, voice),
    )


def changed(voice: Voice, *, setting: Setting, value: str, by: Named) -> str:
    """Announce a changed setting."""
    return voice.texts.gettext("{setting}: {value} from now on ({by}, {clause}).").format(
        setting=name_of(setting, voice),
        value=value_words(setting, value, voice),
        by=voice.who(by),
        clause=voice.cited(CLAUSES[setting]),
    )


def unknown(voice: Voice, *, name: str) -> str:
    """Say that there is no setting of that name, and where they are."""
    return voice.texts.gettext(
        "I do not know the setting “{words}”. All of them: {settings}."
    ).format(words=quote(name, LONGEST_NAME), settings=voice.command(Command.SETTINGS))
