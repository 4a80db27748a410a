"""Words with signs between their letters («х у й», «с.у.к.а») or in place of them («п***ц»)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rules.detectors.detection import Sign
from rules.detectors.lazy import Pattern
from rules.detectors.obscenity import forms, letters
from rules.detectors.obscenity.folding import BY_EYE, CERTAINTY, Verdict
from rules.detectors.registry import Label

_PIECE = re.compile(r"[^\W_]+|[@$€](?![^\W_])")
_WITHOUT_DIGITS = re.compile(r"[^\W\d_]+")
_REPEATED = re.compile(r"(.)\1+")
_SPACE = re.compile(r"\s+")
_AT_LEAST = 3
_LONGEST_PIECE = 16
_MOST_PIECES = 8
_WIDEST_GAP = 6
_NARROW_GAP = 3

_STRONG = r"[*@#$%&^+=~§¤×■█●★]"
"""Signs that have no other reason in a word than to hide a letter."""
_SPELT = """
хуй хуя хую хуе хуев хуйн хуйл хуи пизда пизды пизде пизду пиздец пиздет пизди пиздел пиздеж
пиздоб пиздю пизданул пиздун пиздос пиздат ебать ебал ебан ебало ебла ебло еблан ебну ебнут ебуч
ебет ебут ебись ебаш ебищ ебок ебаться ебырь еба блять блядь бляд бляди бля сука суки суку суке
сукой сучка сучар мудак мудач мудил пидор пидар пидрил пидорас пидарас залупа залупу дроч дрочи
шлюха шлюху шлюх гандон гондон заеба заебись наеба выеба проеба поеба уебок уебищ охует долбоеб
далбаеб мандавош нахуй похуй ахуе охуе
"""
_STEMS = sorted(_SPELT.split(), key=len, reverse=True)
_BEFORE = (
    "(?:на|по|за|вы|у|до|при|про|пере|от|раз|рас|об|о|с|съ|отъ|разъ|подъ|под|не|ни|дол|долбо|а)?"
)
_AFTER = (
    "(?:а|у|ы|е|и|я|ю|й|ь|т|л|ла|ло|ли|н|ы[йехм]|ая|ое|ого|ой|ую|ому|ом|ам|ами|ах|ов|ец|еж|ть|ться|лся|лась|лись|ся"
    "|ся|ут|ет|ит|ешь|ишь|нут|\\w{1,6}ск\\w{1,3}|ыми|их|ие|ш\\w{1,5}|л\\w{1,4}|н\\w{1,5}|т\\w{1,4}|вш\\w{1,3})?"
)
_ENDLESS = re.compile(
    r"(?:^|(?<=[^а-я\d]))(?:за|на|про|вы|у|отъ|съ|разъ|подъ)е(?:\.{2,4}|…|\*{2,4})"
    r"(?:л[аи]?|ть|лся|лась|лись|ный|ная|ные)(?![\wа-я])|"
    rf"(?:^|(?<=[^а-я\d]))(?:на|по|ни|о|а)?(?:ху|бл|еб|пи[з3]|пид|муд|суч?к?|пизд|хуе|бля|еба|заеб|уеб)"
    rf"{_STRONG}{{2,6}}(?![\w])"
    rf"|(?:^|(?<=[^а-я\d]))(?:на|по|ни|о|а)?(?:ху|бл|еб|хуе|пизд|бля|еба|заеб)[*#$%&](?![\w*])"
    rf"|(?:^|(?<=[^а-я\d]))(?:п[*.]{{2,4}}[зд]?[ец]?ц|е[*]{{2,4}}н?(?:ый|ая|ое|ые|ать|ть|л|н|утый|ло)|б[*]{{2,3}}[ьт]ь?|х[*]{{2}}(?:ня|ню|ни|ло|та))"
    rf"(?![\wа-я])"
    rf"|(?:^|(?<=[^а-я\d]))(?:за|вы|на|у|по|про)?{_STRONG}(?:бать|бал|бала|бали|бало|баный|баная|баные|баное|банутый"
    rf"|изда|издец|изду|изды|лять|лядь|удак|удаки|идор|идорас|идарас|уйня|уй|уйло)(?![\wа-я*])"
)
_OPEN = re.compile(
    rf"(?:^|(?<=[^а-яa-z\d]))(?:на|по|ни|не|за|о|а|до|вы|у|про|долбо|рас|с|от|под)?(?:"
    rf"х{_STRONG}{{1,3}}(?:[а-я]{{2,9}}|[йяюеим])"
    rf"|(?:(?<=рас)|(?<=от)|(?<=под)){_STRONG}изд[а-я]{{1,8}}|пи{_STRONG}{{1,2}}д[а-я]{{1,8}}|пи?{_STRONG}{{1,2}}зд[а-я]{{0,8}}|пиз{_STRONG}{{1,3}}[а-я]{{1,8}}|бл{_STRONG}{{1,3}}[тдьц][а-я]{{0,7}}"
    rf"|еб{_STRONG}{{1,3}}[а-я]{{1,8}}|пид{_STRONG}{{1,3}}[а-я]{{1,8}}|п{_STRONG}д[оа]?р[а-я]{{0,6}}"
    rf"|муд{_STRONG}{{1,2}}[а-я]{{1,5}}|долб{_STRONG}{{1,3}}[а-я]{{1,6}}|ху{_STRONG}{{1,3}}[а-я]{{1,8}}"
    rf")(?![а-яa-z\d])"
)

_BEGINNINGS = sorted({stem[:end] for stem in _STEMS for end in range(1, len(stem))}, key=len)
_HINT = Pattern(
    rf"(?:^|(?<=[^а-яa-z\d])){_BEFORE}[ъь]?(?:{'|'.join(reversed(_BEGINNINGS))})"
    rf"(?:[^\w\s]|_)|{_STRONG}[а-я]"
)
"""Every masked word has one of these; others need no closer look."""


def _masked(stem: str) -> str:
    sign, several = r"(?:[^\w\s,-]|_)", _STRONG[:-1] + "…]"
    inner = "".join(f"(?:{letter}|{sign}{{1,3}}|(?<={several}))" for letter in stem[1:-1])
    return f"({stem[0]}{inner}{stem[-1]})"


_MASKED = Pattern(
    rf"(?:^|(?<=[^а-яa-z\d])){_BEFORE}[ъь]?(?:{'|'.join(map(_masked, _STEMS))}){_AFTER}"
    r"(?![а-яa-z\d])"
)
"""A group for each stem."""

_SURE = re.compile(_STRONG)
_ENDINGS_SPELT = (
    "а у ы й ый ой ая ое ые ть ся ня ню ни ец ь ло ла ли ал ать ешь нный нутый о ом ов ей ц"
)
_ENDINGS = frozenset(["", *_ENDINGS_SPELT.split()])
_BETWEEN_WORDS = frozenset(("хуи", "хуе"))
"""Formed by two words with a full stop between them: «их.и»."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    letters: str

    @property
    def is_single(self) -> bool:
        """Whether it is one letter, possibly repeated."""
        return self.letters == self.letters[0] * len(self.letters)


