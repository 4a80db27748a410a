"""What each error code of VK means for the act that was asked for (VK.md, 5).

A code is final (a `Fault` that handlers understand), or asks for a repeat after a pause or a rest,
or says that the act is unnecessary (a `Remedy`).
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.messenger import Fault, Trouble

UNANSWERED = 0
"""Stands for a code if no answer came: a dropped connection, a bad gateway, a time-out."""

FATAL = frozenset({5, 27, 1117})
"""The token is refused, of another kind, or expired: no call will work again."""

OF_THE_METHOD = frozenset({14, 29, 984})
"""VK wants a rest from the whole method, not only in one conversation."""

UNPUBLISHED = frozenset(
    {
        "messages.changeConversationMemberRestrictions",
        "messages.disableChatWriting",
        "messages.enableChatWriting",
    }
)
"""Methods outside VK's schema (VK.md, 1.4), for which 27 means only that they are unavailable."""


class Act(StrEnum):
    """What was asked of VK: one code means different things for different acts."""

    READ = "read"
    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"
    RESTRICT = "restrict"
    REMOVE = "remove"
    ANSWER = "answer"
    FETCH = "fetch"


class Remedy(StrEnum):
    """What to do after an answer that is not final.

    `SOON`: too many calls in a second. `AGAIN`: trouble at VK or with the connection. `LATER`: VK
    wants a rest from this kind of call in this chat. `MUCH_LATER`: from this method altogether.
    `NOTHING`: the state asked for holds already, or its person is gone.
    """

    SOON = "soon"
    AGAIN = "again"
    LATER = "later"
    MUCH_LATER = "much_later"
    NOTHING = "nothing"


_PAUSES: Mapping[Remedy, tuple[float, float]] = {
    Remedy.SOON: (0.5, 8.0),
    Remedy.AGAIN: (0.5, 30.0),
    Remedy.LATER: (30.0, 1800.0),
    Remedy.MUCH_LATER: (600.0, 7200.0),
}


def pause(remedy: Remedy, attempts: int) -> float:
    """Return the seconds until the next attempt, after `attempts` failed ones (from 1).

    Doubles each time, up to a limit of the remedy's own; 0 for `NOTHING`.
    """
    first, longest = _PAUSES.get(remedy, (0.0, 0.0))
    return float(min(first * 2 ** min(attempts - 1, 20), longest))


def about(seconds: float) -> float:
    """Return roughly so many seconds, so that calls that failed together do not repeat together."""
    return seconds * random.uniform(0.8, 1.2)  # noqa: S311


_EVERYWHERE: Mapping[int, Fault | Remedy] = {
    UNANSWERED: Remedy.AGAIN,
    1: Remedy.AGAIN,
    6: Remedy.SOON,
    9: Remedy.LATER,
    10: Remedy.AGAIN,
    14: Remedy.LATER,
    29: Remedy.MUCH_LATER,
    990: Remedy.AGAIN,
    995: Remedy.AGAIN,
    900: Fault.NOT_ALLOWED,
    901: Fault.NOT_ALLOWED,
    902: Fault.NOT_ALLOWED,
    909: Fault.TOO_LATE,
    922: Fault.GONE,
    924: Fault.TOO_LATE,
    925: Fault.NO_RIGHTS,
    917: Fault.NO_RIGHTS,
    927: Fault.GONE,
    932: Fault.GONE,
    945: Fault.GONE,
    946: Fault.GONE,
    1017: Fault.GONE,
    # VK takes the community for a spammer: everything waits until that ends
    984: Remedy.MUCH_LATER,
}

