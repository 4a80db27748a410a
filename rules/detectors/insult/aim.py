"""Whether an insulting word is aimed at somebody present, judged by the small words around it.

Each check looks at a bounded number of words on either side, so that the cost for each word does
not grow with the message. The small words are in the form that `lexicon.single` produces.
"""

from collections.abc import Sequence
from enum import Enum, auto

from rules.detectors.insult.lexicon import Weight, single
from rules.detectors.insult.reading import Gap, Word


def _words(text: str) -> frozenset[str]:
    return frozenset(map(single, text.split()))


_YOU = _words("ты вы")
_ONESELF = _words("сам сама сами")
_YOUR = _words(
    "твой твоя твое твои твоего твоей твоему твою твоим твоих ваш ваша ваше ваши вашей вашу вашего"
    " ваших"
)
_TO_YOU = _words("тебя тебе тобой тя те вас вам вами")
_SPOKEN_TO = (_YOU | _YOUR | _TO_YOU) - {"те"}
"""Forms by which a speaker addresses somebody («те» is also «those»)."""

_SELF = _words("я мы себя собой себе")
_KIN = _words("мать мама мамка мамаша отец батя папаша сестра семья семейка")
_DENIALS = _words("не ни нет")
_MENTIONED = _words("слово слова словом слове словами термин")
"""Precede a word that is talked about, not used."""

_FILLERS = _words(
    "же ж просто реально такой такая такие такое самый самая самые полный полная полные полное"
    " настоящий настоящая настоящие последний последняя последнее конкретный конкретная редкий"
    " редкостный редкостная редкостное обычный обычная очередной старый старая старые мелкий мелкая"
    " мелкие малолетний малолетняя малолетние все вообще вобще ваще точно правда вправду и как"
    " какой какая какие да ну вот то там тут что че чо чего еще прям прямо явно видимо видать"
    " наверно наверное похоже значит короче блин этот эта эти тоже по походу ходу совсем опять"
    " всегда был была были будешь грязный грязная грязные жалкий жалкая жалкие лживый лживая"
    " редчайший несчастный несчастная чертов чертова чертовы долбаный долбаная гребаный гребаная"
    " гребаные тот та те кто моральный моральная моральные а или"
)
"""May stand between a person and the insult."""

_FEELINGS = _words("чувствую ощущаю считаю стою сижу опять сегодня всегда снова")
_CONJUNCTIONS = _words("и или что чтобы если раз просто а но как да ты вы ли кто")
"""May follow a complete thought."""

_AROUND_ADDRESS = _words(
    "эй ну ой и да слышь слушай ах ох все полный полная полные конченый конченая редкостный"
    " моральный моральные малолетний малолетняя малолетние старый старая старые грязный грязная"
    " последний последняя"
)
"""What an address may contain besides the insult itself."""

_ORDERS = _words(
    "иди идите вали валите смотри смотрите слушай слушайте читай читайте учи учите пиши пишите"
    " закрой отстань отстаньте думай думайте верни верните отдай отдайте хватит отвали отвалите"
    " замолчи замолчите сиди сидите молчи молчите прекрати прекратите уйди уйдите беги бегите куда"
)
_SECOND_PERSON = ("ешь", "ишь", "ешься", "ишься", "йте", "йтесь")
_NO_VERBS = _words("лишь тишь")

_SPEECH = ("сказа", "говор", "написа", "пишет", "пишут", "писал", "крич", "орет", "орал", "ответи")
_CALLING = ("назва", "назов", "обозва", "обзыва", "называ", "дразн", "обзов")
_INTRODUCTIONS = _words("что типа будто мол")
"""Introduce somebody else's words."""

