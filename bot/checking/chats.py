"""Checks that the bot still has its rights in its chats (VK.md, 6.4)."""

from collections.abc import Iterable

from bot.checking.asking import SHORTLY
from bot.checking.findings import Finding, fault, warning, well
from bot.vk.client import VkClient, VkRefused
from bot.vk.faults import Act, meaning
from handlers.messenger import Fault
from locales.texts import Texts
from storage.records import Chat, ChatState

_ASKED = frozenset({ChatState.SERVED, ChatState.UNADOPTED, ChatState.NO_RIGHTS})
"""States of chats that the bot is in, as far as it knows."""


async def of_chats(client: VkClient, chats: Iterable[Chat], texts: Texts) -> tuple[Finding, ...]:
    """Ask VK about each chat; return a finding for each where something is to be done.

    Raises `TokenRejected`.
    """
    _ = texts.gettext
    asked = [chat for chat in chats if chat.state in _ASKED]
    if not asked:
        return (well(_("Chats: none yet")),)
    findings = [await _of_chat(client, chat, texts) for chat in asked]
    whole = findings.count(())
    words = texts.ngettext(
        "Chats: {n} chat in which the bot has its rights",
        "Chats: {n} chats in which the bot has its rights",
        whole,
    )
    return (well(words.format(n=whole)), *(found for some in findings for found in some))


async def _of_chat(client: VkClient, chat: Chat, texts: Texts) -> tuple[Finding, ...]:
    _ = texts.gettext
    name = chat.title or str(chat.chat)
    try:
        await client.call("messages.getConversationMembers", SHORTLY, peer_id=chat.chat, count=1)
    except VkRefused as refused:
        match meaning(refused.code, Act.READ):
            case Fault.NO_RIGHTS:
                words = _(
                    "Chat “{name}”: the bot is no administrator there, or was removed. Make it one "
                    "in the list of members."
                )
            case Fault.GONE:
                words = _("Chat “{name}”: it is no more, or the bot was removed from it.")
            case _:
                words = _("Chat “{name}”: VK did not say ({why}). Check again later.")
                return (fault(words.format(name=name, why=refused)),)
        return (warning(words.format(name=name)),)
    if chat.state is ChatState.UNADOPTED:
        words = _("Chat “{name}”: a moderator has to say whose it is, by the button in the chat.")
        return (warning(words.format(name=name)),)
    return ()
