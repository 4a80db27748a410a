"""Reads what a VK message brings besides its text: attachments, forwards, a quoted message.

VK.md, 2.2 has the shapes. What does not fit them is left out: detectors see less then, and nothing
is lost.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.vk.values import as_int, member_id, message_id, moment, plain_text
from handlers.events import Enclosed, Forward, Quoted
from rules.detectors.message import Attachment, AttachmentKind

_KINDS = {
    "audio_message": AttachmentKind.VOICE,
    "sticker": AttachmentKind.STICKER,
    "ugc_sticker": AttachmentKind.STICKER,
    "doc": AttachmentKind.FILE,
    "photo": AttachmentKind.PHOTO,
    "video": AttachmentKind.VIDEO,
    "link": AttachmentKind.LINK,
}

_MOST = 10
"""The most attachments, and the most forwarded messages, that are read."""

_LONGEST_REF = 255


def read_enclosed(message: Mapping[str, Any]) -> Enclosed:
    """Read what a message brings besides its text, where it brings anything."""
    get = message.get
    attachments, forwarded, reply = get("attachments"), get("fwd_messages"), get("reply_message")
    ref, cropped = get("ref"), get("is_cropped")
    return Enclosed(
        quoted=_quoted(reply) if isinstance(reply, Mapping) else None,
        attachments=tuple(map(_attachment, list(_mappings(attachments))[:_MOST])),
        forwards=tuple(
            Forward(author=member_id(each.get("from_id")), text=plain_text(each.get("text")))
            for each in list(_mappings(forwarded))[:_MOST]
        ),
        came_by=plain_text(ref)[:_LONGEST_REF],
        is_cropped=bool(cropped),
    )


def _quoted(reply: Mapping[str, Any]) -> Quoted:
    return Quoted(
        message=message_id(reply.get("conversation_message_id")),
        author=member_id(reply.get("from_id")),
        text=plain_text(reply.get("text")),
        at=moment(reply["date"]) if as_int(reply.get("date")) else None,
    )


def _mappings(values: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(values, list):
        yield from (each for each in values if isinstance(each, Mapping))


def _attachment(shape: Mapping[str, Any]) -> Attachment:
    kind = _KINDS.get(str(shape.get("type")), AttachmentKind.OTHER)
    inner = shape.get(str(shape.get("type")))
    named = inner if isinstance(inner, Mapping) else {}
    match kind:
        case AttachmentKind.FILE:
            return Attachment(kind=kind, name=_file_name(named))
        case AttachmentKind.LINK:
            return Attachment(kind=kind, name=plain_text(named.get("url")))
        case _:
            return Attachment(kind=kind)


def _file_name(document: Mapping[str, Any]) -> str:
    # VK gives the extension in the title, by itself, or in both
    title, ending = plain_text(document.get("title")), plain_text(document.get("ext"))
    if not ending or title.casefold().endswith(f".{ending.casefold()}"):
        return title
    return f"{title}.{ending}"
