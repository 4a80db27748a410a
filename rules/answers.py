"""How long people wait for an answer: to a card, a report, an appeal (п. 5.12.2, 6.1)."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from rules.policy import Answers

_A_DAY = timedelta(days=1)

_SUNDAY = 6


def answer_by(term: timedelta, since: datetime, answers: Answers, zone: tzinfo) -> datetime:
    """Return until when (UTC) something that waits since then is to be answered.

    Nights and Sundays do not count: the term begins in the morning, a whole day of it ends at the
    same time on the next day that is no Sunday, and the rest of it passes by day only.
    """
    local = _awake(since.astimezone(zone), answers)
    for _ in range(term.days):
        local = _workday(local + _A_DAY, zone)
    left = term - timedelta(days=term.days)
    at = local.astimezone(UTC)
    while left:
        evening = _evening(at.astimezone(zone), answers).astimezone(UTC)
        passes = min(left, evening - at)
        at, left = at + passes, left - passes
        if left:
            at = _awake(at.astimezone(zone), answers).astimezone(UTC)
    return at


def times_late(
    term: timedelta, since: datetime, answers: Answers, zone: tzinfo, now: datetime
) -> int:
    """Return how many terms have passed: 0, 1 or 2 (or more)."""
    first = answer_by(term, since, answers, zone)
    if now < first:
        return 0
    return 1 if now < answer_by(term, first, answers, zone) else 2


def _workday(local: datetime, zone: tzinfo) -> datetime:
    """Return the same time of day on that day, or on Monday; one that the clocks skip is later."""
    day = local.date() + _A_DAY if local.weekday() == _SUNDAY else local.date()
    moved = datetime.combine(day, local.time(), tzinfo=zone)
    return moved.astimezone(UTC).astimezone(zone)


def _awake(local: datetime, answers: Answers) -> datetime:
    """Return the moment itself, or the next morning of a working day."""
    zone = local.tzinfo
    assert zone is not None  # noqa: S101 -- it was converted just now
    while True:
        if local.weekday() == _SUNDAY:
            day = local.date() + _A_DAY
            local = datetime.combine(day, time.min, tzinfo=zone)
        elif answers.night.hold_at(local, zone):
            local = answers.night.end_after(local, zone).astimezone(zone)
        else:
            return local


def _evening(local: datetime, answers: Answers) -> datetime:
    """Return when the waking hours around a moment end: with the night, or with Saturday."""
    zone, day = local.tzinfo, local.date()
    night = datetime.combine(day, answers.night.begins, tzinfo=zone)
    midnight = datetime.combine(day + _A_DAY, time.min, tzinfo=zone)
    if night <= local:
        tomorrow = datetime.combine(day + _A_DAY, answers.night.begins, tzinfo=zone)
        return midnight if midnight.weekday() == _SUNDAY else tomorrow
    return night
