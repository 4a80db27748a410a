"""`python -m tests.dictionary`: make the obscenity detector's innocent parts of words anew.

The OpenCorpora dictionary (development dependency `pymorphy3-dicts-ru`) is read word form by word
form. What the patterns match in words that are not on the reviewed list of obscene ones is covered
by as few parts of words as will do, none of which stands in an obscene word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rules.detectors.obscenity import forms, roots

PARTS_FILE = Path(__file__).resolve().parents[1] / "rules/detectors/obscenity/innocent_parts.txt"
REVIEWED = frozenset(Path(__file__).with_name("reviewed_lemmas.txt").read_text("utf-8").split())
"""Lemmas of the dictionary that are obscene indeed, reviewed by eye."""

_OUTSIDE = """
вебкам вебка вебке вебку вебки вебкой вебмани вебасто себастопол ибанез эпидермо спидран
спидранер бляшка бляха блямба мандала мандалорец мудборд мудра хуанхэ хуавей роблять обробляти
заробляти гребанный гребанного гребанных гребанная гребанные гребаного хлебало выхухоль
"""
OUTSIDE = _OUTSIDE.split()
"""Words of today's chats that the dictionary does not know."""

_ALSO_OBSCENE = """
хули хуле охули охуле похули похуле ахующий нахующий шлюхан
"""
ALSO_OBSCENE = _ALSO_OBSCENE.split()
"""Obscene words that the dictionary has among the forms of innocent ones."""

_LONGEST = 12
_REPEATED = re.compile(r"(.)\1+")


def word_forms() -> Iterator[tuple[str, str]]:
    """Give every form of the dictionary with its lemma, in small letters without «ё»."""
    from pymorphy3 import MorphAnalyzer

    for form, _, lemma, *_ in MorphAnalyzer(lang="ru").dictionary.iter_known_words():
        yield form.replace("ё", "е"), lemma


def readings(form: str) -> set[str]:
    """Give a form as the detector reads it: as it stands, and with no letter repeated."""
    return {form, _REPEATED.sub(r"\1", form)}


def innocent_matches() -> tuple[set[tuple[str, int, int]], set[str]]:
    """Give what is matched in innocent words (with where), and the obscene words."""
    matches: set[tuple[str, int, int]] = set()
    obscene = {f"^{form}$" for form in (*forms.forms(), *ALSO_OBSCENE)}
    obscene |= {f"^{before}{form}$" for form in forms.forms() for before in ("за", "по", "на", "о")}
    pairs = [*word_forms(), *((word, "") for word in OUTSIDE)]
    for form, lemma in pairs:
        for word in readings(form):
            if lemma in REVIEWED:
                obscene.add(f"^{word}$")
                continue
            for found in roots.LOOSE.finditer(word):
                matches.add((f"^{word}$", found.start() + 1, found.end() + 1))
    return {match for match in matches if match[0] not in obscene}, obscene


def parts(matches: set[tuple[str, int, int]], obscene: set[str]) -> list[str]:
    """Cover the matches by few parts of words, none of which covers a match of an obscene word."""
    all_obscene = "\n".join(sorted(obscene))
    allowed: dict[str, bool] = {}
    covers: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for match in matches:
        word, start, end = match
        for left in range(max(0, start - _LONGEST), start + 1):
            for right in range(end, min(len(word), end + _LONGEST) + 1):
                part = word[left:right]
                if part not in allowed:
                    allowed[part] = part not in all_obscene
                # what follows a root tells nothing: a part must begin before it, or with the word
                if allowed[part] and (left < start or part[0] == "^"):
                    covers[part].add(match)
    left_over = set(matches)
    chosen = []
    counts = Counter({part: len(found) for part, found in covers.items()})
    while left_over and counts:
        best = max(counts, key=lambda part: (counts[part], len(part), part))
        if not counts[best]:
            break
        chosen.append(best)
        for match in covers[best] & left_over:
            left_over.discard(match)
            word, start, end = match
            for left in range(max(0, start - _LONGEST), start + 1):
                for right in range(end, min(len(word), end + _LONGEST) + 1):
                    if word[left:right] in counts:
                        counts[word[left:right]] -= 1
    for word, _, _ in left_over:
        chosen.append(word)
    return sorted(set(chosen))


def main() -> None:
    """Write the parts where the detector reads them."""
    chosen = parts(*innocent_matches())
    PARTS_FILE.write_text(
        "# Parts of innocent words that look obscene, made by `python -m tests.dictionary`:\n"
        "# `^` is the beginning of a word, `$` its end; without «ё» and repeated letters.\n"
        + "".join(f"{part}\n" for part in chosen),
        "utf-8",
    )


if __name__ == "__main__":
    main()
