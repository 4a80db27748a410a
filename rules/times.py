"""Comparing times: the messenger tells them in whole seconds, by its own clock."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.ids import MessageId

CLOCKS_APART = timedelta(minutes=5)
"""The greatest difference between the process's clock and the messenger's that terms tolerate."""

_SECOND = timedelta(seconds=1)


def are_apart(ahead: timedelta) -> bool:
    """Whether clocks with this difference are too far apart to keep a term."""
    return abs(ahead) > CLOCKS_APART


def is_dated_ahead(at: datetime, now: datetime) -> bool:
    """Whether a past event is dated after `now` (both UTC), because a wrong clock dated it."""
    return at > now + CLOCKS_APART


def is_surely_before(written_at: datetime, moment: datetime) -> bool:
    """Whether what was written in the second from `written_at` came before `moment` for certain;
    within the same second it may not have.
    """
    return written_at + _SECOND <= moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A period (UTC) in which somebody may not write; `until` None: its end is not known yet.

    `announced` is the chat's message that announced it, once it exists.
    """

    since: datetime
    until: datetime | None
    announced: MessageId | None = None

    def covers(self, written_at: datetime, message: MessageId) -> bool:
        """Whether it surely held when a message was written; in doubt it did not.

        It did if the message was written (UTC, in whole seconds) after its begin and before the
        second of its end. Even clocks that agree differ a little, so a message behind the
        announcing one came after the begin, even if dated slightly before.
        """
        if self.until is not None and not is_surely_before(written_at, self.until):
            return False
        if self.announced is not None and message > self.announced:
            return not is_dated_ahead(self.since, written_at)
        return written_at >= self.since

    def holds_at(self, moment: datetime) -> bool:
        """Whether it holds at `moment`."""
        return self.since <= moment and (self.until is None or moment < self.until)

    def ended(self, at: datetime) -> "Hold":
        """Return the period with its end at `at`, or earlier if it ended earlier."""
        return replace(self, until=at if self.until is None else min(at, self.until))


def clock_ahead(theirs: datetime, before: datetime, after: datetime) -> timedelta:
    """Return how far our clock is at least ahead of theirs; negative: behind.

    They told `theirs` (UTC, in whole seconds) while our clock went from `before` to `after`. Zero
    if both clocks may be right.
    """
    if theirs + _SECOND < before:
        return before - (theirs + _SECOND)
    return min(after - theirs, timedelta())
