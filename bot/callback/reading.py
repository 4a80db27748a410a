"""Parses and checks what is sent to the callback server (VK.md, 2.1, 3.2)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.foreign_json import read_json
from storage.arrivals import LONGEST_EVENT


class NotVksError(Exception):
    """A request is not from VK, or not for this community; `status` is HTTP's, the text ours."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Confirmation:
    """VK asks whether this is the community's server; `knows_secret` proves that it is VK."""

    knows_secret: bool


@dataclass(frozen=True, slots=True)
class HandedOver:
    """An event of the community; `update` is as the long poll would give it."""

    number: str
    update: dict[str, Any]


def read_body(body: bytes, *, group: int, secret: str) -> Confirmation | HandedOver:
    """Parse a body sent for the community `group`.

    The secret is compared in constant time, before anything else is judged. VK also asks for a
    confirmation before it knows the secret, so that may come without.

    Raises `NotVksError`: 400 for what is no event, 403 for another secret or community.
    """
    try:
        given = read_json(body)
    except ValueError:
        raise NotVksError(400, "no JSON") from None
    if not isinstance(given, dict):
        raise NotVksError(400, "no event")
    confirms = given.get("type") == "confirmation"
    knows_secret = _is_same(given.get("secret"), secret)
    if not knows_secret and not (confirms and "secret" not in given):
        raise NotVksError(403, "another secret")
    if given.get("group_id") != group:
        raise NotVksError(403, "another community")
    if confirms:
        return Confirmation(knows_secret)
    return _read_event(given)


def _read_event(given: Mapping[str, Any]) -> HandedOver:
    kind, event, thing = (given.get(key) for key in ("type", "event_id", "object"))
    if not (isinstance(kind, str) and isinstance(event, str) and isinstance(thing, dict)):
        raise NotVksError(400, "no event")
    if not 0 < len(event) <= LONGEST_EVENT:
        raise NotVksError(400, "no event's id")
    # the secret is not stored
    return HandedOver(event, {key: value for key, value in given.items() if key != "secret"})


def _is_same(given: object, secret: str) -> bool:
    text = given if isinstance(given, str) else ""
    return hmac.compare_digest(text.encode("utf-8", "replace"), secret.encode())
