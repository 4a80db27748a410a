"""A policy file as a college might write it, and ways to get it wrong."""

import re

import pytest

from rules.policy_file import PolicyFileError, load_policy

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


def complaint(text: str) -> str:
    with pytest.raises(PolicyFileError) as caught:
        load_policy(text, "правила.toml")
    words = str(caught.value)
    assert "\n" not in words
    assert re.search("[а-я]", words)
    return words