_SET_PHRASES: dict[str, tuple[str, ...]] = {
    "коз": ("отпущен",),
    "твар": ("дрожащ", "божь", "божи", "кажд", "всяк", "живая", "живой", "живые"),
    "дурак": ("иван", "день", "дня", "валя", "свал", "подкидн", "играт", "игра", "карт"),
    "идиот": ("достоевск", "роман", "книг", "мышкин", "чита", "прочит", "экзамен", "сочинени"),
    "даун": ("синдром", "ребен", "детьм", "детям", "дети", "болезн"),
    "аутист": ("ребен", "дети", "детьм", "детям"),
    "гад": ("морск", "ползуч"),
    "урод": ("врожден", "семь"),
    "скотин": ("крупн", "домашн"),
    "чур": ("дров", "деревян", "березов"),
    "лох": ("несс", "сереб"),
}
"""By the beginning of an insulting word, the beginnings of words beside which it is harmless."""


class Aim(Enum):
    """Whom an insulting word is aimed at, as far as the words around it show."""

    PRESENT = auto()
    """Somebody who is addressed."""
    UNKNOWN = auto()
    """Not known."""
    NOBODY = auto()
    """Nobody: it is denied, reported, or said about oneself."""
    INNOCENT = auto()
    """Nobody: it is part of a set phrase, a title or a diagnosis."""


_REACH = 5
"""Words between «ты» and the insult."""

_REPORT = 7
"""Words between a verb of speech and what it reports."""

_AROUND = 8
"""Words on either side of an address in which the addressee is searched for."""


def aim_of(words: Sequence[Word], place: int) -> Aim:
    """Return whom the insulting word at `place` is aimed at."""
    word = words[place]
    if _in_set_phrase(words, place):
        return Aim.INNOCENT
    if _is_denied(words, place) or is_reported(words, place):
        return Aim.NOBODY
    if _is_aimed(words, place):
        return Aim.PRESENT
    if word.weight in {Weight.GRAVE, Weight.COARSE} and _is_of_self(words, place):
        return Aim.NOBODY
    return Aim.UNKNOWN


def _in_set_phrase(words: Sequence[Word], place: int) -> bool:
    key = words[place].key
    near = [word.key for word in words[max(place - 3, 0) : place + 4]]
    if any(other in _MENTIONED for other in near[: min(place, 3)]):
        return True
    return any(
        key.startswith(stem) and any(other.startswith(beside) for other in near)
        for stem, beside in _SET_PHRASES.items()
    )


def _is_denied(words: Sequence[Word], place: int) -> bool:
    before = _before(words, place, 2)
    return any(word.key in _DENIALS for word in before[-2:]) and (
        before[-1].key in _DENIALS or before[-1].key in _FILLERS
    )


def is_reported(words: Sequence[Word], place: int) -> bool:
    """Whether the word at `place` is reported as somebody else's."""
    before = _before(words, place, _REPORT)
    for at, word in enumerate(before):
        by_speaker = any(other.key in {"я", "мы"} for other in before[max(at - 2, 0) : at])
        if word.key.startswith(_CALLING) and not by_speaker:
            return True
        if word.key.startswith(_SPEECH) and not by_speaker and not word.key.endswith(("ю", "у")):
            after = before[at + 1 :]
            if any(other.key in _INTRODUCTIONS for other in after[:3]):
                return True
            if (after[0] if after else words[place]).gap == Gap.PAUSE and at > 0:
                return True
    return False


