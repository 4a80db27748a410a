"""Insulting words in all forms, how each may be meant, and how a word is read in any disguise.

Obscene words are not included. The list is narrow on purpose (DETECTION.md, section 6): a wide one
accuses innocent people. Words are stems grouped by the endings that they take, so that no form is
missing. Disguises are read much more lightly than the obscenity detector does: insults are seldom
disguised, and a finding is only a hint.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from rules.detectors.detection import Sign


class Weight(StrEnum):
    """How much a word says by itself."""

    GRAVE = "grave"
    """It insults anybody it is said about."""
    COARSE = "coarse"
    """It insults if said to somebody; about others or oneself it is everyday language."""
    DOUBLE = "double"
    """It has an innocent sense, and insults only as a description of a person."""
    QUALITY = "quality"
    """An adjective that insults as a description of a person."""
    FACE = "face"
    """A coarse name of a part of the body, which insults as somebody's."""


_ENDINGS = {
    "дебил": ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"),
    "лох": ("", "а", "у", "ом", "е", "и", "ов", "ам", "ами", "ах"),
    "стукач": ("", "а", "у", "ом", "ем", "е", "и", "ей", "ам", "ами", "ах"),
    "подон-ок": ("ок", "ка", "ку", "ком", "ке", "ки", "ков", "кам", "ками", "ках"),
    "подл-ец": ("ец", "еца", "ецу", "ецом", "еце", "ецы", "ецов", "ецам", "ецами"),
    "мерзав-ец": ("ец", "ца", "цу", "цем", "цы", "цев", "цам", "цами"),
    "негодя-й": ("й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями"),
    "упыр-ь": ("ь", "я", "ю", "ем", "е", "и", "ей", "ям", "ями"),
    "гаден-ыш": ("ыш", "ыша", "ышу", "ышем", "ыше", "ыши", "ышей", "ышам", "ышами"),
    "твар-ь": ("ь", "и", "ью", "ей", "ям", "ями", "ях"),
    "гнид-а": ("а", "ы", "е", "у", "ой", "ою", "", "ам", "ами", "ах"),
    "потаскух-а": ("а", "и", "е", "у", "ой", "ою", "", "ам", "ами", "ах"),
    "тупиц-а": ("а", "ы", "е", "у", "ей", "ею", "", "ам", "ами", "ах"),
    "идиот-ка": ("ка", "ки", "ке", "ку", "кой", "кою", "ок", "ек", "кам", "ками", "ках"),
    "чм-о": ("о", "а", "у", "ом", "е"),
    "ничтожеств-о": ("о", "а", "у", "ом", "е", "", "ам", "ами", "ах"),
    "туп-ой": ("ой", "ый", "ая", "ое", "ые", "ого", "ому", "ым", "ом", "ую", "ых", "ыми"),
    "убог-ий": ("ий", "ая", "ое", "ие", "ого", "ому", "им", "ой", "ую", "их", "ими"),
    "вонюч-ий": ("ий", "ая", "ее", "ие", "его", "ему", "им", "ей", "ую", "их", "ими"),
    "как есть": ("",),
}
"""Endings, keyed by a word that takes them; its stem is before the hyphen."""

# «нигер» is the slur with single letters, and a country, so it insults only if aimed
_STEMS: dict[Weight, dict[str, str]] = {
    Weight.GRAVE: {
        "дебил": "дебил дибил дэбил дебилоид имбецил дегенерат урод кретин олигофрен жид"
        " пиндос ссыкун",
        "стукач": "хач",
        "лох": "говнюк чмошник",
        "подон-ок": "подон ублюд вырод придур утыр недоум отмороз ушлеп",
        "мерзав-ец": "засран",
        "упыр-ь": "чмыр",
        "гаден-ыш": "гаден мразен",
        "твар-ь": "твар мраз сволоч швал нелюд",
        "гнид-а": "гнид падл паскуд мразот скотин шалав чмар шмар уродин",
        "потаскух-а": "потаскух",
        "идиот-ка": "дебил",
        "чм-о": "чм быдл ссыкл",
        "туп-ой": "тупорыл безмозгл черномаз узкоглаз рукожоп тупоголов",
    },
    Weight.COARSE: {
        "дебил": "идиот даун остолоп балбес болван психопат шизоид аутист педофил наркоман"
        " нигер задрот куколд чушпан чухан нищеброд лузер гад отброс кацап жиробас жиртрест",
        "лох": "олух нарик шизик неудачник ватник сопляк лох дурак",
        "стукач": "стукач алкаш",
        "подон-ок": "дурач",
        "подл-ец": "подл",
        "мерзав-ец": "поган извращен мерзав",
        "негодя-й": "негодя жирдя холу",
        "упыр-ь": "упыр москал",
        "твар-ь": "дрян бестолоч",
        "гнид-а": "дур лошар стерв бомжар терпил гадин",
        "тупиц-а": "тупиц",
        "потаскух-а": "жирух",
        "идиот-ка": "идиот чур дуроч шав вонюч наркоман истерич проститут",
        "чм-о": "хамл",
        "ничтожеств-о": "ничтожеств убожеств страшилищ",
    },
    Weight.DOUBLE: {
        "как есть": "козел козлы козлина осел ослы баран бараны свинья свиньи крыса крысы"
        " собака овца овцы корова коровы курица курицы обезьяна макака петух петухи шакал"
        " черт черти дно псих психи трус трусы животное клоун клоуны шут тормоз хохол хохлы"
        " чучело шкура дешевка гнилье хам скот скоты бомж бомжи пень отстой",
    },
    Weight.QUALITY: {
        "туп-ой": "туп туповат конченн кончен жирн отстал ущербн никчемн уродлив"
        " бездарн бестолков слабоумн долбанут ненормальн недоразвит"
        " умалишенн",
        "убог-ий": "убог мерзк",
        "вонюч-ий": "вонюч",
        "как есть": "туп тупа тупы",
    },
    Weight.FACE: {
        "как есть": "рожа рожу рожей рыло рыла морда морду мордой харя харю ряха ряху башка"
        " башку пасть морды рожи",
    },
}

