"""What a chat wants to follow from what a detector found (п. 5.12.2, 5.12.7)."""

from enum import StrEnum


class Response(StrEnum):
    """What follows from a detection; each does what the one before it does, and more.

    `HINT`: moderators get a card. `REMOVE`: the message is removed, too. `COUNT`: a violation is
    recorded, too, where the policy calls the detection certain.
    """

    OFF = "off"
    HINT = "hint"
    REMOVE = "remove"
    COUNT = "count"

    @property
    def weight(self) -> int:
        """How much follows: greater is more."""
        return _ORDER[self]


_ORDER = {response: place for place, response in enumerate(Response)}


class Forbidden(StrEnum):
    """What a chat can forbid to hang on a message."""

    VOICE = "voice"
    FORWARDS = "forwards"
    FILES = "files"
    STICKERS = "stickers"


PRIVATE = "private"
"""The value of the setting that says where cards go: to the moderators' private messages."""
