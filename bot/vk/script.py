"""VKScript code that makes several calls at once, for VK's `execute` (VK.md, 1.2).

It consists of method names from our own source and JSON literals, so people's words stay inside
strings. Every parameter is a text, as in a form.
"""

import json
import re
from collections.abc import Iterable, Mapping

_ENDS_A_LINE_OR_IS_HALF = re.compile("[\u2028\u2029\ud800-\udfff]")
"""JSON allows these in a string, a script does not; UTF-8 has no unpaired surrogates."""


def call_as_script(method: str, params: Mapping[str, str]) -> str:
    """Return one call as a VKScript expression."""
    literal = json.dumps(params, ensure_ascii=False, separators=(",", ":"))
    escaped = _ENDS_A_LINE_OR_IS_HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", literal)
    return f"API.{method}({escaped})"


def script_of(calls: Iterable[str]) -> str:
    """Return the code that makes these calls in order and answers with their results."""
    return f"return [{','.join(calls)}];"