def _is_aimed(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    ends = place + 1 == len(words) or words[place + 1].gap != Gap.NONE
    after = None if ends else words[place + 1]
    match word.weight:
        case Weight.FACE:
            return _beside_your(words, place)
        case Weight.DOUBLE | Weight.QUALITY:
            return _is_said_to_be(words, place) and (
                after is None or after.key in _CONJUNCTIONS or after.weight is not None
            )
        case _:
            return (
                _is_said_to_be(words, place)
                or (after is not None and after.key in {"ты", "вы"})
                or _is_likened(words, place)
                or _belongs_to_you(words, place)
                or _is_address(words, place)
            )


def _is_said_to_be(words: Sequence[Word], place: int) -> bool:
    # «ты просто полный …», «сам ты …», «ты, …»
    for at in range(place - 1, max(place - 2 - _REACH, -1), -1):
        word, gap = words[at], words[at + 1].gap
        if gap == Gap.STOP:
            return False
        if word.key in _ONESELF:
            return _is_retort(words, at, place)
        if word.key in _YOU:
            return True
        if word.key in _TO_YOU and at == place - 1 and words[place].weight is not Weight.DOUBLE:
            return words[place].weight is not Weight.QUALITY
        if word.weight is None and (word.key not in _FILLERS or gap == Gap.PAUSE):
            return False
    return False


def _is_retort(words: Sequence[Word], place: int, insult: int) -> bool:
    # «сам дурак», but not «я сам дурак» nor «сама дура, надо было учить»
    before = _before(words, place, 1)
    if before and before[-1].key in _SELF:
        return False
    follows = words[insult + 1 : insult + 2]
    return bool(before and before[-1].key in _YOU) or (
        not follows or follows[0].gap == Gap.STOP or follows[0].key in _YOU
    )


def _is_likened(words: Sequence[Word], place: int) -> bool:
    # «таких … как ты»
    return [word.key for word in words[place + 1 : place + 3]] in (["как", "ты"], ["как", "вы"])


def _belongs_to_you(words: Sequence[Word], place: int) -> bool:
    before = _before(words, place, 3)
    while before and (before[-1].key in _FILLERS or before[-1].weight is not None):
        before.pop()
    if before and before[-1].key in _KIN:
        before.pop()
    return bool(before) and before[-1].key in _YOUR


def _beside_your(words: Sequence[Word], place: int) -> bool:
    near = [*_before(words, place, 1), *words[place + 1 : place + 2]]
    return any(word.key in _YOUR and word.gap != Gap.STOP for word in near)


def _is_address(words: Sequence[Word], place: int) -> bool:
    # separated by pauses: alone in its sentence, or with an addressee in that sentence
    first = last = place
    while (
        place - first <= _REACH
        and words[first].gap == Gap.NONE
        and _belongs_to_address(words[first - 1])
    ):
        first -= 1
    while (
        last - place <= _REACH
        and last + 1 < len(words)
        and words[last + 1].gap == Gap.NONE
        and _belongs_to_address(words[last + 1])
    ):
        last += 1
    after = Gap.STOP if last + 1 == len(words) else words[last + 1].gap
    if words[first].gap == Gap.NONE or after == Gap.NONE:
        return False
    if words[first].gap == Gap.STOP and after == Gap.STOP:
        return True
    if words[place].weight is Weight.GRAVE and words[first].gap == Gap.STOP:
        return True
    sentence = [*_before(words, first, _AROUND), *_after(words, last, _AROUND)]
    return any(word.key in _SPOKEN_TO or _is_second_person(word.key) for word in sentence)


def _belongs_to_address(word: Word) -> bool:
    return word.weight is not None or word.key in _AROUND_ADDRESS


def _is_of_self(words: Sequence[Word], place: int) -> bool:
    following = words[place + 1 : place + 3]
    if following and following[0].key in {"я", "мы"} and following[0].gap == Gap.NONE:
        # «дурак я», but not «о дураках я молчу»
        return len(following) == 1 or following[1].gap != Gap.NONE
    for at in range(place - 1, max(place - 2 - _REACH, -1), -1):
        if words[at + 1].gap == Gap.STOP:
            return False
        if words[at].key in _SELF:
            return True
        if words[at].weight is None and words[at].key not in _FILLERS | _FEELINGS:
            return False
    return False


def _before(words: Sequence[Word], place: int, most: int) -> list[Word]:
    # the words before, nearest last, back to the start of the sentence
    first = place
    while first > 0 and place - first < most and words[first].gap != Gap.STOP:
        first -= 1
    return list(words[first:place])


def _after(words: Sequence[Word], place: int, most: int) -> list[Word]:
    last = place
    while last + 1 < len(words) and last - place < most and words[last + 1].gap != Gap.STOP:
        last += 1
    return list(words[place + 1 : last + 1])


def _is_second_person(key: str) -> bool:
    """Whether a folded word is a verb in the second person, by its ending or from a list."""
    return key in _ORDERS or (key.endswith(_SECOND_PERSON) and key not in _NO_VERBS)
