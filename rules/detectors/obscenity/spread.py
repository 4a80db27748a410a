"""Words with separated letters or syllables: «х у й», «с.у.к.а», one letter a line."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rules.detectors.detection import Sign
from rules.detectors.obscenity import forms, letters
from rules.detectors.obscenity.real_words import REAL_PIECES
from rules.detectors.obscenity.verdict import CERTAINTY, Verdict
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


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    letters: str

    @property
    def is_single(self) -> bool:
        """Whether it is one letter, possibly repeated."""
        return self.letters == self.letters[0] * len(self.letters)


def find(text: str, *, digits_apart: bool = False) -> list[Verdict]:
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
    if len(gaps) > 1 and letters.by_eye(joined) not in forms.forms():
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
            if forms.is_cut(seen) and not _are_words(pieces[first : last + 1]):
                longest = last
        if longest:
            found.append(
                Verdict(
                    start=piece.start,
                    end=pieces[longest].end,
                    sign=Sign.SPREAD,
                    certainty=CERTAINTY[Sign.SPREAD] - 0.04,
                )
            )
            covered = longest + 1
    return found


@lru_cache(maxsize=4096)
def _seen(piece: str) -> str:
    """Return a piece in Russian letters without repetitions; "" if it is too long for a piece."""
    if len(piece) > _LONGEST_PIECE:
        return ""
    return _REPEATED.sub(r"\1", letters.by_eye(piece))


def _is_narrow(gap: str) -> bool:
    return len(gap) <= _NARROW_GAP and not (len(gap) > 1 and gap[0] in ".,!?;:" and gap[-1] == " ")


def _are_words(pieces: list[_Piece]) -> bool:
    return all(piece.letters in REAL_PIECES for piece in pieces)
