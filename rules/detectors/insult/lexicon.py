"""The words that insult, in all their forms, and how each may be meant; obscene ones are another's.

The list is narrow on purpose (DETECTION.md, section 6): a wide one accuses the innocent. Words are
written as stems under the endings that they take, so that no form is forgotten; `ё` is written as
`е`, as `folding` leaves it.
"""

from enum import StrEnum
from functools import cache

from rules.detectors.insult.folding import single


class Weight(StrEnum):
    """How much a word says by itself."""

    GRAVE = "grave"
    """It insults whoever it is said of."""
    COARSE = "coarse"
    """It insults when it is said to somebody; of others and of oneself it is everyday talk."""
    DOUBLE = "double"
    """It has an innocent sense, and insults only as what somebody is said to be."""
    QUALITY = "quality"
    """An adjective that insults as what somebody is said to be."""
    FACE = "face"
    """A part of the body by a coarse name, which insults as somebody's."""


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
"""Endings by a word that takes them; what stands before the hyphen is its stem."""

# «нигер» is the slur once its letters are single, and a country: so it insults only when aimed
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


@cache
def weights() -> dict[str, Weight]:
    """Give every form, folded by `folding.single`, with its weight; made when first asked for."""
    forms: dict[str, Weight] = {}
    for weight, groups in _STEMS.items():
        for example, stems in groups.items():
            for stem in stems.split():
                for ending in _ENDINGS[example]:
                    # a form that two words share has the milder one's weight: it is listed later
                    forms[single(stem + ending)] = weight
    return forms


@cache
def maskable() -> dict[tuple[str, int], tuple[str, ...]]:
    """Give the forms that are recognised with letters masked, by first letter and length.

    Only what insults by itself, or is close to it: of a milder word too little is left.
    """
    places: dict[tuple[str, int], list[str]] = {}
    for form, weight in weights().items():
        if len(form) >= _LEAST_MASKED and weight in {Weight.GRAVE, Weight.COARSE}:
            places.setdefault((form[0], len(form)), []).append(form)
    return {place: tuple(forms) for place, forms in places.items()}


_LEAST_MASKED = 4
