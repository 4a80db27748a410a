"""What goes wrong at random, and how often (VK.md, 3.1 and 5)."""

from random import Random

from bot.sandbox.faults import Fault, Odds, Weather

_HUNG = 40.0
"""Seconds that a hung answer takes: more than the bot waits for one."""


def _fault(kind: str, **more: float) -> Fault:
    return Fault(method="", kind=kind, **more)  # type: ignore[arg-type]


_ANYWHERE = (
    *(Fault(method="", code=code) for code in (1, 6, 10)),
    *(_fault(kind) for kind in ("drop", "lost_answer", "bad_gateway")),
    _fault("delay", seconds=0.3),
)

STORM: Odds = {
    "method": (
        0.1,
        (
            *_ANYWHERE * 4,
            *(Fault(method="", code=code) for code in (9, 29)),
            _fault("lost_answer"),
            _fault("hang", seconds=_HUNG),
        ),
    ),
    # whoever waits for an answer does not wait for as long as 9 and 29 ask, or a hung line takes:
    # the bot says what it can say without, a newcomer's welcome without the name
    "question": (0.1, (*_ANYWHERE * 4, _fault("lost_answer"), _fault("delay", seconds=3.0))),
    # of 9 and 29 the bot would rest for minutes of the machine's time before it listens
    "community": (0.05, _ANYWHERE),
    "longpoll": (
        0.15,
        (
            *(_fault(kind) for kind in ("drop", "bad_gateway", "failed_2", "duplicate", "late")),
            Fault(method="", kind="failed_1", loses=False),
            Fault(method="", kind="repeat", times=5),
            _fault("delay", seconds=0.3),
        ),
    ),
    "callback": (0.1, (_fault("lost_answer"), _fault("duplicate"))),
}
"""A bad day. A `failed_1` loses nothing here: what VK has forgotten is read from the chats as far
as it can be, and no two runs can be alike where it cannot (tests/scenarios/test_gaps.py)."""


def stormy(seed: int) -> Weather:
    """Give the weather of a seed."""
    return Weather(Random(f"weather {seed}"), STORM)  # noqa: S311 -- no secret
