"""What VK can do for the conversation (VK.md, 1.2, 2.4 and 4)."""

from bot.vk.bundle import MOST_DELETED
from bot.vk.contents import LONGEST_LABEL
from handlers.messenger import Capabilities

CAPABILITIES = Capabilities(
    label=LONGEST_LABEL,
    rows=6,
    buttons=10,
    deleted_at_once=MOST_DELETED,
    tells_edits=False,
)
