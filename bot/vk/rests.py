"""The rests that VK wants from a whole kind of call (VK.md, 5: 14, 29, 984)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.vk.faults import Act, Remedy, about, pause


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
