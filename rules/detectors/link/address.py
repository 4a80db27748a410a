"""An address found in a text, with look-alike and sound-alike letters made Latin."""

import re
from dataclasses import dataclass
from itertools import product

from rules.detectors.link.hosts import host_of, is_known

_BY_SIGHT = str.maketrans("асеорхукмтнвіѕёдгил", "aceopxykmthbisedgil")
_BY_SOUND = str.maketrans("абвгдезийклмнопрстуфхцыэіё", "abvgdeziyklmnoprstufhcyeie")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a plain text: its offsets, its target (without a scheme), and whether it was
    hidden.
    """

    start: int
    end: int
    target: str
    hidden: bool = False


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
