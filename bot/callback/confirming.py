"""The line by which VK knows the community's server (VK.md, 3.2)."""

import asyncio

from bot.vk.client import Manner, VkClient

_GOOD_FOR = 10.0
"""Seconds that a code is good for whoever does not know the secret: they may not be VK, and are
to cost no more calls than that."""

_SHORTLY = Manner(patience=3.0)


class ConfirmationCode:
    """Gives the code: the one in the settings, or else VK's, asked for when it is needed."""

    def __init__(self, client: VkClient, group: int, given: str | None) -> None:
        self._client = client
        self._group = group
        self._given = given
        self._asking = asyncio.Lock()
        self._code = ""
        self._asked_at = 0.0

    async def __call__(self, *, for_vk: bool) -> str:
        """Give the code; `for_vk` says that whoever asks knows the secret.

        VK asks when a server was added or edited, which changes the code: then it is asked for
        anew. Raises what `VkClient.call` raises.
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
