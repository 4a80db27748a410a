"""Finding addresses in a text, also those hidden by words, spaces or look-alike letters."""

import re
from collections.abc import Iterator

from rules.detectors.lazy import Pattern
from rules.detectors.link.hosts import Address, host_of, is_known, known, unmasked
from rules.detectors.plain import is_odd, made_plain

_SIGNS = r"[./\\@*\[({<·•∙‧・．。․﹒,]"
_SIGN = re.compile(_SIGNS)
_HINT = Pattern(
    # begins with one class, so that the search skips from sign to sign
    rf"{_SIGNS}(?:(?<=[^\W_][.．。․﹒])[^\W\d_]|(?<=,)(?:[mм][eе]|[gг]{{2}}|com|ком|ru|ру|cc|ly|su"
    rf"|gl)(?!\w)"
    r"|(?<=[/\\])\s?[/\\]|(?<=[:psx][/\\])\w|(?<=[\[({<])\s?"
    r"(?:\.|dot|дот|точ|d0t)|(?<=[^\W\d_]\s\.)\s?[^\W\d_]"
    r"|(?<=[^\W\d_]\.)\s(?:ru|com|org|su|me|xyz|gg)|(?<=[@*\[])(?:club|public|event)\d"
    r"|(?<=@)\s?[a-z]|(?<=[·•∙‧・]))"
)
"""Signs of an address that is not spelt out in words."""
_NAMED = Pattern(r"(?<!\w)(?:тг|телег|телеграм|telegram|tg)[а-я]{0,2}\s?[:=]")

_REST = r"[^\s<>«»\"|]"
_SCHEMED = Pattern(
    rf"(?<![a-z])(?:h\s?[tx]\s?[tx]\s?p\s?s?\s?[:;]?\s?[/\\]{{1,2}}\s?[/\\]?\s?|"
    rf"(?:tg|viber|whatsapp|ftp)://){_REST}+"
)
_AS_IT_SHOULD_BE = Pattern(r"(?:https?|tg|viber|whatsapp|ftp)://\S")
_WWW = Pattern(rf"(?<![\w@.-])www\.{_REST}+")

_ENDINGS = (
    r"ru|su|рф|рус|бел|укр|қаз|com|net|org|info|biz|me|io|gg|tv|online|site|shop|store|club|xyz"
    r"|top|link|ly|gl|gd|cc|to|kz|by|ua|uz|am|ge|eu|de|uk|us|cn|fm|tk|ml|ga|cf|gq|art|bet|casino"
    r"|poker|space|fun|wiki|vip|win|bid|icu|buzz|agency|tech|pw|ws|market|pro|press|website|edu"
    r"|gov|mobi|name|jp|fr|it|es|nl|cz|fi|se|lv|lt|ee|tr|il|br|ca|au|moscow"
)
_LABEL = r"[^\W_][a-z0-9а-я-]{0,62}"
_BARE = Pattern(
    rf"(?<![\w@.\-/\\])(?P<host>(?:{_LABEL}\.){{1,5}}(?:(?P<known>{_ENDINGS})|(?P<cyrillic>ру|ком"
    rf"|ме|гг|су|онлайн|сайт|орг|[а-я]{{2}})|[a-z]{{2,12}}(?=/[^\s/])))(?![\w@(=-]"
    rf"|\.\w)(?::\d{{2,5}})?(?P<path>[/?#]{_REST}*)?"
)
_CODE = Pattern(
    r"(?:[a-z_]\w*\.)*(?:asp|ado|vb|self|this|cls|obj|logger|log|console|math|system|window"
    r"|document|req|res|e|i|list|str|map)\.(?:net|name|info|me|to|it|is|site|top|link|win|space"
    r"|club|art|in|io|org|us|by|am)|.*\.(?:js|ts|py|md|sh|html?|css|json|ya?ml|txt|docx?|xlsx?"
    r"|pdf|pptx?|zip|rar|exe|java|cpp|cs|php|sql|jpe?g|png|mp[34]|[ct]sv|xml|log|ini|cfg|toml"
    r"|gradle|vue|[jt]sx|rs|go|kt|psd|avi|mov|gif|svg|webp)"
)
"""Names with dots from code, and names of files."""
_LAW = Pattern(
    r"(?:ук|гк|тк|нк|ст|коап|упк|гпк|жк|ск|фз|мвд|минобр\w*|конституция|президент"
    r"|правительство)\.рф"
)

_MENTION = Pattern(
    r"\[(?P<linked>(?:club|public|event)\d+)\|[^\]\n]{0,100}\]"
    r"|(?<![\w/])[@*](?P<bare>(?:club|public|event)\d+)(?!\w)"
)

_TRAILING = ".,!?;:)]}»\"'…*_"

