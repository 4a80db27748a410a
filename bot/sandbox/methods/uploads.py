"""Files in the sandbox: VK's methods for uploads (VK.md, 1.2), its upload servers, and showing."""

import secrets
from typing import Annotated, Any

from aiohttp import web

from bot.sandbox.attachments import File, Upload
from bot.sandbox.methods import reachable
from bot.sandbox.parameters import VkError, words
from bot.sandbox.world import World

_Type = Annotated[str, words(one_of=frozenset({"doc"}))]


def _doc_server(world: World, peer_id: int | None = None, type_: _Type = "doc") -> dict[str, Any]:
    if peer_id is not None:
        reachable(world, peer_id)
    return {"upload_url": f"{world.url}/upload/doc"}


def _photo_server(world: World, peer_id: int | None = None, type_: _Type = "doc") -> dict[str, Any]:
    if peer_id is not None:
        reachable(world, peer_id)
    return {
        "upload_url": f"{world.url}/upload/photo",
        "album_id": -64,
        "group_id": world.group_id,
        "user_id": 0,
    }


def _save_doc(
    world: World, file: str, title: Annotated[str, words(128)] = "", tags: str = ""
) -> dict[str, Any]:
    attached = _saved(world, file, is_photo=False, title=title)
    return {"type": "doc", "doc": attached.as_vk(world.url)}


def _save_photo(world: World, photo: str, server: int = 0, hash_: str = "") -> list[dict[str, Any]]:
    return [_saved(world, photo, is_photo=True).as_vk(world.url)]


def _saved(world: World, token: str, *, is_photo: bool, title: str = "") -> File:
    upload = world.uploads.get(token)
    if upload is None or upload.is_photo is not is_photo:
        raise VkError(100, "photo is invalid" if is_photo else "file is invalid")
    return world.keep(-world.group_id, title or upload.name, upload.content, is_photo=is_photo)


METHODS = {
    "docs.getMessagesUploadServer": _doc_server,
    "docs.save": _save_doc,
    "photos.getMessagesUploadServer": _photo_server,
    "photos.saveMessagesPhoto": _save_photo,
}


def upload_routes(world: World) -> list[web.RouteDef]:
    """Return the routes for uploading and showing files."""

    async def take(request: web.Request) -> web.StreamResponse:
        is_photo = request.match_info["kind"] == "photo"
        field = (await request.post()).get("photo" if is_photo else "file")
        if not isinstance(field, web.FileField):
            return web.json_response({"error": "no file"})
        token = secrets.token_urlsafe(16)
        world.uploads[token] = Upload(
            name=field.filename, content=field.file.read(), is_photo=is_photo
        )
        if is_photo:
            return web.json_response({"server": 1, "photo": token, "hash": token[::-1]})
        return web.json_response({"file": token})

    async def show(request: web.Request) -> web.StreamResponse:
        attached = world.attachments.get(request.match_info["name"])
        if attached is None:
            raise web.HTTPNotFound
        kind = "image/png" if attached.is_photo else "application/octet-stream"
        headers = {} if attached.is_photo else {"Content-Disposition": "attachment"}
        return web.Response(body=attached.content, content_type=kind, headers=headers)

    return [web.post("/upload/{kind:photo|doc}", take), web.get("/file/{name}", show)]
