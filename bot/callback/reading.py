"""Reading what somebody sent to the callback server, and believing none of it (VK.md, 2.1, 3.2)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.foreign_json import read_json
from storage.arrivals import LONGEST_EVENT


class NotVksError(Exception):
    """What came is not from VK, or not for this community; `status` is HTTP's, the text ours."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Confirmation:
    """VK asks whether this is the community's server; `knows_secret` says that it is VK indeed."""

    knows_secret: bool


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the community's; `update` is what a long poll would have given."""

    number: str
    update: dict[str, Any]


def read_body(body: bytes, *, group: int, secret: str) -> Confirmation | Event:
    """Read a body that came for a community.

    The secret is compared in constant time, before anything else is judged. VK asks for a
    confirmation also before it has been told the secret: that one may come without.

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


def _read_event(given: Mapping[str, Any]) -> Event:
    kind, event, thing = (given.get(key) for key in ("type", "event_id", "object"))
    if not (isinstance(kind, str) and isinstance(event, str) and isinstance(thing, dict)):
        raise NotVksError(400, "no event")
    if not 0 < len(event) <= LONGEST_EVENT:
        raise NotVksError(400, "no event's id")
    # the secret is nothing for a database
    return Event(event, {key: value for key, value in given.items() if key != "secret"})


def _is_same(given: object, secret: str) -> bool:
    text = given if isinstance(given, str) else ""
    return hmac.compare_digest(text.encode("utf-8", "replace"), secret.encode())
