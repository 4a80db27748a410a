"""Looking for somebody's words in every file of a folder, as bytes."""

import json
from collections.abc import Iterable
from pathlib import Path


def traces(folder: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """Give where each of the words stands that stands anywhere: the names of files.

    Looked for as they are (UTF-8, UTF-16) and as JSON writes them (`\\u0441…`, either case).
    """
    files = {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
    found: dict[str, set[str]] = {}
    for word in words:
        forms = _forms(word)
        where = {
            file.name for file, content in files.items() if any(form in content for form in forms)
        }
        if where:
            found[word] = where
    return found


def _forms(word: str) -> tuple[bytes, ...]:
    escaped = json.dumps(word)[1:-1]
    return (
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        escaped.encode(),
        "".join(f"\\u{ord(sign):04X}" if ord(sign) > 127 else sign for sign in word).encode(),
    )
