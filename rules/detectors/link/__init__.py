"""Advertising and foreign links (rule of conduct 4).

An address is judged by its target. A name in another messenger, and text that only sounds like
advertising, are hints at most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.link.address import Address, unmasked
from rules.detectors.link.addresses import addresses_in
from rules.detectors.link.advertising import ENOUGH, lures_in, may_advertise
from rules.detectors.link.contacts import contacts_in
from rules.detectors.link.glance import may_lead
from rules.detectors.link.hosts import USUAL, host_of, is_vk, judge
from rules.detectors.message import AttachmentKind, Message
from rules.detectors.plain import Plain, made_plain
from rules.detectors.registry import Detector, Label
from rules.detectors.watcher import Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkConfig:
    """The policy's choices; certainties are from 0 to 1.

    `permitted` are the college's own addresses, for example `college.ru` or `vk.com/club1`, and
    everything below them. `usual` are hosts permitted in any college's chat. A `hidden` address is
    less certain by that amount; `contact` is for a name in another messenger, `advertising` for
    text alone.
    """

    permitted: tuple[str, ...] = ()
    usual: tuple[str, ...] = USUAL
    invitation: float = 0.95
    betting: float = 0.95
    shortener: float = 0.85
    shop: float = 0.85
    foreign: float = 0.7
    hidden: float = 0.1
    contact: float = 0.6
    advertising: float = 0.6


_MOST = 30
"""Addresses of one message that are judged: the first ones say enough."""


@dataclass(frozen=True, slots=True)
class Links:
    """Finds foreign addresses and advertising, by the policy's choices."""

    config: LinkConfig = field(default_factory=LinkConfig)
    _hosts: frozenset[str] = field(init=False)
    _paths: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Separate permitted hosts from permitted addresses with a path."""
        own = [
            re.sub(r"^(?:https?://)?(?:www\.)?", "", each.strip().lower()).rstrip("/")
            for each in self.config.permitted
        ]
        hosts = frozenset({*self.config.usual, *(each for each in own if each and "/" not in each)})
        object.__setattr__(self, "_hosts", hosts)
        object.__setattr__(self, "_paths", tuple(each for each in own if "/" in each))

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the foreign addresses of a message, or that it sounds like advertising."""
        lower = message.text.lower()
        if message.attachments or may_lead(lower):
            return self.explain(message).detections
        return self._advertising(lower) if may_advertise(lower) else ()

    def explain(self, message: Message) -> Answer:
        """Return the same, and which addresses are permitted."""
        plain = made_plain(message.text)
        answers = [self._told(plain, each) for each in _apart(plain.text)]
        answers += self._attached(message, plain)
        detections = tuple(each for each in answers if isinstance(each, Detection))
        cleared = tuple(each for each in answers if isinstance(each, Cleared))
        if not detections:
            lower = message.text.lower()
            detections = self._advertising(lower) if may_advertise(lower) else ()
        return Answer(detections=detections, cleared=cleared)

    def _told(self, plain: Plain, address: Address) -> Detection | Cleared:
        start, end = plain.span(address.start, address.end)
        found = plain.source[start:end]
        if not address.target:
            return _detection(
                Label.INVITATION, self.config.contact, Sign.BESIDE_ITS_WORD, found, start, end
            )
        label = judge(address.target, self._hosts, self._paths)
        if label is None and address.hidden and is_vk(host_of(address.target)):
            # nobody spells out a permitted page, and only VK's host has others beside it
            label = Label.FOREIGN
        if label is None:
            return _permitted(found, start, end)
        certainty = self._certainty(label) - (self.config.hidden if address.hidden else 0)
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
                    yield _permitted(attachment.name, 0, 0)
                else:
                    yield _detection(
                        label, self._certainty(label), Sign.PLAIN, attachment.name, 0, 0
                    )

    def _certainty(self, label: Label) -> float:
        match label:
            case Label.INVITATION:
                return self.config.invitation
            case Label.BETTING:
                return self.config.betting
            case Label.SHORTENER:
                return self.config.shortener
            case Label.SHOP:
                return self.config.shop
            case _:
                return self.config.foreign

    def _advertising(self, lower: str) -> tuple[Detection, ...]:
        lures = lures_in(lower)
        if lures < ENOUGH:
            return ()
        return (
            Detection(
                detector=Detector.LINK,
                label=Label.ADVERTISING,
                certainty=self.config.advertising,
                sign=Sign.MEASURED,
                measured=lures,
                limit=ENOUGH - 1,
            ),
        )


def _apart(text: str) -> list[Address]:
    """Return the addresses and contacts of a text that do not overlap, in order."""
    taken = bytearray(len(text))
    found = []
    for address in islice(_all(text), 4 * _MOST):
        if taken.find(1, address.start, address.end) < 0:
            taken[address.start : address.end] = b"\x01" * (address.end - address.start)
            found.append(address)
            if len(found) == _MOST:
                break
    return sorted(found, key=lambda address: address.start)


def _all(text: str) -> Iterator[Address]:
    yield from addresses_in(text)
    for start, end in contacts_in(text):
        yield Address(start, end, "")


def _detection(
    label: Label, certainty: float, sign: Sign, found: str, start: int, end: int
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


def _permitted(found: str, start: int, end: int) -> Cleared:
    return Cleared(
        detector=Detector.LINK,
        why=Clearance.PERMITTED_ADDRESS,
        found=found,
        start=start,
        end=end,
    )


def watcher(setup: Setup) -> Links:
    """Return the detector of all chats under one policy."""
    return _permitting(setup.permitted)


@lru_cache(maxsize=8)
def _permitting(permitted: tuple[str, ...]) -> Links:
    return Links(LinkConfig(permitted=permitted))
