"""A cheap check whether a text may contain an address; nearly all do not."""

import re

from rules.detectors.lazy import Pattern
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
_SAID = Pattern(r"(?<!\w)(?:тг|телег|телеграм|telegram|tg)[а-я]{0,2}\s?[:=]")


def may_lead(lower: str) -> bool:
    """Whether, by a quick check, a lower-case text may contain an address."""
    if "точк" in lower or "тчк" in lower or "dot" in lower or "дот" in lower:
        return True
    if _SIGN.search(lower) is not None:
        seen = made_plain(lower).text if is_odd(lower) else lower
        if _HINT.search(seen) is not None:
            return True
    return ("тг" in lower or "телег" in lower or "tg" in lower or "telegram" in lower) and (
        _SAID.search(lower) is not None
    )
