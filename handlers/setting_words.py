"""Parse a setting and its value as people type them, in either language."""

import re
from collections.abc import Mapping

from handlers.words.detections import WORDS
from rules.responses import PRIVATE, Forbidden, Response
from rules.setting_values import NONE
from rules.settings import (
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
)

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
    (r"кому видно|видно|видимость|visible to|visibility", Setting.VISIBILITY),
    (r"тихие часы|quiet hours|quiet", Setting.QUIET_HOURS),
    (r"служебные сообщения|служебные|service messages|service", Setting.DISAPPEAR),
    (r"пробный режим|пробный|проба|trial", Setting.TRIAL),
    (r"(?:хранить )?картинки|(?:keep )?pictures", Setting.PICTURES),
    (
        r"запрещенные(?: вложения)?|запрет(?: вложений)?|forbidden(?: attachments)?",
        Setting.FORBIDDEN,
    ),
    (r"карточки|cards", Setting.CARDS),
    *((words.typed, OF_DETECTOR[detector]) for detector, words in WORDS.items()),
)

STAFFS = "staff"
"""Value of «в беседу сотрудников»: the only staff chat of the person who typed it."""

_FORBIDDEN = (
    (r"голос\w*|voice", Forbidden.VOICE),
    (r"пересл\w*|пересыл\w*|forward\w*", Forbidden.FORWARDS),
    (r"файл\w*|files?", Forbidden.FILES),
    (r"стикер\w*|stickers?", Forbidden.STICKERS),
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
    Setting.VISIBILITY: (
        (r"(?:всем,? )?без им[её]н\w*|(?:to all,? )?without (?:a name|names)", Visibility.UNNAMED),
        (r"(?:всем,? )?с им[её]н\w*|всем|(?:to all,? )?with (?:the |a )?names?", Visibility.NAMED),
        (
            r"(?:только )?(?:в )?личн\w*.*|(?:только )?участнику|(?:only )?(?:in )?private.*",
            Visibility.PRIVATE,
        ),
    ),
    Setting.QUIET_HOURS: ((_OFF, OFF),),
    Setting.DISAPPEAR: ((_OFF, OFF),),
    Setting.TRIAL: ((_ON, ON), (_OFF, OFF)),
    Setting.PICTURES: ((rf"хран\w*|kept|{_ON}", ON), (rf"не хран\w*|not kept|{_OFF}", OFF)),
    **dict.fromkeys(
        DETECTOR_OF,
        (
            (rf"не замечать|не следить|not watched|{_OFF}", Response.OFF),
            (rf"карточк\w*(?: модераторам)?|подсказ\w*|hint|a card.*|card|{_ON}", Response.HINT),
            (
                r"удал\w* и (?:засчит|счит)\w*.*|засчит\w*.*|removed and counted.*|count",
                Response.COUNT,
            ),
            (r"удал\w*.*|removed?(?:, and a card)?", Response.REMOVE),
        ),
    ),
    Setting.FORBIDDEN: ((_OFF, NONE),),
    Setting.CARDS: (
        (r"личн\w*.*|в личн\w*.*|private.*", PRIVATE),
        (r".*сотрудник\w*|служебн\w*.*|(?:the )?staff.*", STAFFS),
    ),
}

_COUNTED = re.compile(
    r"(?:через |after |исчезают через |disappear after )?(\d{1,5})\s*"
    r"(час\w*|ч|hours?|h|мин\w*|м|minutes?|min|m)?\.?"
)
_HOURS = re.compile(r"(?:с |from )?(.+?)\s+(?:до|по|to|till|until)\s+(.+)")


def read_setting(words: str) -> tuple[Setting | None, str]:
    """Parse «тихие часы 22-7» into the setting, or None, and its canonical value.

    An invalid value is returned as typed: the policy refuses it with its clause.
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
    if setting is Setting.FORBIDDEN:
        return _forbidden(plain)
    if setting in {Setting.REMIND_AFTER, Setting.DISAPPEAR}:
        return _counted(setting, plain)
    return plain


def _forbidden(plain: str) -> str:
    named = []
    for word in re.findall(r"[\w-]+", plain):
        known = (each for pattern, each in _FORBIDDEN if re.fullmatch(pattern, word))
        if (each := next(known, None)) is not None:
            named.append(each.value)
        elif word not in _AROUND:
            return plain
    return " ".join(named)


_AROUND = frozenset({"и", "от", "чужих", "сообщения", "опасные", "and", "from", "strangers"})
"""Words to ignore beside the names of attachments."""


def _counted(setting: Setting, plain: str) -> str:
    match = _COUNTED.fullmatch(plain)
    if match is None:
        return plain
    number, unit = int(match[1]), match[2] or ""
    hours = unit.startswith(("час", "ч", "h"))
    if setting is Setting.DISAPPEAR:
        return str(number * 60 if hours else number)
    return str(number) if hours or not unit else plain
