"""Reading a setting and its value as people type them, in either language."""

import re
from collections.abc import Mapping

from rules.settings import OFF, ON, Blocks, Enforcement, Kind, Newcomers, Setting

_NAMES: tuple[tuple[str, Setting], ...] = (
    (r"язык|language", Setting.LANGUAGE),
    (r"вид(?: беседы)?|kind", Setting.KIND),
    (r"групп[аыу]|group", Setting.GROUP),
    (
        r"напоминание(?: новичкам| новым участникам)?|reminder(?: to newcomers)?",
        Setting.REMIND_AFTER,
    ),
    (r"новички|новые участники|newcomers", Setting.NEWCOMERS),
    (r"способ(?: блокировки)?|way(?: of blocking)?", Setting.ENFORCEMENT),
    (r"досрочное снятие|снятие|early lift|lift", Setting.CONFIRM_LIFT),
    (r"блокировк[аи]|blocks?", Setting.BLOCKS),
    (r"тихие часы|quiet hours|quiet", Setting.QUIET_HOURS),
    (r"служебные сообщения|служебные|service messages|service", Setting.DISAPPEAR),
    (r"пробный режим|пробный|проба|trial", Setting.TRIAL),
)

_ON = "вкл|включить|включены|включён|включен|да|on|yes"
_OFF = "выкл|выключить|выключены|выключен|нет|off|no|none|остаются|stay"

_VALUES: Mapping[Setting, tuple[tuple[str, str], ...]] = {
    Setting.LANGUAGE: ((r"рус\w*|ru|russian", "ru"), (r"англ\w*|en|english", "en")),
    Setting.KIND: (
        (r"студент\w*(?: группы)?|group|students(?: of a group)?", Kind.GROUP),
        (r"родител\w*|parents", Kind.PARENTS),
        (r"предмет\w*|дисциплин\w*|(?:a )?subject", Kind.SUBJECT),
        (r"сотрудник\w*|персонал|staff", Kind.STAFF),
        (r"друг\w*|ин\w*|other|another chat", Kind.OTHER),
    ),
    Setting.NEWCOMERS: (
        (
            rf"ничего|сразу|пишут сразу|могут писать сразу|nothing|may write at once|{_OFF}",
            Newcomers.NOTHING,
        ),
        (r"напомина\w*.*|remind.*|are reminded.*", Newcomers.REMIND),
        (r"только чита\w*.*|чтение|только чтение|read[ -]?only|only read.*", Newcomers.READ_ONLY),
    ),
    Setting.ENFORCEMENT: (
        (r"(?:только )?чтение|ограничени\w*|mute|only reading", Enforcement.MUTE),
        (r"удал\w*.*|erase|messages are removed", Enforcement.ERASE),
        (r"исключ\w*.*|remove|expulsion.*", Enforcement.REMOVE),
    ),
    Setting.BLOCKS: (
        (rf"автоматическ\w*.*|сами|automatic.*|{_ON}", Blocks.AUTOMATIC),
        (
            rf"предлага\w*|решает модератор.*|модератор.*|proposed|a moderator decides.*|{_OFF}",
            Blocks.PROPOSED,
        ),
    ),
    Setting.CONFIRM_LIFT: (
        (rf"подтвержда\w*.*|a moderator confirms.*|confirm|{_ON}", ON),
        (rf"сразу.*|без подтверждения|at once.*|{_OFF}", OFF),
    ),
    Setting.QUIET_HOURS: ((_OFF, OFF),),
    Setting.DISAPPEAR: ((_OFF, OFF),),
    Setting.TRIAL: ((_ON, ON), (_OFF, OFF)),
}

_COUNTED = re.compile(
    r"(?:через |after |исчезают через |disappear after )?(\d{1,5})\s*"
    r"(час\w*|ч|hours?|h|мин\w*|м|minutes?|min|m)?\.?"
)
_HOURS = re.compile(r"(?:с |from )?(.+?)\s+(?:до|по|to|till|until)\s+(.+)")


def read_setting(words: str) -> tuple[Setting | None, str]:
    """Read «тихие часы 22-7»; give the setting, or None, and the value as the policy knows it.

    A value that is none is given as it was typed: the policy refuses it with its clause.
    """
    plain = " ".join(words.casefold().replace("ё", "е").split())
    for pattern, setting in _NAMES:
        match = re.match(rf"(?:{pattern.replace('ё', 'е')})(?=$|[\s:=—–-])[\s:=—–-]*", plain)
        if match is not None:
            typed = " ".join(words.split())[match.end() :].strip()
            return setting, _value(setting, typed, plain[match.end() :].strip())
    return None, ""


def _value(setting: Setting, typed: str, plain: str) -> str:
    if setting is Setting.GROUP:
        return typed
    for pattern, value in _VALUES.get(setting, ()):
        if re.fullmatch(pattern.replace("ё", "е"), plain):
            return str(value)
    if setting is Setting.QUIET_HOURS and (match := _HOURS.fullmatch(plain)):
        return f"{match[1]}-{match[2]}"
    if setting in {Setting.REMIND_AFTER, Setting.DISAPPEAR}:
        return _counted(setting, plain)
    return plain


def _counted(setting: Setting, plain: str) -> str:
    match = _COUNTED.fullmatch(plain)
    if match is None:
        return plain
    number, unit = int(match[1]), match[2] or ""
    hours = unit.startswith(("час", "ч", "h"))
    if setting is Setting.DISAPPEAR:
        return str(number * 60 if hours else number)
    return str(number) if hours or not unit else plain
