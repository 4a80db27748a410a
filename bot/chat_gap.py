"""One stretch of messages that the messenger failed to deliver in one chat, until all of it is read
and handled.

It starts after the newest message known at the loss, and ends before the first message delivered
afterwards. Readings of the chat fetch what lies between, in order.
"""

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Gap:
    """Numbers of messages that the messenger did not deliver: above `after`, below `before`."""

    after: int
    before: int | None = None
    """None while the messenger has delivered nothing since."""

    _done: int = field(init=False)
    _taken: set[int] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)
    _losses: int = 1
    _made_up_for: int = 0

    def __post_init__(self) -> None:
        self._done = self.after

    def covers(self, number: int) -> bool:
        """Whether a message number lies in the gap."""
        return self.after < number and (self.before is None or number < self.before)

    def take(self, number: int) -> bool:
        """Record that a message of the gap was received; False if it was received before."""
        is_new = number not in self._taken
        self._taken.add(number)
        return is_new

    def begin(self, event: str) -> None:
        """Record that the handling of an event of the gap begins."""
        self._open.add(event)

    def finish(self, event: str | None, number: int) -> None:
        """Record in order that a message is handled; `event` is None if it needed no handling."""
        if event is not None:
            self._open.discard(event)
        self._done = max(self._done, number)

    def lose_again(self) -> None:
        """Record another loss: the gap is to be read once more."""
        self._losses += 1

    def reading(self) -> "Reading":
        """Start a reading, which covers the losses so far."""
        return Reading(self, self._losses)

    def make_up_for(self, losses: int) -> None:
        """Record that the first `losses` losses were read, as far as the messenger gives the
        messages."""
        self._made_up_for = max(self._made_up_for, losses)

    @property
    def is_unread(self) -> bool:
        """Whether it is still to be read, perhaps once more."""
        return self._made_up_for < self._losses

    @property
    def is_over(self) -> bool:
        """Whether all of it was read and handled."""
        return not self.is_unread and not self._open

    def never_came(self, since: int) -> set[int]:
        """Message numbers from `since` on that were never received; empty while the gap is open."""
        before = self.after + 1 if self.before is None else self.before
        return set(range(max(self.after + 1, since), before)) - self._taken

    def left(self, finished: int, handled: int = 0) -> tuple[int, int] | None:
        """Return the stretch (after, before) still to be handled; None if nothing is, or while it
        is open.

        The chat is finished up to the message `finished`, the gap up to `handled`.
        """
        if self.before is None or self.is_over:
            return None
        done = max(self._done, handled, finished if finished < self.before else 0)
        return (done, self.before) if done + 1 < self.before else None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a gap. It covers the first `_losses` losses; a later loss needs another."""

    gap: Gap
    _losses: int

    def end(self) -> None:
        """Mark the losses that this reading covers as read."""
        self.gap.make_up_for(self._losses)
