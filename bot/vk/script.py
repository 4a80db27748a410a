"""VKScript that makes several calls at once, for VK's `execute` (VK.md, 1.2).

The code is made of method names from our own source and of JSON literals: whatever people write
stays inside a string. Every parameter is a text, as it is when it travels in a form.
"""

import json
import re
from collections.abc import Iterable, Mapping

_ENDS_A_LINE_OR_IS_HALF = re.compile("[\u2028\u2029\ud800-\udfff]")
"""JSON lets these stand in a string; a script may not, and UTF-8 has no half of a pair."""


def call_as_script(method: str, params: Mapping[str, str]) -> str:
    """Give one call as an expression of VKScript."""
    literal = json.dumps(params, ensure_ascii=False, separators=(",", ":"))
    escaped = _ENDS_A_LINE_OR_IS_HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", literal)
    return f"API.{method}({escaped})"


def script_of(calls: Iterable[str]) -> str:
    """Give the code that makes those calls in order and answers with what came of each."""
    return f"return [{','.join(calls)}];"
