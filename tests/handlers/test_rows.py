"""The subjects' rows: each command, button, dialogue and fact has one owner."""

from collections import Counter

import pytest

from handlers import dispatch
from handlers.commands import Command
from handlers.conversation.rows import Rows


def rows() -> dict[str, Rows]:
    modules = {name: getattr(module, "ROWS", None) for name, module in vars(dispatch).items()}
    return {name: each for name, each in modules.items() if isinstance(each, Rows)}


@pytest.mark.parametrize("kind", ["commands", "private", "buttons", "announcers"])
def test_no_two_subjects_register_the_same(kind: str) -> None:
    owners = Counter(key for each in rows().values() for key in getattr(each, kind))
    assert owners
    assert {key for key, number in owners.items() if number > 1} == set()


def test_dialogues_are_told_apart_by_their_kind() -> None:
    assert sum(len(each.dialogues) for each in rows().values()) == len(dispatch.DIALOGUES)


def test_every_command_is_answered() -> None:
    assert dispatch.COMMANDS.keys() == set(Command)
