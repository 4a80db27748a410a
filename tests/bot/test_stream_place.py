"""The place is never ahead of an unfinished event, and never stays behind for good."""

from hypothesis import given
from hypothesis import strategies as st

from bot.stream import StreamPlace

batches = st.lists(st.integers(0, 4), min_size=1, max_size=8)


@given(batches, st.randoms(use_true_random=False))
def test_the_place_is_never_ahead_of_an_unfinished_event(sizes: list[int], chance: object) -> None:
    place = StreamPlace("0")
    after: dict[str, int] = {}
    waiting: list[str] = []
    begun = 0

    def check() -> None:
        assert int(place.place) <= begun
        for event in waiting:
            assert int(place.place) < after[event]

    def begin(size: int) -> None:
        nonlocal begun
        begun += 1
        events = [f"{begun}:{number}" for number in range(size)]
        after.update(dict.fromkeys(events, begun))
        waiting.extend(events)
        place.begin(str(begun), events)

    for size in sizes:
        begin(size)
        check()
        chance.shuffle(waiting)  # type: ignore[attr-defined]
        while waiting and chance.random() < 0.6:  # type: ignore[attr-defined]
            event = waiting.pop()
            offered = place.place_of(event)
            place.finish(event)
            assert offered is None or offered == place.place
            check()
    while waiting:
        place.finish(waiting.pop())
        check()
    assert place.place == str(begun)


def test_an_unknown_event_changes_nothing() -> None:
    place = StreamPlace("5")
    place.begin("7", ["a"])
    place.finish("b")
    assert place.place == "5"
    assert place.place_of("b") is None
    assert place.place_of("a") == "7"
