"""What the messenger lost of one chat, from the loss until all of it was read and handled.

It begins after the newest message known then, and ends before the first that the messenger tells of
again. Readings of the chat bring what is in between, in its order.
"""

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Gap:
    """What the messenger told nothing of in one chat: the numbers between these two."""

    after: int
    before: int | None = None
    """None: the messenger has told of nothing since."""

    _done: int = field(init=False)
    _taken: set[int] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)
    _losses: int = 1
    _made_up_for: int = 0

    def __post_init__(self) -> None:
        self._done = self.after

    def covers(self, number: int) -> bool:
        """Say whether that message is one of them."""
        return self.after < number and (self.before is None or number < self.before)

    def take(self, number: int) -> bool:
        """Take note that one came in; False where it did before."""
        is_new = number not in self._taken
        self._taken.add(number)
        return is_new

    def begin(self, event: str) -> None:
        """Take note that one is being handled."""
        self._open.add(event)

    def finish(self, event: str | None, number: int) -> None:
        """Take note that one is handled, in order; None: as nothing was to be done about it."""
        if event is not None:
            self._open.discard(event)
        self._done = max(self._done, number)

    def lose_again(self) -> None:
        """Take note that it is to be read once more: the messenger lost something again."""
        self._losses += 1

    def reading(self) -> "Reading":
        """Begin a reading, which makes up for what was lost until now."""
        return Reading(self, self._losses)

    def make_up_for(self, losses: int) -> None:
        """Take note that it was read, as far as the messenger gives it, after so many losses."""
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
        """Give those from that number on that were not taken; none where it ends with no number."""
        before = self.after + 1 if self.before is None else self.before
        return set(range(max(self.after + 1, since), before)) - self._taken

    def left(self, finished: int, handled: int = 0) -> tuple[int, int] | None:
        """Give between which numbers it is still to be handled, where the chat is finished up to
        that message and the gap up to `handled`; None where it ends with no number yet, or nothing
        is left."""
        if self.before is None or self.is_over:
            return None
        done = max(self._done, handled, finished if finished < self.before else 0)
        return (done, self.before) if done + 1 < self.before else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a gap, begun after so many losses: what is lost later is for a later one."""

    gap: Gap
    _losses: int

    def end(self) -> None:
        """Take note that it is over."""
        self.gap.make_up_for(self._losses)
