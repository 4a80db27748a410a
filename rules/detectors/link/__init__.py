"""Advertising and foreign links (rule of conduct 4).

An address is judged by its target. A name in another messenger, and text that only sounds like
advertising, are hints at most.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.inspection import Setup
from rules.detectors.link.addresses import addresses_in, contacts_in, may_lead
from rules.detectors.link.advertising import ENOUGH, lures_in, may_advertise
from rules.detectors.link.hosts import USUAL, Address, host_of, is_vk, judge, unmasked
from rules.detectors.message import AttachmentKind, Message
from rules.detectors.plain import Plain, apart, made_plain
from rules.detectors.registry import Detector, Label

_CERTAINTY = {
    Label.INVITATION: 0.95,
    Label.BETTING: 0.95,
    Label.SHORTENER: 0.85,
    Label.SHOP: 0.85,
    Label.FOREIGN: 0.7,
}
_CONTACT = 0.6
"""Certainty of a name in another messenger."""
_ADVERTISING = 0.6
"""Certainty of text that only sounds like advertising."""
_HIDDEN = 0.1
"""By so much less certain is a hidden address."""
_MOST = 30
"""Addresses of one message that are judged: the first ones say enough."""


class Links:
    """Finds foreign addresses and advertising.

    `permitted` are the college's own addresses, for example `college.ru` or `vk.com/club1`, and
    everything below them.
    """

    def __init__(self, permitted: Iterable[str] = ()) -> None:
        own = [
            re.sub(r"^(?:https?://)?(?:www\.)?", "", each.strip().lower()).rstrip("/")
            for each in permitted
        ]
        self._hosts = USUAL.union(each for each in own if each and "/" not in each)
        self._paths = tuple(each for each in own if "/" in each)

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the foreign addresses of a message, or that it sounds like advertising."""
        lower = message.text.lower()
        if message.attachments or may_lead(lower):
            return self.explain(message).detections
        return _advertising(lower)

    def explain(self, message: Message) -> Answer:
        """Return the same, and which addresses are permitted."""
        plain = made_plain(message.text)
        told = [self._told(plain, each) for each in _addresses(plain.text)]
        answer = Answer.of((*told, *self._attached(message, plain)))
        if answer.detections:
            return answer
        return replace(answer, detections=_advertising(message.text.lower()))

    def foreign_in(self, text: str) -> tuple[str, ...]:
        """Return the addresses in a text that are not permitted, without their schemes."""
        if not may_lead(text.lower()):
            return ()
        targets = (each.target for each in _addresses(made_plain(text).text))
        return tuple(each for each in targets if each and judge(each, self._hosts, self._paths))

    def _told(self, plain: Plain, address: Address) -> Detection | Cleared:
        start, end = plain.span(address.start, address.end)
        found = plain.source[start:end]
        if not address.target:
            return _detection(Label.INVITATION, _CONTACT, Sign.BESIDE_ITS_WORD, found, start, end)
        label = judge(address.target, self._hosts, self._paths)
        if label is None and address.hidden and is_vk(host_of(address.target)):
            # nobody spells out a permitted page, and only VK's host has others beside it
            label = Label.FOREIGN
        if label is None:
            return _permitted(found, start, end)
        certainty = _CERTAINTY[label] - (_HIDDEN if address.hidden else 0)
        sign = Sign.SPREAD if address.hidden else Sign.PLAIN
        return _detection(label, round(certainty, 2), sign, found, start, end)

    def _attached(self, message: Message, plain: Plain) -> Iterator[Detection | Cleared]:
        for attachment in message.attachments:
            if attachment.kind is AttachmentKind.LINK and attachment.name:
                target = unmasked(
                    re.sub(r"^[a-z]+://(?:www\.)?", "", made_plain(attachment.name).text)
                )
                if target.rstrip("/") in plain.text:
                    # VK makes an attachment of an address in the text
                    continue
                label = judge(target, self._hosts, self._paths)
                if label is None:
                    yield _permitted(attachment.name)
                else:
                    yield _detection(label, _CERTAINTY[label], Sign.PLAIN, attachment.name)


def _advertising(lower: str) -> tuple[Detection, ...]:
    lures = lures_in(lower) if may_advertise(lower) else 0
    if lures < ENOUGH:
        return ()
    return (
        Detection(
            detector=Detector.LINK,
            label=Label.ADVERTISING,
            certainty=_ADVERTISING,
            sign=Sign.MEASURED,
            measured=lures,
            limit=ENOUGH - 1,
        ),
    )


def _addresses(text: str) -> list[Address]:
    """Return the addresses and contacts of a text that do not overlap, in order."""
    found = islice(chain(addresses_in(text), contacts_in(text)), 4 * _MOST)
    return sorted(islice(apart(found, len(text)), _MOST), key=lambda address: address.start)


def _detection(
    label: Label, certainty: float, sign: Sign, found: str, start: int = 0, end: int = 0
) -> Detection:
    return Detection(
        detector=Detector.LINK,
        label=label,
        certainty=certainty,
        sign=sign,
        found=found,
        start=start,
        end=end,
    )


def _permitted(found: str, start: int = 0, end: int = 0) -> Cleared:
    return Cleared(
        detector=Detector.LINK,
        why=Clearance.PERMITTED_ADDRESS,
        found=found,
        start=start,
        end=end,
    )


def watcher(setup: Setup) -> Links:
    """Return the detector of all chats under one policy."""
    return permitting(setup.permitted)


permitting = lru_cache(maxsize=8)(Links)
"""Returns the detector that permits these addresses."""
