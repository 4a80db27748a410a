"""Finding addresses in a text, also those hidden by words, spaces and look-alike letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENDINGS = (
    "ru|su|рф|рус|com|net|org|info|biz|online|site|shop|store|club|pro|me|io|dev|tv|cc|ws|xyz|top"
    "|link|live|ly|gg|tk|ml|ga|cf|gq|space|website|fun|host|press|tech|art|games?|bet|casino|poker"
    "|ai|im|wiki|edu|gov|uz|kz|by|ua|us|uk|de|cn|app|win|vip|life|world|today|agency|market|sale"
    "|deals|chat|dog|moscow|москва|дети|онлайн|сайт|орг"
)
_SCHEME = r"(?:(?:https?|hxxps?|ftp|tg|viber|whatsapp)\s?:\s?//\s?)"
_REST = r"[^\s<>«»\"]"
PLAIN = re.compile(
    rf"{_SCHEME}{_REST}+"
    rf"|(?<![\w@.\-/])www\.{_REST}+"
    r"|(?<![\w@.\-/])(?:[a-z0-9а-я][a-z0-9а-я-]{0,62}\.){1,5}"
    rf"(?:{_ENDINGS})(?![\w-]|\.[a-zа-я])(?:[/?#]{_REST}*)?"
)

_DOT = (
    r"(?:\s?[\[({]\s?(?:\.|точка|dot|дот)\s?[\])}]\s?"
    r"|\s(?:точка|тчк|dot|дот)\s|\s\.\s|\s\.)"
)
_SPOKEN = (
    r"(?:ru|ру|com|ком|рф|net|org|орг|me|ми|ме|su|су|info|инфо|gg|io|cc|online|онлайн|shop|site"
    r"|сайт|pro|про|tv|club)"
)
HIDDEN = re.compile(
    rf"(?<![\w.])(?P<name>[a-z0-9а-я][a-z0-9а-я-]{{1,40}}){_DOT}(?P<end>{_SPOKEN})(?![а-яa-z\w])"
    r"(?:\s?[/\\]\s?[\w+\-]+)?"
)
"""A name, a dot that is hidden or spoken, and an ending."""

_T, _M, _E, _K, _V = "[tт]", "[mм]", "[eеё3]", "[kк]", "[vвb]"
_ANY_DOT = r"\s?(?:[.,·•]|точка|dot|[\[({]\.?(?:точка|dot)?[\])}])\s?"
LOOK_ALIKE = re.compile(
    rf"(?<!\w)(?:{_T}{_ANY_DOT}{_M}{_E}|{_V}{_K}{_ANY_DOT}{_M}{_E}"
    rf"|{_T}{_E}[lл]{_E}[gг][rр][aа]{_M}{_ANY_DOT}{_M}{_E}|w[aа]{_ANY_DOT}{_M}{_E}"
    rf"|[dд][iі][sс][cс][oо][rр][dд]{_ANY_DOT}[gг]{{2}})\s?[/\\]\s?[\w+\-/]+"
)
"""The messengers' own addresses with letters of the other alphabet, or a dot that is none."""

_MESSENGERS = (
    r"(?:тг|телег\w*|телеграм\w*|telegram|tg|ватсап\w*|вотсап\w*|whats ?app|вайбер\w*|viber"
    r"|дискорд\w*|discord)"
)
NICK = re.compile(rf"(?<!\w){_MESSENGERS}[\s:\-–—=>(канлчтбогупысмй]{{1,30}}@\s?[a-z]\w{{3,31}}")
"""A messenger's name and somebody's name there: «тг: @nick»."""

NICK_HINT = re.compile(rf"@?{_MESSENGERS}")
"""What a word that names a messenger begins with."""

_TRAILING = ".,!?;:)]}»\"'…"


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a text: where it leads, in lower case, and whether it was hidden."""

    start: int
    end: int
    target: str
    hidden: bool = False


def addresses_in(lower: str) -> Iterator[Address]:
    """Give the addresses of a text, which is in lower case, in the order of their kinds."""
    for match in PLAIN.finditer(lower):
        written = match[0].rstrip(_TRAILING)
        scheme = re.match(_SCHEME, written)
        target = written[scheme.end() :] if scheme else written
        target = (
            target.removeprefix("www.").split("@")[-1]
            if "@" in target.split("/")[0]
            else (target.removeprefix("www."))
        )
        if "." in target or written.startswith(("tg", "viber", "whatsapp")):
            is_hidden = written.startswith("hxxp") or " " in written
            yield Address(match.start(), match.start() + len(written), target, is_hidden)
    for match in LOOK_ALIKE.finditer(lower):
        yield Address(match.start(), match.end(), _unmasked(match[0]), True)
    for match in HIDDEN.finditer(lower):
        if match["name"] not in _ORDINARY:
            target = f"{match['name']}.{_ENDING.get(match['end'], match['end'])}"
            yield Address(match.start(), match.end(), target, True)


_ORDINARY = frozenset(
    ["это", "эта", "одна", "вторая", "первая", "новая", "любая", "каждая", "моя", "твоя"]
)
"""Words after which «точка» is a point, and no dot."""

_ENDING = {
    "ру": "ru",
    "ком": "com",
    "ме": "me",
    "ми": "me",
    "орг": "org",
    "су": "su",
    "инфо": "info",
    "онлайн": "online",
    "про": "pro",
    "сайт": "site",
}
_LATIN = str.maketrans("тмеё3квagрсоді", "tmeee" + "kv" + "agrcodi")


def _unmasked(written: str) -> str:
    plain = re.sub(_ANY_DOT, ".", written, count=1)
    head, _, tail = re.sub(r"\s", "", plain).replace("\\", "/").partition("/")
    return f"{head.translate(_LATIN)}/{tail}"
