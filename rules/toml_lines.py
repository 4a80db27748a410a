"""Line numbers of values in a TOML text, for messages about mistakes."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""Path to a value: keys and array indices, as `tomllib` nests them."""

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_STRING = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''', re.DOTALL
)
_PLAIN = re.compile(r"[^,\]}#\n]*")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line, counted from 1, of each table, key and element of a TOML text.

    The text is one that `tomllib` reads; its lines end with a bare line feed.
    """
    scanner = _Scanner(text)
    scanner.document()
    return scanner.found


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a value, or of the nearest table or array around it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


class _Scanner:
    """Scans a text from start to end and collects the lines in `found`."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {(): 1}
        self._text = text
        self._breaks = [place for place, char in enumerate(text) if char == "\n"]
        self._position = 0
        self._latest: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        while self._peek():
            line = self._line()
            if self._skip("[["):
                path = self._below_latest(self._keys())
                self._skip("]]")
                self._latest[path] = self._latest.get(path, -1) + 1
                table = (*path, self._latest[path])
                self._note((), table, line)
            elif self._skip("["):
                table = self._below_latest(self._keys())
                self._skip("]")
                self._note((), table, line)
            else:
                self._pair(table)

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = (*table, *self._keys())
        self._skip("=")
        self._note(table, path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        match self._peek():
            case "[":
                self._array(path)
            case "{":
                self._skip("{")
                while self._peek() not in {"}", ""}:
                    self._pair(path)
                    self._skip(",")
                self._skip("}")
            case '"' | "'":
                self._pass(_STRING)
            case _:
                self._pass(_PLAIN)

    def _array(self, path: Path) -> None:
        self._skip("[")
        place = 0
        while self._peek() not in {"]", ""}:
            self._note(path, (*path, place), self._line())
            self._value((*path, place))
            self._skip(",")
            place += 1
        self._skip("]")

    def _keys(self) -> tuple[str, ...]:
        keys = [self._key()]
        while self._skip("."):
            keys.append(self._key())
        return tuple(keys)

    def _key(self) -> str:
        written = self._pass(_KEY).strip()
        return tomllib.loads(f"key = {written}")["key"] if written[0] in "\"'" else written

    def _below_latest(self, keys: tuple[str, ...]) -> Path:
        # below an array of tables, a name means the latest table of the array
        path: Path = ()
        for place, key in enumerate(keys, start=1):
            path = (*path, key)
            if place < len(keys) and path in self._latest:
                path = (*path, self._latest[path])
        return path

    def _note(self, around: Path, path: Path, line: int) -> None:
        for length in range(len(around) + 1, len(path)):
            self.found.setdefault(path[:length], line)
        self.found[path] = line

    def _line(self) -> int:
        return bisect_left(self._breaks, self._position) + 1

    def _peek(self) -> str:
        self._pass(_BLANK)
        return self._text[self._position : self._position + 1]

    def _skip(self, mark: str) -> bool:
        self._pass(_BLANK)
        if not self._text.startswith(mark, self._position):
            return False
        self._position += len(mark)
        return True

    def _pass(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._position)
        assert match is not None  # noqa: S101 -- tomllib has read the text
        self._position = match.end()
        return match[0]
