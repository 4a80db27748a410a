"""VK's methods for uploads: where to upload, and saving the file (VK.md, 1.2)."""

from typing import Any

from bot.sandbox.attachments import File
from bot.sandbox.errors import VkError
from bot.sandbox.methods.access import reachable
from bot.sandbox.parameters import Number, Takes, Words
from bot.sandbox.world import World

_WHERE = Takes(kinds={"peer_id": Number(), "type": Words(one_of=frozenset({"doc"}))})


def _doc_server(world: World, params: dict[str, Any]) -> dict[str, Any]:
    if "peer_id" in params:
        reachable(world, params["peer_id"])
    return {"upload_url": f"{world.url}/upload/doc"}


def _photo_server(world: World, params: dict[str, Any]) -> dict[str, Any]:
    if "peer_id" in params:
        reachable(world, params["peer_id"])
    return {
        "upload_url": f"{world.url}/upload/photo",
        "album_id": -64,
        "group_id": world.group_id,
        "user_id": 0,
    }


_SAVE_DOC = Takes(
    kinds={"file": Words(), "title": Words(longest=128), "tags": Words()},
    required=frozenset({"file"}),
)


def _save_doc(world: World, params: dict[str, Any]) -> dict[str, Any]:
    attached = _saved(world, params["file"], is_photo=False, title=params.get("title", ""))
    return {"type": "doc", "doc": attached.as_vk(world.url)}


_SAVE_PHOTO = Takes(
    kinds={"photo": Words(), "server": Number(), "hash": Words()},
    required=frozenset({"photo"}),
)


def _save_photo(world: World, params: dict[str, Any]) -> list[dict[str, Any]]:
    attached = _saved(world, params["photo"], is_photo=True, title="")
    return [attached.as_vk(world.url)]


def _saved(world: World, token: str, *, is_photo: bool, title: str) -> File:
    upload = world.uploads.get(token)
    if upload is None or upload.is_photo is not is_photo:
        raise VkError(100, "photo is invalid" if is_photo else "file is invalid")
    return world.keep(-world.group_id, title or upload.name, upload.content, is_photo=is_photo)


METHODS = {
    "docs.getMessagesUploadServer": (_WHERE, _doc_server),
    "docs.save": (_SAVE_DOC, _save_doc),
    "photos.getMessagesUploadServer": (_WHERE, _photo_server),
    "photos.saveMessagesPhoto": (_SAVE_PHOTO, _save_photo),
}
