"""Recognises the encoding of a table by its Russian words, since the file does not name it."""

import math
from collections.abc import Sequence

from bot.roster.rows import TableError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OF_A_BYTE = ("cp1251", "cp866", "mac_cyrillic", "koi8_r", "iso8859_5")

_SHARES = (
    "о10.97 е8.45 а8.01 и7.35 н6.70 т6.26 с5.47 р4.73 в4.54 л4.40 к3.49 м3.21 д2.98 п2.81 у2.62 "
    "я2.01 ы1.90 ь1.74 г1.70 з1.65 б1.59 ч1.44 й1.21 х0.97 ж0.94 ш0.73 ю0.64 ц0.48 щ0.36 э0.32 "
    "ф0.26 ъ0.04 ё0.04"
)
"""The frequency of each letter in Russian, in percent."""

_LIKELY = {pair[0]: math.log(float(pair[1:]) / 100) for pair in _SHARES.split()}
_SIGNS = frozenset("№«»–—…\u00a0")
_UNLIKELY = math.log(0.0002)
"""The same for anything that is no Russian letter, or stands where none does."""

_ENOUGH = 0.9
"""The share of characters (neither ASCII nor common signs) that have to fit Russian words."""

_ENOUGH_TO_TELL = 100_000
"""Characters that are looked at."""

_CLEARLY = 6.0
"""By how much (in nats) the best reading has to be more likely than the next one."""


def decode(content: bytes) -> str:
    """Return the text of a file. Raises `TableError` if its encoding cannot be recognised."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if 0 in content:
        # UTF-16 without a mark: the upper byte of Latin letters is 0, of Russian ones 4
        first, second = (half.count(0) + half.count(4) for half in (content[::2], content[1::2]))
        return _decoded(content, "utf-16-le" if second > first else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as mistake:
        return _by_letters(content, mistake)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as mistake:
        line = content[: mistake.start].decode(encoding, "ignore").count("\n") + 1
        raise TableError(
            f"строка {line} повреждена, хотя файл начат как {encoding.upper().removesuffix('-SIG')}"
        ) from None


def _by_letters(content: bytes, mistake: UnicodeDecodeError) -> str:
    readings = []
    for encoding in _OF_A_BYTE:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        likely, fitting = _russian(text[:_ENOUGH_TO_TELL])
        readings.append((likely, fitting, text))
    readings.sort(reverse=True)
    if readings and readings[0][1] >= _ENOUGH and _is_clear(readings):
        return readings[0][2]
    broken = content.decode("utf-8", "replace")
    if broken.count("\ufffd") * 10 <= sum(char > "\x7f" for char in broken):
        line = content[: mistake.start].count(b"\n") + 1
        raise TableError(f"строка {line} повреждена: это не UTF-8, хотя остальное — UTF-8")
    raise TableError("не понять, в какой он кодировке: сохраните его в UTF-8")


def _is_clear(readings: Sequence[tuple[float, float, str]]) -> bool:
    (best, _, text), *others = readings
    return not others or best - others[0][0] >= _CLEARLY or others[0][2] == text


def _russian(text: str) -> tuple[float, float]:
    """Return the likelihood of the non-ASCII text as Russian (nats), and the share of it that
    fits."""
    likely = 0.0
    total = fitting = 0
    for before, char in zip(" " + text, text, strict=False):
        if char < "\x80":
            continue
        total += char not in _SIGNS
        # neither «иВан» nor «Mьller» is a word
        misplaced = (before.islower() and char.isupper()) or (before.isascii() and before.isalpha())
        if misplaced or char.lower() not in _LIKELY:
            likely += _UNLIKELY
        else:
            likely += _LIKELY[char.lower()]
            fitting += 1
    return likely, fitting / total if total else 0.0
