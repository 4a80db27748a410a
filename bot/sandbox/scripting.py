"""`execute`: the calls of a script in order, each as strict as alone (VK.md, 1.2)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import VkError
from bot.sandbox.parameters import Takes, Words, read_parameters
from bot.sandbox.vkscript import read_script

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
