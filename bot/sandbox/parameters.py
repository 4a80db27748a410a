"""Parses a call's parameters as strictly as VK documents them; unknown ones are refused, too."""

import json
from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from types import UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from bot.sandbox.conversations import Button, Keyboard
from bot.sandbox.stream import EVENT_TYPES
from bot.sandbox.world import World

TEXTS = {
    1: "Unknown error occurred",
    3: "Unknown method passed",
    5: "User authorization failed: invalid access_token (4).",
    6: "Too many requests per second",
    9: "Flood control",
    10: "Internal server error",
    12: "Unable to compile code",
    13: "Runtime error occurred during code invocation",
    15: "Access denied",
    27: "Group authorization failed: method is unavailable with group auth.",
    29: "Rate limit reached",
    36: "Method execution was interrupted due to timeout",
    100: "One of the parameters specified was missing or invalid",
    104: "Not found",
    901: "Can't send messages for users without permission",
    909: "Can't edit this message, because it's too old",
    911: "Keyboard format is invalid",
    914: "Message is too long",
    917: "You don't have access to this chat",
    919: "You can't see invite link for this chat",
    920: "Can't edit this kind of message",
    921: "Can't forward these messages",
    924: "Can't delete this message for everybody",
    925: "You are not admin of this chat",
    927: "Chat does not exist",
    935: "User not found in chat",
    2000: "Servers number limit is reached",
}


class VkError(Exception):
    """VK refuses a call, with its code and text."""

    def __init__(self, code: int, detail: str = "") -> None:
        text = TEXTS.get(code, "Unknown error occurred")
        super().__init__(f"{text}: {detail}" if detail else text)
        self.code = code
        self.text = str(self)

    def as_answer(self) -> dict[str, Any]:
        """Return the error as it stands in an answer."""
        return {"error_code": self.code, "error_msg": self.text}

    def as_item(self) -> dict[str, Any]:
        """Return the error as it stands in a list of answers."""
        return {"code": self.code, "description": self.text}


COMMON = frozenset({"access_token", "v", "lang", "test_mode", "group_id"})
"""Parameters of every method."""

Read = Callable[[str, str], Any]
"""Parses a parameter, from its name and its text. Raises `VkError` 100 or 911."""


def number(least: int = -(2**63), most: int = 2**63 - 1) -> Read:
    """Return what parses a whole number within bounds."""

    def read(name: str, value: str) -> int:
        try:
            given = int(value.strip())
        except ValueError:
            raise VkError(100, f"{name} should be a number") from None
        if not least <= given <= most:
            raise VkError(100, f"{name} is out of bounds")
        return given

    return read


def numbers(most: int) -> Read:
    """Return what parses 1 to `most` whole numbers separated by commas."""
    one = number()

    def read(name: str, value: str) -> list[int]:
        given = [one(name, part) for part in value.split(",") if part.strip()]
        if not 1 <= len(given) <= most:
            raise VkError(100, f"{name} should have 1 to {most} items")
        return given

    return read


def words(longest: int = 1_000_000, one_of: frozenset[str] | None = None) -> Read:
    """Return what parses a text with a greatest length."""

    def read(name: str, value: str) -> str:
        if len(value) > longest or (one_of is not None and value not in one_of):
            raise VkError(100, f"{name} is invalid")
        return value

    return read


def _flag(name: str, value: str) -> bool:
    if value not in {"0", "1"}:
        raise VkError(100, f"{name} should be 0 or 1")
    return value == "1"


_PLAIN: Mapping[type, Read] = {int: number(), str: words(), bool: _flag}
"""How a parameter is parsed whose type is not annotated with what parses it."""


class Method:
    """A method of VK's, made of a function whose first argument is the world.

    Its parameters stand in the function's signature: `Annotated` types name what parses them, those
    without a default are required, and an underscore at the end is dropped (`for_`). `**events`
    takes a flag for each type of event.
    """

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run
        self._reads: dict[str, tuple[str, Read]] = {}
        self._required: set[str] = set()
        hints = get_type_hints(run, include_extras=True)
        for name, parameter in list(signature(run).parameters.items())[1:]:
            if parameter.kind is Parameter.VAR_KEYWORD:
                self._reads |= {kind: (kind, _flag) for kind in EVENT_TYPES}
                continue
            self._reads[name.rstrip("_")] = (name, _reader(hints[name]))
            if parameter.default is Parameter.empty:
                self._required.add(name.rstrip("_"))

    def __call__(self, world: World, given: Mapping[str, str]) -> Any:
        """Carry out a call. Raises `VkError`, also 100 for a wrong parameter, which it names."""
        if unknown := given.keys() - self._reads.keys() - COMMON:
            raise VkError(100, f"{min(unknown)} is unknown")
        if missing := self._required - given.keys():
            raise VkError(100, f"{min(missing)} is undefined")
        read = {}
        for name, value in given.items():
            if name in self._reads:
                argument, reader = self._reads[name]
                read[argument] = reader(name, value)
        return self._run(world, **read)


def _reader(hint: Any) -> Read:
    if get_origin(hint) in {Union, UnionType}:  # with None
        hint = get_args(hint)[0]
    if get_origin(hint) is Annotated:
        return cast(Read, get_args(hint)[1])
    return _PLAIN[hint]


class _Action(msgspec.Struct, forbid_unknown_fields=True):
    type: Literal["text", "callback", "open_link"]
    label: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    payload: Annotated[str, msgspec.Meta(max_length=255)] | None = None
    link: str | None = None


class _Button(msgspec.Struct, forbid_unknown_fields=True):
    action: _Action
    color: Literal["primary", "secondary", "negative", "positive"] | None = None


class _Keyboard(msgspec.Struct, forbid_unknown_fields=True):
    buttons: list[Annotated[list[_Button], msgspec.Meta(min_length=1, max_length=5)]]
    inline: bool = False
    one_time: bool = False


def read_keyboard(_: str, value: str) -> tuple[Keyboard, bool]:
    """Return the rows of a keyboard, and whether it is inline (VK.md, 4).

    Raises `VkError` 911 for a keyboard that VK would not accept.
    """
    try:
        given = msgspec.json.decode(value, type=_Keyboard)
        rows = tuple(tuple(_read_button(button) for button in row) for row in given.buttons)
    except (msgspec.DecodeError, ValueError) as wrong:
        raise VkError(911, str(wrong)) from None
    if given.inline and given.one_time:
        raise VkError(911, "an inline keyboard is not one_time")
    most_rows, most = (6, 10) if given.inline else (10, 40)
    if len(rows) > most_rows or sum(map(len, rows)) > most:
        raise VkError(911, "too many buttons")
    return rows, given.inline


def _read_button(given: _Button) -> Button:
    """Return a button. Raises `ValueError`, also for a payload that is no JSON."""
    action = given.action
    is_link = action.type == "open_link"
    if is_link != (action.link is not None):
        raise ValueError("a link belongs to open_link, and to nothing else")
    if is_link and given.color is not None:
        raise ValueError("open_link has no color")
    return Button(
        label=action.label,
        kind=action.type,
        payload=None if action.payload is None else json.loads(action.payload),
        color=given.color,
        link=action.link,
    )
