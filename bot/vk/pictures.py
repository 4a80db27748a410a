"""Downloads pictures from the addresses that VK tells with a message (VK.md, 2.2)."""

import aiohttp

from bot.vk.client import VkClient, VkRefused
from bot.vk.faults import UNANSWERED
from storage.subjects.pictures import LARGEST, ending

_SECONDS = 30.0
"""How long a download may take."""

_NO_PICTURE = 100
"""The code for what no repeat will change: as VK's own for a wrong parameter."""


async def download(client: VkClient, address: str) -> bytes:
    """Return the content of a picture, of at most `LARGEST` bytes.

    Raises `VkRefused`: `UNANSWERED` if it may come later, another code if it is gone, too large, or
    no picture.
    """
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        # a redirect could lead anywhere
        async with client.http.get(address, timeout=timeout, allow_redirects=False) as response:
            if response.status >= 500:
                raise VkRefused(UNANSWERED, f"status {response.status}")
            content = b"" if response.status != 200 else await _read(response)
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
        raise VkRefused(_NO_PICTURE, "no address") from None
    except (aiohttp.ClientError, OSError, TimeoutError) as failure:
        raise VkRefused(UNANSWERED, type(failure).__name__) from None
    if not ending(content):
        raise VkRefused(_NO_PICTURE, f"status {response.status}, no picture of the kinds kept")
    return content


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Return the body; nothing if it is too large."""
    content = bytearray()
    async for chunk in response.content.iter_any():
        content += chunk
        if len(content) > LARGEST:
            return b""
    return bytes(content)
