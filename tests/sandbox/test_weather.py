"""Random faults, and what the stream does then."""

import json
from random import Random

from bot.sandbox.faults import LONG_POLL, Fault, Faults, Weather
from bot.sandbox.stream import EventStream

CHAT, OTHER = 2_000_000_001, 2_000_000_002


def _weather(share: float, code: int) -> Weather:
    faults = (Fault(method="", code=code),)
    calm = (0.0, faults)
    odds = {"method": (share, faults), "question": calm, "community": calm, "longpoll": calm}
    return Weather(Random(1), odds)  # type: ignore[arg-type]  # noqa: S311


def test_faults_come_as_often_as_the_weather_has_it() -> None:
    faults = Faults()
    faults.weather = _weather(0.25, 10)
    taken = [faults.take("messages.send") for _ in range(1000)]
    assert 200 < sum(fault is not None for fault in taken) < 300
    assert faults.weather.shown == {"error 10": sum(fault is not None for fault in taken)}
    assert faults.take(LONG_POLL) is None
    assert faults.take("groups.getById") is None


def test_requested_faults_come_before_the_weather() -> None:
    faults = Faults()
    faults.weather = _weather(1.0, 10)
    faults.add(Fault(method="messages.send", code=9))
    codes = [fault.code for _ in range(2) if (fault := faults.take("messages.send"))]
    assert codes == [9, 10]


def test_long_pauses_are_few_and_a_lull_has_none() -> None:
    weather = _weather(1.0, 29)
    assert sum(weather.take("messages.send") is not None for _ in range(9)) == 2
    weather.rise()
    assert weather.take("messages.send") is not None
    weather.lull()
    assert weather.take("messages.send") is None


def _stream(*peers: int) -> EventStream:
    stream = EventStream(1)
    for number, peer in enumerate(peers):
        stream.put("message_new", {"message": {"peer_id": peer, "number": number}})
    return stream


def _numbers(events: list[str]) -> list[int]:
    return [json.loads(event)["object"]["message"]["number"] for event in events]


def test_one_chat_can_come_late_and_keeps_its_order() -> None:
    stream = _stream(OTHER, CHAT, OTHER, CHAT, OTHER)
    held = stream.hold_back(1)
    place, first = stream.after(1, but=held)
    _, then = stream.after(int(place))
    assert (_numbers(first), _numbers(then)) == ([2, 4], [1, 3])


def test_with_one_chat_nothing_is_late() -> None:
    assert _stream(CHAT, CHAT).hold_back(0) == 0


def test_events_come_again_under_their_own_ids() -> None:
    stream = _stream(CHAT, OTHER)
    before = stream.after(0)[1]
    stream.repeat(2)
    place, again = stream.after(2)
    assert again == before
    assert place == stream.ts == "4"


def test_dropped_history_is_too_old_to_ask_for() -> None:
    stream = _stream(CHAT, OTHER)
    stream.forget()
    assert stream.first() == 2
