"""A message as detectors see it, independent of the messenger."""

from dataclasses import dataclass
from enum import StrEnum

from rules.ids import MemberId


class AttachmentKind(StrEnum):
    """Kinds of attachments that matter to detectors."""

    VOICE = "voice"
    STICKER = "sticker"
    FILE = "file"
    PHOTO = "photo"
    VIDEO = "video"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """An attachment; `name` is a file's name or a link's address."""

    kind: AttachmentKind
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message. `at` is in seconds since 1970 (UTC).

    `forwarded` are the authors of the messages forwarded with it. `to_staff`: it answers or
    mentions a moderator, or is in a chat that only staff reads. `is_order`: it is a moderator's
    command to the bot, not talk.
    """

    text: str
    author: MemberId
    at: int = 0
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple[MemberId, ...] = ()
    to_staff: bool = False
    is_order: bool = False


NOBODYS = MemberId(0)
"""The author of a text without one: typed to see what the detectors find."""
