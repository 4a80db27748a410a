"""Addresses hidden by spaces, words or other signs in place of a dot."""

import re
from collections.abc import Iterator

from rules.detectors.lazy import Pattern
from rules.detectors.link.address import Address, known
from rules.detectors.link.hosts import is_known

_LABEL = r"[^\W_][a-z0-9а-я-]{0,62}"
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


def hidden_addresses_in(plain: str) -> Iterator[Address]:
    """Yield the hidden addresses of a plain text; they may overlap with plain ones."""
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
