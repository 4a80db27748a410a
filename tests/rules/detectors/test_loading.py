"""Loading the detectors of conduct is cheap: what takes long to load waits until it is needed."""

import subprocess
import sys

import pytest

from rules.assembly import maker_of
from rules.detectors.inspection import Setup
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import ROWS, Detector

LOAD = """
import sys
import rules.detectors.attachment, rules.detectors.flood, rules.detectors.insult
import rules.detectors.late
print(*sorted({module.partition(".")[0] for module in sys.modules}))
"""

MAKE = """
import sys
from datetime import UTC
from rules.assembly import watchers_for
from rules.detectors.registry import Detector
from rules.settings import ChatSettings, Setting, settings_from

def loaded():
    return [each.value for each in Detector if f"rules.detectors.{each}" in sys.modules]

print(*loaded())
watchers_for(settings_from({Setting("flood"): "hint"}), permitted=(), zone=UTC)
print(*loaded())
watchers_for(ChatSettings(), permitted=(), zone=UTC, repeated=True)
print(*loaded())
"""


def printed(code: str) -> list[list[str]]:
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [line.split() for line in told.stdout.splitlines()]


def test_loading_brings_in_no_library() -> None:
    (loaded,) = printed(LOAD)

    assert "rules" in loaded
    assert not set(loaded) & {"rapidfuzz", "asyncio", "numpy", "pydantic"}


def test_a_detector_is_loaded_when_a_chat_has_it_on() -> None:
    at_start, with_one, with_those_of_the_bot = printed(MAKE)

    assert at_start == []
    assert with_one == ["flood"]
    assert with_those_of_the_bot == ["obscenity", "insult", "flood", "link", "personal_data"]


@pytest.mark.parametrize("detector", Detector)
def test_every_detector_has_its_row_and_its_module(detector: Detector) -> None:
    assert detector in ROWS
    made = maker_of(detector)(Setup())
    assert made is None or not made.detect(Message(text="добрый день", author=NOBODYS))
