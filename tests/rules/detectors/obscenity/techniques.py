"""Ways in which people disguise a word; each makes its variants of any Russian word."""

from collections.abc import Callable, Iterator
from inspect import isgeneratorfunction

Technique = Callable[[str], Iterator[str]]

_WORDS = """
хуй нахуй похуй хуйня охуеть хуёвый пизда пиздец пиздит распиздяй ебать заебал ебаный уёбок
наебал долбоёб ебанутый блять блядь сука мудак пидор пидорас хуесос шлюха залупа ебало хуета
"""
WORDS = _WORDS.split()

LATIN = str.maketrans("асехорукмнтвбзйи", "acexopykmhtbb3uu")
GREEK = str.maketrans("аеиорухкпт", "αειορυχκπτ")
OTHER_CYRILLIC = str.maketrans("иехсдузжкуао", "ієӽѕԁүҙҗқұәө")
DIGITS = str.maketrans("зобчяа", "30649@")
SOUND = dict(
    zip(
        "абвгдеёзийклмнопрстуфыэжхцчшщюяъь",
        [*"abvgdeeziyklmnoprstufye", *"zh h c ch sh sch yu ya".split(), "", ""],
        strict=True,
    )
)
KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
MATHEMATICAL = {chr(ord("a") + n): chr(0x1D4EA + n) for n in range(26)}
FULL_WIDTH = {chr(ord("a") + n): chr(0xFF41 + n) for n in range(26)}
CIRCLED = {chr(ord("a") + n): chr(0x24D0 + n) for n in range(26)}
REGIONAL = {chr(ord("a") + n): chr(0x1F1E6 + n) for n in range(26)}
SMALL_CAPITALS = dict(zip("abcdefghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", strict=True))


def in_latin(word: str, x: str = "h", y: str = "y") -> str:
    """Give a word in Latin letters by its sound."""
    spelt = "".join(SOUND[letter] for letter in word)
    return spelt.replace("h", x) if "ch" not in spelt and "sh" not in spelt else spelt


def plain(word: str) -> Iterator[str]:
    yield from (word, word.upper(), word.capitalize(), word.replace("ё", "е"))


def odd_capitals(word: str) -> Iterator[str]:
    yield "".join(letter.upper() if n % 2 else letter for n, letter in enumerate(word))


def stretched(word: str) -> Iterator[str]:
    for place in range(len(word)):
        yield word[:place] + word[place] * 4 + word[place + 1 :]
    yield "".join(letter * 2 for letter in word)


def latin_letters(word: str) -> Iterator[str]:
    yield word.translate(LATIN)
    for place in range(len(word)):
        if (other := word[place].translate(LATIN)) != word[place]:
            yield word[:place] + other + word[place + 1 :]


def greek_letters(word: str) -> Iterator[str]:
    yield word.translate(GREEK)


def other_cyrillic(word: str) -> Iterator[str]:
    yield word.translate(OTHER_CYRILLIC)


def digits(word: str) -> Iterator[str]:
    if word.translate(DIGITS) != word:
        yield word.translate(DIGITS)


def by_sound(word: str) -> Iterator[str]:
    yield in_latin(word)
    yield in_latin(word, x="x")


def other_layout(word: str) -> Iterator[str]:
    yield word.translate(KEYS)


def spread(word: str) -> Iterator[str]:
    for gap in (" ", ".", "-", "_", ",", "/", "|", "*", " - ", "\n", "  ", "·", "~", "+", "'"):
        yield gap.join(word)


def spread_by_pictures(word: str) -> Iterator[str]:
    for gap in ("🐶", " 🔥 ", "❤️"):
        yield gap.join(word)


def hidden(word: str) -> Iterator[str]:
    for gap in ("\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u202e", "\u0336", "\u0301"):
        yield gap.join(word)


def combining(word: str) -> Iterator[str]:
    yield "".join(letter + "\u0335\u0323" for letter in word)


def fonts(word: str) -> Iterator[str]:
    for font in (MATHEMATICAL, FULL_WIDTH, CIRCLED):
        yield "".join(font.get(letter, letter) for letter in in_latin(word, x="x"))


def cut_in_two(word: str) -> Iterator[str]:
    if len(word) > 3:
        yield word[:2] + "-" + word[2:]
        yield word[: len(word) // 2] + "." + word[len(word) // 2 :]


def masked(word: str) -> Iterator[str]:
    for sign in "*#@$":
        for place in range(1, len(word) - 1):
            yield word[:place] + sign + word[place + 1 :]
    if len(word) > 4:
        yield word[:2] + "**" + word[4:]


def glued(word: str) -> Iterator[str]:
    yield from (f"ты{word}", f"сука{word}", f"{word}блять")


def backwards(word: str) -> Iterator[str]:
    yield word[::-1]


def beside_signs(word: str) -> Iterator[str]:
    yield from (
        f"({word})",
        f"*{word}*",
        f"«{word}»",
        f"#{word}",
        f"{word}!!!",
        f"...{word}...",
        f"_{word}_",
    )


def techniques_in(module: dict[str, object]) -> dict[str, Technique]:
    """The techniques of a module by name: its functions that make several variants."""
    return {name: made for name, made in module.items() if isgeneratorfunction(made)}


KNOWN = techniques_in(globals())
"""The ways that the rules were made for."""
