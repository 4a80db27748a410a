"""The figures as Prometheus reads them. They are gathered when it asks, and cost nothing before."""

from collections.abc import Iterator, Mapping

from prometheus_client.core import (
    CollectorRegistry,
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import generate_latest

from bot.health.vitals import BOUNDS, WELL, Vitals
from rules.detectors.detection import Detector
from storage.backlog import Backlog

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(
    vitals: Vitals,
    *,
    waiting: int,
    backlog: Backlog | None,
    served: int,
    found_by: Mapping[Detector, int],
) -> bytes:
    """Give all figures in Prometheus' text format.

    `waiting` updates stand in line in memory, `served` chats are served, `found_by` says how
    much each detector found; without a `backlog` the database's figures are left out.
    """

    class Figures:
        def collect(self) -> Iterator[Metric]:
            yield from _counted(vitals, found_by)
            yield from _standing(waiting, served, backlog)

    registry = CollectorRegistry()
    registry.register(Figures())
    return bytes(generate_latest(registry))


def _counted(vitals: Vitals, found_by: Mapping[Detector, int]) -> Iterator[Metric]:
    updates = CounterMetricFamily(
        "poryadok_updates", "Updates that came from VK, by type.", labels=["type"]
    )
    for kind, number in vitals.updates_by_kind().items():
        updates.add_metric([kind], number)
    yield updates
    handled = HistogramMetricFamily(
        "poryadok_handling_seconds", "Seconds of handling an update that asked for something."
    )
    buckets, passed = [], 0
    for bound, number in zip((*map(str, BOUNDS), "+Inf"), vitals.within, strict=True):
        passed += number
        buckets.append((bound, float(passed)))
    handled.add_metric([], buckets=buckets, sum_value=vitals.handling_seconds)
    yield handled
    calls = CounterMetricFamily(
        "poryadok_vk_calls", "Calls of VK's methods, by outcome.", labels=["method", "outcome"]
    )
    for (method, code), number in vitals.calls.items():
        calls.add_metric([method, _outcome(code)], number)
    yield calls
    found = CounterMetricFamily(
        "poryadok_detections", "What detectors found, by detector.", labels=["detector"]
    )
    for detector, number in found_by.items():
        found.add_metric([detector.value], number)
    yield found


def _outcome(code: int) -> str:
    match code:
        case 0:
            return "unanswered"
        case _ if code == WELL:
            return "ok"
        case _:
            return f"error_{code}"


def _standing(waiting: int, served: int, backlog: Backlog | None) -> Iterator[Metric]:
    yield GaugeMetricFamily("poryadok_chats_served", "Chats that are served.", value=served)
    yield GaugeMetricFamily(
        "poryadok_updates_waiting", "Updates that wait in memory to be handled.", value=waiting
    )
    if backlog is None:
        return
    yield GaugeMetricFamily(
        "poryadok_outbox_length", "Effects that wait to be delivered.", value=backlog.outbox
    )
    yield GaugeMetricFamily(
        "poryadok_arrivals", "Events that arrived and are not done with.", value=backlog.arrivals
    )
    yield GaugeMetricFamily(
        "poryadok_due_timers", "Terms that are over and not acted upon yet.", value=backlog.due
    )