_OF_ACT: Mapping[Act, Mapping[int, Fault | Remedy]] = {
    Act.READ: {
        7: Fault.NO_RIGHTS,
        15: Fault.NO_RIGHTS,
        919: Fault.NO_RIGHTS,
        931: Fault.NO_RIGHTS,
    },
    Act.SEND: {
        # writing needs no rights: a bot that may not even write is out of the chat
        917: Fault.GONE,
        18: Fault.NOT_ALLOWED,
        936: Fault.NOT_ALLOWED,
        985: Fault.NOT_ALLOWED,
        987: Fault.NOT_ALLOWED,
        988: Fault.NOT_ALLOWED,
    },
    Act.EDIT: {
        917: Fault.GONE,
        # a pinned message can be edited again after a while
        949: Remedy.LATER,
    },
    Act.DELETE: {
        15: Fault.PROTECTED,
        104: Remedy.NOTHING,
    },
    Act.RESTRICT: {
        3: Fault.INCAPABLE,
        7: Fault.INCAPABLE,
        15: Fault.INCAPABLE,
        20: Fault.INCAPABLE,
        27: Fault.INCAPABLE,
        100: Fault.INCAPABLE,
        18: Remedy.NOTHING,
        113: Remedy.NOTHING,
        935: Remedy.NOTHING,
        936: Remedy.NOTHING,
    },
    Act.REMOVE: {
        15: Fault.PROTECTED,
        # a person who is absent is out, as asked
        935: Remedy.NOTHING,
        936: Remedy.NOTHING,
    },
    Act.FETCH: {},
    Act.ANSWER: {
        # the pop-up lives for a minute: no pause is short enough
        9: Fault.REFUSED,
        14: Fault.REFUSED,
        29: Fault.REFUSED,
        984: Fault.REFUSED,
    },
}


def meaning(code: int, act: Act) -> Fault | Remedy:
    """Return what a code means for an act; `REFUSED` for a code that VK.md does not list."""
    own = _OF_ACT[act].get(code)
    return _EVERYWHERE.get(code, Fault.REFUSED) if own is None else own


_TROUBLES: Mapping[int, Trouble] = {
    14: Trouble.CAPTCHA,
    113: Trouble.STRANGER,
    912: Trouble.BOTS_OFF,
    947: Trouble.STRANGER,
    983: Trouble.MUTED,
    984: Trouble.SPAM,
}

_KEY_LACKS_A_RIGHT = frozenset({7, 15, 20})


def trouble_of(code: int, act: Act) -> Trouble | None:
    """Return the trouble behind a code that administrators have to mend, if any (VK.md, 5)."""
    if code in _KEY_LACKS_A_RIGHT and meaning(code, act) is Fault.REFUSED:
        return Trouble.RIGHTS
    trouble = _TROUBLES.get(code)
    # for a question this answers that nobody has the number; no measure failed
    return None if trouble is Trouble.STRANGER and act is Act.READ else trouble


def is_fatal(code: int, method: str) -> bool:
    """Whether a code means that VK does not accept the token."""
    return code in FATAL and not (code == 27 and method in UNPUBLISHED)


@dataclass(frozen=True, slots=True)
class _Rest:
    until: datetime
    in_row: int


class Rests:
    """Which acts rest, and until when. A rest grows with the rests in a row alone: other failures
    say nothing of VK's quota, and VK no longer recognises the random id of a message that waits for
    more than an hour (VK.md, 4)."""

    def __init__(self) -> None:
        self._rests: dict[Act, _Rest] = {}

    def until(self, act: Act, now: datetime) -> datetime | None:
        """Return until when (UTC) an act rests; None if it does not."""
        rest = self._rests.get(act)
        return rest.until if rest is not None and rest.until > now else None

    def begin(self, act: Act, remedy: Remedy, now: datetime) -> datetime:
        """Start a rest of an act after a refusal; return its end (UTC).

        A refusal during the rest belongs to an earlier call, and does not prolong it.
        """
        rest = self._rests.get(act)
        if rest is None or rest.until <= now:
            in_row = 1 if rest is None else rest.in_row + 1
            seconds = about(pause(remedy, in_row))
            rest = self._rests[act] = _Rest(now + timedelta(seconds=seconds), in_row)
        return rest.until

    def end(self, act: Act, now: datetime) -> None:
        """Record that VK did an act: the next rest starts short again."""
        if self.until(act, now) is None:
            self._rests.pop(act, None)
