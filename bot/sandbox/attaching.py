"""Attachments of people's messages, and what VK adds to them."""

import re
import struct
import zlib
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from bot.sandbox.attachments import Attachment, File, Link, Sticker, Voice
from bot.sandbox.conversations import Message
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.ground import LONGEST, Ground

MOST = 10
"""The most attachments of a message (VK.md, 4)."""

MOST_FORWARDED = 100
"""The most messages forwarded at once (VK.md, 1.2)."""

STICKERS = 6
"""The number of stickers, numbered from 1."""

_LONGEST_VOICE = 3600
_LONGEST_NAME = 128
_ADDRESS = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
_CLOSING = ".,;:!?)]"


class Attaching(Ground):
    """Files and other attachments of the world."""

    def __init__(self, **ground: Any) -> None:
        super().__init__(**ground)
        self.attachments: dict[str, File] = {}
        """The stored files, by their names in messages."""
        self._voices = 0

    def keep(self, owner: int, name: str, content: bytes, *, is_photo: bool) -> File:
        """Store a file, so that messages can name it."""
        file = File(
            number=len(self.attachments) + 1,
            owner=owner,
            name=name,
            extension=PurePath(name).suffix.removeprefix("."),
            content=content,
            is_photo=is_photo,
            date=self.clock.now(),
        )
        self.attachments[file.key] = file
        return file

    def sticker(self, number: int = 1) -> Sticker:
        """Return a sticker. Raises `NotPossibleError` if there is none of that number."""
        if not 1 <= number <= STICKERS:
            raise NotPossibleError("Такого стикера нет.")
        return Sticker(number=number)

    def voice(self, who: int, seconds: int = 5) -> Voice:
        """Record a voice message of a person, in seconds. Raises `NotPossibleError`."""
        if not 1 <= seconds <= _LONGEST_VOICE:
            raise NotPossibleError("Голосовое сообщение длится от секунды до часа.")
        self._voices += 1
        return Voice(number=self._voices, owner=who, seconds=seconds)

    def file(self, who: int, name: str) -> File:
        """Store a file of that name, with nothing of interest in it. Raises `NotPossibleError`."""
        if not name.strip() or len(name) > _LONGEST_NAME or PurePath(name).name != name:
            raise NotPossibleError("У файла должно быть имя, например «Отчёт.pdf».")
        return self.keep(who, name.strip(), b"...", is_photo=False)

    def photo(self, who: int) -> File:
        """Store a picture of a person's."""
        number = len(self.attachments) + 1
        return self.keep(who, f"photo{number}.png", drawn_picture(number), is_photo=True)


def check_message(
    text: str, attachments: Sequence[Attachment], forwarded: Sequence[Message] = ()
) -> None:
    """Check that VK's own client would send such a message. Raises `NotPossibleError`."""
    if not text.strip() and not attachments and not forwarded:
        raise NotPossibleError("Сообщение пустое.")
    if len(text) > LONGEST:
        raise NotPossibleError(f"Сообщение слишком длинное: в нём больше {LONGEST} знаков.")
    if len(attachments) > MOST:
        raise NotPossibleError(f"К сообщению можно прикрепить не больше {MOST} вложений.")
    if len(forwarded) > MOST_FORWARDED:
        raise NotPossibleError(f"Переслать можно не больше {MOST_FORWARDED} сообщений сразу.")
    if stands_alone(attachments) and (text.strip() or len(attachments) > 1 or forwarded):
        raise NotPossibleError("Стикер или голосовое сообщение отправляются отдельно.")


def stands_alone(attachments: Sequence[Attachment]) -> bool:
    """Whether one of them is of a kind that VK sends without text or others."""
    return any(isinstance(each, Sticker | Voice) for each in attachments)


def with_preview(text: str, attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Return the attachments as VK completes them: with a link for the first address in the
    text."""
    own = tuple(each for each in attachments if not isinstance(each, Link))
    found = _ADDRESS.search(text)
    if found is None or len(own) >= MOST:
        return own
    return (*own, Link(address=found[0].rstrip(_CLOSING)))


_SIDE = 240


def drawn_picture(number: int) -> bytes:
    """Return a PNG; each number has other colours."""
    red, green, blue = (60 + (number * step) % 140 for step in (47, 89, 131))
    rows = b"".join(
        b"\0" + bytes((red, green, min(255, blue + row // 3))) * _SIDE for row in range(_SIDE)
    )
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*part) for part in parts)


def _part(kind: bytes, content: bytes) -> bytes:
    checked = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checked)
