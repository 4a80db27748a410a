"""A message as detectors see it, independent of the messenger."""

from collections.abc import Iterable
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
class Picture:
    """A picture in a message: the messenger's reference to it, and the address of its content.

    Either is "" where the messenger does not tell it.
    """

    reference: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """An attachment; `name` is a file's name or a link's address."""

    kind: AttachmentKind
    name: str = ""
    picture: Picture | None = None


def pictures_in(attachments: Iterable[Attachment]) -> tuple[Picture, ...]:
    """Return the pictures among attachments."""
    return tuple(each.picture for each in attachments if each.picture is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What a message says before anybody removes it; measures and appeals rest on it."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()


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

    @property
    def original(self) -> Original:
        """Its text and pictures."""
        return Original(text=self.text, pictures=pictures_in(self.attachments))


NOBODYS = MemberId(0)
"""The author of a text without one: typed to see what the detectors find."""
