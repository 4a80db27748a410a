"""The board on which the process's communities show their state."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.health.vitals import Vitals
from handlers.conversation.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningBot:
    """A community's bot at work; `waiting` returns how many updates wait in memory, `polls` says
    that it uses the long poll."""

    services: Services
    vitals: Vitals
    waiting: Callable[[], int]
    polls: bool


class Board:
    """Which of the named communities work, which stand by, and which do neither."""

    def __init__(self, names: Iterable[str]) -> None:
        self._bots: dict[str, RunningBot | None] = dict.fromkeys(names)
        self._standing_by: set[str] = set()

    @property
    def bots(self) -> dict[str, RunningBot | None]:
        """Every community's bot by its name; None for one that does not work."""
        return dict(self._bots)

    def stands_by(self, name: str) -> bool:
        """Whether another process works for a community."""
        return name in self._standing_by

    @contextmanager
    def standing_by(self, name: str) -> Iterator[None]:
        """Show a community as standing by, until the end of the block."""
        self._standing_by.add(name)
        try:
            yield
        finally:
            self._standing_by.discard(name)

    @contextmanager
    def working(self, name: str, bot: RunningBot) -> Iterator[None]:
        """Show a bot as working, until the end of the block."""
        self._bots[name] = bot
        try:
            yield
        finally:
            self._bots[name] = None
