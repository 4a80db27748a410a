"""All detectors together: messages a second, the worst hostile message, what they cost at start.

Each speed stands beside that of parting the same texts into small words, in the same process: what
slows the machine slows both.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice

from rules.detectors import insult, obscenity
from rules.detectors.inspection import Inspection
from rules.detectors.message import Message
from rules.detectors.obscenity import Reader
from rules.detectors.registry import Detector
from rules.ids import ChatId, MemberId
from tests.bench.collection import rows
from tests.bench.dispatch import CHATS, text_of, with_everything_on
from tests.bench.figures import rate

PEOPLE = 30
_HOSTILE = (
    *("х", "х*", "х у ", "д*бял ", "убью тебя ", "9 ", "a.ru ", "ул. а ", "[id1|@all *"),
    *("х🐶", "д\u0301\u0302", "х у й ", "бля ", "zaeb "),
)
_LENGTH = 4096

_LISTED = ("крипта", '"ставка"', "пример.рф", "спайс 8", "ночной клуб")

_AT_START = """
import time
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20
import loguru, pydantic, sqlalchemy, vkbottle, rules.settings, rules.times
before, begun = resident(), time.perf_counter()
from datetime import UTC
from rules.assembly import watchers_for
from rules.detectors.inspection import Inspection
from rules.detectors.message import Message
from rules.ids import ChatId, MemberId
from rules.settings import OF_DETECTOR, settings_from
settings = settings_from({**dict.fromkeys(OF_DETECTOR.values(), "hint"), "forbidden": "voice"})
watchers = watchers_for(settings, permitted=(), zone=UTC)
inspection = Inspection(chat=ChatId(1), watchers=watchers)
started = time.perf_counter() - begun
begun = time.perf_counter()
for text in ("ну ты и х*й", "8 917 123-45-67", "мой сайт точка ру", "ты дурак", "с у к а"):
    inspection.look(Message(text=text, author=MemberId(1), at=1))
print(started, time.perf_counter() - begun, resident() - before)
"""


def print_table(*, quick: bool) -> None:
    """Print the table."""
    talk = _talk(1_000 if quick else 5_000)
    turns = 2 if quick else 7
    print("\n| all detectors together | value | aim |")
    print("|---|---:|---|")
    cold, warm, parted = _rates(talk, turns)
    print(f"| messages a second, cold | {cold:,.0f} | |")
    print(f"| messages a second, warm | {warm:,.0f} | 40 000 |")
    print(f"| of `lower().split()`, warm | {warm / parted:.3f} | |")
    for detector, alone in _alone(talk, turns).items():
        print(f"| {detector.value} alone, messages a second, warm | {alone:,.0f} | |")
    print(f"| worst hostile message of {_LENGTH}, ms | {_worst():.1f} | at most 20 |")
    started, first, megabytes = _at_start()
    print(f"| made ready at start, s | {started:.3f} | at most 0.1 |")
    print(f"| the first five suspicious messages, s | {first:.2f} | |")
    print(f"| memory after them, MB | {megabytes:.1f} | at most 20 |")


def _talk(messages: int) -> list[Message]:
    texts = [row.text for row in rows("stream_dev")] or [text_of(n) for n in range(messages)]
    return [_message(text, number) for number, text in enumerate(islice(cycle(texts), messages))]


def _message(text: str, number: int) -> Message:
    return Message(text=text, author=MemberId(number % PEOPLE + 1), at=1_790_000_000 + 10 * number)


def _rates(talk: list[Message], turns: int) -> tuple[float, float, float]:
    cold = warm = parted = 0.0
    for _ in range(turns):
        forget()
        look = _in_turn([with_everything_on(ChatId(number)) for number in range(CHATS)])
        cold = max(cold, rate(look, talk))
        warm = max(warm, rate(look, _later(talk)))
        parted = max(parted, rate(lambda message: message.text.lower().split(), talk))
    return cold, warm, parted


def _alone(talk: list[Message], turns: int) -> dict[Detector, float]:
    rates: dict[Detector, float] = {}
    for _ in range(turns):
        for detector, watcher in with_everything_on(ChatId(1), _LISTED).watchers.items():
            rate(watcher.detect, talk)
            warm = rate(watcher.detect, _later(talk))
            rates[detector] = max(warm, rates.get(detector, 0.0))
    return rates


def _later(talk: list[Message]) -> list[Message]:
    """Give the same a week later: then nothing is said again too soon."""
    return [replace(message, at=message.at + 7 * 86_400) for message in talk]


def forget() -> None:
    """Let the detectors forget what they have read."""
    obscenity._reader = Reader()  # noqa: SLF001 -- it remembers what it has read
    insult._of_all_chats.cache_clear()  # noqa: SLF001 -- so does it


def _in_turn(inspections: list[Inspection]) -> Callable[[Message], object]:
    chats = cycle(inspections)
    return lambda message: next(chats).look(message)


def _worst() -> float:
    worst = 0.0
    for shape in _HOSTILE:
        message = _message((shape * _LENGTH)[:_LENGTH], 0)
        best = 1.0
        for _ in range(3):
            forget()
            inspection = with_everything_on(ChatId(1))
            begun = time.process_time()
            inspection.look(message)
            best = min(best, time.process_time() - begun)
        worst = max(worst, best)
    return 1000 * worst


def _at_start() -> tuple[float, float, float]:
    said = subprocess.run(
        [sys.executable, "-c", _AT_START], capture_output=True, text=True, check=True
    ).stdout
    started, first, megabytes = map(float, said.split())
    return started, first, megabytes
