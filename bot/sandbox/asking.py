"""Reads the requests of the page, or of a test over HTTP."""

from typing import Any

from bot.sandbox.conversations import PersonId
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.world import World


def person_in(world: World, given: dict[str, Any]) -> PersonId:
    """Return the person who asks. Raises `NotPossibleError` for a person not in the sandbox."""
    number = int(given["as"])
    if number not in world.people:
        raise NotPossibleError("Такого человека в песочнице нет.")
    return PersonId(number)


def text_in(given: dict[str, Any], name: str) -> str:
    """Return a text. Raises `TypeError` if it is none, `KeyError` if it is missing."""
    text = given[name]
    if not isinstance(text, str):
        raise TypeError(name)
    return text
