"""A bare vkbottle bot that removes what blocked people write, one by one, until VK does it."""

import asyncio
import os
import sys

from loguru import logger
from vkbottle import API, VKAPIError
from vkbottle.bot import Bot, Message

# the same as for ours: nothing below INFO
logger.remove()
logger.add(sys.stderr, level="INFO")

api = API(os.environ["VK_TOKEN"])
api.API_URL = os.environ["VK_API_URL"]
bot = Bot(api=api)
blocked = {int(number) for number in os.environ["BLOCKED"].split(",")}


@bot.on.chat_message()
async def remove(message: Message) -> None:
    """Remove the message of a blocked person; what VK refuses is tried again."""
    while message.from_id in blocked:
        try:
            await api.messages.delete(
                peer_id=message.peer_id,
                cmids=[message.conversation_message_id],
                delete_for_all=True,
            )
        except VKAPIError[6]:
            await asyncio.sleep(0.5)
        else:
            return


bot.run_forever()
