"""Draws a picture for people who send one in the sandbox."""

import struct
import zlib

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
