"""Settings: their names, their values, and changing them."""

from collections.abc import Mapping

from handlers.commands import Command
from handlers.voice import LONGEST_NAME, Named, Voice, capital, quote
from handlers.words.detections import detector_words
from rules.responses import PRIVATE, Forbidden, Response
from rules.settings import (
    CLAUSES,
    DETECTOR_OF,
    OFF,
    ON,
    Blocks,
    Enforcement,
    Kind,
    Newcomers,
    Setting,
    settings_from,
)
from rules.times import NoSuchValueError, QuietHours


def name_of(setting: Setting, voice: Voice) -> str:
    """Return the name of a setting."""
    if setting in DETECTOR_OF:
        return detector_words(DETECTOR_OF[setting], voice)
    _ = voice.texts.gettext
    match setting:
        case Setting.LANGUAGE:
            return _("language")
        case Setting.KIND:
            return _("kind")
        case Setting.GROUP:
            return _("group")
        case Setting.NEWCOMERS:
            return _("newcomers")
        case Setting.REMIND_AFTER:
            return _("reminder to newcomers")
        case Setting.ENFORCEMENT:
            return _("way of blocking")
        case Setting.BLOCKS:
            return _("blocks")
        case Setting.CONFIRM_LIFT:
            return _("early lift")
        case Setting.QUIET_HOURS:
            return _("quiet hours")
        case Setting.DISAPPEAR:
            return _("service messages")
        case Setting.TRIAL:
            return _("trial")
        case Setting.FORBIDDEN:
            return _("forbidden attachments")
        case Setting.CARDS:
            return _("cards")


def kind_words(kind: Kind, voice: Voice) -> str:
    """Return whose chats of that kind are."""
    _ = voice.texts.gettext
    match kind:
        case Kind.GROUP:
            return _("students of a group")
        case Kind.PARENTS:
            return _("parents")
        case Kind.SUBJECT:
            return _("a subject")
        case Kind.STAFF:
            return _("staff")
        case Kind.OTHER:
            return _("another chat")


def value_words(setting: Setting, value: str, voice: Voice) -> str:
    """Return a value, as `rules.settings.canonical` stores it, in words.

    An unknown value, as in a journal of a later version, is returned as it is.
    """
    try:
        if setting in DETECTOR_OF:
            return response_words(Response(value), voice)
        return _words(setting, value, voice)
    except (ValueError, NoSuchValueError):
        return quote(value, LONGEST_NAME)


def _words(setting: Setting, value: str, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match setting:
        case Setting.LANGUAGE:
            return _("English") if value == "en" else _("Russian")
        case Setting.KIND:
            return kind_words(Kind(value), voice)
        case Setting.GROUP:
            return quote(value, LONGEST_NAME) or _("none")
        case Setting.NEWCOMERS:
            return _newcomers(Newcomers(value), voice)
        case Setting.REMIND_AFTER:
            hours = int(value)
            return ngettext("after {n} hour", "after {n} hours", hours).format(n=hours)
        case Setting.ENFORCEMENT:
            return _enforcement(Enforcement(value), voice)
        case Setting.BLOCKS:
            if Blocks(value) is Blocks.AUTOMATIC:
                return _("automatic, by the ladder of terms")
            return _("a moderator decides each time")
        case Setting.CONFIRM_LIFT:
            return _("a moderator confirms it") if value == ON else _("at once, if nobody objected")
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
        case Setting.TRIAL:
            return _("on") if value == ON else _("off")
        case Setting.FORBIDDEN:
            named = [_forbidden(Forbidden(each), voice) for each in value.split()]
            return voice.texts.listed(named) if named else _("none")
        case Setting.CARDS:
            return _("private messages") if value == PRIVATE else _("the staff's chat")


def choice_words(setting: Setting, value: str, voice: Voice) -> str:
    """Return a value as a button says it, where the setting's name is not beside it."""
    if setting is Setting.QUIET_HOURS and settings_from({setting: value}).quiet_hours is None:
        return capital(voice.texts.gettext("no quiet hours"))
    return capital(value_words(setting, value, voice))


def span(quiet: QuietHours) -> str:
    """Return quiet hours: «22:00–07:00»."""
    return f"{quiet.begins:%H:%M}–{quiet.ends:%H:%M}"


def _newcomers(value: Newcomers, voice: Voice) -> str:
    _ = voice.texts.gettext
    match value:
        case Newcomers.NOTHING:
            return _("may write at once")
        case Newcomers.REMIND:
            return _("are reminded of the rules")
        case Newcomers.READ_ONLY:
            return _("only read until they know the rules")


def response_words(value: Response, voice: Voice) -> str:
    """Return the response to a detection, in words."""
    _ = voice.texts.gettext
    match value:
        case Response.OFF:
            return _("not watched")
        case Response.HINT:
            return _("only shown to the moderators")
        case Response.REMOVE:
            return _("removed, and shown to the moderators")
        case Response.COUNT:
            return _("removed and counted")


def _forbidden(value: Forbidden, voice: Voice) -> str:
    _ = voice.texts.gettext
    match value:
        case Forbidden.VOICE:
            return _("voice messages")
        case Forbidden.FORWARDS:
            return _("forwards from strangers")
        case Forbidden.FILES:
            return _("dangerous files")
        case Forbidden.STICKERS:
            return _("stickers")


def _enforcement(value: Enforcement, voice: Voice) -> str:
    _ = voice.texts.gettext
    match value:
        case Enforcement.MUTE:
            return _("only reading")
        case Enforcement.ERASE:
            return _("messages are removed")
        case Enforcement.REMOVE:
            return _("expulsion, and an invitation back")


_IN_OTHER_LINES = {Setting.KIND, Setting.GROUP, Setting.LANGUAGE}


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


def value_lines(values: Mapping[Setting, str], voice: Voice) -> list[str]:
    """Return settings and values, one per line, except the chat's kind, group and language."""
    return [
        f"• {name_of(setting, voice)}: {value_words(setting, values[setting], voice)}"
        for setting in Setting
        if setting in values and setting not in _IN_OTHER_LINES
    ]


def shown(voice: Voice, *, values: Mapping[Setting, str], locked: frozenset[Setting]) -> str:
    """Show the chat's settings, to choose one to change; chats cannot change `locked` ones."""
    _ = voice.texts.gettext
    of_whom = whose(values.get(Setting.KIND), values.get(Setting.GROUP, ""), voice)
    language = values.get(Setting.LANGUAGE, voice.texts.language)
    spoken = value_words(Setting.LANGUAGE, language, voice)
    lines = [
        _("What is set in this chat:"),
        f"• {name_of(Setting.KIND, voice)}: {of_whom}",
        f"• {name_of(Setting.LANGUAGE, voice)}: {spoken}",
        *value_lines(values, voice),
    ]
    if locked:
        names = (name_of(setting, voice) for setting in sorted(locked))
        lines.append(
            _("The college's policy does not let chats change: {settings}.").format(
                settings=voice.texts.listed(names)
            )
        )
    lines.append(_("Choose what to change."))
    return "\n".join(lines)


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