RUSSIAN = re.compile(r"[а-яё]+")
"""A word in lower-case Russian letters."""

_LEAST_MASKED = 4
_ODD = re.compile(r"[^!-~а-яё]")
_REPEATED = re.compile(r"(.)\1+")


def _table(pairs: str) -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in pairs.split()}


_LOOKS = _table(
    "aа bб cс eе hн iи kк mм nп oо pр rг tт uи xх yу 0о 1и 3з 4ч 6б 8в @а !и $с іи єе їи"
)
"""The Russian letter that a sign looks like."""

_SOUNDS = _table(
    "aа bб cс dд eе fф gг hх iи jй kк lл mм nн oо pп rр sс tт uу vв wв xх yы zз"
    " 0о 1и 3з 4ч 6б @а !и $с"
)
"""The Russian letter that a Latin letter, or a digit among them, sounds like."""

_DIGRAPHS = (("sch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("ya", "я"), ("yu", "ю"))


def single(word: str) -> str:
    """Return a lower-case Russian word with `ё` as `е` and repeated letters as one."""
    return _REPEATED.sub(r"\1", word.replace("ё", "е"))


def plain(word: str) -> tuple[str, Sign]:
    """Return the reading of a lower-case Russian word, and whether it was drawn out."""
    folded = single(word)
    return folded, Sign.STRETCHED if len(word) - len(folded) > 1 else Sign.PLAIN


def readings(word: str) -> Iterator[tuple[str, Sign]]:
    """Yield the possible readings of a lower-case word without edge punctuation, likeliest first.

    Each reading is folded by `single` and comes with the sign by which it was recognised. A word
    with characters that cannot stand for letters has none.
    """
    if RUSSIAN.fullmatch(word):
        yield plain(word)
        return
    bare = word
    if _ODD.search(word):
        bare = "".join(
            char
            for char in unicodedata.normalize("NFKD", word.replace("й", "\0"))
            if unicodedata.category(char) not in {"Mn", "Cf", "Me"}
        ).replace("\0", "й")
        if RUSSIAN.fullmatch(bare):
            yield single(bare), Sign.HIDDEN
            return
    if bare.isdigit():
        return
    looks = bare.translate(_LOOKS)
    for latin, russian in _DIGRAPHS:
        bare = bare.replace(latin, russian)
    sounds = bare.translate(_SOUNDS)
    # among Russian letters a Latin one is read by look, otherwise by sound
    sign = Sign.TRANSLITERATED if word.isascii() else Sign.LOOK_ALIKE
    read_as = [(looks, Sign.LOOK_ALIKE), (sounds, sign)]
    if word.isascii():
        read_as.reverse()
    for reading, how in read_as:
        if RUSSIAN.fullmatch(reading):
            yield single(reading), how
    if RUSSIAN.fullmatch(sounds):
        yield single(sounds) + "ь", sign  # Latin spelling drops the soft sign


@cache
def weights() -> dict[str, Weight]:
    """Return every form, folded by `single`, with its weight; built on first use."""
    forms: dict[str, Weight] = {}
    for weight, groups in _STEMS.items():
        for example, stems in groups.items():
            for stem in stems.split():
                for ending in _ENDINGS[example]:
                    # a form of two words has the milder one's weight, which is listed later
                    forms[single(stem + ending)] = weight
    return forms


@cache
def maskable() -> dict[tuple[str, int], tuple[str, ...]]:
    """Return the forms recognised with masked letters, by first letter and length.

    Only words that insult by themselves, or nearly so: a milder word leaves too little.
    """
    places: dict[tuple[str, int], list[str]] = {}
    for form, weight in weights().items():
        if len(form) >= _LEAST_MASKED and weight in {Weight.GRAVE, Weight.COARSE}:
            places.setdefault((form[0], len(form)), []).append(form)
    return {place: tuple(forms) for place, forms in places.items()}
