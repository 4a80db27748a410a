"""Personal data: telephones, documents, cards, mailboxes, addresses (rule of conduct 7).

A number is judged by its check digits, if it has any, and by the word that names it, if only that
distinguishes it from other numbers. Data that people give of themselves to the teacher are a hint
at most. A finding is in the detection alone: no error and no log contains it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from rules.detectors.detection import Answer, Clearance, Cleared, Detection
from rules.detectors.inspection import Setup
from rules.detectors.lazy import Pattern
from rules.detectors.message import Message
from rules.detectors.personal_data.addresses import addresses_in, mailboxes_in
from rules.detectors.personal_data.documents import documents_in, passports_without_a_word
from rules.detectors.personal_data.finding import Find, digits_of
from rules.detectors.personal_data.phones import disguised_phones_in, phones_in, spoken_phones_in
from rules.detectors.plain import Plain, apart, made_plain
from rules.detectors.registry import Detector

_OWN_AT_MOST = 0.6
"""Highest certainty for data of the author: below what any policy calls certain, so only ever a
hint.
"""

_DIGITS = (
    "[0-9\u0660-\u0669\u06f0-\u06f9\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea\u24f5-\u24ff"
    "\u2776-\u2793\uff10-\uff19\U0001d7ce-\U0001d7ff]"
)
_DIGIT = re.compile(_DIGITS)
"""A digit of any alphabet: without one, a text has at most a spelt number or a mailbox."""

_MOST = 50
"""Places of one message that are judged, so that a wall of numbers costs no more."""

_FEWEST_DIGITS = 6
"""Digits of the shortest number of interest, series aside: a local telephone."""

_AROUND_DIGITS = Pattern(
    r"[0-9][^\w\n]{0,4}[oоiіl|!zзsчб]|[oоiіl|!zзsчб][^\w\n]{0,4}[0-9]|[0-9]([^\w\s\-.()])|[0-9]\n"
)
_ROW = Pattern(rf"{_DIGITS}(?:(?:\W|[oоiіlzзsчб_]){{0,6}}{_DIGITS}){{5}}")
"""So many digits with little between them, except letters in place of some."""
_FILLED = Pattern(
    r"(?<![а-я])(?:потом|дальше|далее|затем|еще|код|тире|дефис|пробел|сто|двести|один|два|три"
    r"|четыре|пять|шесть|семь|восемь|[а-я]+(?:ста|сот|дцать|десят))(?![а-я])"
)
_AT = Pattern(r"[(\[{<]\s?(?:at|эт|dog)\s?[)\]}>]|[a-z0-9][\s_]at[\s_][a-z]")
_PLACE = Pattern(
    r"кв[.\s\d-]|квартир|(?<![а-я])(?:ул|пер|ш|наб|пл)[.\s]|улиц|просп|переул|шоссе|бульв"
    r"|(?:пр|мк|б)-|проезд|набереж|м(?:кр|икрор)|тупик|площад|снт|жив[еу]|жил[аи]?\s|прожив|пропис"
    r"|зарегистр|адрес|подъезд|комн|(?:прид|приход|заход|зайд|заед|приез)[а-я]+ к"
)
"""Cheap checks for what a text may contain."""

_OWN = Pattern(
    r"(?<![а-я])мо(?:й|я|е|и|его|ему|ей|ю|их)\s(?:[а-я]+\s){0,2}?(?:номер|телефон|тел(?![а-я])"
    r"|сотов|адрес|почт|карт|имейл|емейл|мейл|мыло|e-?mail|паспорт|снилс|инн|полис|данны|контакт)"
    r"|(?<![а-я])(?:пиши|звони|перезвони|набер[иу]|напиши|позвони|скинь|скиньте|переведи|перевод"
    r"|пришли|отправь|отправля|писать|звонить|пересла)[а-я]*\s(?:можно\s)?(?:мне|нам|на мой"
    r"|на мою)|(?<![а-я])я (?:[а-я]+ )?(?:живу|прописан|проживаю)|(?<![а-я])(?:^|я\s|:\s?)живу"
    r"|мы живем|(?<![а-я])наш[аи]? (?:адрес|почта|номер|телефон)|мне на (?:карту|номер|почту)"
    r"|(?:номер|телефон|почта|адрес|карта)\s(?:мой|моя)(?![а-я])|(?<![а-я])у меня (?:номер"
    r"|телефон|почта|адрес)|(?<![а-я])это (?:мой|моя)(?![а-я])"
)
"""Words by which people give their own data."""


class PersonalData:
    """Finds personal data.

    `permitted` are the college's own telephones, mailboxes and addresses in any spelling, also the
    end of mailboxes («@college.ru»).
    """

    def __init__(self, permitted: Iterable[str] = ()) -> None:
        plain = [made_plain(each).text.strip() for each in permitted]
        numbers = {each: digits_of(each)[-10:] for each in plain if not any(map(str.isalpha, each))}
        self._numbers = frozenset(filter(None, numbers.values()))
        self._texts = tuple(each for each in plain if each and each not in numbers)

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the personal data in a message; empty without a digit or mailbox."""
        return self.explain(message).detections if _may_matter(message.text) else ()

    def explain(self, message: Message) -> Answer:
        """Return the same, and what only looks personal."""
        plain = made_plain(message.text)
        found = islice(apart(_look(plain.text), len(plain.text)), _MOST)
        finds = sorted(found, key=lambda find: find.start)
        if not finds:
            return Answer()
        own = message.to_staff or _OWN.search(plain.text) is not None
        at_most = _OWN_AT_MOST if own else 1.0
        return Answer.of(self._told(plain, find, at_most) for find in finds)

    def _told(self, plain: Plain, find: Find, at_most: float) -> Detection | Cleared:
        start, end = plain.span(find.start, find.end)
        found = plain.source[start:end]
        why = find.why
        if why is None and self._is_permitted(plain.text[find.start : find.end]):
            why = Clearance.PERMITTED_ADDRESS
        if why is not None or find.label is None:
            return Cleared(
                detector=Detector.PERSONAL_DATA,
                why=why or Clearance.NO_WORD_BESIDE,
                found=found,
                start=start,
                end=end,
            )
        return Detection(
            detector=Detector.PERSONAL_DATA,
            label=find.label,
            certainty=min(find.certainty, at_most),
            sign=find.sign,
            found=found,
            start=start,
            end=end,
        )

    def _is_permitted(self, found: str) -> bool:
        return digits_of(found)[-10:] in self._numbers or any(each in found for each in self._texts)


