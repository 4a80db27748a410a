"""`execute`: the part of VKScript that the sandbox knows, a list of calls with literal parameters
(VK.md, 1.2).

VK's language can do more. This part is parsed strictly, so that code which VK might not compile is
not accepted here either; each call is as strict as alone.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import VkError
from bot.sandbox.parameters import Takes, Words, read_parameters

MOST_CALLS = 25
"""The most calls in one `execute` (VK.md, 4)."""

_BEGIN = re.compile(r"\s*return\s*\[\s*")
_CALL = re.compile(r"API\.([a-z]+\.[a-zA-Z]+)\(\s*")
_CLOSE = re.compile(r"\s*\)\s*")
_COMMA = re.compile(r",\s*")
_END = re.compile(r"\]\s*;\s*\Z")
_LINE_ENDS = re.compile("[\n\r\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptCall:
    """One call of a script; its parameters are texts, as sent."""

    method: str
    params: dict[str, str]


def read_script(code: str) -> list[ScriptCall]:
    """Return the calls of a script, in order.

    Raises `VkError`: 12 if it does not compile, 13 for more calls than VK makes.
    """
    at = _after(_BEGIN, code, 0)
    calls: list[ScriptCall] = []
    while True:
        found = _CALL.match(code, at)
        if found is None:
            raise VkError(12, f"unexpected token at {at}")
        params, at = _literal(code, found.end())
        at = _after(_CLOSE, code, at)
        calls.append(ScriptCall(method=found[1], params=params))
        if _END.match(code, at):
            break
        at = _after(_COMMA, code, at)
    if len(calls) > MOST_CALLS:
        raise VkError(13, "too many api calls")
    return calls


def _after(expected: re.Pattern[str], code: str, at: int) -> int:
    found = expected.match(code, at)
    if found is None:
        raise VkError(12, f"unexpected token at {at}")
    return found.end()


def _literal(code: str, at: int) -> tuple[dict[str, str], int]:
    try:
        value, end = _DECODER.raw_decode(code, at)
    except ValueError:
        raise VkError(12, f"unexpected token at {at}") from None
    if not isinstance(value, dict) or _LINE_ENDS.search(code, at, end):
        raise VkError(12, f"unexpected token at {at}")
    return {name: _text(one) for name, one in value.items()}, end


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(int(value))
        case str() | int():
            return str(value)
        case _:
            raise VkError(12, "a parameter is neither a text nor a whole number")


_DECODER = json.JSONDecoder()


EXECUTE = "execute"

TAKES = Takes(kinds={"code": Words()}, required=frozenset({"code"}))

Call = Callable[[str, Mapping[str, str]], Awaitable[Any]]
"""Makes a call of the script; returns its response. Raises `VkError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """The results of a script: each call's value, False if it failed, and the errors in order."""

    values: list[Any]
    errors: list[dict[str, Any]]


async def execute(given: Mapping[str, str], call: Call) -> Executed:
    """Run a script. Raises `VkError` if it does not compile or is too long."""
    values: list[Any] = []
    errors: list[dict[str, Any]] = []
    for one in read_script(read_parameters(TAKES, given)["code"]):
        try:
            values.append(await call(one.method, one.params))
        except VkError as refused:
            values.append(False)
            errors.append(
                {"method": one.method, "error_code": refused.code, "error_msg": refused.text}
            )
    return Executed(values=values, errors=errors)
