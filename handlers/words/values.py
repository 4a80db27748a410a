"""Names and values of settings."""

from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice
from handlers.words.detections import detector_words
from rules.quiet_hours import NoSuchValueError, QuietHours
from rules.responses import PRIVATE, Forbidden, Response
from rules.settings import (
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
            return _("a card to the moderators")
        case Response.REMOVE:
            return _("removed, and a card")
        case Response.COUNT:
            return _("removed and counted, and a card")


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
