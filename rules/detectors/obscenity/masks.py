"""Words some of whose letters are hidden behind asterisks, dots or pictures, or left out."""

import re

from rules.detectors.obscenity.forms import FORMS

_STRONG = frozenset("*#@%&$+^~×•●■□▪█▓░=?!€£_")
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")
_RUN = re.compile("[^а-яa-z0-9]+")
_LIKE: dict[str, str] = {
    "a": "а",
    "b": "бв",
    "c": "сц",
    "d": "д",
    "e": "е",
    "f": "ф",
    "g": "гд",
    "h": "хн",
    "i": "и",
    "j": "й",
    "k": "к",
    "l": "л",
    "m": "м",
    "n": "нп",
    "o": "о",
    "p": "пр",
    "r": "рг",
    "s": "с",
    "t": "т",
    "u": "уи",
    "v": "в",
    "x": "х",
    "y": "уйы",
    "z": "з",
    "0": "о",
    "3": "з",
    "4": "ч",
    "6": "б",
    "9": "я",
    "1": "ил",
}
_HYPHENS = frozenset("-–—")
_LONGEST = 20
_ALONE = frozenset("йяюие")
"""With what «х.й» may end: two letters and a dot are enough for no other word."""

_Part = str | tuple[int, int]
"""Letters of which one stands here, or how few and how many letters are hidden."""


def unmasked(text: str) -> str | None:
    """Give the obscene form with which a folded, masked word begins, or None."""
    if len(text) > _LONGEST or not text or not text[0].isalnum():
        return None
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < 2 or not any(sign in _CYRILLIC for sign in letters):
        return None
    parts = _parts(text, letters)
    if parts is None:
        return None
    # what follows the last hidden letter and the letter after it may be any ending
    last = max(place for place, part in enumerate(parts) if isinstance(part, tuple))
    open_end = len(letters) >= 3 and len(parts) > last + 2
    wanted = parts[: last + 2] if open_end else parts
    plain = [part for part in wanted if isinstance(part, str) and len(part) == 1]
    for form in _BY_LETTER.get(text[0], ()):
        if all(letter in form for letter in plain) and _fits(form, wanted, open_end=open_end):
            return form
    return None


def _parts(text: str, letters: list[str]) -> list[_Part] | None:
    parts: list[_Part] = []
    place = 0
    for run in _RUN.finditer(text):
        parts += [_LIKE.get(sign, sign) for sign in text[place : run.start()]]
        hidden = run[0]
        if hidden in _HYPHENS:
            return None
        strong = any(sign in _STRONG or ord(sign) > 0x2300 for sign in hidden)
        dots = "…" in hidden or hidden.startswith("..")
        if (
            not (strong or dots)
            and len(letters) < 3
            and not (text[0] in "хx" and text[-1] in _ALONE)
        ):
            return None
        fewest = 1 if strong or dots else 0
        parts.append((fewest, 5 if dots else len(hidden) + (2 if len(hidden) > 1 else 1)))
        place = run.end()
    if place == 0 or place == len(text):
        return None
    return [*parts, *(_LIKE.get(sign, sign) for sign in text[place:])]


def _fits(form: str, parts: list[_Part], *, open_end: bool) -> bool:
    reached = {0}
    for part in parts:
        if isinstance(part, tuple):
            few, many = part
            reached = {at + step for at in reached for step in range(few, many + 1)}
        else:
            reached = {at + 1 for at in reached if at < len(form) and form[at] in part}
        reached = {at for at in reached if at <= len(form)}
        if not reached:
            return False
    return max(reached) >= 3 if open_end else len(form) in reached


_BY_LETTER: dict[str, tuple[str, ...]] = {}
for _letter, _alike in {
    "х": "хxh",
    "п": "пpn",
    "б": "бb6",
    "е": "еe",
    "м": "мm",
    "с": "сc",
}.items():
    _forms = tuple(sorted((form for form in FORMS if form[0] == _letter), key=len))
    _BY_LETTER.update(dict.fromkeys(_alike, _forms))
for _letter in "нозудшгрвдапи":
    _BY_LETTER[_letter] = _BY_LETTER.get(_letter) or tuple(
        sorted((form for form in FORMS if form[0] == _letter), key=len)
    )