_OPEN, _CLOSE = r"\s?[\[({<]\s?", r"\s?[\])}>]\s?"
_SPOKEN = r"(?:точка|тчк|dot|дот|d0t)"
_DOT = (
    rf"(?:{_OPEN}(?:\.|{_SPOKEN}){_CLOSE}|[\s_-]{{1,3}}{_SPOKEN}[\s_-]{{0,3}}|\s\.\s?|\.\s"
    rf"|\s?[·•∙‧・]\s?|,(?=\S))"
)
_HIDDEN = Pattern(
    rf"(?<![\w.@])(?P<name>{_LABEL})(?P<dot>{_DOT})(?P<end>ru|ру|com|ком|рф|me|ме|ми|мэ|net|нет"
    rf"|org|орг|su|су|info|инфо|gg|гг"
    r"|io|cc|tv|ly|club|клуб|xyz|top|online|онлайн|site|сайт|shop|шоп|pro|про)(?![\w-])"
    r"(?P<path>\s?(?:[/\\]|сл[эе]ш|slash)\s?[\w+-]+)?"
)
_SPELT = {
    "ру": "ru",
    "ком": "com",
    "ме": "me",
    "ми": "me",
    "мэ": "me",
    "нет": "net",
    "орг": "org",
    "су": "su",
    "инфо": "info",
    "гг": "gg",
    "клуб": "club",
    "онлайн": "online",
    "сайт": "site",
    "шоп": "shop",
    "про": "pro",
}
"""Top-level domains as they are pronounced."""
_ALWAYS = frozenset({"ru", "ру", "com", "рф", "org", "xyz", "su"})
"""Top-level domains that are neither words nor ends of sentences; others need more evidence."""

_ALWAYS_WHEN_SPOKEN = frozenset({"me", "ме", "ком", "су", "орг"})
_SAID = {"тэ": "t", "вэка": "vk", "вэ": "v"}
"""Names of letters."""
_NO_NAMES = frozenset(
    {"собака", "собачка", "это", "эта", "моя", "твоя", "наша", "первая", "последняя"}
)
"""Words after which «точка» means a point, or the end of a mailbox."""

_LIKE = {
    "t": "tт",
    "m": "mм",
    "e": "eеё3",
    "v": "vв",
    "k": "kк",
    "w": "wш",
    "a": "aа@",
    "d": "dд",
    "i": "iи1",
    "s": "sс",
    "c": "cск",
    "o": "oо0",
    "r": "rр",
    "g": "gг",
    "l": "lл",
    "b": "bб",
    "y": "yи",
}
_SPREAD_HOSTS = ("t.me", "vk.me", "wa.me", "telegram.me", "discord.gg", "vk.com", "bit.ly")


def _spread(host: str) -> str:
    gap = r"[\s_*-]{0,2}"
    letters = {sign: f"[{like}]" for sign, like in _LIKE.items()}
    return gap.join(letters.get(sign, r"[.,·•]") for sign in host)


_SPREAD = Pattern(rf"(?<!\w)(?:{'|'.join(map(_spread, _SPREAD_HOSTS))})\s?[/\\]\s?[\w+-]+")
"""Well-known hosts whose letters are separated or of the other alphabet."""

_LETTERS = Pattern(
    r"(?<!\w)(?P<name>(?:[a-z0-9а-я]\s){2,20})\.\s(?:(?P<ru>[rр]\s[uу])|c\s[oо]\s[mм])(?!\w)"
)
"""An address with all letters separated."""

_MESSENGER = (
    r"(?:тг|тгк|телег[аеуи]|телеграм+[а-я]{0,3}|телегр|telegram|tg|tgk|ватсап[а-я]{0,2}"
    r"|вотсап[а-я]{0,2}|вайбер[а-я]{0,2}|viber|дискорд[а-я]{0,2}|discord|инст[аеуы]"
    r"|инстаграм+[а-я]{0,3}|instagram|insta)"
)
_NAME_AFTER = Pattern(
    rf"(?<!\w){_MESSENGER}(?!\w)"
    rf"(?:[^\w@\n]{{1,4}}[а-я]{{1,10}}){{0,3}}[^\w@\n]{{0,4}}@\s?[a-z]\w{{3,31}}"
)
_NAME_SAID = Pattern(rf"(?<!\w){_MESSENGER}\s?[:=]\s?(?!https?)[a-z]\w{{4,31}}(?![\w.])")
_NAME_BEFORE = Pattern(
    rf"(?<![\w/])@[a-z]\w{{3,31}}[^\w\n]{{1,4}}(?:в|во|на|у нас в"
    rf"|это)?\s?{_MESSENGER}(?!\w)"
)


