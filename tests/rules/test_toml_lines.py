"""A value is found at its line however the file is written."""

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.toml_lines import Path, line_of, lines_of

WRITTEN = '''\
# a comment with [brackets] and "quotes
title = "with # no comment" # but here = 1

[blocks]  # [not.a.table]
  threshold = 3
"quoted key" . 'another "one"' = 4
when = 1979-05-27 07:32:00
terms = [ # which = 1
  "1 day",   # ]
  """1
week""", [1, 2], 1979-05-27 07:32:00,
  { "a" = 1, b.c = [
    2] },
]

[[rules]]
number = 1
text.ru = """
[[rules]]
number = 7 \\""" \\
"quoted" """"
text.en = \'\'\'
it\\\'s \'\'\'\'

[rules.title]
ru = ""
en = \'\'

[[rules]] # the second
number = 2
title = { ru = "{", en = "}" }
[[rules.notes]]
at = true
[[rules.notes]]
at = false

[late.below]
x = 0
[late]
"\\u0061" = 1
'''

EXPECTED: dict[Path, int] = {
    ("title",): 2,
    ("blocks",): 4,
    ("blocks", "threshold"): 5,
    ("blocks", "quoted key"): 6,
    ("blocks", "quoted key", 'another "one"'): 6,
    ("blocks", "when"): 7,
    ("blocks", "terms"): 8,
    ("blocks", "terms", 0): 9,
    ("blocks", "terms", 1): 10,
    ("blocks", "terms", 2): 11,
    ("blocks", "terms", 2, 1): 11,
    ("blocks", "terms", 3): 11,
    ("blocks", "terms", 4): 12,
    ("blocks", "terms", 4, "a"): 12,
    ("blocks", "terms", 4, "b"): 12,
    ("blocks", "terms", 4, "b", "c"): 12,
    ("blocks", "terms", 4, "b", "c", 0): 13,
    ("rules",): 16,
    ("rules", 0): 16,
    ("rules", 0, "number"): 17,
    ("rules", 0, "text"): 18,
    ("rules", 0, "text", "ru"): 18,
    ("rules", 0, "text", "en"): 22,
    ("rules", 0, "title"): 25,
    ("rules", 0, "title", "ru"): 26,
    ("rules", 0, "title", "en"): 27,
    ("rules", 1): 29,
    ("rules", 1, "number"): 30,
    ("rules", 1, "title"): 31,
    ("rules", 1, "title", "ru"): 31,
    ("rules", 1, "notes"): 32,
    ("rules", 1, "notes", 0): 32,
    ("rules", 1, "notes", 0, "at"): 33,
    ("rules", 1, "notes", 1): 34,
    ("rules", 1, "notes", 1, "at"): 35,
    ("late", "below"): 37,
    ("late", "below", "x"): 38,
    ("late",): 39,
    ("late", "a"): 40,
}


def test_each_value_is_found_at_its_line() -> None:
    found = lines_of(WRITTEN)
    assert {path: found.get(path) for path in EXPECTED} == EXPECTED


def ways(value: Any, way: Path = ()) -> set[Path]:
    match value:
        case dict():
            below = value.items()
        case list():
            below = dict(enumerate(value)).items()
        case _:
            return {way}
    return {way}.union(*(ways(inner, (*way, key)) for key, inner in below))


def test_the_lines_know_every_value_and_nothing_else() -> None:
    assert set(lines_of(WRITTEN)) == ways(tomllib.loads(WRITTEN))


def test_a_value_that_is_missing_is_told_by_what_is_around_it() -> None:
    lines = lines_of(WRITTEN)

    assert line_of(lines, ("rules", 1, "title", "de")) == 31
    assert line_of(lines, ("rules", 1, "text", "ru")) == 29
    assert line_of(lines, ("reminders", "quiet")) == 1


def test_an_empty_file_has_one_line() -> None:
    assert lines_of("") == {(): 1}


names = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=8)
scalars = st.integers() | st.booleans() | names
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08x}" if char in '\\"' else char for char in text) + '"'


def as_toml(value: Any, gap: str) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case str():
            return quoted(value)
        case list():
            return "[" + gap + ("," + gap).join(as_toml(each, gap) for each in value) + gap + "]"
        case _:
            pairs = (f"{quoted(key)} = {as_toml(each, gap)}" for key, each in value.items())
            return "{ " + ", ".join(pairs) + " }"


@given(st.dictionaries(names, values, max_size=5), st.sampled_from([" ", "\n", " # ]\n"]))
def test_whatever_toml_holds_is_found(document: dict[str, Any], gap: str) -> None:
    text = "".join(f"{quoted(key)} = {as_toml(each, gap)}\n" for key, each in document.items())

    found = lines_of(text)

    assert set(found) == ways(tomllib.loads(text))
    lines = text.splitlines()
    for path, line in found.items():
        if path and isinstance(path[-1], str):
            assert quoted(path[-1]) in lines[line - 1]
