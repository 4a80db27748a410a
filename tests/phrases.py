"""`uv run python -m tests.phrases [WORD]`: what the bot makes of every phrase in the tests.

Each phrase that a teacher might type is collected from the tests and typed by a moderator in a
group, in answer to a student's message; those of the private conversation are typed in private.
One line a phrase: the phrase, and what the bot recorded, said, and where. Read it for nonsense and
wrong guesses. With a word, only the phrases that contain it.
"""

import ast
import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from loguru import logger

from bot.sandbox.conversations import Message
from tests.in_process.lesson import STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import open_prepared

_TESTS = Path(__file__).parent
_FOLDERS = ("handlers", "in_process", "rules", "scenarios", "rights")
_SAYING = frozenset("parametrize say says send write writes writes_privately read_command".split())
_ARGUMENTS_OF = {
    "test_called.py": "/н",
    "test_arguments.py": "/н",
    "test_terms.py": "/блок",
    "test_periods.py": "/отчёт",
}
"""Tests whose phrases are what follows a command."""

_PRIVATE = frozenset({"test_menus.py", "test_plain_words.py", "test_private_words.py"})
_COMMAND = re.compile(r"[/!]\s?[^\W\d_]|(?:бот|порядок|bot)\b|@", re.IGNORECASE)
_LONGEST = 90


def collect() -> dict[str, bool]:
    """Return the phrases in the order of the tests, and whether each is for private messages."""
    phrases: dict[str, bool] = {}
    for folder in _FOLDERS:
        for path in sorted((_TESTS / folder).rglob("test_*.py")):
            for words in _strings(ast.parse(path.read_text("utf-8"))):
                command = _ARGUMENTS_OF.get(path.name)
                phrase = words if command is None or words[0] in "/!" else f"{command} {words}"
                private = path.name in _PRIVATE
                if _COMMAND.match(phrase) or (private and re.match(r"[А-Яа-яЁё]", phrase)):
                    phrases.setdefault(phrase, private)
    return phrases


def _strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name not in _SAYING:
            continue
        for each in (inner for argument in node.args for inner in ast.walk(argument)):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                words = each.value.strip()
                if words and len(words) <= _LONGEST and re.search(r"[^\W\d_]", words):
                    yield words


async def play(phrase: str, *, private: bool) -> str:
    """Type the phrase as the teacher; return what came of it in one line."""
    with TemporaryDirectory() as folder:
        async with open_prepared(Path(folder), found_lesson) as lesson:
            answered = await lesson.say(STUDENT, "купите у меня наушники")
            peers = {"чат": lesson.main, "лично": int(TEACHER)}
            before = {peer: _shown(lesson, peer) for peer in peers.values()}
            known = len(await lesson.facts())
            if private:
                await lesson.say(TEACHER, phrase, to=TEACHER)
            else:
                await lesson.say(TEACHER, phrase, reply_to=answered)
            done = [type(fact).__name__ for fact in (await lesson.facts())[known:]]
            said = [
                f"{place}: {words}"
                for place, peer in peers.items()
                for number, words in _shown(lesson, peer).items()
                if before[peer].get(number) != words
            ]
    return " ‖ ".join(filter(None, (" + ".join(done), *said))) or "—"


def _shown(lesson: Lesson, peer: int) -> dict[int, str]:
    return {each.conversation_message_id: _line(lesson, each) for each in lesson.said(peer)}


def _line(lesson: Lesson, message: Message) -> str:
    text = re.sub(r"\[\w+\|([^\]]*)\]", r"\1", message.text).replace("\n", " / ")
    return " ".join((text, *(f"[{label}]" for label in lesson.labels(message))))


async def _main(word: str) -> None:
    for phrase, private in collect().items():
        if word in phrase:
            came = await play(phrase, private=private)
            print(f"{'(лично) ' if private else ''}{phrase!r} → {came}", flush=True)


if __name__ == "__main__":
    logger.remove()
    asyncio.run(_main(" ".join(sys.argv[1:])))
