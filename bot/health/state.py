"""Judges whether the process is well, by its counters and its backlog."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.health.vitals import Vitals
from storage.backlog import Backlog

MOST_ERRORS = 5
SILENCE = 120.0
"""VK is in trouble after so many errors in a row and so many seconds without a good answer."""

OVERDUE = 300.0
"""Seconds that something may wait although it could be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`well` or not, and the report behind it, ready for JSON."""

    well: bool
    report: dict[str, Any]


def health_of(
    vitals: Vitals, waiting: int, backlog: Backlog | None, now: datetime, *, polls: bool
) -> Health:
    """Judge a working bot at the moment `now` (UTC).

    `waiting` updates wait in memory; `backlog` is None if the database does not answer; `polls`
    says that the bot uses the long poll, and has to get answers then.
    """
    answered = _ago(vitals, vitals.last_answer)
    polled = _ago(vitals, vitals.last_poll)
    troubles = []
    if backlog is None:
        troubles.append("database")
    if vitals.errors_in_row >= MOST_ERRORS and (answered is None or answered > SILENCE):
        troubles.append("vk")
    if polls and polled is not None and polled > SILENCE:
        troubles.append("longpoll")
    overdue = None if backlog is None else _since(backlog.overdue_since, now)
    arrived = None if backlog is None else _since(backlog.arrived_at, now)
    if overdue is not None and overdue > OVERDUE:
        troubles.append("outbox")
    if arrived is not None and arrived > OVERDUE:
        troubles.append("arrivals")
    return Health(
        well=not troubles,
        report={
            "alive": True,
            "well": not troubles,
            "troubles": troubles,
            "last_event_seconds": _ago(vitals, vitals.last_update),
            "backlog": {
                "updates": waiting,
                "arrivals": None if backlog is None else backlog.arrivals,
                "oldest_arrival_seconds": arrived,
                "outbox": None if backlog is None else backlog.outbox,
                "outbox_overdue_seconds": overdue,
                "due": None if backlog is None else backlog.due,
            },
            "vk": {
                "last_answer_seconds": answered,
                "last_poll_seconds": polled,
                "errors_in_row": vitals.errors_in_row,
            },
        },
    )


def health_of_absent(*, stands_by: bool) -> Health:
    """Judge a bot that is not at work: another process is, or it is starting, or has failed."""
    troubles = [] if stands_by else ["not_working"]
    return Health(
        well=stands_by,
        report={
            "alive": True,
            "well": stands_by,
            "troubles": troubles,
            "standing_by": stands_by,
        },
    )


def health_of_all(found: Mapping[str, Health]) -> Health:
    """Judge the process by its communities; a single one without a name is reported directly."""
    if list(found) == [""]:
        return found[""]
    well = all(health.well for health in found.values())
    return Health(
        well=well,
        report={
            "alive": True,
            "well": well,
            "communities": {name: health.report for name, health in found.items()},
        },
    )


def _ago(vitals: Vitals, moment: float | None) -> float | None:
    return None if moment is None else round(vitals.clock() - moment, 1)


def _since(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else round(max((now - moment).total_seconds(), 0.0), 1)
