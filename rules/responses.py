"""How a chat responds to what a detector finds (п. 5.12.2, 5.12.7)."""

from enum import StrEnum


class Response(StrEnum):
    """The response to a detection; each includes those before it.

    `HINT`: moderators get a card. `REMOVE`: the message is removed. `COUNT`: a violation is
    recorded, where the policy calls the detection certain.
    """

    OFF = "off"
    HINT = "hint"
    REMOVE = "remove"
    COUNT = "count"

    @property
    def weight(self) -> int:
        """Rank of the response; the strongest is the greatest."""
        return _ORDER[self]


_ORDER = {response: place for place, response in enumerate(Response)}


class Forbidden(StrEnum):
    """Kinds of attachments that a chat can forbid."""

    VOICE = "voice"
    FORWARDS = "forwards"
    FILES = "files"
    STICKERS = "stickers"


PRIVATE = "private"
"""The value of the setting that sends cards to the moderators' private messages."""
