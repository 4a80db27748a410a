"""VK's methods for the community: its token's rights, its long poll, its callback servers (VK.md,
1.2 and 3); VK's time."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.sandbox.callbacks import RegisteredServer
from bot.sandbox.methods.people import vk_group
from bot.sandbox.parameters import VkError, number, numbers, words
from bot.sandbox.stream import EVENT_TYPES
from bot.sandbox.world import World

_PERMISSIONS = (("photos", 4), ("messages", 4096), ("docs", 131072), ("manage", 262144))

_Group = Annotated[int, number(1)]
_Number = Annotated[int, number(0)]
_Title = Annotated[str, words(14)]
_Secret = Annotated[str, words(50)]
_Version = Annotated[str, words(10)]


def _by_id(
    world: World,
    group_id: _Group | None = None,
    group_ids: str | None = None,
    fields: Annotated[str, words(2000)] = "",
) -> dict[str, Any]:
    asked = group_ids if group_ids is not None else str(group_id or world.group_id)
    if not set(asked.split(",")) <= {str(world.group_id), *world.screen_names}:
        raise VkError(100, "group_ids is invalid")
    photos = dict.fromkeys(("photo_50", "photo_100", "photo_200"), "")
    return {"groups": [{**vk_group(world), **photos}], "profiles": []}


def _check_own(world: World, group: int) -> None:
    if group != world.group_id:
        raise VkError(15, "no access to this group")


def _events(switched_on: set[str]) -> dict[str, int]:
    return {kind: int(kind in switched_on) for kind in EVENT_TYPES}


def _switch(switched_on: set[str], events: Mapping[str, bool]) -> None:
    switched_on |= {kind for kind, on in events.items() if on}
    switched_on -= {kind for kind, on in events.items() if not on}


def _long_poll(world: World, group_id: _Group) -> dict[str, Any]:
    _check_own(world, group_id)
    if not world.stream.enabled:
        raise VkError(100, "longpoll for this group is not enabled")
    return {
        "key": world.stream.new_key(),
        "server": f"{world.url}/longpoll/{world.group_id}",
        "ts": world.stream.ts,
    }


def _long_poll_settings(world: World, group_id: _Group) -> dict[str, Any]:
    _check_own(world, group_id)
    return {
        "is_enabled": world.stream.enabled,
        "api_version": "5.199",
        "events": _events(world.stream.switched_on),
    }


def _set_long_poll(
    world: World,
    group_id: _Group,
    enabled: bool | None = None,
    api_version: _Version = "",
    **events: bool,
) -> int:
    _check_own(world, group_id)
    if enabled is not None:
        world.stream.enabled = enabled
    _switch(world.stream.switched_on, events)
    return 1


def _code(world: World, group_id: _Group) -> dict[str, Any]:
    _check_own(world, group_id)
    return {"code": world.callbacks.code}


def _servers(
    world: World, group_id: _Group, server_ids: Annotated[list[int], numbers(10)] | None = None
) -> dict[str, Any]:
    _check_own(world, group_id)
    items = [
        {
            "id": server.number,
            "title": server.title,
            "creator_id": 0,
            "url": server.url,
            "secret_key": server.secret,
            "status": server.status,
        }
        for server in world.callbacks.servers.values()
        if server_ids is None or server.number in server_ids
    ]
    return {"count": len(items), "items": items}


def _server(world: World, group: int, number: int) -> RegisteredServer:
    _check_own(world, group)
    server = world.callbacks.servers.get(number)
    if server is None:
        raise VkError(104)
    return server


def _check_url(url: str) -> None:
    if not url.startswith(("http://", "https://")):
        raise VkError(100, "url is invalid")


def _add_server(
    world: World, group_id: _Group, url: str, title: _Title, secret_key: _Secret = ""
) -> dict[str, Any]:
    _check_own(world, group_id)
    _check_url(url)
    server = world.callbacks.add(url, title, secret_key)
    if server is None:
        raise VkError(2000)
    return {"server_id": server.number}


def _edit_server(
    world: World,
    group_id: _Group,
    server_id: _Number,
    url: str,
    title: _Title,
    secret_key: _Secret | None = None,
) -> int:
    server = _server(world, group_id, server_id)
    _check_url(url)
    secret = server.secret if secret_key is None else secret_key
    world.callbacks.edit(server, url, title, secret)
    return 1


def _delete_server(world: World, group_id: _Group, server_id: _Number) -> int:
    world.callbacks.delete(_server(world, group_id, server_id))
    return 1


def _server_settings(world: World, group_id: _Group, server_id: _Number) -> dict[str, Any]:
    server = _server(world, group_id, server_id)
    return {"api_version": server.api_version, "events": _events(server.switched_on)}


def _set_server(
    world: World,
    group_id: _Group,
    server_id: _Number,
    api_version: _Version | None = None,
    **events: bool,
) -> int:
    server = _server(world, group_id, server_id)
    server.api_version = server.api_version if api_version is None else api_version
    _switch(server.switched_on, events)
    return 1


def _permissions(world: World) -> dict[str, Any]:
    return {
        "mask": sum(bit for _, bit in _PERMISSIONS),
        "permissions": [{"name": name, "setting": bit} for name, bit in _PERMISSIONS],
    }


def _time(world: World) -> int:
    return int(world.clock.now().timestamp())


METHODS = {
    "groups.addCallbackServer": _add_server,
    "groups.deleteCallbackServer": _delete_server,
    "groups.editCallbackServer": _edit_server,
    "groups.getById": _by_id,
    "groups.getCallbackConfirmationCode": _code,
    "groups.getCallbackServers": _servers,
    "groups.getCallbackSettings": _server_settings,
    "groups.getLongPollServer": _long_poll,
    "groups.getLongPollSettings": _long_poll_settings,
    "groups.getTokenPermissions": _permissions,
    "groups.setCallbackSettings": _set_server,
    "groups.setLongPollSettings": _set_long_poll,
    "utils.getServerTime": _time,
}
