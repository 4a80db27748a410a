"""The regulation's page leaves out no clause and no command, and leads to what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.commands import ROWS, Command, Typed, read_command
from rules.clauses import Clause

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "regulation.md").read_text("utf-8")

CODE = ("rules/", "handlers/", "storage/", "bot/")


def sections() -> dict[str, str]:
    """Give what stands under each heading, by the heading."""
    _, *parts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def section_of(clause: Clause) -> str:
    found = [text for heading, text in sections().items() if clause in heading.split()]
    assert len(found) == 1, f"{clause} has {len(found)} sections"
    return found[0]


def paths_in(text: str) -> list[str]:
    """Give the paths that a text names."""
    return re.findall(r"`([\w.]+/[\w./]*)`", text)


def rows() -> Iterator[list[str]]:
    """Give the cells of each row that begins with a command."""
    for line in sections()["Every command"].splitlines():
        if line.startswith("| `/"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("clause", Clause)
def test_a_clause_has_a_section_with_code_and_a_test(clause: Clause) -> None:
    named = paths_in(section_of(clause))
    assert any(path.startswith(CODE) for path in named), "no code is named"
    assert any(path.startswith("tests/") for path in named), "no test is named"


def test_what_is_named_is_there() -> None:
    named = paths_in(PAGE)
    assert len(named) > len(Clause)
    for path in named:
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("command", Command)
def test_a_command_has_a_row(command: Command) -> None:
    found = [cells for cells in rows() if cells[0] == f"`/{ROWS[command].russian}`"]
    assert len(found) == 1, f"/{ROWS[command].russian} has {len(found)} rows"
    _, who, clause, module = found[0]
    assert who
    assert set(clause.split(", ")) <= set(Clause)
    assert [path for path in paths_in(module) if path.startswith(CODE)], "no module is named"


def test_there_is_no_row_for_what_is_no_command() -> None:
    for cells in rows():
        read = read_command(cells[0].strip("`"), frozenset())
        assert isinstance(read, Typed), cells[0]
        assert read.rest == "", cells[0]
