"""Switches for what VK leaves undocumented, and its limits."""

from dataclasses import dataclass

CROPPED_BEYOND = 1000
"""The most characters of a text in an event (VK.md, 0.7). VK does not document its number."""

LONGEST = 4096
"""The most characters of a message (VK.md, 4; error 914)."""


@dataclass(slots=True)
class Capabilities:
    """What this VK lets a bot do, and reports to it, beyond the documentation.

    `edits_in_chats`: a bot hears of edits in group chats, too (VK.md, 2.4: build for both).
    """

    restrict_members: bool = True
    edits_in_chats: bool = False


@dataclass(slots=True)
class Limits:
    """VK's limits; `per_second` None lifts the one on calls.

    `cropped_beyond` is the most characters of a text in an event.
    """

    per_second: int | None = 20
    cropped_beyond: int = CROPPED_BEYOND
