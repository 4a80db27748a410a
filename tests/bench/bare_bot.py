"""A bare vkbottle bot that removes one person's messages at once and stores nothing."""

import os
import sys

from loguru import logger
from vkbottle import API
from vkbottle.bot import Bot, Message

# the same as for ours: nothing below INFO
logger.remove()
logger.add(sys.stderr, level="INFO")

api = API(os.environ["VK_TOKEN"])
api.API_URL = os.environ["VK_API_URL"]
bot = Bot(api=api)
blocked = int(os.environ["BLOCKED"])


@bot.on.chat_message()
async def remove(message: Message) -> None:
    """Remove the message of whoever is blocked."""
    if message.from_id == blocked:
        await api.messages.delete(
            peer_id=message.peer_id, cmids=[message.conversation_message_id], delete_for_all=True
        )


bot.run_forever()
