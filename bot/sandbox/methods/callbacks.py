"""VK's methods for the community's callback servers (VK.md, 1.2 and 3.2)."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.callbacks import RegisteredServer
from bot.sandbox.errors import VkError
from bot.sandbox.parameters import Flag, Kind, Number, Numbers, Takes, Words
from bot.sandbox.stream import KINDS, NEVER_SENT
from bot.sandbox.world import World

_GROUP = Number(least=1)
_SERVER = Number(least=0)
_OF_SERVER: Mapping[str, Kind] = {
    "group_id": _GROUP,
    "url": Words(),
    "title": Words(longest=14),
    "secret_key": Words(longest=50),
}


def _own(world: World, params: dict[str, Any]) -> None:
    if params["group_id"] != world.group_id:
        raise VkError(15, "no access to this group")


def _server(world: World, params: dict[str, Any]) -> RegisteredServer:
    _own(world, params)
    server = world.callbacks.servers.get(params.get("server_id", 0))
    if server is None:
        raise VkError(104)
    return server


def _url(params: dict[str, Any]) -> str:
    url = str(params["url"])
    if not url.startswith(("http://", "https://")):
        raise VkError(100, "url is invalid")
    return url


_OF_GROUP = Takes(kinds={"group_id": _GROUP}, required=frozenset({"group_id"}))


def _code(world: World, params: dict[str, Any]) -> dict[str, Any]:
    _own(world, params)
    return {"code": world.callbacks.code}


_LIST = Takes(
    kinds={"group_id": _GROUP, "server_ids": Numbers(most=10)}, required=frozenset({"group_id"})
)


def _list(world: World, params: dict[str, Any]) -> dict[str, Any]:
    _own(world, params)
    asked = params.get("server_ids")
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
        if asked is None or server.number in asked
    ]
    return {"count": len(items), "items": items}


_ADD = Takes(kinds=_OF_SERVER, required=frozenset({"group_id", "url", "title"}))


def _add(world: World, params: dict[str, Any]) -> dict[str, Any]:
    _own(world, params)
    server = world.callbacks.add(_url(params), params["title"], params.get("secret_key", ""))
    if server is None:
        raise VkError(2000)
    return {"server_id": server.number}


_EDIT = Takes(
    kinds={**_OF_SERVER, "server_id": _SERVER},
    required=frozenset({"group_id", "server_id", "url", "title"}),
)


def _edit(world: World, params: dict[str, Any]) -> int:
    server = _server(world, params)
    secret = params.get("secret_key", server.secret)
    world.callbacks.edit(server.number, _url(params), params["title"], secret)
    return 1


_DELETE = Takes(
    kinds={"group_id": _GROUP, "server_id": _SERVER},
    required=frozenset({"group_id", "server_id"}),
)


def _delete(world: World, params: dict[str, Any]) -> int:
    world.callbacks.delete(_server(world, params).number)
    return 1


_READ = Takes(
    kinds={"group_id": _GROUP, "server_id": _SERVER}, required=frozenset({"group_id", "server_id"})
)


def _settings(world: World, params: dict[str, Any]) -> dict[str, Any]:
    server = _server(world, params)
    return {
        "api_version": server.api_version,
        "events": {kind: int(kind in server.switched_on) for kind in (*KINDS, *NEVER_SENT)},
    }


_SET = Takes(
    kinds={
        "group_id": _GROUP,
        "server_id": _SERVER,
        "api_version": Words(longest=10),
        **dict.fromkeys((*KINDS, *NEVER_SENT), Flag()),
    },
    required=frozenset({"group_id", "server_id"}),
)


def _set(world: World, params: dict[str, Any]) -> int:
    server = _server(world, params)
    server.api_version = params.get("api_version", server.api_version)
    asked = {kind: params[kind] for kind in (*KINDS, *NEVER_SENT) if kind in params}
    server.switched_on |= {kind for kind, on in asked.items() if on}
    server.switched_on -= {kind for kind, on in asked.items() if not on}
    return 1


METHODS = {
    "groups.getCallbackConfirmationCode": (_OF_GROUP, _code),
    "groups.getCallbackServers": (_LIST, _list),
    "groups.addCallbackServer": (_ADD, _add),
    "groups.editCallbackServer": (_EDIT, _edit),
    "groups.deleteCallbackServer": (_DELETE, _delete),
    "groups.getCallbackSettings": (_READ, _settings),
    "groups.setCallbackSettings": (_SET, _set),
}
