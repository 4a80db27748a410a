"""When something was written: the messenger tells it in whole seconds, by a clock of its own."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.ids import MessageId

CLOCKS_APART = timedelta(minutes=5)
"""How far the process's clock and the messenger's may differ before terms mean nothing."""

_SECOND = timedelta(seconds=1)


def are_apart(ahead: timedelta) -> bool:
    """Say whether clocks that differ by so much are too far apart for any term to be kept."""
    return abs(ahead) > CLOCKS_APART


def is_dated_ahead(at: datetime, now: datetime) -> bool:
    """Say whether something that happened is dated after `now` (both UTC): a wrong clock dated it,
    and nobody knows when it was."""
    return at > now + CLOCKS_APART


def is_surely_before(written_at: datetime, moment: datetime) -> bool:
    """Say whether what was written in the second that began at `written_at` was there before
    `moment`; in the same second it may have been after."""
    return written_at + _SECOND <= moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """From when until when (UTC) somebody may not write; `until` None: its end is not known yet.

    `announced` is the chat's message that told of it, once that is there.
    """

    since: datetime
    until: datetime | None
    announced: MessageId | None = None

    def covers(self, written_at: datetime, message: MessageId) -> bool:
        """Say whether it surely held when a message was written; what is in doubt stays.

        It did if the message was written (UTC, in whole seconds) after it began and before the
        second in which it ended. Clocks that agree still differ a little: so a message that stands
        behind the one that announced it came after it began, also if it is dated somewhat before.
        """
        if self.until is not None and not is_surely_before(written_at, self.until):
            return False
        if self.announced is not None and message > self.announced:
            return not is_dated_ahead(self.since, written_at)
        return written_at >= self.since

    def holds_at(self, moment: datetime) -> bool:
        """Say whether it holds at a moment."""
        return self.since <= moment and (self.until is None or moment < self.until)

    def ended(self, at: datetime) -> "Hold":
        """Give it as it is once it ended at that moment, or before."""
        return replace(self, until=at if self.until is None else min(at, self.until))


def clock_ahead(theirs: datetime, before: datetime, after: datetime) -> timedelta:
    """Give by how much our clock is at least ahead of theirs; negative: behind it.

    They told `theirs` (UTC, in whole seconds) while our clock went from `before` to `after`. Zero
    where both clocks may be right.
    """
    if theirs + _SECOND < before:
        return before - (theirs + _SECOND)
    return min(after - theirs, timedelta())
