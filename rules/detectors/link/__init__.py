"""Advertising and foreign links (правило «Без рекламы и посторонних ссылок»).

An address is judged by where it leads. Text that only sounds like advertising is a hint at most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Detector, Label, Sign
from rules.detectors.link import hosts
from rules.detectors.link.addresses import NICK, NICK_HINT, Address, addresses_in
from rules.detectors.link.advertising import ENOUGH, MAY_MATTER, lures_in
from rules.detectors.message import AttachmentKind, Message

_ADDRESS_HINT = re.compile(
    r"[a-z0-9а-я]\.[a-zа-я]|/|^@|точка|тчк|^dot$|^дот$|[\[({]\.|^\.(?:[a-zа-я]|$)"
    r"|[\[({](?:dot|дот)|[·•]"
)
_MOST = 20
"""Addresses that are judged in one message."""

_CERTAINTY = {
    Label.INVITATION: 0.96,
    Label.BETTING: 0.96,
    Label.SHORTENER: 0.85,
    Label.SHOP: 0.85,
    Label.FOREIGN: 0.7,
}
_LESS_FOR_HIDDEN = 0.1
_ADVERTISING = 0.6
_FEWEST_CHARACTERS = 25


_ADDRESS, _LURE = 1, 2
"""What a word could be part of: flags."""


@lru_cache(maxsize=50_000)
def _look_at(token: str) -> int:
    """Say what a word could be part of, at a glance; words of a chat repeat."""
    look = 0
    if _ADDRESS_HINT.search(token) is not None or NICK_HINT.match(token) is not None:
        look |= _ADDRESS
    if MAY_MATTER.search(token) is not None:
        look |= _LURE
    return look


@dataclass(slots=True)
class Links:
    """Finds foreign addresses and advertising; `permitted` are the policy's own addresses, such as
    `college.ru` or `vk.com/club1`: with them, what lies below them is fine.
    """

    permitted: tuple[str, ...] = ()
    _hosts: frozenset[str] = field(default=frozenset(), init=False)
    _paths: tuple[str, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        """Tell permitted hosts from permitted addresses below one."""
        own = [re.sub(r"^(?:https?://)?(?:www\.)?", "", each.lower()) for each in self.permitted]
        self._hosts = frozenset({*hosts.PERMITTED, *(each for each in own if "/" not in each)})
        self._paths = tuple(each.rstrip("/") for each in own if "/" in each)

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Give the foreign addresses of a message, or that it sounds like advertising."""
        lower = message.text.lower()
        linked = any(each.kind is AttachmentKind.LINK for each in message.attachments)
        look = 0
        for token in lower.split():
            look |= _look_at(token)
        if linked or look & _ADDRESS:
            return self._judge(message, lower).detections
        return _advertising(lower) if look & _LURE else ()

    def explain(self, message: Message) -> Answer:
        """Give the same, and which addresses are fine."""
        return self._judge(message, message.text.lower())

    def _judge(self, message: Message, lower: str) -> Answer:
        detections: list[Detection] = []
        cleared: list[Cleared] = []
        taken: list[Address] = []
        for address in self._all(message, lower):
            if any(address.start < each.end and each.start < address.end for each in taken):
                continue
            taken.append(address)
            if len(taken) > _MOST:
                break
            found = message.text[address.start : address.end]
            label = self._label(address)
            if label is None:
                cleared.append(
                    Cleared(
                        detector=Detector.LINK,
                        why=Clearance.PERMITTED_ADDRESS,
                        found=found or address.target,
                        start=address.start,
                        end=address.end,
                    )
                )
            else:
                detections.append(_detection(label, address, found))
        for match in NICK.finditer(lower):
            nick = Address(match.start(), match.end(), match[0])
            if not any(nick.start < each.end and each.start < nick.end for each in taken):
                detections.append(_nick(nick, message.text))
        if not detections:
            detections += _advertising(lower)
        return Answer(detections=tuple(detections), cleared=tuple(cleared))

    def _all(self, message: Message, lower: str) -> Iterator[Address]:
        if len(lower) == len(message.text):
            yield from addresses_in(lower)
        for attachment in message.attachments:
            if attachment.kind is AttachmentKind.LINK and attachment.name:
                target = re.sub(r"^\w+://(?:www\.)?", "", attachment.name.lower())
                if target not in lower:
                    yield Address(0, 0, target)

    def _label(self, address: Address) -> Label | None:
        target = address.target
        host = re.split(r"[/?#:]", target, maxsplit=1)[0].rstrip(".")
        if any(
            target == path or target.startswith((f"{path}/", f"{path}?")) for path in self._paths
        ):
            return None
        if host in self._hosts - _ALSO_INVITING and not _below(host, target):
            return None
        for label, pattern in (
            (Label.INVITATION, hosts.VK_INVITATION),
            (Label.INVITATION, hosts.INVITATION),
            (Label.SHORTENER, hosts.SHORTENER),
            (Label.BETTING, hosts.BETTING),
            (Label.SHOP, hosts.SHOP),
            (Label.FOREIGN, hosts.VK_COMMUNITY),
        ):
            if pattern.match(target):
                return label
        return None if self._is_permitted(host) else Label.FOREIGN

    def _is_permitted(self, host: str) -> bool:
        if host.endswith(hosts.PERMITTED_ENDINGS):
            return True
        parts = host.split(".")
        return any(".".join(parts[start:]) in self._hosts for start in range(len(parts) - 1))


_ALSO_INVITING = frozenset({"vk.com", "vk.ru", "vk.me", "m.vk.com", "yandex.ru"})
"""Permitted hosts below which are invitations, communities and shops, too."""


def _below(host: str, target: str) -> bool:
    return hosts.VK_INVITATION.match(target) is not None and host.startswith("vk")


def _detection(label: Label, address: Address, found: str) -> Detection:
    certainty = _CERTAINTY[label] - (_LESS_FOR_HIDDEN if address.hidden else 0)
    return Detection(
        detector=Detector.LINK,
        label=label,
        certainty=round(certainty, 2),
        sign=Sign.SPREAD if address.hidden else Sign.PLAIN,
        found=found or address.target,
        start=address.start,
        end=address.end,
    )


def _nick(address: Address, text: str) -> Detection:
    return Detection(
        detector=Detector.LINK,
        label=Label.INVITATION,
        certainty=0.75,
        sign=Sign.BESIDE_ITS_WORD,
        found=text[address.start : address.end],
        start=address.start,
        end=address.end,
    )


def _advertising(lower: str) -> tuple[Detection, ...]:
    if len(lower) < _FEWEST_CHARACTERS:
        return ()
    lures = lures_in(lower)
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
