"""The confirmation code by which VK recognises the community's server (VK.md, 3.2)."""

import asyncio

from bot.vk.client import Manner, VkClient

_GOOD_FOR = 10.0
"""Seconds that a code is reused for callers without the secret: they may not be VK, and must not
cost more calls than this."""

_SHORTLY = Manner(patience=3.0)


class ConfirmationCode:
    """The code from the settings, or else VK's, fetched when needed."""

    def __init__(self, client: VkClient, group: int, given: str | None) -> None:
        self._client = client
        self._group = group
        self._given = given
        self._asking = asyncio.Lock()
        self._code = ""
        self._asked_at = 0.0

    async def __call__(self, *, for_vk: bool) -> str:
        """Return the code; `for_vk` says that the caller knows the secret.

        VK asks after a server was added or edited, which changes the code: then it is fetched anew.
        Raises what `VkClient.call` raises.
        """
        if self._given:
            return self._given
        loop = asyncio.get_running_loop()
        async with self._asking:
            is_old = loop.time() - self._asked_at > _GOOD_FOR
            if for_vk or not self._code or is_old:
                answer = await self._client.call(
                    "groups.getCallbackConfirmationCode", _SHORTLY, group_id=self._group
                )
                self._code, self._asked_at = str(answer["code"]), loop.time()
            return self._code
