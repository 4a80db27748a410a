"""Uploads files to VK, to send them with a message (VK.md, 1.2, Uploads)."""

from typing import Any

import aiohttp

from bot.vk.answers import not_an_answer, read_json, understood
from bot.vk.client import Manner, VkClient, VkRefused
from bot.vk.faults import UNANSWERED
from bot.vk.pace import Urgency
from storage.records import File

_MANNER = Manner(urgency=Urgency.REPORT, patience=0)
_SECONDS = 60.0
"""How long an upload may take."""


async def upload(client: VkClient, peer: int, file: File) -> str:
    """Upload a file for a conversation; return its name for a message.

    A PNG or a JPEG goes as a photo, anything else as a document. A repeat does no harm: an unused
    upload stays invisible. Raises what `VkClient.call` raises.
    """
    if file.name.endswith((".png", ".jpg")):
        server = await client.call("photos.getMessagesUploadServer", _MANNER, peer_id=peer)
        sent = await _post(client, server, "photo", file)
        with understood():
            given = {name: sent[name] for name in ("photo", "server", "hash")}
        saved = await client.call("photos.saveMessagesPhoto", _MANNER, **given)
        with understood():
            return _named("photo", saved[0])
    server = await client.call("docs.getMessagesUploadServer", _MANNER, type="doc", peer_id=peer)
    sent = await _post(client, server, "file", file)
    saved = await client.call("docs.save", _MANNER, file=sent["file"], title=file.name)
    with understood():
        return _named("doc", saved["doc"])


def _named(kind: str, thing: dict[str, Any]) -> str:
    name = f"{kind}{thing['owner_id']}_{thing['id']}"
    return f"{name}_{thing['access_key']}" if thing.get("access_key") else name


async def _post(client: VkClient, server: Any, field: str, file: File) -> dict[str, Any]:
    with understood():
        url = str(server["upload_url"])
    form = aiohttp.FormData()
    form.add_field(field, file.content, filename=file.name)
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with client.http.post(url, data=form, timeout=timeout) as response:
            answer = read_json(await response.read())
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as failure:
        raise VkRefused(UNANSWERED, type(failure).__name__) from None
    if not isinstance(answer, dict) or field not in answer or not answer[field]:
        raise not_an_answer()
    return answer
