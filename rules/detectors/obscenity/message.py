"""Reading a message token by token, and then across tokens."""

import re

from rules.detectors.obscenity import forms, letters, phrases, spread, tokens
from rules.detectors.obscenity.folding import fold
from rules.detectors.obscenity.verdict import Verdict

_TOKEN = re.compile(r"\S+")
_RUN = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"(.)\1+")
_MOST_REMEMBERED = 40_000
_LONGEST_REMEMBERED = 40
_LONGEST_PIECE = 16
_MOST_READ_THOROUGHLY = 100
"""Tokens of a message, never seen before, that are read in every way; the following ones are read
only for plain words, so that no message takes long.
"""

_Known = tuple[Verdict, ...] | str | phrases.Cue | None
"""What is remembered of a token: verdicts; the letters of a possible piece of a word ("": no
letters); that it is a cue for phrases; or None: nothing of interest.
"""


class Reader:
    """Reads messages; it remembers the tokens seen, in bounded memory."""

    def __init__(self) -> None:
        self._seen: dict[str, _Known] = {}

    @property
    def remembers(self) -> int:
        """The number of remembered tokens."""
        return len(self._seen)

    def read(self, text: str) -> list[Verdict]:
        """Return the obscene words of a message, in order."""
        low = lowered(text)
        seen = self._seen
        telling = cut = False
        before = ""
        singles = unseen = 0
        for token in low.split():
            try:
                known = seen[token]
            except KeyError:
                unseen += 1
                known = self._judge(token, thorough=unseen <= _MOST_READ_THOROUGHLY)
            if known is None:
                before, singles = "", 0
            elif isinstance(known, str):
                if not known:
                    continue
                singles = singles + 1 if len(known) == 1 else 0
                cut = cut or singles > 2 or (before != "" and before + known in forms.beginnings())
                before = known
            else:
                telling = True
                before, singles = "", 0
        if not (telling or cut):
            return []
        found = self._tokens(low) if telling else []
        if cut:
            found += _across(low)
        if telling:
            found += phrases.find(low)
        return _without_overlaps(found)

    def _judge(self, token: str, *, thorough: bool) -> _Known:
        known = _known(token, thorough=thorough)
        if thorough and len(token) <= _LONGEST_REMEMBERED:
            if len(self._seen) >= _MOST_REMEMBERED:
                self._seen.clear()
            self._seen[token] = known
        return known

    def _tokens(self, low: str) -> list[Verdict]:
        found = []
        for token in _TOKEN.finditer(low):
            word = token[0]
            if word in self._seen:
                known = self._seen[word]
            else:
                known = self._judge(word, thorough=len(word) > _LONGEST_REMEMBERED)
            if isinstance(known, tuple):
                found += [verdict.moved(token.start()) for verdict in known]
        return found


def lowered(text: str) -> str:
    """Return a text in lower case with every character at its offset."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _known(token: str, *, thorough: bool) -> _Known:
    word = tokens.plain_word(token)
    if word is None:
        verdicts = tokens.judge_token(token, thorough=thorough)
        if verdicts:
            return tuple(verdicts)
        if "-" in token and phrases.find(token):
            return phrases.Cue.CUE
        return _piece(token)
    verdict = tokens.judge_word(word)
    if verdict is not None:
        return (verdict.moved(token.replace("ё", "е").index(word)),)
    if phrases.is_cue(word):
        return phrases.Cue.CUE
    return forms.fragment(word[0] if word == word[0] * len(word) else word)


def _piece(token: str) -> str | None:
    if len(token) > _LONGEST_PIECE or (token.isdigit() and len(token) > 1):
        return None
    text = fold(token).text
    inner = _RUN.findall(text)
    if not inner:
        return ""
    return forms.fragment(letters.by_eye(_REPEATED.sub(r"\1", "".join(inner))))


def _across(low: str) -> list[Verdict]:
    folded = fold(low)
    return [verdict.unfolded(folded) for verdict in spread.find(folded.text)]


def _without_overlaps(found: list[Verdict]) -> list[Verdict]:
    kept: list[Verdict] = []
    for verdict in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or verdict.start >= kept[-1].end:
            kept.append(verdict)
    return kept