def may_lead(lower: str) -> bool:
    """Whether, by a quick check, a lower-case text may contain an address."""
    if "точк" in lower or "тчк" in lower or "dot" in lower or "дот" in lower:
        return True
    if _SIGN.search(lower) is not None:
        seen = made_plain(lower).text if is_odd(lower) else lower
        if _HINT.search(seen) is not None:
            return True
    return ("тг" in lower or "телег" in lower or "tg" in lower or "telegram" in lower) and (
        _NAMED.search(lower) is not None
    )


def addresses_in(plain: str) -> Iterator[Address]:
    """Yield the addresses of a plain text, the plainest kinds first; they may overlap."""
    for match in _SCHEMED.finditer(plain):
        yield from _schemed(match)
    for match in _WWW.finditer(plain):
        written = match[0].rstrip(_TRAILING)
        yield Address(match.start(), match.start() + len(written), unmasked(written[4:]))
    for match in _MENTION.finditer(plain):
        yield Address(*match.span(), f"vk.com/{match['linked'] or match['bare']}")
    for match in _BARE.finditer(plain):
        yield from _bare(match)
    yield from _hidden(plain)


def _schemed(match: re.Match[str]) -> Iterator[Address]:
    written = match[0].rstrip(_TRAILING)
    if written.startswith("tg://user"):
        # a person's name, as copied from Telegram
        return
    scheme, _, target = re.sub(
        r"\s?[:;]?\s?[/\\]{1,2}\s?[/\\]?\s?", "\n", written, count=1
    ).partition("\n")
    if scheme in {"tg", "viber", "whatsapp"}:
        target = {"tg": "t.me", "viber": "viber.com", "whatsapp": "wa.me"}[scheme] + "/" + target
    host = host_of(target)
    plainly = _AS_IT_SHOULD_BE.match(written) is not None
    if host == "localhost" or "." in host or plainly:
        shown = unmasked(target)
        yield Address(
            match.start(), match.start() + len(written), shown, not plainly or shown != target
        )


def _bare(match: re.Match[str]) -> Iterator[Address]:
    host, written = match["host"], match[0].rstrip(_TRAILING)
    if _CODE.fullmatch(host) or _LAW.fullmatch(host):
        return
    target = unmasked(written)
    cyrillic = match["cyrillic"]
    by_path = cyrillic in {"онлайн", "сайт", "орг"} and match["path"]
    if cyrillic and cyrillic != "ру" and not by_path and not is_known(host_of(target)):
        # the end of one sentence and the beginning of the next
        return
    yield Address(match.start(), match.start() + len(written), target, target != written)


def _hidden(plain: str) -> Iterator[Address]:
    for match in _SPREAD.finditer(plain):
        target = re.sub(r"[\s_*-]", "", match[0]).replace("\\", "/")
        head, _, path = re.sub(r"[,·•]", ".", target, count=1).partition("/")
        yield Address(*match.span(), f"{known(head)}/{path}", hidden=True)
    for match in _HIDDEN.finditer(plain):
        host, path = _host(match), match["path"]
        if _is_meant(match, host):
            further = re.sub(r"\s|сл[эе]ш|slash|[/\\]", "", path) if path else ""
            yield Address(*match.span(), f"{host}/{further}" if further else host, hidden=True)
    for match in _LETTERS.finditer(plain):
        name = re.sub(r"\s", "", match["name"])
        yield Address(*match.span(), known(f"{name}.{'ru' if match['ru'] else 'com'}"), hidden=True)


def _host(match: re.Match[str]) -> str:
    name, end = match["name"], match["end"]
    return known(f"{_SAID.get(name, name)}.{_SPELT.get(end, end)}")


def _is_meant(match: re.Match[str], host: str) -> bool:
    """Whether a name, a kind of dot and an ending are an address, and not words of a sentence."""
    name, dot, end, path = match["name"], match["dot"], match["end"], match["path"]
    if name in _NO_NAMES:
        return False
    if is_known(host):
        return bool(path) or dot not in {",", ". "}
    spoken = any(sign.isalpha() or sign in "[({<" for sign in dot)
    if spoken:
        told = end in _ALWAYS or end in _ALWAYS_WHEN_SPOKEN or name.isascii()
        return told or bool(path)
    if dot == "," or name.isdigit() or (dot.startswith(".") and not name.isascii()):
        # «…подключи. COM порт»
        return False
    return end in _ALWAYS


def contacts_in(plain: str) -> Iterator[Address]:
    """Yield the names in other messengers («тг: @nick») in a plain text, without a target."""
    for pattern in (_NAME_AFTER, _NAME_SAID, _NAME_BEFORE):
        for match in pattern.finditer(plain):
            yield Address(*match.span(), "")
