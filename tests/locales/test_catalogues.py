"""Every sentence of the code is in the catalogue, whole, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from locales.texts import Catalogues
from storage.records import Sex

ROOT = Path(__file__).parents[2]
SPEAKING = (ROOT / "handlers", ROOT / "bot" / "checking", ROOT / "bot" / "policy")
"""The code whose sentences are in the catalogues."""

OF_PEOPLE = {"gendered": (2,)}
"""Sentences that have a form for each sex beside the neutral one."""

KEYWORDS = {
    "gettext": None,
    "_": None,
    "sentence": None,
    "fixed": None,
    **OF_PEOPLE,
    "ngettext": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"\{(\w+)\}")


Entry = tuple[str | None, str]
"""A context, such as a grammatical case, where there is one; and a sentence, or its singular."""


@cache
def said_in_code() -> dict[Entry, str | tuple[str, ...]]:
    return {entry: said for folder in SPEAKING for entry, said in said_in(folder).items()}


def said_in(folder: Path) -> dict[Entry, str | tuple[str, ...]]:
    said = {
        (context, sentence if isinstance(sentence, str) else sentence[0]): sentence
        for _, _, sentence, _, context in extract_from_dir(folder, keywords=KEYWORDS)
    }
    for _, _, sentence, _, _ in extract_from_dir(folder, keywords=OF_PEOPLE):
        said |= {(sex, str(sentence)): sentence for sex in (Sex.FEMALE, Sex.MALE)}
    return said


@cache
def catalogue() -> Catalog:
    with (ROOT / "locales" / "ru.po").open("rb") as lines:
        return read_po(lines, locale="ru", abort_invalid=True)


def entries() -> list[Message]:
    return [message for message in catalogue() if message.id]


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def entry(message: Message) -> Entry:
    return message.context, first(message)


def test_nothing_is_missing_and_nothing_is_left_over() -> None:
    assert {entry(message) for message in entries()} == set(said_in_code())


def test_plurals_are_plurals_in_both() -> None:
    said = said_in_code()
    for message in entries():
        assert isinstance(said[entry(message)], tuple) == message.pluralizable, first(message)


def test_every_entry_is_whole() -> None:
    for message in entries():
        assert not message.fuzzy, message.id
        assert len(forms(message)) == (3 if message.pluralizable else 1), message.id
        sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        wanted = {name for source in sources for name in PLACEHOLDER.findall(source)}
        for form in forms(message):
            assert form.strip(), message.id
            assert set(PLACEHOLDER.findall(form)) == wanted, message.id


PROPER = {"VK", "Long", "Poll", "API", "Callback", "wal", "shm"}
"""What VK's own Russian pages call so, and how the names of a database's files end."""


def test_the_russian_is_russian() -> None:
    latin = re.compile(r"[A-Za-z]{2,}")
    for message in entries():
        for form in forms(message):
            left = set(latin.findall(PLACEHOLDER.sub("", form)))
            assert left <= PROPER, form


def test_the_russian_has_no_forms_in_brackets_and_breaks_before_no_percent() -> None:
    for message in entries():
        for form in forms(message):
            assert not re.search(r"\w\((?:-?[а-я]{1,4})\)| %", form), form


def test_no_sentence_hides_in_an_f_string() -> None:
    # Babel does not look into them
    for path in sorted(path for folder in SPEAKING for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                assert not list(_calls_of_gettext(node)), f"{path}:{node.lineno}"


def _calls_of_gettext(node: ast.AST) -> Iterator[ast.Call]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            name = inner.func.attr if isinstance(inner.func, ast.Attribute) else ""
            name = inner.func.id if isinstance(inner.func, ast.Name) else name
            if name in KEYWORDS:
                yield inner


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [
        (1, "1 день", "1 day"),
        (2, "2 дня", "2 days"),
        (5, "5 дней", "5 days"),
        (11, "11 дней", "11 days"),
        (21, "21 день", "21 days"),
    ],
)
def test_numbers_agree(number: int, russian: str, english: str) -> None:
    catalogues = Catalogues.load()
    for language, wanted in (("ru", russian), ("en", english)):
        said = catalogues.texts(language).ngettext("{n} day", "{n} days", number)
        assert said.format(n=number).replace("\u00a0", " ") == wanted


def test_moments_are_told_in_the_zone() -> None:
    texts = Catalogues.load().texts("ru")
    at = datetime(2026, 12, 31, 21, 30, tzinfo=UTC)
    saratov, kaliningrad = ZoneInfo("Europe/Saratov"), ZoneInfo("Europe/Kaliningrad")
    assert texts.moment(at, kaliningrad, now=at) == "31\u00a0декабря, 23:30"
    assert texts.moment(at, saratov, now=at) == "1\u00a0января, 01:30"
    assert (
        texts.moment(at, saratov, now=datetime(2026, 6, 1, tzinfo=UTC))
        == "1\u00a0января 2027, 01:30"
    )
    assert texts.stamp(at, saratov) == "01.01 01:30"
    assert (
        Catalogues.load().texts("en").moment(at, kaliningrad, now=at) == "31\u00a0December, 23:30"
    )


def test_a_language_that_the_bot_does_not_speak_is_answered_in_russian() -> None:
    assert Catalogues.load().texts("la").language == "ru"


def test_lists_are_joined_as_the_language_does() -> None:
    catalogues = Catalogues.load()
    assert catalogues.texts("ru").listed(["1", "2", "3"]) == "1, 2 и 3"
    assert catalogues.texts("en").listed(["1", "2"]) == "1 and 2"
