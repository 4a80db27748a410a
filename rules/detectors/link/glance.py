"""A cheap look at whether a text may hold an address at all; nearly all hold none."""

import re

from rules.detectors.lazy import Pattern
from rules.detectors.plain import is_odd, made_plain

_SIGNS = r"[./\\@*\[({<·•∙‧・．。․﹒,]"
_SIGN = re.compile(_SIGNS)
_HINT = Pattern(
    # begins with one class of signs, so that the search skips from one of them to the next
    rf"{_SIGNS}(?:(?<=[^\W_][.．。․﹒])[^\W\d_]|(?<=,)(?:[mм][eе]|[gг]{{2}}|com|ком|ru|ру|cc|ly|su"
    rf"|gl)(?!\w)"
    r"|(?<=[/\\])\s?[/\\]|(?<=[:psx][/\\])\w|(?<=[\[({<])\s?"
    r"(?:\.|dot|дот|точ|d0t)|(?<=[^\W\d_]\s\.)\s?[^\W\d_]"
    r"|(?<=[^\W\d_]\.)\s(?:ru|com|org|su|me|xyz|gg)|(?<=[@*\[])(?:club|public|event)\d"
    r"|(?<=@)\s?[a-z]|(?<=[·•∙‧・]))"
)
"""What an address has that is not spoken."""
_SAID = Pattern(r"(?<!\w)(?:тг|телег|телеграм|telegram|tg)[а-я]{0,2}\s?[:=]")


def may_lead(lower: str) -> bool:
    """Say at a glance whether a text, in lower case, may hold an address."""
    if "точк" in lower or "тчк" in lower or "dot" in lower or "дот" in lower:
        return True
    if _SIGN.search(lower) is not None:
        seen = made_plain(lower).text if is_odd(lower) else lower
        if _HINT.search(seen) is not None:
            return True
    return ("тг" in lower or "телег" in lower or "tg" in lower or "telegram" in lower) and (
        _SAID.search(lower) is not None
    )
