"""A loop whose clock jumps to the next moment that anybody waits for."""

import asyncio
from collections.abc import Callable, Coroutine
from selectors import SelectorKey, SelectSelector
from typing import Any


class _Jumping(SelectSelector):
    """Waits for no time: counts what it would have waited."""

    waited = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        self.waited += timeout or 0.0
        return super().select(None if timeout is None else 0)


class _Hasty(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return super().time() + self._jumping.waited


def in_no_time(story: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """Play a test that waits for nothing but the clock."""

    def played() -> None:
        with asyncio.Runner(loop_factory=_Hasty) as runner:
            runner.run(story())

    return played
