"""Regular expressions that cost nothing until they are needed."""

import re
from collections.abc import Iterator
from functools import cached_property


class Pattern:
    """A regular expression that is compiled when it is first looked for.

    Compiling all that detectors look for takes tens of milliseconds, which no start of the bot, and
    no college that has the detector off, is to wait for.
    """

    def __init__(self, written: str) -> None:
        self._written = written

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._written)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Give its first place in a text from `start` on."""
        return self._compiled.search(text, start)

    def match(self, text: str) -> re.Match[str] | None:
        """Give it where a text begins with it."""
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Give it where a text is it."""
        return self._compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give each of its places in a text, in their order."""
        return self._compiled.finditer(text)
