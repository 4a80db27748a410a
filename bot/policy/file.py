"""Reads the policy file, and words its mistakes."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from bot.settings import SettingsError
from locales.texts import Catalogues, Texts
from rules.policy import Policy
from rules.policy_file import LANGUAGES, PolicyFileError, read_policy
from rules.policy_file.mistakes import Mistake, Wrong
from rules.policy_file.values import YEAR

_WRITTEN = {
    "hours": '"22:00-07:00"',
    "format": "TOML",
    "encoding": "UTF-8",
    "days": '"3 days"',
    "weeks": '"1 week"',
    "date": '"09-01"',
    "greatest": "blocks.greatest",
    "likely": "detectors.likely",
}
"""Quotations from a policy file, and names that are the same in every language."""


def policy_in_force(file: Path | None, locale: str) -> Policy:
    """Read the policy file, or the default policy (None).

    Raises `SettingsError` with every mistake in the file, a line each, in the language `locale`.
    """
    try:
        return read_policy(file)
    except PolicyFileError as wrong:
        texts = Catalogues.load().texts(locale)
        raise SettingsError("\n".join(mistakes_in_words(wrong, texts))) from None


def mistakes_in_words(wrong: PolicyFileError, texts: Texts) -> Iterable[str]:
    """Yield one line for each mistake in a policy file, by its key path."""
    for mistake in wrong.mistakes:
        # quotations from the file, or its name, may hold line breaks
        yield " ".join(_told(wrong.name, mistake, texts).split())


def _told(file: str, mistake: Mistake, texts: Texts) -> str:
    _ = texts.gettext
    fields = {"file": file, "line": mistake.line, "setting": "POLICY_FILE", **mistake.fields}
    if mistake.wrong is Wrong.ABSENT:
        absent = _("There is no policy file {file}: check {setting}, or take the setting out")
        return absent.format_map(fields)
    if mistake.wrong is Wrong.UNREADABLE:
        unread = _("Policy file {file} cannot be read, check {setting} and the rights ({reason})")
        return unread.format_map(fields)
    if mistake.line is None:
        where = _("Policy file {file}: {what}")
    else:
        where = _("Policy file {file}, line {line}: {what}")
    told = where.format(**fields, what=_what(mistake, texts))
    if mistake.clause is None:
        return told
    return _("{words} (cl. {clause})").format(words=told, clause=mistake.clause)


def _what(mistake: Mistake, texts: Texts) -> str:
    _ = texts.gettext
    fields = {
        "key": mistake.path,
        "keys": texts.listed(f"{mistake.path}.{language}" for language in LANGUAGES),
        **_WRITTEN,
        **{name: _shown(value, mistake.wrong, texts) for name, value in mistake.fields.items()},
    }
    sentence = {
        Wrong.NOT_UTF8: _("this is not {encoding}: save the file in that encoding"),
        Wrong.NOT_TOML: _(
            "not written as {format} has it: check quotation marks, brackets and repetitions "
            "({reason})"
        ),
        Wrong.MISSING: _("the key {key} is missing: add it"),
        Wrong.UNKNOWN_KEY: _("unknown key {key}; there can be {known}"),
        Wrong.NOT_A_TABLE: _("{key} must be a table: {header}"),
        Wrong.NOT_TEXT: _("{key} must be a text in quotation marks, and not empty"),
        Wrong.TOO_MANY_CHARACTERS: _("{key} is longer than {most} characters: shorten it"),
        Wrong.NOT_ONE_LINE: _("{key} is written in one line"),
        Wrong.NOT_WHOLE: _("{key} must be a whole number, without quotation marks"),
        Wrong.TOO_SMALL: _("{key} must be at least {least}"),
        Wrong.TOO_GREAT: _("{key} must be at most {most}"),
        Wrong.NOT_A_TIME: _("{key}: a time is written as a number and a unit, {days} or {weeks}"),
        Wrong.NOT_POSITIVE: _("{key} must be more than zero"),
        Wrong.TOO_LONG: _("{key} must be no longer than {most}"),
        Wrong.MONTHS_VARY: _("{key}: months differ in length, so name days"),
        Wrong.NOT_ONE_OF: _("{key} is {known}"),
        Wrong.TOO_FEW_VIOLATIONS: _(
            "{key} must be at least {least}: only after more than three violations can anybody be "
            "blocked"
        ),
        Wrong.NOT_TERMS: _("{key} is a list of terms, from 1 to {most}"),
        Wrong.REPEATED_TERM: _("{key}: this term is named already, take the repetition out"),
        Wrong.LONGER_THAN_A_MONTH: _(
            "{key}: the term “{value}” is longer than a month, and no block may be"
        ),
        Wrong.BEYOND_THE_GREATEST: _(
            "{key}: the term “{value}” is longer than the greatest ({greatest})"
        ),
        Wrong.NOT_ONE_OF_TWO: _("{key}: exactly one of the keys {one} and {other} is needed"),
        Wrong.NOT_A_DAY_OF_YEAR: _("{key} is a day of the year as {date} (month and day)"),
        Wrong.VOTE_TOO_SHORT: _("{key} must be at least {least}: participants need time to object"),
        Wrong.NOT_SETTINGS: _("{key} is a list of names of settings"),
        Wrong.NO_SUCH_SETTING: _("{key}: there is no setting {value}; there are {known}"),
        Wrong.NO_SUCH_VALUE: _("the setting {key} has no value {value}"),
        Wrong.FORBIDDEN_VALUE: _("the setting {key} cannot have the value {value}"),
        Wrong.QUIET_TOO_LONG: _(
            "{key}: quiet hours last no longer than {most}, as access is round the clock"
        ),
        Wrong.KIND_WITHOUT_RULES: _("{key}: no rule is left for chats of the kind {kind}"),
        Wrong.TOO_UNSURE: _("{key} must be at least {least}: a machine must not accuse by guess"),
        Wrong.CERTAIN_BELOW_LIKELY: _(
            "{key} cannot be less than {likely}: to count is more than to remove"
        ),
        Wrong.NOT_STRINGS: _("{key} is a list of texts, at most {most}"),
        Wrong.KEPT_TOO_SHORT: _("{key} must be at least {least}: measures last as long"),
        Wrong.NOT_HOURS: _("{key} is written as {hours}"),
        Wrong.NOT_PEOPLE: _(
            "{key} is a list of people, at most {most}: the number and the role of each"
        ),
        Wrong.SAME_PERSON: _("{key}: person {member} is named twice, take one out"),
        Wrong.NO_RULES: _("at least one rule of conduct is needed: {header}"),
        Wrong.SAME_NUMBER: _("{key}: a second rule has the number {number}, give it another"),
        Wrong.RULES_TOO_LONG: _(
            "{key}: together the rules are longer than {most} characters and do not fit into one "
            "message ({language}), shorten them"
        ),
        Wrong.NOT_WORDS: _("{key} is a list of single words; “x*” is the beginning of words"),
        Wrong.NOT_DETECTORS: _("{key} is a list of names; there can be {known}"),
        Wrong.NOT_KINDS: _("{key} is a list of kinds of chats; there can be {known}"),
        Wrong.NOT_BY_LANGUAGE: _("{key} is written in each language: {keys}"),
        Wrong.NO_SUCH_LANGUAGE: _(
            "{key}: the bot does not know the language {language}, only {known}"
        ),
        Wrong.UNTRANSLATED: _("a translation is missing: add {key}"),
    }[mistake.wrong]
    return sentence.format_map(fields)


def _shown(value: object, wrong: Wrong, texts: Texts) -> str:
    match value:
        case timedelta():
            return _bound(value, texts)
        case tuple() if wrong is Wrong.NOT_ONE_OF:
            return texts.choice(value)
        case tuple() if wrong is Wrong.NO_SUCH_LANGUAGE:
            return texts.listed(value)
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def _bound(length: timedelta, texts: Texts) -> str:
    """Return a length of time in the genitive, if the language has one: «14 часов»."""
    _, npgettext = texts.gettext, texts.npgettext
    if length == timedelta(hours=1):
        return _("an hour")
    if length == YEAR:
        return _("a year")
    if length >= timedelta(days=1):
        return npgettext("genitive", "{n} day", "{n} days", length.days).format(n=length.days)
    hours = length // timedelta(hours=1)
    return npgettext("genitive", "{n} hour", "{n} hours", hours).format(n=hours)
