"""The figures in Prometheus' format, gathered only when it asks."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from prometheus_client.core import (
    CollectorRegistry,
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import generate_latest

from bot.health import BOUNDS, WELL, RunningBot, Vitals
from storage.database import Backlog

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


Readings = Mapping[str, tuple[RunningBot, Backlog | None]]
"""The bots at work, by their communities' names; no backlog if the database does not answer."""


def exposition(readings: Readings) -> bytes:
    """Return all figures in Prometheus' text format, labelled by the communities' names.

    A single community without a name gets no such label.
    """

    class Figures:
        def collect(self) -> Iterator[Metric]:
            yield from _counted(readings)
            yield from _current(readings)

    registry = CollectorRegistry()
    registry.register(Figures())
    return bytes(generate_latest(registry))


def _labels(readings: Readings, *others: str) -> Sequence[str]:
    return others if set(readings) <= {""} else ("community", *others)


def _at(name: str, *others: str) -> Sequence[str]:
    return (name, *others) if name else others


def _counted(readings: Readings) -> Iterator[Metric]:
    updates = CounterMetricFamily(
        "poryadok_updates",
        "Updates that came from VK, by type.",
        labels=_labels(readings, "type"),
    )
    handled = HistogramMetricFamily(
        "poryadok_handling_seconds",
        "Seconds of handling an update that asked for something.",
        labels=_labels(readings),
    )
    calls = CounterMetricFamily(
        "poryadok_vk_calls",
        "Calls of VK's methods, by outcome.",
        labels=_labels(readings, "method", "outcome"),
    )
    found = CounterMetricFamily(
        "poryadok_detections",
        "What detectors found, by detector.",
        labels=_labels(readings, "detector"),
    )
    for name, (bot, _) in readings.items():
        vitals = bot.vitals
        for kind, number in vitals.updates_by_kind().items():
            updates.add_metric(_at(name, kind), number)
        handled.add_metric(_at(name), buckets=_buckets(vitals), sum_value=vitals.handling_seconds)
        for (method, code), number in vitals.calls.items():
            outcome = _OUTCOMES.get(code, f"error_{code}")
            calls.add_metric(_at(name, method, outcome), number)
        for detector, number in bot.services.lookout.found_by.items():
            found.add_metric(_at(name, detector.value), number)
    yield from (updates, handled, calls, found)


def _buckets(vitals: Vitals) -> list[tuple[str, float]]:
    buckets, passed = [], 0
    for bound, number in zip((*map(str, BOUNDS), "+Inf"), vitals.within, strict=True):
        passed += number
        buckets.append((bound, float(passed)))
    return buckets


_OUTCOMES = {0: "unanswered", WELL: "ok"}

_CURRENT: tuple[tuple[str, str, Callable[[RunningBot, Backlog | None], int | None]], ...] = (
    ("chats_served", "Chats that are served.", lambda bot, _: len(bot.services.watch.served)),
    (
        "updates_waiting",
        "Updates that wait in memory to be handled.",
        lambda bot, _: bot.waiting(),
    ),
    (
        "outbox_length",
        "Effects that wait to be delivered.",
        lambda _, backlog: None if backlog is None else backlog.outbox,
    ),
    (
        "arrivals",
        "Events that arrived and are not done with.",
        lambda _, backlog: None if backlog is None else backlog.arrivals,
    ),
    (
        "due_timers",
        "Terms that are over and not acted upon yet.",
        lambda _, backlog: None if backlog is None else backlog.due,
    ),
)


def _current(readings: Readings) -> Iterator[Metric]:
    for title, purpose, figure in _CURRENT:
        family = GaugeMetricFamily(f"poryadok_{title}", purpose, labels=_labels(readings))
        for name, reading in readings.items():
            value = figure(*reading)
            if value is not None:
                family.add_metric(_at(name), value)
        yield family
