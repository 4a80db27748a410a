"""Attachments that a chat forbids: voice messages, forwards, dangerous files, stickers."""

import re
from dataclasses import dataclass

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.inspection import Setup
from rules.detectors.message import Attachment, AttachmentKind, Message
from rules.detectors.registry import Detector, Label
from rules.responses import Forbidden

_DANGEROUS = re.compile(
    r"exe|scr|com|bat|cmd|pif|msi|msp|msix|appx|jar|apk|xapk|ipa|deb|rpm|sh|ps1|psm1|vbs|vbe|js|jse"
    r"|wsf|wsh|hta|cpl|dll|sys|reg|lnk|url|scf|inf|iso|img|vhd|dmg|pkg|app|gadget|ade|adp|mde|swf"
    r"|chm|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam|ppsm"
)
"""Extensions of files that run when opened, programs and macros, also after another extension:
«фото.jpg.exe».
"""

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Direction marks, by which «gpj.exe» is displayed as «exe.jpg»."""
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """Finds attachments that a chat forbids.

    Every forward of another person's message is found; the caller, who knows the chat's members,
    leaves out those of members.
    """

    forbidden: frozenset[Forbidden]

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return one detection for each class of forbidden attachments."""
        found = []
        if (
            Forbidden.FORWARDS in self.forbidden
            and message.forwarded
            and any(author != message.author for author in message.forwarded)
        ):
            found.append(_detection(Label.FORWARD))
        for attachment in message.attachments:
            detection = self._judge(attachment)
            if detection is not None and detection not in found:
                found.append(detection)
        return tuple(found)

    def explain(self, message: Message) -> Answer:
        """Return the same, and which files are harmless."""
        harmless = tuple(
            Cleared(
                detector=Detector.ATTACHMENT, why=Clearance.WITHIN_MEASURE, found=attachment.name
            )
            for attachment in message.attachments
            if self._judge(attachment) is None
        )
        return Answer(detections=self.detect(message), cleared=harmless)

    def _judge(self, attachment: Attachment) -> Detection | None:
        match attachment.kind:
            case AttachmentKind.VOICE if Forbidden.VOICE in self.forbidden:
                return _detection(Label.VOICE)
            case AttachmentKind.STICKER if Forbidden.STICKERS in self.forbidden:
                return _detection(Label.STICKER)
            case AttachmentKind.FILE if Forbidden.FILES in self.forbidden and is_dangerous(
                attachment.name
            ):
                return _detection(Label.DANGEROUS_FILE, attachment.name)
            case _:
                return None


def is_dangerous(name: str) -> bool:
    """Whether a file of this name runs something, or hides its type."""
    if _MARKS.search(name):
        return True
    seen = _UNSEEN.sub("", name)
    parts = [part.strip() for part in seen.casefold().rstrip(" .").split(".")]
    return len(parts) > 1 and _DANGEROUS.fullmatch(parts[-1]) is not None


def _detection(label: Label, found: str = "") -> Detection:
    return Detection(
        detector=Detector.ATTACHMENT, label=label, certainty=1.0, sign=Sign.PLAIN, found=found
    )


def watcher(setup: Setup) -> Attachments | None:
    """Make the detector; None for a chat that forbids nothing."""
    return Attachments(forbidden=setup.forbidden) if setup.forbidden else None
