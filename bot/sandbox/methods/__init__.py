"""VK's methods that the bot calls (VK.md, 1). Here: what it may reach, which all of them ask."""

from bot.sandbox.conversations import Conversation, Message, is_chat
from bot.sandbox.parameters import VkError
from bot.sandbox.world import World


def reachable(world: World, peer: int) -> Conversation:
    """Return a conversation that the bot may write to. Raises `VkError` 917, 901 or 100."""
    if is_chat(peer):
        chat = world.conversations.get(peer)
        if chat is None or world.bot_id not in chat.members:
            raise VkError(917)
        return chat
    if peer not in world.people:
        raise VkError(100, "peer_id is invalid")
    if peer not in world.allowed:
        raise VkError(901)
    return world.private(peer)


def administered(world: World, peer: int, *, refusal: int) -> Conversation:
    """Return a chat in which the bot is an administrator. Raises `VkError`: `refusal`, 917, 927."""
    chat = world.conversations.get(peer)
    if chat is None or not chat.is_chat:
        raise VkError(927)
    bot = chat.members.get(world.bot_id)
    if bot is None:
        raise VkError(917)
    if not bot.moderates:
        raise VkError(refusal)
    return chat


def readable(world: World, peer: int) -> Conversation:
    """Return a conversation whose messages the bot may read. Raises `VkError` 917, 901, 100.

    In a chat that takes administrator's rights (VK.md, 5 and 6.4).
    """
    conversation = reachable(world, peer)
    if conversation.is_chat and not conversation.members[world.bot_id].moderates:
        raise VkError(917)
    return conversation


def referable(world: World, conversation: Conversation, number: int) -> Message:
    """Return a message that the bot may reply to: its own, or one delivered to it.

    Raises `VkError` 100 or 921.
    """
    message = conversation.message(number)
    if message is None:
        raise VkError(100, "conversation_message_ids is invalid")
    if not was_seen(world, conversation, message):
        raise VkError(921)
    return message


def was_seen(world: World, conversation: Conversation, message: Message) -> bool:
    """Whether the bot knows a message: its own, or one that was delivered to it."""
    cmid = message.conversation_message_id
    return message.from_id == world.bot_id or cmid in conversation.delivered
