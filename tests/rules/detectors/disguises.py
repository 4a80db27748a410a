"""Disguises: from a word, what teenagers make of it. Tests derive with them; nothing is quoted."""

from collections.abc import Callable

WORDS = tuple(
    (
        "хуй хуйня хуёвый нахуй похуй охуел хуесос пизда пиздец пиздеть распиздяй спиздил"
        " ебать ебал"
        " ебаный заебал наебал уебок ебло ебанутый долбоеб блядь бля блять блядский мудак пидор"
        " пидорас залупа сука сучка шлюха гандон дрочить выебать отъебись хуйло"
    ).split()
)
VOWELS = "аеёиоуыэюя"

_SEEN = str.maketrans("аеосрухквнмт", "aeocpyxkBHMT")
_SOUND = {
    **dict(zip("абвгдезиклмнопрстуфхыэ", "abvgdeziklmnoprstufhye", strict=True)),
    "ё": "e",
    "ж": "zh",
    "й": "y",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_KEYS = dict(
    zip("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", strict=True)
)


def _first_vowel(word: str, sign: str) -> str:
    place = next(at for at in range(1, len(word)) if word[at] in VOWELS)
    return word[:place] + sign + word[place + 1 :]


def _between(sign: str) -> Callable[[str], str]:
    return lambda word: sign.join(word)


DISGUISES: dict[str, Callable[[str], str]] = {
    "look-alike letters": lambda word: word.translate(_SEEN),
    "transliterated": lambda word: "".join(_SOUND[letter] for letter in word),
    "other layout": lambda word: "".join(_KEYS[letter] for letter in word),
    "letters by spaces": _between(" "),
    "letters by dots": _between("."),
    "letters by slashes": _between("/"),
    "letters by lines": _between("\n"),
    "letters by emoji": _between("😀"),
    "letters by zero width": _between("\u200b"),
    "letters by soft hyphens": _between("\u00ad"),
    "letters by commas": _between(","),
    "drawn out": lambda word: word[0] + word[1] * 5 + word[2:],
    "doubled": lambda word: "".join(letter * 2 for letter in word),
    "asterisk for a vowel": lambda word: _first_vowel(word, "*"),
    "picture for a vowel": lambda word: _first_vowel(word, "🔥"),
    "struck through": lambda word: "".join(f"{letter}\u0336" for letter in word),
    "in turn capital": lambda word: "".join(
        letter.upper() if place % 2 else letter for place, letter in enumerate(word)
    ),
    "full width": lambda word: "".join(
        chr(0xFEE0 + ord(letter)) if letter.isascii() else letter
        for letter in word.translate(_SEEN)
    ),
    "brackets round letters": lambda word: "".join(f"[{letter}]" for letter in word),
    "brackets round one": lambda word: f"{word[0]}({word[1]}){word[2:]}",
    "a digit inside": lambda word: f"{word[:2]}1{word[2:]}",
    "digits for letters": lambda word: word.translate(str.maketrans("аоезбч", "@0€364")),
    "other Cyrillic": lambda word: word.translate(str.maketrans("ие", "іє")),
    "latin and spaces": lambda word: " ".join(word.translate(_SEEN)),
    "drawn out in latin": lambda word: (word[0] + word[1] * 4 + word[2:]).translate(_SEEN),
    "transliterated with digits": lambda word: "".join(_SOUND[letter] for letter in word).translate(
        str.maketrans("ioa", "104")
    ),
    "backwards": lambda word: word[::-1],
}
