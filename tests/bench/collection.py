"""The labelled messages to develop detectors with; they lie beside the project, not in it."""

import os
from dataclasses import dataclass
from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "detection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One labelled message; a file without a column leaves it empty."""

    text: str
    label: str
    kind: str = ""
    source: str = ""


def folder() -> Path | None:
    """Give where the messages are (`DETECTION_DATA`, else beside the project); None: nowhere."""
    place = Path(os.environ.get("DETECTION_DATA", _BESIDE))
    return place if place.is_dir() else None


def rows(name: str) -> list[Row]:
    """Read a file of the collection by its name without `.tsv`; nothing where there is none.

    A backslash escapes as the collection's README says: tab, newline, carriage return, itself.
    """
    place = folder()
    if place is None or not (place / f"{name}.tsv").exists():
        return []
    head, *lines = (place / f"{name}.tsv").read_text("utf-8").split("\n")
    columns = head.split("\t")
    return [
        Row(**dict(zip(columns, map(_plain, line.split("\t")), strict=True)))
        for line in lines
        if line
    ]


_ESCAPES = {"t": "\t", "n": "\n", "r": "\r"}


def _plain(field: str) -> str:
    if "\\" not in field:
        return field
    plain, rest = "", iter(field)
    for sign in rest:
        if sign != "\\":
            plain += sign
        else:
            follows = next(rest, "\\")
            plain += _ESCAPES.get(follows, follows)
    return plain
