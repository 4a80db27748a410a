"""What detectors need only once they are on: compiled patterns, and lists from files."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import resources


class Pattern:
    """A regular expression compiled on its first search.

    Compiling all patterns of the detectors takes tens of milliseconds, which would delay every
    start, even where the detector is off. Afterwards its methods are those of `re.Pattern`.
    """

    def __init__(self, written: str) -> None:
        self._written = written

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._written)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Return the first match at or after an offset, or None."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """Return the match at the beginning of a text, or None."""
        return self._compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """Return the match of the whole text, or None."""
        return self._compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """Yield all matches in a text, in order."""
        return self._compiled.finditer


def lists_in(path: str) -> dict[str, list[str]]:
    """Read `rules/detectors/<path>`: an entry a line below its `[list]`; `# ` begins a comment."""
    lists: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in resources.files(__package__).joinpath(path).read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("# "):
            lists[name].append(line)
    return lists