def spread_words(text: str, *, digits_apart: bool = False) -> list[Verdict]:
    """Return words with separated letters in a folded text.

    With `digits_apart`, digits separate letters instead of standing for them.
    """
    pattern = _WITHOUT_DIGITS if digits_apart else _PIECE
    pieces = [_Piece(m.start(), m.end(), m[0]) for m in pattern.finditer(text)]
    if len(pieces) < 2:
        return []
    return [*_letter_by_letter(text, pieces), *_cut(text, pieces)]


def _letter_by_letter(text: str, pieces: list[_Piece]) -> list[Verdict]:
    found = []
    run: list[_Piece] = []
    for piece in [*pieces, None]:
        if (
            piece is not None
            and piece.is_single
            and (not run or piece.start - run[-1].end <= _WIDEST_GAP)
        ):
            run.append(piece)
            continue
        if len(run) >= _AT_LEAST and (verdict := _judge(text, run)):
            found.append(verdict)
        run = [piece] if piece is not None and piece.is_single else []
    return found


def _judge(text: str, run: list[_Piece]) -> Verdict | None:
    joined = "".join(piece.letters[0] for piece in run)
    verdict = letters.judge(joined)
    if verdict is None or verdict.label is not Label.OBSCENE:
        return None
    gaps = {_SPACE.sub(" ", text[one.end : other.start]) for one, other in pairwise(run)}
    if len(gaps) > 1 and joined.translate(BY_EYE) not in forms.forms():
        return None
    return Verdict(
        start=run[verdict.start].start,
        end=run[verdict.end - 1].end,
        sign=Sign.SPREAD,
        certainty=min(verdict.certainty, CERTAINTY[Sign.SPREAD]),
    )


def _cut(text: str, pieces: list[_Piece]) -> list[Verdict]:
    found = []
    beginnings = forms.beginnings()
    covered = 0
    for first, piece in enumerate(pieces[:-1]):
        joined = _seen(piece.letters)
        if first < covered or joined not in beginnings:
            continue
        seen = [joined]
        longest = 0
        for last in range(first + 1, min(first + _MOST_PIECES, len(pieces))):
            seen.append(_seen(pieces[last].letters))
            joined += seen[-1]
            if joined not in beginnings or not _is_narrow(
                text[pieces[last - 1].end : pieces[last].start]
            ):
                break
            if joined in forms.forms() and not forms.are_words(seen):
                written = [piece.letters for piece in pieces[first : last + 1]]
                longest = longest if forms.are_words(written) else last
        if longest:
            end = pieces[longest].end
            found.append(Verdict.obscene(piece.start, end, Sign.SPREAD, less=0.04))
            covered = longest + 1
    return found


@lru_cache(maxsize=4096)
def _seen(piece: str) -> str:
    """Return a piece in Russian letters without repetitions; "" if it is too long for a piece."""
    if len(piece) > _LONGEST_PIECE:
        return ""
    return _REPEATED.sub(r"\1", piece.translate(BY_EYE))


def _is_narrow(gap: str) -> bool:
    return len(gap) <= _NARROW_GAP and not (len(gap) > 1 and gap[0] in ".,!?;:" and gap[-1] == " ")


def masked_word(text: str) -> list[Verdict]:
    """Return the first masked word of a lower-case text, or an empty list."""
    if not _HINT.search(text):
        return []
    # stops and pictures may separate two words, so more letters have to remain
    for found in _MASKED.finditer(text):
        number = found.lastindex or 1
        stem, written = _STEMS[number - 1], found[number]
        letters_left = sum(map(str.isalpha, written))
        around = found.start(number) - found.start() + found.end() - found.end(number)
        if 2 <= letters_left < len(stem) <= 2 * letters_left and (
            all(sign.isalpha() or _SURE.match(sign) for sign in written)
            or (
                2 * (letters_left + around) > len(stem) + around
                and stem not in _BETWEEN_WORDS
                and ("…" in written or text[found.end(number) : found.end()] in _ENDINGS)
            )
        ):
            return [Verdict.obscene(*found.span(), Sign.MASKED)]
    rest = _OPEN.search(text) or _ENDLESS.search(text)
    return [Verdict.obscene(*rest.span(), Sign.MASKED)] if rest else []
