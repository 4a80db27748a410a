"""`bot detect FILE`: what the detectors find in the messages of a file, one per line."""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from handlers.voice import Voice
from handlers.words.detections import detector_words, word_detection
from locales.texts import Catalogues
from rules.assembly import watchers_for
from rules.detectors.detection import Detection
from rules.detectors.inspection import Inspection
from rules.detectors.message import NOBODYS, Message
from rules.ids import COLLEGE
from rules.policy import Policy
from rules.responses import Response
from rules.settings import OF_DETECTOR, settings_from


def detect_in(file: Path, policy: Policy, *, as_json: bool, locale: str, output: TextIO) -> int:
    """Write what is found in each line of a UTF-8 file («-»: standard input).

    Returns the exit status: 0, or 1 if the file cannot be read. The rate in messages a second goes
    to standard error.
    """
    try:
        lines = _lines(file)
    except (OSError, UnicodeDecodeError) as failure:
        print(f"Файл {file} не читается: {failure}", file=sys.stderr)  # noqa: T201
        return 1
    inspection = _inspection(policy)
    seconds = 0.0
    for number, text in enumerate(lines, start=1):
        began = time.perf_counter()
        found = inspection.look(Message(text=text, author=NOBODYS))
        seconds += time.perf_counter() - began
        if as_json:
            output.write(json.dumps(_as_json(number, found, policy), ensure_ascii=False) + "\n")
        elif found:
            output.writelines(_in_words(number, found, policy, locale))
    rate = len(lines) / seconds if seconds else 0.0
    print(f"{len(lines)} messages, {rate:,.0f} a second", file=sys.stderr)  # noqa: T201
    return 0


def _lines(file: Path) -> list[str]:
    raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    lines = raw.decode("utf-8-sig").split("\n")
    return [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]


def _inspection(policy: Policy) -> Inspection:
    # what needs more than a text is left out: without hours, list and the like it finds nothing
    settings = settings_from(dict.fromkeys(OF_DETECTOR.values(), Response.HINT.value))
    watchers = watchers_for(settings, permitted=policy.permitted, zone=UTC)
    return Inspection(chat=COLLEGE, watchers=watchers)


def _rule(detection: Detection, policy: Policy) -> int | None:
    rule = policy.conduct.watched_by(detection.detector)
    return None if rule is None else rule.number


def _as_json(number: int, found: Iterable[Detection], policy: Policy) -> dict[str, Any]:
    return {
        "line": number,
        "detections": [
            {
                "detector": each.detector.value,
                "class": each.label.value,
                "found": each.found,
                "certainty": round(each.certainty, 2),
                "rule": _rule(each, policy),
            }
            for each in found
        ],
    }


def _in_words(
    number: int, found: Iterable[Detection], policy: Policy, locale: str
) -> Iterator[str]:
    voice = Voice(
        texts=Catalogues.load().texts(locale), zone=ZoneInfo("UTC"), now=datetime.now(UTC)
    )
    for each in found:
        rule = policy.conduct.watched_by(each.detector)
        cited = "" if rule is None else f", {voice.cited_rule(rule)}"
        name = detector_words(each.detector, voice)
        yield f"{number}: {name}: {word_detection(each, voice)}{cited}\n"
