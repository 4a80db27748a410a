"""Ways of disguising that were written after the rules had been frozen, to see how they do.

What they showed to be weak in general was mended since; no rule names one of them.
"""

from collections.abc import Iterator
from itertools import cycle

from tests.rules.detectors.obscenity.techniques import (
    DIGITS,
    GREEK,
    LATIN,
    REGIONAL,
    SMALL_CAPITALS,
    SOUND,
    in_latin,
    techniques_in,
)

VOWELS = "аеёиоуыэюя"
OTHER_SOUND = {**SOUND, "ь": "'", "ё": "yo", "й": "j", "я": "ja", "ю": "ju", "ц": "ts", "х": "kh"}
SUPERSCRIPT = dict(zip("abdeghijklmnoprtuvwxyzcfs", "ᵃᵇᵈᵉᵍʰⁱʲᵏˡᵐⁿᵒᵖʳᵗᵘᵛʷˣʸᶻᶜᶠˢ", strict=True))
JOINED = {"х": "}{", "п": "/7", "я": "9|", "л": "/\\", "о": "()", "н": "|-|"}


def long_word_without_vowels(word: str) -> Iterator[str]:
    bare = word[0] + "".join(letter for letter in word[1:] if letter not in VOWELS)
    if len(bare) > 3:
        yield bare


def a_vowel_left_out(word: str) -> Iterator[str]:
    for place in range(1, len(word) - 1):
        if word[place] in VOWELS and len(word) > 5:
            yield word[:place] + word[place + 1 :]


def letters_behind_dots(word: str) -> Iterator[str]:
    if len(word) > 4:
        yield word[:1] + "…" + word[3:]


def two_letters_swapped(word: str) -> Iterator[str]:
    if len(word) > 3:
        for place in range(len(word) - 1):
            if word[place] != word[place + 1]:
                yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def bracketed(word: str) -> Iterator[str]:
    for left, right in ("()", "[]", "{}", "<>", "**", "__", "||", "~~"):
        yield "".join(left + letter + right for letter in word)


def digit_put_in(word: str) -> Iterator[str]:
    for place in range(1, len(word)):
        yield word[:place] + "1" + word[place:]
    yield "7".join(word)


def sound_and_digits(word: str) -> Iterator[str]:
    yield in_latin(word, x="x").replace("i", "1").replace("e", "3").replace("a", "4")
    yield in_latin(word).replace("o", "0").replace("a", "@")


def spaced_look_alikes(word: str) -> Iterator[str]:
    yield " ".join(word.translate(LATIN))
    yield ".".join(word.translate(DIGITS))


def spaced_sound(word: str) -> Iterator[str]:
    yield from (gap.join(in_latin(word, x="x")) for gap in " .")


def joined_signs(word: str) -> Iterator[str]:
    yield from (word.replace(letter, signs) for letter, signs in JOINED.items() if letter in word)


def vowels_as_signs(word: str) -> Iterator[str]:
    for sign in "*#%":
        hidden = word[0] + "".join(sign if one in VOWELS else one for one in word[1:])
        if 2 * sum(map(str.isalpha, hidden)) > len(word):
            yield hidden


def broken_over_lines(word: str) -> Iterator[str]:
    for place in range(2, len(word) - 1):
        yield from (word[:place] + gap + word[place:] for gap in ("- ", "-\n", "\n", " "))


def picture_put_in(word: str) -> Iterator[str]:
    yield from (word[:place] + "🔥" + word[place:] for place in range(1, len(word)))


def picture_for_a_letter(word: str) -> Iterator[str]:
    yield from (word[:place] + "🍆" + word[place + 1 :] for place in range(1, len(word) - 1))


def key_caps(word: str) -> Iterator[str]:
    caps = (letter.translate(DIGITS) for letter in word)
    yield "".join(cap + "\ufe0f\u20e3" if cap.isdigit() else cap for cap in caps)


def flags(word: str) -> Iterator[str]:
    letters = [REGIONAL.get(letter, letter) for letter in in_latin(word, x="x")]
    yield from ("".join(letters), "\u200b".join(letters), " ".join(letters))


def small_letters(word: str) -> Iterator[str]:
    for font in (SMALL_CAPITALS, SUPERSCRIPT):
        yield "".join(font.get(letter, letter) for letter in in_latin(word, x="x"))


def marked_up(word: str) -> Iterator[str]:
    yield from (f"[b]{word}[/b]", f"~~{word}~~", f"||{word}||", f"`{word}`", f"**{word}**")
    yield word[:1] + "**" + word[1:2] + "**" + word[2:]


def stressed(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        if letter in VOWELS:
            yield word[: place + 1] + "\u0301" + word[place + 1 :]


def inside_clean_words(word: str) -> Iterator[str]:
    yield from (f"привет{word}друг", f"иди{word}отсюда", f"вот{word}а")


def hidden_look_alikes(word: str) -> Iterator[str]:
    yield "\u200b".join(word.translate(LATIN))
    yield "\u00ad".join(word.translate(GREEK))


def masked_look_alikes(word: str) -> Iterator[str]:
    seen = word.translate(LATIN)
    yield from (seen[:place] + "*" + seen[place + 1 :] for place in range(1, len(word) - 1))


def stretched_look_alikes(word: str) -> Iterator[str]:
    yield "".join(letter * 2 for letter in word.translate(LATIN))
    yield "".join(letter * 2 for letter in in_latin(word, x="x"))


def repeated(word: str) -> Iterator[str]:
    yield from (word[:2] + word, word + word, f"{word}-{word}", f"{word}инг", f"{word}ович")


def other_systems(word: str) -> Iterator[str]:
    yield "".join(OTHER_SOUND[letter] for letter in word)
    yield "".join({**SOUND, "я": "9", "ч": "4", "х": "x", "й": "j"}[letter] for letter in word)


def by_ear(word: str) -> Iterator[str]:
    changes = (("зд", "зт"), ("о", "а"), ("й", "и"), ("ть", "т"), ("ё", "йо"), ("л", "лл"))
    yield from (word.replace(one, other) for one, other in changes if one in word)


def half_transliterated(word: str) -> Iterator[str]:
    for place in (2, len(word) - 2):
        yield word[:place] + in_latin(word[place:], x="x")
        yield in_latin(word[:place], x="x") + word[place:]


def odd_spaces(word: str) -> Iterator[str]:
    yield from (gap.join(word) for gap in ("\u2009", "\u00a0", "\u3000", "\t", "\u200a\u200b"))


def backwards_and_spread(word: str) -> Iterator[str]:
    yield " ".join(word[::-1])


def by_pairs(word: str) -> Iterator[str]:
    pairs = [word[place : place + 2] for place in range(0, len(word), 2)]
    yield from (" ".join(pairs), ".".join(pairs), "-".join(pairs))


def irregular_gaps(word: str) -> Iterator[str]:
    gaps = cycle(".- _-. .")
    yield "".join(letter + next(gaps) for letter in word)


def two_letters_masked(word: str) -> Iterator[str]:
    if len(word) > 5:
        yield from (
            word[:1] + "**" + word[3:],
            word[:2] + "…" + word[3:],
            word[:2] + "***" + word[4:],
        )


NEW = techniques_in(globals())
"""The ways that tell how well the rules do with what they were not made for."""
