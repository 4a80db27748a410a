"""A message as detectors see it, whatever messenger it came by."""

from dataclasses import dataclass
from enum import StrEnum

from rules.ids import MemberId


class AttachmentKind(StrEnum):
    """What can hang on a message, as far as detectors care."""

    VOICE = "voice"
    STICKER = "sticker"
    FILE = "file"
    PHOTO = "photo"
    VIDEO = "video"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Something that hangs on a message; `name` is a file's name, or a link's address."""

    kind: AttachmentKind
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody wrote. `at` is when, in seconds since 1970 (UTC).

    `forwarded` are the authors of the messages that were forwarded with it. `to_staff` says that
    it answers or mentions a moderator, or stands in a chat where only staff reads; `is_order`
    that it is a moderator's command to the bot, which is no talk.
    """

    text: str
    author: MemberId
    at: int = 0
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple[MemberId, ...] = ()
    to_staff: bool = False
    is_order: bool = False


NOBODYS = MemberId(0)
"""The author of a text that nobody sent: one typed to see what the detectors say of it."""
