"""What a person's plain words in private ask for, so that the answer fits them.

A meaning chooses a sentence and its buttons, never an act: a wrong one does no harm.
"""

import re
from enum import StrEnum


class Meaning(StrEnum):
    """What plain words ask for. Of several, the first of this list is answered."""

    DISTRESS = "distress"
    CHILD = "child"
    HUMAN = "human"
    DISAGREE = "disagree"
    WHY = "why"
    RECORD = "record"
    WHEN = "when"
    SORRY = "sorry"
    HOW = "how"
    THANKS = "thanks"
    GREETING = "greeting"


_SIGNS = {
    Meaning.DISTRESS: (
        r"трав(?:ят|ит|ля)\w*|буллинг\w*|издева\w+|угрожа\w+|угроз\w*|шантаж\w*|бьют|бь[её]т|избил\w*"
        r"|обижа(?:ют|ет)|унижа\w+|оскорбля\w+|домога\w+|преследу\w+|страшно|боюсь|помогите мне"
        r"|дразн\w+|обзыва\w+|насмеха\w+|смеются надо мной|запугива\w*|вымога\w+|приста(?:ют|[её]т)"
        r"|(?:мне )?(?:очень |так )?(?:плохо|хреново|тяжело)|не хо(?:чу|чется)(?: \w+){0,2} жить"
        r"|жить(?: \w+)? не хо(?:чу|чется)|смысла жить|не вижу смысла(?! \w)|незачем жить|умереть"
        r"|поконч\w+ с (?:собой|жизнью)|суицид\w*|самоуби\w+|bull(?:y|ied|ying)|threaten\w*"
        r"|afraid|kill myself|want to die|i need help"
    ),
    Meaning.CHILD: (
        r"сын\w*|доч(?:ь|к|ер)\w*|реб[её]н\w+|дет(?:и|ей|ям|ях|ьми)|(?:son|daughter|child)s?"
    ),
    Meaning.HUMAN: (
        r"(?:по)?жалов[аи]\w*|жалоб\w+|пожалуюсь|учител\w+|преподавател\w+|модератор\w*"
        r"|админ\w*|человек\w*|оператор\w*|complain\w*|teacher|moderator|human"
    ),
    Meaning.DISAGREE: (
        r"не ?согла\w+|не ?справедлив\w*|не ?честно|не ?правда|по ?ошибке|ошибк[аи]|ошибл\w+|не я"
        r"|не (?:делал|писал|нарушал)\w*|не виноват\w*|обжал\w+|отмените|снимите|верните"
        r"|раз(?:бан|блок|мут|мьют)\w*|unfair|disagree|mistake|not me|unban|unblock"
    ),
    Meaning.WHY: (
        r"за что|почему|зачем|причин[аыу]|в ч[её]м дело|что (?:я|случилось|произошло|не так)"
        r"|why|what for"
    ),
    Meaning.RECORD: (
        r"(?:сколько|какие|есть|мои|у меня|за мной|how many|my)(?: \w+){0,3}"
        r" (?:нарушени\w+|предупреждени\w+|замечани\w+|варн\w*|пред(?:ов|ы)|violations|records)"
        r"|что (?:\w+ ){0,3}(?:записан\w*|числится)"
        r"|(?:я|меня)(?: \w+){0,2} за(?:блокир|бан)\w+|am i (?:blocked|banned)"
    ),
    Meaning.WHEN: (r"когда|сколько|долго|скоро|до какого|ответ(?:или|ят)?|ждать|жду|when|how long"),
    Meaning.SORRY: (
        r"прост(?:и|ите|ить)|извин\w+|сор(?:ян|ри)|прошу прощени\w+|больше не (?:буду|повторится)"
        r"|виноват\w*|раскаива\w+|сожале\w+|sorry|apolog\w+"
    ),
    Meaning.HOW: (
        r"как|что делать|что (?:ты|вы) (?:умее\w+|може\w+)|кто (?:ты|вы)|что это|помоги\w*"
        r"|how|who are you|what can you do"
    ),
    Meaning.THANKS: r"спасибо\w*|спс|благодар\w+|пасиб\w*|thanks?|thank you",
    Meaning.GREETING: (
        r"здравствуй\w*|здрас\w+|привет\w*|начать|hello|hi|start"
        r"|добр(?:ый|ое|ого|ой) (?:день|дня|утро|утра|вечер\w*|времени|ночи)"
    ),
}

_MEANT = {
    meaning: re.compile(rf"(?<![^\W_])(?:{signs})(?![^\W_])", re.IGNORECASE)
    for meaning, signs in _SIGNS.items()
}


def is_meant(text: str, meaning: Meaning) -> bool:
    """Return whether plain words ask for that, too."""
    return _MEANT[meaning].search(" ".join(text.split())) is not None


def meaning_of(text: str) -> Meaning | None:
    """Return what plain words ask for; None if that is not known."""
    plain = " ".join(text.split())
    return next((meaning for meaning, signs in _MEANT.items() if signs.search(plain)), None)
