"""Where in a TOML text each key stands, so that a mistake can be told with its line."""

import re

Path = tuple[str | int, ...]
"""The way to a value: keys, and places in arrays of tables, as `tomllib` nests them."""

_KEY = re.compile(r"""\s*("[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)\s*""")


def lines_of(text: str) -> dict[Path, int]:
    """Give the line, counted from 1, of each table and key of a well-formed TOML text.

    What stands inside an inline value is found at the line of its key.
    """
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    position, line = 0, 1
    while position < len(text):
        end = _end_of_statement(text, position)
        statement = text[position:end]
        indent = len(statement) - len(statement.lstrip())
        at = line + statement[:indent].count("\n")
        body = statement.lstrip()
        if body.startswith("[["):
            path = _inside(table_path(body[2:]), counts)
            index = counts.get(path, -1) + 1
            counts[path] = index
            found.setdefault(path, at)
            table = (*path, index)
            found[table] = at
        elif body.startswith("["):
            table = _inside(table_path(body[1:]), counts)
            _note(found, table, 0, at)
        elif body and not body.startswith("#"):
            _note(found, (*table, *table_path(body)), len(table), at)
        line += statement.count("\n")
        position = end
    return found


def line_of(lines: dict[Path, int], path: Path) -> int:
    """Give the line of a value, or of the nearest thing around it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def table_path(text: str) -> tuple[str, ...]:
    """Read the dotted key with which a text begins."""
    keys: list[str] = []
    position = 0
    while match := _KEY.match(text, position):
        key = match[1]
        keys.append(key[1:-1] if key[0] in "\"'" else key)
        position = match.end()
        if text[position : position + 1] != ".":
            break
        position += 1
    return tuple(keys)


def _inside(path: Path, counts: dict[Path, int]) -> Path:
    # below an array of tables, a name means the array's latest table
    inside: Path = ()
    for index, key in enumerate(path):
        inside = (*inside, key)
        if index < len(path) - 1 and inside in counts:
            inside = (*inside, counts[inside])
    return inside


def _note(found: dict[Path, int], path: Path, known: int, line: int) -> None:
    for length in range(known + 1, len(path) + 1):
        found.setdefault(path[:length], line)


def _end_of_statement(text: str, start: int) -> int:
    """Give where the statement that begins at `start` ends, its line break included."""
    position, depth = start, 0
    while position < len(text):
        char = text[position]
        if char == "#":
            position = _find(text, "\n", position)
            continue
        if char in "\"'":
            position = _end_of_string(text, position)
            continue
        if char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
        elif char == "\n" and depth <= 0 and text[start:position].strip():
            return position + 1
        position += 1
    return position


def _end_of_string(text: str, start: int) -> int:
    quote = text[start]
    mark = quote * 3 if text.startswith(quote * 3, start) else quote
    position = start + len(mark)
    while position < len(text):
        if quote == '"' and text[position] == "\\":
            position += 2
        elif text.startswith(mark, position):
            position += len(mark)
            # up to two more quotes belong to the string's end
            while len(mark) == 3 and text.startswith(quote, position):
                position += 1
            return position
        else:
            position += 1
    return position


def _find(text: str, what: str, start: int) -> int:
    position = text.find(what, start)
    return len(text) if position < 0 else position
