"""How this VK behaves where nobody knows for sure how VK does, and its limits."""

from dataclasses import dataclass

CROPPED_BEYOND = 1000
"""Characters of a text that an event holds at most (VK.md, 0.7). VK does not tell its number."""

LONGEST = 4096
"""Characters of a message (VK.md, 4; error 914)."""


@dataclass(slots=True)
class Capabilities:
    """What this VK lets a bot do, and tells it, beyond what it documents.

    `edits_in_chats`: a bot hears of edits in group chats, too (VK.md, 2.4: build for both).
    """

    restrict_members: bool = True
    edits_in_chats: bool = False


@dataclass(slots=True)
class Limits:
    """VK's limits; `per_second` None lifts the one on calls.

    `cropped_beyond` is how many characters of a text an event holds at most.
    """

    per_second: int | None = 20
    cropped_beyond: int = CROPPED_BEYOND
