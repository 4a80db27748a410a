"""Attachments of messages, in the shapes of VK (VK.md, 2.2) and of the page.

They are msgspec's structs, since `keeping.py` tells them apart by their tags.
"""

import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

import msgspec

_TYPES = {
    extension: number
    for number, extensions in {
        1: "txt doc docx odt pdf xls xlsx ods ppt pptx rtf csv",
        2: "zip rar 7z gz tar",
        3: "gif",
        4: "png jpg jpeg webp bmp svg",
        5: "mp3 ogg wav flac",
        6: "mp4 avi mkv mov webm",
        7: "epub fb2 djvu mobi",
    }.items()
    for extension in extensions.split()
}
"""VK's numbers for types of documents."""

_UNKNOWN_TYPE = 8
_STICKER_SIZES = (64, 128, 256, 352, 512)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An uploaded file that may be saved."""

    name: str
    content: bytes
    is_photo: bool


class File(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A picture or a document."""

    number: int
    owner: int
    name: str
    extension: str
    content: bytes
    is_photo: bool
    date: datetime

    @property
    def kind(self) -> str:
        """VK's name of the type."""
        return "photo" if self.is_photo else "doc"

    @property
    def key(self) -> str:
        """Its name in a message."""
        return f"{self.kind}{self.owner}_{self.number}"

    def as_vk(self, url: str) -> dict[str, Any]:
        """Return VK's object; `url` is the address of the sandbox."""
        address = f"{url}/file/{self.key}"
        common = {"id": self.number, "owner_id": self.owner, "date": int(self.date.timestamp())}
        if self.is_photo:
            size = {"type": "w", "url": address, "width": 1080, "height": 1080}
            return {**common, "album_id": -64, "text": "", "has_tags": False, "sizes": [size]}
        return {
            **common,
            "title": self.name,
            "size": len(self.content),
            "ext": self.extension,
            "type": _TYPES.get(self.extension.lower(), _UNKNOWN_TYPE),
            "url": address,
        }

    def as_json(self) -> dict[str, Any]:
        """Return it as the page reads it."""
        return {"kind": self.kind, "name": self.name, "url": f"file/{self.key}"}


class Sticker(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A sticker of a pack."""

    kind: ClassVar[str] = "sticker"
    number: int
    pack: int = 1

    def as_vk(self, url: str) -> dict[str, Any]:
        """Return VK's object; `url` is the address of the sandbox."""
        images = [
            {"url": f"{url}/sticker/{self.number}-{side}", "width": side, "height": side}
            for side in _STICKER_SIZES
        ]
        return {
            "inner_type": "base_sticker_new",
            "sticker_id": self.number,
            "product_id": self.pack,
            "images": images,
            "images_with_background": images,
            "is_allowed": True,
        }

    def as_json(self) -> dict[str, Any]:
        """Return it as the page reads it."""
        return {"kind": self.kind, "number": self.number}


class Voice(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A voice message; its addresses lead to no sound."""

    kind: ClassVar[str] = "audio_message"
    number: int
    owner: int
    seconds: int

    @property
    def waveform(self) -> list[int]:
        """The loudness from beginning to end, 32 values from 0 to 31."""
        return [(self.number * 7 + at * at * 5 + at * 11) % 32 for at in range(32)]

    def as_vk(self, url: str) -> dict[str, Any]:
        """Return VK's object; `url` is the address of the sandbox."""
        address = f"{url}/voice/{self.owner}_{self.number}"
        return {
            "id": self.number,
            "owner_id": self.owner,
            "duration": self.seconds,
            "link_mp3": f"{address}.mp3",
            "link_ogg": f"{address}.ogg",
            "waveform": self.waveform,
        }

    def as_json(self) -> dict[str, Any]:
        """Return it as the page reads it."""
        return {"kind": "voice", "seconds": self.seconds, "waveform": self.waveform}


class Link(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The preview that VK adds for the first address in a text."""

    kind: ClassVar[str] = "link"
    address: str

    @property
    def host(self) -> str:
        """The address's host; the whole address if it has none."""
        return urlsplit(self.address).netloc or self.address

    def as_vk(self, url: str) -> dict[str, Any]:
        """Return VK's object; `url` is not used, since nothing of it is the sandbox's."""
        return {
            "url": self.address,
            "title": self.host,
            "caption": self.host,
            "description": "",
            "is_favorite": False,
        }

    def as_json(self) -> dict[str, Any]:
        """Return it as the page reads it."""
        return {"kind": self.kind, "url": self.address, "name": self.host}


Attachment = File | Sticker | Voice | Link
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
