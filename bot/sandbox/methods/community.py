"""VK's methods for the community, its token's rights and its long poll; VK's time."""

from typing import Any

from bot.sandbox.errors import VkError
from bot.sandbox.parameters import Flag, Number, Takes, Words
from bot.sandbox.stream import KINDS, NEVER_SENT
from bot.sandbox.world import World

_PERMISSIONS = (("photos", 4), ("messages", 4096), ("docs", 131072), ("manage", 262144))


def _own(world: World, params: dict[str, Any]) -> None:
    if params["group_id"] != world.group_id:
        raise VkError(15, "no access to this group")


_BY_ID = Takes(
    kinds={"group_id": Number(least=1), "group_ids": Words(), "fields": Words(longest=2000)}
)


def _by_id(world: World, params: dict[str, Any]) -> dict[str, Any]:
    asked = params.get("group_ids", str(params.get("group_id", world.group_id))).split(",")
    names = {str(world.group_id), world.screen_name, f"club{world.group_id}"}
    if not set(asked) <= names:
        raise VkError(100, "group_ids is invalid")
    group = {
        "id": world.group_id,
        "name": world.name,
        "screen_name": world.screen_name,
        "is_closed": 0,
        "type": "group",
        "photo_50": "",
        "photo_100": "",
        "photo_200": "",
    }
    return {"groups": [group], "profiles": []}


_OF_GROUP = Takes(kinds={"group_id": Number(least=1)}, required=frozenset({"group_id"}))


def _server(world: World, params: dict[str, Any]) -> dict[str, Any]:
    _own(world, params)
    if not world.stream.enabled:
        raise VkError(100, "longpoll for this group is not enabled")
    return {
        "key": world.stream.new_key(),
        "server": f"{world.url}/longpoll/{world.group_id}",
        "ts": world.stream.ts,
    }


def _settings(world: World, params: dict[str, Any]) -> dict[str, Any]:
    _own(world, params)
    return {
        "is_enabled": world.stream.enabled,
        "api_version": "5.199",
        "events": {kind: int(kind in world.stream.switched_on) for kind in (*KINDS, *NEVER_SENT)},
    }


_SET = Takes(
    kinds={
        "group_id": Number(least=1),
        "enabled": Flag(),
        "api_version": Words(longest=10),
        **dict.fromkeys((*KINDS, *NEVER_SENT), Flag()),
    },
    required=frozenset({"group_id"}),
)


def _set(world: World, params: dict[str, Any]) -> int:
    _own(world, params)
    stream = world.stream
    stream.enabled = params.get("enabled", stream.enabled)
    asked = {kind: params[kind] for kind in (*KINDS, *NEVER_SENT) if kind in params}
    stream.switched_on |= {kind for kind, on in asked.items() if on}
    stream.switched_on -= {kind for kind, on in asked.items() if not on}
    return 1


_NOTHING = Takes(kinds={})


def _permissions(world: World, params: dict[str, Any]) -> dict[str, Any]:
    return {
        "mask": sum(bit for _, bit in _PERMISSIONS),
        "permissions": [{"name": name, "setting": bit} for name, bit in _PERMISSIONS],
    }


def _time(world: World, params: dict[str, Any]) -> int:
    return int(world.clock.now().timestamp())


METHODS = {
    "groups.getById": (_BY_ID, _by_id),
    "groups.getLongPollServer": (_OF_GROUP, _server),
    "groups.getLongPollSettings": (_OF_GROUP, _settings),
    "groups.setLongPollSettings": (_SET, _set),
    "groups.getTokenPermissions": (_NOTHING, _permissions),
    "utils.getServerTime": (_NOTHING, _time),
}
