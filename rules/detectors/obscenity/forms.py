"""Whole obscene words, for disguises in which only a whole word can be recognised.

These are words cut by a space, with two letters swapped, or reversed. The list uses braces (`{a,b}`
is either), in lower case without «ё».
"""

import re
from functools import cache

from rules.detectors.obscenity.real_words import REAL_PIECES, REAL_WORDS

_SPELT = """
{,на,по,ни,не,до,о,а}ху{й,я,ю,е}
ху{ем,и,ев,йня,йни,йню,йней,йло,йла,ета,ету,еты,ево,евый,евая,евое}
ху{евые,есос,есосы,еплет,ли,ле,йлан} {о,а}хуе{ть,л,ла,ли,ваю,вать,нно,нный,нная,вший,вшая}
похуист похуизм {,рас,с,от,на,про}пизд{еть,ел,ела,ели,ит,ишь,ят,ить,ил,или}
пизд{а,ы,у,е,ой,ец,еца,ецу,юк,юки,юля,юлей}
пизд{абол,обол,аболы,еж,атый,ато,атая,ос,юлина,анул,анула,енка} {пере,при,до}пизд{еть,ел,ить,ил}
{,за,на,вы,по,у,до,разъ,отъ,съ,про,подъ,въ,объ,при}еба{ть,л,ла,ли,ло,лся,лась,лись,н,на}
{,за,на,вы,по,у,до,разъ,отъ,съ,про,подъ,въ,объ,при}еба{ный,ная,ное,ные}
{,за,вы,у,долбо}ебан{ного,ную,ных,ному,утый,утая,утые,уть} ебан{ько,ат,аты,ашка,тяй}
{за,у,разъ}ебашить {за,у,разъ,долбо}еб{ись,у,ок,ки,ка,ище,ищный,ан,аны,ет,ут}
еб{ет,ут,у,ешь,лан,ланы,лана,ло,ла,лом,лище}
еб{учий,учая,учие,учее,ля,лей,ли,ень,еня,еней,ырь,ануться,нулся,нулась,нутый,нутая,альник}
{,въ,съ}ебись долбо{еб,ебы,еба,ебов,ебу,ебизм,ебина} мозго{еб,ебы}
заеб{ал,ала,али,ало,алось,ись,ца,ок} бля{,ть,дь,ди,дей} бля{дина,дство,дский,дская,дские}
сук{а,и,у,е,ой,ин,ины} суч{ка,ки,ара,ары,ий} муда{к,ки,ка,ков,ку,кам} муда{ком,чье,цкий}
мудил{а,ы,о} пид{ор,оры,ора,оров,орас,орасы,арас,арасы,арасов,ар,ары,р,рила,рилы}
залуп{а,ы,у,е,ой} манд{а,ы,у,авошка,овошка} дроч{ить,ила,ер,еры,ит,у,илы} шлюх{а,и,у,ой}
г{а,о}ндон{,ы,а}
"""
_SHORT_WITHOUT_VOWELS = frozenset(
    (
        "мдак",
        "пдор",
        "нхуй",
        "пхуй",
        "хйня",
        "хйло",
        "пзда",
        "пзду",
        "нхй",
        "пхй",
        "охй",
        "ахй",
        "дхй",
        "хйн",
        "хвй",
        "блд",
        "пзд",
        "длбб",
        "схк",
    )
)
_VOWELS = re.compile("[аеиоуыэюя]")
_SPLIT = re.compile(r"\{([^}]*)\}|([^{}]+)")


@cache
def forms() -> frozenset[str]:
    """Return all words of the list."""
    found = set()
    for spelt in _SPELT.split():
        words = [""]
        for choice, literal in _SPLIT.findall(spelt):
            ways = [literal] if literal else choice.split(",")
            words = [word + way for word in words for way in ways]
        found.update(words)
    return frozenset(found)


@cache
def beginnings() -> frozenset[str]:
    """Return all beginnings of the words, including the words themselves."""
    return frozenset(form[:end] for form in forms() for end in range(1, len(form) + 1))


@cache
def swapped() -> frozenset[str]:
    """Return the words of four letters or more with two neighbours swapped.

    Results that are real words are left out.
    """
    found = set()
    for form in forms():
        for place in range(len(form) - 1):
            pair = form[place + 1] + form[place]
            found.add(form[:place] + pair + form[place + 2 :])
    return frozenset(word for word in found if len(word) > 2) - forms() - REAL_WORDS


@cache
def backwards() -> frozenset[str]:
    """Return the words of three letters or more reversed."""
    return frozenset(f[::-1] for f in forms() if len(f) > 2) - forms() - REAL_WORDS


@cache
def without_vowels() -> frozenset[str]:
    """Return the words without vowels except an initial one, where enough letters remain."""
    bare = {form[0] + _VOWELS.sub("", form[1:]) for form in forms()}
    long = {word for word in bare if len(word) > 3 and not word.startswith("збс")}
    return frozenset(long | _SHORT_WITHOUT_VOWELS) - forms() - REAL_WORDS


@cache
def short_of_a_vowel() -> frozenset[str]:
    """Return the words without one inner vowel, where enough letters remain."""
    found = {
        form[:place] + form[place + 1 :]
        for form in forms()
        for place in range(1, len(form) - 1)
        if _VOWELS.match(form[place])
    }
    return frozenset(word for word in found if len(word) > 4) - forms() - REAL_WORDS


@cache
def disguised() -> frozenset[str]:
    """Return all disguised words that are looked up whole."""
    return swapped() | backwards() | without_vowels() | short_of_a_vowel()


def is_cut(pieces: list[str]) -> bool:
    """Whether these pieces are an obscene word cut up, and not words in a row."""
    return "".join(pieces) in forms() and not all(piece in REAL_PIECES for piece in pieces)


@cache
def fragments() -> frozenset[str]:
    """Return every part of a word of the list, up to six letters."""
    return frozenset(
        form[start:end]
        for form in forms()
        for start in range(len(form))
        for end in range(start + 1, min(start + 6, len(form)) + 1)
    )


def fragment(piece: str) -> str | None:
    """Return the piece if it can be part of a cut-up obscene word, else None; any letter can."""
    return piece if len(piece) == 1 or piece in fragments() else None