def _may_matter(text: str) -> bool:
    """Whether, by a quick check, a text may contain personal data; nearly all do not."""
    lower = text.lower().replace("ё", "е")
    # signs of a mailbox or a number that is spelt without digits
    if "@" in lower or "соба" in lower or "девят" in lower or "at" in lower or "＠" in lower:
        return True
    if _DIGIT.search(text) is None:
        return False
    return (len(_DIGIT.findall(text)) >= _FEWEST_DIGITS and _is_number(lower)) or _PLACE.search(
        lower
    ) is not None


def _is_number(lower: str) -> bool:
    return _ROW.search(lower) is not None or _FILLED.search(lower) is not None


def _look(text: str) -> Iterator[Find]:
    """Yield findings of each kind, the surest kind first."""
    many = len(_DIGIT.findall(text)) >= _FEWEST_DIGITS
    if many and _ROW.search(text) is not None:
        yield from documents_in(text)
        yield from phones_in(text)
        if _AROUND_DIGITS.search(text) is not None:
            yield from disguised_phones_in(text)
        yield from passports_without_a_word(text)
    if "девят" in text or (many and _FILLED.search(text) is not None):
        yield from spoken_phones_in(text)
    if "@" in text or "соба" in text or _AT.search(text) is not None:
        yield from mailboxes_in(text)
    if _PLACE.search(text) is not None:
        yield from addresses_in(text)


def watcher(setup: Setup) -> PersonalData:
    """Return the detector of all chats under one policy."""
    return _permitting(setup.permitted)


_permitting = lru_cache(maxsize=8)(PersonalData)
