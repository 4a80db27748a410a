"""What the fuzzer tries, tried by Hypothesis: everywhere, also where there is no atheris."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.house import Lived
from tests.fuzz.shapes import HOSTILE, KINDS, PAYLOADS, PIECES, shape_of
from tests.fuzz.targets import Targets

pytestmark = pytest.mark.slow

ENOUGH = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(HOSTILE),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def changed(draw: st.DrawFn, shape: Any) -> Any:
    """Give a shape with anything in some of its places."""
    if draw(st.integers(0, 6)) == 0:
        return draw(anything)
    if isinstance(shape, dict):
        return {
            name: draw(changed(value))
            for name, value in shape.items()
            if draw(st.integers(0, 9))  # now and then one is missing
        }
    if isinstance(shape, list):
        return [draw(changed(value)) for value in shape]
    return shape


@pytest.fixture(scope="module")
def targets() -> Iterator[Targets]:
    lived = Lived()
    yield Targets(lived)
    lived.close()


@ENOUGH
@given(anything)
@example({"type": "message_new", "event_id": "x", "object": {"message": {"peer_id": 10**30}}})
@example({"type": [], "object": {}})
def test_any_json_is_an_update(targets: Targets, thing: Any) -> None:
    targets.update(thing)


@ENOUGH
@given(st.data(), st.sampled_from([kind for kind in KINDS if kind]))
def test_any_json_is_an_event(targets: Targets, data: st.DataObject, kind: str) -> None:
    targets.event(kind, data.draw(changed(shape_of(kind))))


@ENOUGH
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=6).map(" ".join))
@example("/статус " + "а" * 100_000)
def test_any_text_is_a_command(targets: Targets, text: str) -> None:
    targets.command(text)


@ENOUGH
@given(st.data(), st.sampled_from(PAYLOADS))
def test_any_payload_is_a_button(
    targets: Targets, data: st.DataObject, payload: dict[str, Any]
) -> None:
    targets.payload(data.draw(changed(payload)))


@ENOUGH
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=6).map("\n".join))
@example('version = "1"\n[blocks]\nthreshold = 1e400')
@example("version = '\\ud800'\n[" + "a." * 5000 + "b]")
def test_any_text_is_a_policy_file(targets: Targets, text: str) -> None:
    targets.policy(text)
