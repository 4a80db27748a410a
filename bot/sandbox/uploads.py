"""Files in the sandbox: accepted by VK's upload servers, and shown."""

import secrets
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An uploaded file: `token` is in the answer to its upload."""

    token: str
    name: str
    content: bytes
    is_photo: bool


def upload_routes(world: World) -> list[web.RouteDef]:
    """Return the routes for uploading and showing files."""

    async def take(request: web.Request) -> web.StreamResponse:
        kind = request.match_info["kind"]
        fields = await request.post()
        field = fields.get("photo" if kind == "photo" else "file")
        if not isinstance(field, web.FileField):
            return web.json_response({"error": "no file"})
        token = secrets.token_urlsafe(16)
        world.uploads[token] = Upload(
            token=token,
            name=field.filename,
            content=field.file.read(),
            is_photo=kind == "photo",
        )
        if kind == "photo":
            return web.json_response({"server": 1, "photo": token, "hash": token[::-1]})
        return web.json_response({"file": token})

    async def show(request: web.Request) -> web.StreamResponse:
        attached = world.attachments.get(request.match_info["name"])
        if attached is None:
            raise web.HTTPNotFound
        kind = "image/png" if attached.is_photo else "application/octet-stream"
        headers = {} if attached.is_photo else {"Content-Disposition": "attachment"}
        return web.Response(body=attached.content, content_type=kind, headers=headers)

    return [
        web.post("/upload/{kind:photo|doc}", take),
        web.get("/file/{name}", show),
    ]
