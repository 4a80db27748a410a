"""Finds the owners of pages that the college's list names by words, by asking VK."""

import sys
from collections.abc import Iterable

from bot.settings import Settings
from bot.vk.client import TokenRejected, VkClient
from bot.vk.messenger import VkMessenger
from handlers.messenger import MessengerError
from rules.ids import MemberId


async def find_pages(settings: Settings, names: Iterable[str]) -> dict[str, MemberId]:
    """Return the owners of screen names (a community's id is negative), as far as VK knows them."""
    found: dict[str, MemberId] = {}
    token = settings.vk_token.get_secret_value()
    async with VkClient.open(url=settings.vk_api_url, token=token) as client:
        messenger = VkMessenger(client)
        for name in names:
            try:
                member = await messenger.resolve(name)
            except (MessengerError, TokenRejected):
                sys.stdout.write(
                    "ВКонтакте не отвечает: страницы с именами вместо номеров не найти.\n"
                )
                break
            if member is not None:
                found[name] = member
    return found
