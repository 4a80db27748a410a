"""Whole obscene words, for disguises in which only a whole word can be recognised.

These are words cut by a space, with two letters swapped, or reversed. The list uses braces (`{a,b}`
is either), in lower case without «ё». The real words that coincide with them were made from the
OpenCorpora dictionary by `tests.dictionary`; rare and obsolete ones were left out by hand.
"""

import re
from collections.abc import Iterable
from functools import cache

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
_SHORT_WITHOUT_VOWELS = """
мдак пдор нхуй пхуй хйня хйло пзда пзду нхй пхй охй ахй дхй хйн хвй блд пзд длбб схк
"""
_REAL_PIECES = frozenset(
    """
а бу ее або ав аки ако аком ал ала али алис ало алу аль анну анны ано ану ар арас арасов арасы
ары ас ато ба бал бала бан бана банно банного банном банному банную банны банных бант бану баны
бань бат баш баши бет бин бов бое бок бол болы бут буч буча буче бучи в ват во вое вошка вши вы
вые вый га го гон да даб дав дан дану дар дара дары дат дата даты дач де дей дел дела дели ден
дет деть дили дина до дол дон дона доны доп дор дора доры дос дюк дюки ева ее ей ел ела ели ем
ешь за зал залу и ида из изд издан ила или илы ис их к кая кие кий кины ко ков кой ком ла лана
ланы лас лей лет ли лина лис лом лось луп лупа лупе лупой лупу лупы ль льни мо мозг на наш не
ней ни ник них но ног ное ном ному ну о об обо обол ого ому он она оп ора оров оры ос осы от ох
очер очеры очи по под пой при про пу раз рас расов расы ре с со сов ст сук суки суча сучи та тая
то ту ты у уда удач удил удила удило учи ха чара чары чая чье шит шить шлю я яд яде
""".split()
)
"""Neighbouring pieces that occur in innocent sentences: «за лупой» is not a word cut up."""
_REAL_WORDS = frozenset(
    """
залпа залпе залпу залпы охули скины
лаба лабе лабо лабы елба
бела белан белана беланы белей бели бело белом беля ухе ухи набе тебе тубе убе укус
""".split()
)
"""Words that an obscene one becomes with two letters swapped, or reversed."""

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
def backwards() -> frozenset[str]:
    """Return the words of three letters or more reversed."""
    return frozenset(f[::-1] for f in forms() if len(f) > 2) - forms() - _REAL_WORDS


@cache
def disguised() -> frozenset[str]:
    """Return all disguised words that are looked up whole.

    They are reversed, have two neighbours swapped, or lack one inner vowel or all of them, where
    enough letters remain.
    """
    bare = {form[0] + _VOWELS.sub("", form[1:]) for form in forms()}
    found = {word for word in bare if len(word) > 3 and not word.startswith("збс")}
    found.update(_SHORT_WITHOUT_VOWELS.split())
    for form in forms():
        for place in range(len(form) - 1):
            swapped = form[:place] + form[place + 1] + form[place] + form[place + 2 :]
            if len(form) > 2:
                found.add(swapped)
            if len(form) > 5 and place and _VOWELS.match(form[place]):
                found.add(form[:place] + form[place + 1 :])
    return backwards() | (found - forms() - _REAL_WORDS)


def are_words(pieces: Iterable[str]) -> bool:
    """Whether pieces that form an obscene word are real words in a row."""
    return _REAL_PIECES.issuperset(pieces)


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
