"""Reading what somebody wrote, as the detectors see it, out of VK's plain dictionaries.

VK.md, 2.2 has the shapes. What does not fit them is left out: a detector sees less then, and
nothing is lost.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.conversation.updates import plain_text
from rules.detectors.message import Attachment, AttachmentKind, Message
from rules.ids import MemberId

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
"""Attachments, and forwarded messages, that are looked at."""


def read_utterance(
    message: Mapping[str, Any], *, to_staff: bool = False, is_order: bool = False
) -> Message:
    """Read a message of VK's. What was forwarded with it counts as written by whoever forwards."""
    text = plain_text(message.get("text"))
    attachments = message.get("attachments")
    forwarded = message.get("fwd_messages")
    if not attachments and not forwarded:
        return Message(
            text=text,
            author=message["from_id"],
            at=message.get("date") or 0,
            to_staff=to_staff,
            is_order=is_order,
        )
    forwards = list(_mappings(forwarded))[:_MOST]
    texts = [text, *(plain_text(each.get("text")) for each in forwards)]
    return Message(
        text="\n".join(each for each in texts if each),
        author=message["from_id"],
        at=message.get("date") or 0,
        attachments=tuple(map(_attachment, list(_mappings(attachments))[:_MOST])),
        forwarded=tuple(
            MemberId(author) for each in forwards if isinstance(author := each.get("from_id"), int)
        ),
        to_staff=to_staff,
        is_order=is_order,
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
    # VK gives the ending both in the title and by itself, or in one of the two
    title, ending = plain_text(document.get("title")), plain_text(document.get("ext"))
    if not ending or title.casefold().endswith(f".{ending.casefold()}"):
        return title
    return f"{title}.{ending}"
