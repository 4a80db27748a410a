"""Addresses by kind: invitations, shorteners, shops, betting, foreign, or fine for study."""

import re
from dataclasses import dataclass
from itertools import product

from rules.detectors.lazy import Pattern, lists_in
from rules.detectors.registry import Label

_HOSTS = lists_in("link/hosts.txt")
_LISTED = (Label.INVITATION, Label.SHORTENER, Label.SHOP, Label.BETTING)
_VERDICTS = {host: label for label in _LISTED for host in _HOSTS[label]}
USUAL = frozenset(_HOSTS["usual"])
"""Addresses that are fine in any college's chat, with everything below them."""

_VK = ("vk.com", "vk.ru", "vk.me")

_BETTING = Pattern(
    r"1-?x|1-?win|\d?xbet|(?:^|[.\d-])bets?(?:[.\d-]|$)|bet(?:boom|winner|city|on|era|365"
    r"|andreas)|(?:fon|mel|most|riо?|leon|olimp|betera|pin|par[iy]|tennisi|fav)-?bet|parimatch"
    r"|stavk[aiu]|stavok|bukmeker|kazino|casino|azino|vulk?can|vulkan|pin-?up|joycas|pokerd"
    r"|pokerok|pokerstars|(?:^|[.-])poker|slots?(?:[.\d-]|$)|jackpot|loto(?:[.\d-]|$)|lotto"
    r"|roulette|ruletk|казино|ставк|букмекер|вулкан"
)
_SELLING = Pattern(
    r"shop|store(?![a-z])|magazin|market(?!ing)|(?:^|[.-])sale|(?:^|[.-])opt(?:[.-]|$)|zakaz|kupi"
    r"|skidk|promo|магазин|скидк"
)
_BELOW_VK = Pattern(r"(?:m\.|new\.)?vk\.(?:com|ru|me)(?::\d+)?/+(?P<page>[^\s]*)")
_VK_PAGE = Pattern(
    r"(?P<joining>join(?:[/?]|$)|im\?(?:[^\s]*&)?(?:invite|join))|(?P<selling>market|gifts)"
    r"|(?P<community>(?:club|public|event)\d+(?!\w))"
)
_REACHED_THROUGH = Pattern(r"[=/](https?(?::|%3a)(?:/|%2f){2}[^\s&]+)")
"""An address within an address: the target of a redirecting page."""
_HERE = Pattern(
    r"(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0)[\d.]*"
    r"|[\w-]+\.(?:local|lan|internal)"
)
"""Addresses in a private network."""
_AMERICAN = Pattern(r".*\.(?:edu|gov|mil)(?:\.[a-z]{2})?|.*\.ac\.[a-z]{2}")

_BY_SIGHT = str.maketrans("асеорхукмтнвіѕёдгил", "aceopxykmthbisedgil")
_BY_SOUND = str.maketrans("абвгдезийклмнопрстуфхцыэіё", "abvgdeziyklmnoprstufhcyeie")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a plain text: its offsets, its target (without a scheme), and whether it was
    hidden. A name in another messenger has no target.
    """

    start: int
    end: int
    target: str
    hidden: bool = False


def host_of(target: str) -> str:
    """Return the host of an address without a scheme: «a.ru» for «me@a.ru:80/path»."""
    host = re.split(r"[/\\?#]", target, maxsplit=1)[0].rpartition("@")[2]
    return host.partition(":")[0].rstrip(".").removeprefix("www.")


def is_vk(host: str) -> bool:
    """Whether a host belongs to VK."""
    return any(part in _VK for part in _above(host))


def is_known(host: str) -> bool:
    """Whether a host is in the lists of this module."""
    return is_vk(host) or any(part in _VERDICTS for part in _above(host))


def judge(target: str, permitted: frozenset[str], paths: tuple[str, ...]) -> Label | None:
    """Return the kind of an address; None if it is fine.

    `target` is without a scheme. `permitted` are hosts below which everything is fine, except what
    is listed otherwise; `paths` are addresses with a path, for example `vk.com/club1`.
    """
    target = target.removeprefix("www.")
    if any(
        target == path or target.startswith((path + "/", path + "?", path + "#")) for path in paths
    ):
        return None
    host = host_of(target)
    if (page := _BELOW_VK.match(target)) and (kind := _VK_PAGE.match(page["page"])):
        by_kind = {"joining": Label.INVITATION, "selling": Label.SHOP, "community": Label.FOREIGN}
        return by_kind[str(kind.lastgroup)]
    label = _label_of(host, permitted)
    if label is None and (further := _REACHED_THROUGH.search(target)):
        inner = further[1].replace("%3a", ":").replace("%2f", "/").partition("://")[2]
        return (
            judge(inner, permitted, paths)
            if _REACHED_THROUGH.search(inner) is None
            else Label.FOREIGN
        )
    return label


def _label_of(host: str, permitted: frozenset[str]) -> Label | None:
    for part in _above(host):
        if part in permitted:
            return None
        if part in _VERDICTS:
            return _VERDICTS[part]
    if _HERE.fullmatch(host) or _AMERICAN.fullmatch(host):
        return None
    if _BETTING.search(host):
        return Label.BETTING
    return Label.SHOP if _SELLING.search(host) else Label.FOREIGN


def _above(host: str) -> list[str]:
    """Return a host and its parent domains, the longest first: a.b.ru, b.ru."""
    parts = host.split(".")
    return [
        ".".join(parts[start:]) for start in range(max(0, len(parts) - 5), max(1, len(parts) - 1))
    ]


def unmasked(target: str) -> str:
    """Return an address with Latin letters in place of those that look or sound like them."""
    host = host_of(target)
    return target.replace(host, known(host), 1) if not host.isascii() else target


def known(host: str) -> str:
    """Return the well-known host that this one imitates, a mixed one as it looks, or itself."""
    name, _, ending = host.rpartition(".")
    for table, other in product((_BY_SOUND, _BY_SIGHT), repeat=2):
        if is_known(latin := f"{name.translate(table)}.{ending.translate(other)}"):
            return latin
    mixed = re.search(r"[a-z]", name) is not None
    return host.translate(_BY_SIGHT) if mixed else host
