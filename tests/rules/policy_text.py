"""A policy file as a college might write it, and ways to get it wrong."""

import re
from collections.abc import Sequence

import pytest

from bot.policy.file import mistakes_in_words
from locales.texts import Catalogues
from rules.policy_file import PolicyFileError, load_policy
from rules.policy_file.mistakes import Mistake

RUSSIAN, ENGLISH = (Catalogues.load().texts(language) for language in ("ru", "en"))

GIVEN = '''\
version = "2026-09"
[blocks]
threshold = 3
mode = "proposed"
terms = [
    "1 day",
    "1 week",
    "1 month",
]
greatest = "1 month"
ladder = ["1 day", "1 month"]
[violations]
since = "09-01"
[apology]
vote = "24 hours"
pause = "3 days"
[reminders]
quiet = "30 minutes"
violations = 3
people = 2
within = "10 minutes"
[newcomers]
gathering = "30 seconds"
[undo]
window = "10 minutes"
[[rules]]
number = 2
title.ru = "Б"
title.en = "B"
text.ru = "Бэ"
text.en = "Bee"
[[rules]]
number = 1
detectors = ["link"]
[rules.title]
ru = "А"
en = "A"
[rules.text]
ru = """
А-а
"""
en = "Ah"
'''
LAST = GIVEN.count("\n")


def but(line: int, written: str) -> str:
    """The file with other words on that line; `|` parts lines."""
    lines = GIVEN.splitlines()
    lines[line - 1] = written.replace("|", "\n")
    return "\n".join(lines)


def mistakes_in(text: str) -> Sequence[Mistake]:
    """What is wrong with a file, in the order of its lines."""
    with pytest.raises(PolicyFileError) as caught:
        load_policy(text, "правила.toml")
    return caught.value.mistakes


def complaints(text: str) -> list[str]:
    """What is told of a wrong file: each mistake in one line, in the order of the file's lines."""
    told = list(mistakes_in_words(PolicyFileError("правила.toml", mistakes_in(text)), RUSSIAN))
    for words in told:
        assert "\n" not in words
        assert re.search("[а-я]", words)
    return told


def complaint(text: str) -> str:
    """What is told of a file that has one mistake, and of nothing else."""
    [words] = complaints(text)
    return words
