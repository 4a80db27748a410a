"""The rests that VK wants from a kind of call altogether (VK.md, 5: 14, 29, 984)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.vk.faults import Act, Remedy, about, pause


@dataclass(frozen=True, slots=True)
class _Rest:
    until: datetime
    in_row: int


class Rests:
    """Which acts rest, and until when. How long a rest takes grows with the rests in a row alone:
    what failed before for other reasons says nothing of VK's quota, and whoever waits for more
    than an hour is no longer recognised by the number of what was sent (VK.md, 4).
    """

    def __init__(self) -> None:
        self._rests: dict[Act, _Rest] = {}

    def until(self, act: Act, now: datetime) -> datetime | None:
        """Give until when (UTC) an act rests; None: it does not."""
        rest = self._rests.get(act)
        return rest.until if rest is not None and rest.until > now else None

    def begin(self, act: Act, remedy: Remedy, now: datetime) -> datetime:
        """Let an act rest that VK refused so; give until when (UTC).

        What is refused while it rests was asked before that, and makes it no longer.
        """
        rest = self._rests.get(act)
        if rest is None or rest.until <= now:
            in_row = 1 if rest is None else rest.in_row + 1
            seconds = about(pause(remedy, in_row))
            rest = self._rests[act] = _Rest(now + timedelta(seconds=seconds), in_row)
        return rest.until

    def end(self, act: Act, now: datetime) -> None:
        """Take note that VK did an act: the next rest is the first again."""
        if self.until(act, now) is None:
            self._rests.pop(act, None)
