"""The settings of a chat."""

from collections.abc import Mapping

from handlers.named import Named
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice
from handlers.words.values import name_of, value_words
from rules.settings import CLAUSES, Kind, Setting

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
    """Say that there is no setting of that name, and list the settings."""
    return voice.texts.gettext(
        "I do not know the setting “{words}”. What there is: {settings}."
    ).format(
        words=quote(name, LONGEST_NAME),
        settings=voice.texts.listed(name_of(setting, voice) for setting in Setting),
    )
