"""What a fuzzer makes up, as the kinds of things that targets take."""

from typing import Any, Protocol

NAMES = ("updates", "commands", "payloads", "policy")
"""The names of the targets."""


class Made(Protocol):
    """What was made up."""

    def text(self) -> str:
        """Give a text."""

    def json(self) -> Any:
        """Give a JSON."""

    def kind(self) -> str:
        """Give the kind of an update; none now and then."""
