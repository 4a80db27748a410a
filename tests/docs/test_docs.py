"""What the documents promise is there: commands, files, and the words people type."""

import re
from pathlib import Path

import pytest

from bot.parser import make_parser
from bot.roster.reading import read_list
from bot.roster.tables import read_table
from bot.settings import Settings
from handlers.commands import Typed, read_command

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]

SANDBOX = "pip install uv && uv run bot sandbox"
TESTS = "pip install uv && uv run pytest"

A_PAGE = 3_700
"""Characters of a guide on a sheet of A4, printed in type of ten points, pictures beside them."""


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_a_readme_starts_with_a_picture_and_two_commands(name: str) -> None:
    start = text_of(name).split("\n## ")[0]
    assert "![" in start
    assert re.findall(r"```console\n(.+)\n```", start) == [SANDBOX, TESTS]


def test_ci_runs_the_readmes_test_command() -> None:
    assert f"\n{TESTS}\n" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_links_and_pictures_lead_somewhere(name: str) -> None:
    for target in re.findall(r"""(?:\]\(|src=")([^)"#]+)[)"]""", text_of(name)):
        if "://" not in target:
            assert ((ROOT / name).parent / target).exists(), target


@pytest.mark.parametrize(("name", "pages"), [("docs/teacher.md", 1.3), ("docs/members.md", 1)])
def test_a_guide_is_as_short_as_it_says(name: str, pages: float) -> None:
    text = text_of(name)
    assert len(text) <= pages * A_PAGE
    # a picture as wide as the sheet takes a page of its own
    assert "![" not in text
    assert all(int(width) <= 200 for width in re.findall(r'width="(\d+)"', text))


@pytest.mark.parametrize("name", NAMES)
def test_commands_of_the_command_line_are_there(name: str) -> None:
    told = make_parser().format_help()
    for command in re.findall(r"uv run bot ([\w-]+)", text_of(name)):
        assert re.search(rf"^ +{command}\s", told, re.MULTILINE), command


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("docs/teacher.md", 20),
        ("docs/detectors.md", 10),
        ("docs/members.md", 5),
        ("docs/administrator.md", 5),
        ("docs/regulation.md", 21),
    ],
)
def test_commands_that_people_type_are_there(name: str, least: int) -> None:
    typed = re.findall(r"`(/\w+[^`]*)`", text_of(name))
    assert len(typed) >= least
    for words in typed:
        assert isinstance(read_command(words, frozenset()), Typed), words


@pytest.mark.parametrize("name", NAMES)
def test_settings_that_are_named_are_there(name: str) -> None:
    known = {field.upper() for field in Settings.model_fields}
    named = re.findall(r"`((?:VK|ADMIN|DATABASE|POLICY|LOG|SANDBOX)_\w+)`", text_of(name))
    assert set(named) <= known


def test_the_lists_in_the_administrators_guide_are_taken_in(tmp_path: Path) -> None:
    shown = re.findall(r"```csv\n(.+?)```", text_of("docs/administrator.md"), re.DOTALL)
    # the second has a student and a parent in its only line
    people = [len(shown[0].splitlines()) - 1, 2]
    for text, count in zip(shown, people, strict=True):
        file = tmp_path / "list.csv"
        file.write_text(text, "utf-8")
        listed = read_list(read_table(file), known={}, screen_names={})
        assert listed.bad == []
        assert len(listed.entries) == count
        assert listed.links


def test_every_module_of_the_way_in_is_in_the_architecture() -> None:
    told = text_of("docs/architecture.md")
    for folder in ("rules", "storage", "handlers", "bot"):
        assert f"`{folder}/`" in told
    ours = {
        module.name
        for room in ("rules", "storage", "handlers", "locales", "bot", "tests")
        for module in (ROOT / room).rglob("*.py")
    }
    for module in re.findall(r"`(\w+\.py)`", told):
        assert module in ours
