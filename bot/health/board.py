"""Where the process's communities show how they are."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.health.vitals import Vitals
from handlers.conversation.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A community's bot at work; `waiting` gives how many updates stand in line in memory, `polls`
    says that it asks VK for updates itself.
    """

    services: Services
    vitals: Vitals
    waiting: Callable[[], int]
    polls: bool


class Board:
    """Who is at work, who stands by, and who does neither, of the communities of those names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._patients: dict[str, Patient | None] = dict.fromkeys(names)
        self._standing_by: set[str] = set()

    @property
    def patients(self) -> dict[str, Patient | None]:
        """Every community by its name; None for one that is not at work."""
        return dict(self._patients)

    def stands_by(self, name: str) -> bool:
        """Say whether a community is worked for by another process."""
        return name in self._standing_by

    @contextmanager
    def standing_by(self, name: str) -> Iterator[None]:
        """Show to the end of the block that the turn to work is waited for."""
        self._standing_by.add(name)
        try:
            yield
        finally:
            self._standing_by.discard(name)

    @contextmanager
    def working(self, name: str, patient: Patient) -> Iterator[None]:
        """Show a bot at work to the end of the block."""
        self._patients[name] = patient
        try:
            yield
        finally:
            self._patients[name] = None
