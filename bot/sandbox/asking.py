"""Reading what the page, or a test over HTTP, asks of the world."""

from typing import Any

from bot.sandbox.conversations import PersonId
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.world import World


def person_in(world: World, given: dict[str, Any]) -> PersonId:
    """Give who asks. Raises `NotPossibleError` for whoever is not in the sandbox."""
    number = int(given["as"])
    if number not in world.people:
        raise NotPossibleError("Такого человека в песочнице нет.")
    return PersonId(number)


def text_in(given: dict[str, Any], name: str) -> str:
    """Give a text. Raises `TypeError` where it is none, `KeyError` where it is not there."""
    text = given[name]
    if not isinstance(text, str):
        raise TypeError(name)
    return text
