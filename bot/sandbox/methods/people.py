"""VK's methods for people: names in all cases, owners of screen names."""

from typing import Any

from bot.sandbox.conversations import Person
from bot.sandbox.errors import VkError
from bot.sandbox.names import CASES, declined
from bot.sandbox.parameters import Takes, Words
from bot.sandbox.world import World

_NAME_FIELDS = frozenset(
    f"{part}_name_{case}" for part in ("first", "last") for case in ("nom", *CASES)
)
_KNOWN = _NAME_FIELDS | {"screen_name", "sex", "photo_50", "photo_100"}

FIELDS = Words(longest=2000)
"""Fields of a user, separated by commas."""


def read_fields(params: dict[str, Any]) -> set[str]:
    """Return the requested fields. Raises `VkError` 100 for an unknown one."""
    fields = {field.strip() for field in params.get("fields", "").split(",")} - {""}
    if unknown := fields - _KNOWN:
        raise VkError(100, f"fields: {min(unknown)} is unknown")
    return fields


def vk_user(person: Person, fields: set[str], case: str = "nom") -> dict[str, Any]:
    """Return a person as VK's object, the plain names in the grammatical case `case`."""
    names = None
    if case != "nom" or fields & _NAME_FIELDS:
        names = declined(person.first_name, person.last_name, person.sex)
    user: dict[str, Any] = {
        "id": person.id,
        "first_name": names[f"first_name_{case}"] if names else person.first_name,
        "last_name": names[f"last_name_{case}"] if names else person.last_name,
        "can_access_closed": True,
        "is_closed": False,
    }
    if names:
        user.update({field: names[field] for field in sorted(fields & _NAME_FIELDS)})
    if "screen_name" in fields:
        user["screen_name"] = person.screen_name
    if "sex" in fields:
        user["sex"] = person.sex
    return user


_GET = Takes(
    kinds={
        "user_ids": Words(longest=20_000),
        "fields": FIELDS,
        "name_case": Words(one_of=frozenset({"nom", *CASES})),
    },
    required=frozenset({"user_ids"}),
)


def _get(world: World, params: dict[str, Any]) -> list[dict[str, Any]]:
    asked = [part.strip() for part in params["user_ids"].split(",") if part.strip()]
    if not 1 <= len(asked) <= 1000:
        raise VkError(100, "user_ids should have 1 to 1000 items")
    fields = read_fields(params)
    found = (_person(world, name) for name in asked)
    case = params.get("name_case", "nom")
    return [vk_user(person, fields, case) for person in found if person is not None]


def _person(world: World, name: str) -> Person | None:
    number = name.removeprefix("id")
    if number.isdecimal():
        return world.people.get(int(number))
    wanted = name.lower()
    people = world.people.values()
    return next((person for person in people if person.screen_name.lower() == wanted), None)


_RESOLVE = Takes(kinds={"screen_name": Words(longest=255)}, required=frozenset({"screen_name"}))


def _resolve(world: World, params: dict[str, Any]) -> dict[str, Any] | list[Any]:
    name: str = params["screen_name"]
    if name in {world.screen_name, f"club{world.group_id}", f"public{world.group_id}"}:
        return {"type": "group", "object_id": world.group_id, "group_id": world.group_id}
    person = _person(world, name)
    return [] if person is None else {"type": "user", "object_id": person.id}


METHODS = {
    "users.get": (_GET, _get),
    "utils.resolveScreenName": (_RESOLVE, _resolve),
}
