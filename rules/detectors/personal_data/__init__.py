"""Personal data: telephones, documents, cards, addresses (правило «Берегите чужие личные данные»).

What looks like such a number is checked by its check digits, where it has any, and by the word that
says what it is, where only that tells it from other numbers. What people give of their own to the
teacher is a hint at most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Detector, Label, Sign
from rules.detectors.message import Message
from rules.detectors.personal_data import patterns
from rules.detectors.personal_data.check_digits import is_inn, is_snils, passes_luhn

_OWN_AT_MOST = 0.6
_BESIDE = 40
"""Characters before a number in which the word that says what it is may stand."""

_MAY_MATTER = re.compile("[0-9@０-９]|собака")
_SIX_DIGITS = re.compile(r"(?:\d[^\d]{0,6}){5}\d")
_MAILBOX = re.compile(r"@[\w-]+\.|собака|\((?:at|эт)\)")
_PLACE = re.compile(
    r"кв[.\s\d]|квартир|(?<![а-я])ул[.иа\s]|улиц|пр-|просп|пер[.еу]|шоссе|бульв|б-р|проезд|наб|мкр|микрор"
    r"|жив[еу]|прожив|пропис|адрес"
)
"""Cheap looks at what a text could hold at all."""

_NOT_DIGITS = re.compile(r"\D+")
_LIKE_DIGITS = str.maketrans("оozзli|бb", "003311168")

_DOCUMENT = re.compile(r"свидетельств\w*|рожден\w*")
_LICENCE = re.compile(r"водительск\w*|права|ву(?!\w)")
_INSURANCE = re.compile(r"полис\w*|омс")
_PASSPORT = re.compile(r"паспорт\w*|сери\w+")

Answered = Detection | Cleared


@dataclass(slots=True)
class PersonalData:
    """Finds personal data; `permitted` are the college's own numbers, addresses and mailboxes."""

    permitted: tuple[str, ...] = ()
    _numbers: frozenset[str] = field(default=frozenset(), init=False)
    _texts: tuple[str, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        """Tell permitted numbers from other permitted things."""
        digits = {_digits(each)[-10:] for each in self.permitted}
        self._numbers = frozenset(each for each in digits if len(each) >= 5)
        self._texts = tuple(each.lower() for each in self.permitted if not each.isdigit())

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Give what is personal in a message; nothing where it has no digit and no mailbox."""
        if _MAY_MATTER.search(message.text) is None:
            return ()
        return self._judge(message).detections

    def explain(self, message: Message) -> Answer:
        """Give the same, and which numbers are nobody's."""
        return self._judge(message)

    def _judge(self, message: Message) -> Answer:
        plain = _plain(message.text)
        own = message.to_staff or patterns.OWN.search(plain) is not None
        taken: list[tuple[int, int]] = []
        detections: list[Detection] = []
        cleared: list[Cleared] = []
        for answer in self._look(plain):
            if any(answer.start < end and start < answer.end for start, end in taken):
                continue
            taken.append((answer.start, answer.end))
            found = message.text[answer.start : answer.end]
            if isinstance(answer, Cleared):
                cleared.append(_with(answer, found))
            elif self._is_permitted(found):
                cleared.append(_permitted(answer, found))
            else:
                detections.append(_of_somebody(answer, found, own=own))
        return Answer(
            detections=tuple(sorted(detections, key=lambda each: each.start)),
            cleared=tuple(cleared),
        )

    def _look(self, plain: str) -> Iterator[Answered]:
        if _SIX_DIGITS.search(plain) is not None:
            yield from _documents(plain)
            yield from _cards(plain)
            yield from _snils(plain)
            yield from _inn(plain)
            yield from _phones(plain)
        if _MAILBOX.search(plain) is not None:
            yield from _mailboxes(plain)
        if _PLACE.search(plain) is not None:
            yield from _addresses(plain)

    def _is_permitted(self, found: str) -> bool:
        digits = _digits(found)[-10:]
        lower = found.lower()
        return digits in self._numbers or any(each in lower for each in self._texts)


def _plain(text: str) -> str:
    """Give the text in lower case with full-width digits folded, every sign in its place."""
    lower = text.lower().translate(_WIDE).replace("ё", "е")
    return lower if len(lower) == len(text) else text


_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def _digits(text: str) -> str:
    return _NOT_DIGITS.sub("", text.translate(_WIDE))


def _before(plain: str, at: int, most: int = _BESIDE) -> str:
    return plain[max(0, at - most) : at]


def _near(plain: str, match: re.Match[str]) -> str:
    return plain[max(0, match.start() - _BESIDE) : match.end() + _BESIDE // 2]


def _documents(plain: str) -> Iterator[Answered]:
    for pattern, word, label in (
        (patterns.POLICY, _INSURANCE, Label.DOCUMENT),
        (patterns.BIRTH, _DOCUMENT, Label.DOCUMENT),
        (patterns.PASSPORT, _PASSPORT, Label.PASSPORT),
        (patterns.LICENCE, _LICENCE, Label.DOCUMENT),
    ):
        for match in pattern.finditer(plain):
            if word.search(_before(plain, match.start())):
                yield _detection(label, 0.95, match, Sign.BESIDE_ITS_WORD)


def _cards(plain: str) -> Iterator[Answered]:
    for match in patterns.CARD.finditer(plain):
        digits = _digits(match[0])
        if patterns.CARD_BEGINS.match(digits) is None:
            continue
        if passes_luhn(digits):
            yield _detection(Label.CARD, 0.97, match, Sign.CHECK_DIGITS)
        elif len(digits) == 16 and "карт" in _near(plain, match):
            yield _detection(Label.CARD, 0.8, match, Sign.BESIDE_ITS_WORD)
        elif len(digits) == 16:
            yield _cleared(Clearance.CHECK_DIGITS_WRONG, match)


def _snils(plain: str) -> Iterator[Answered]:
    for match in patterns.SNILS.finditer(plain):
        digits = _digits(match[0])
        said = "снилс" in _before(plain, match.start()) or "страхов" in _before(
            plain, match.start()
        )
        if said:
            fits = is_snils(digits)
            sign = Sign.CHECK_DIGITS if fits else Sign.BESIDE_ITS_WORD
            yield _detection(Label.SNILS, 0.98 if fits else 0.85, match, sign)
        elif digits[:2] in {"89", "79"} or match[0].isdigit():
            continue
        elif is_snils(digits):
            yield _detection(Label.SNILS, 0.96, match, Sign.CHECK_DIGITS)
        elif match[0].count("-") >= 2:
            yield _cleared(Clearance.CHECK_DIGITS_WRONG, match)


def _inn(plain: str) -> Iterator[Answered]:
    for match in patterns.INN.finditer(plain):
        digits = match[0]
        said = "инн" in _before(plain, match.start(), 20)
        if said and is_inn(digits):
            yield _detection(Label.INN, 0.97, match, Sign.CHECK_DIGITS)
        elif said:
            yield _cleared(Clearance.CHECK_DIGITS_WRONG, match)
        elif len(digits) == 12 and is_inn(digits):
            yield _detection(Label.INN, 0.65, match, Sign.CHECK_DIGITS)


def _phones(plain: str) -> Iterator[Answered]:
    for match in patterns.SHORT_LINE.finditer(plain):
        yield _numbered(plain, match, *match.span("number"))
    for match in patterns.MOBILE.finditer(plain):
        if len(_digits(match[0])) in {10, 11}:
            yield _numbered(plain, match, *match.span())
    for match in patterns.LANDLINE.finditer(plain):
        if len(_digits(match[0])) == 11:
            toll_free = match["code"].startswith("80")
            if toll_free:
                yield _cleared(Clearance.PUBLIC_NUMBER, match)
            else:
                yield _numbered(plain, match, *match.span())
    for match in patterns.FOREIGN_LINE.finditer(plain):
        yield _numbered(plain, match, *match.span())
    yield from _disguised(plain)


def _numbered(plain: str, match: re.Match[str], start: int, end: int) -> Answered:
    if patterns.PUBLIC.search(_before(plain, start)):
        return Cleared(
            detector=Detector.PERSONAL_DATA, why=Clearance.PUBLIC_NUMBER, start=start, end=end
        )
    return Detection(
        detector=Detector.PERSONAL_DATA,
        label=Label.PHONE,
        certainty=0.95 if "+" in match[0] or len(_digits(match[0])) == 11 else 0.9,
        sign=Sign.FORMAT,
        start=start,
        end=end,
    )


def _disguised(plain: str) -> Iterator[Answered]:
    """Find numbers in which letters stand for some of the digits: «8 9I7 I23 45 б7»."""
    folded = plain.translate(_LIKE_DIGITS)
    if folded == plain:
        return
    for match in patterns.MOBILE.finditer(folded):
        written = plain[match.start() : match.end()]
        real = len(_digits(written))
        if 8 <= real < len(_digits(match[0])) and len(_digits(match[0])) in {10, 11}:
            yield _detection(Label.PHONE, 0.8, match, Sign.LOOK_ALIKE)


def _mailboxes(plain: str) -> Iterator[Answered]:
    for match in patterns.EMAIL.finditer(plain):
        spelt = "@" not in match[0]
        if spelt and not re.search(r"точка|dot|\.", match[0]):
            continue
        yield _detection(
            Label.EMAIL, 0.85 if spelt else 0.95, match, Sign.SPREAD if spelt else Sign.FORMAT
        )


def _addresses(plain: str) -> Iterator[Answered]:
    for match in patterns.LIVES_AT.finditer(plain):
        yield _detection(Label.ADDRESS, 0.85, match, Sign.BESIDE_ITS_WORD)
    for match in patterns.ADDRESS.finditer(plain):
        if "кв" in match[0]:
            yield _detection(Label.ADDRESS, 0.9, match, Sign.FORMAT)
        elif patterns.LIVES.search(_before(plain, match.start())):
            yield _detection(Label.ADDRESS, 0.85, match, Sign.BESIDE_ITS_WORD)
        else:
            yield _cleared(Clearance.PUBLIC_NUMBER, match)


def _detection(label: Label, certainty: float, match: re.Match[str], sign: Sign) -> Detection:
    return Detection(
        detector=Detector.PERSONAL_DATA,
        label=label,
        certainty=certainty,
        sign=sign,
        start=match.start(),
        end=match.end(),
    )


def _cleared(why: Clearance, match: re.Match[str]) -> Cleared:
    return Cleared(detector=Detector.PERSONAL_DATA, why=why, start=match.start(), end=match.end())


def _with(answer: Cleared, found: str) -> Cleared:
    return Cleared(
        detector=answer.detector, why=answer.why, found=found, start=answer.start, end=answer.end
    )


def _permitted(answer: Detection, found: str) -> Cleared:
    return Cleared(
        detector=answer.detector,
        why=Clearance.PERMITTED_ADDRESS,
        found=found,
        start=answer.start,
        end=answer.end,
    )


def _of_somebody(answer: Detection, found: str, *, own: bool) -> Detection:
    certainty = min(answer.certainty, _OWN_AT_MOST) if own else answer.certainty
    return Detection(
        detector=answer.detector,
        label=answer.label,
        certainty=certainty,
        sign=answer.sign,
        found=found,
        start=answer.start,
        end=answer.end,
    )
