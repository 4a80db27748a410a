"""Whether two texts are one text sent again."""

import re
from collections.abc import Callable, Iterable
from functools import cache

_NOISE = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_COMPARED = 400
"""Letters of a long text that are compared, half from either end: time is quadratic."""

_LEAST_COMPARED = 20
"""Shorter texts have to be identical: in them every letter matters."""

_COURTESY = re.compile(
    r"дн[её]мрожд|сднюх|сдр\b|поздрав|спасибо|благодар|здравству|доброе?утр|добрыйдень|добрыйвечер"
    r"|сновымгод|снаступ|праздник|выздор|соболезн|удачи|присутству|ознакомл|прочита|принят[оа]"
    r"|будувовремя|выполнил|отправил|сдела|сдал|проголос|понял|согласен|согласна|жела[юе]"
)
"""What many people write at once out of courtesy, or because they were asked to."""


def essence(text: str) -> str:
    """Return the letters and digits of a text in lower case, without anything between."""
    return _NOISE.sub("", text.lower())


def is_courteous(key: str) -> bool:
    """Whether an essence is something that many people may say at once."""
    return _COURTESY.search(key[:_COMPARED]) is not None


def first_alike(key: str, others: Iterable[str], likeness: float) -> str | None:
    """Return the first of `others` that is at least so alike (percent), or None.

    Numbers have to be equal: «номер 5» and «номер 6» are two questions.
    """
    if len(key) < _LEAST_COMPARED:
        return None
    # with a greater difference in length the ratio cannot be reached
    share = likeness / (200 - likeness)
    least, most = len(key) * share, len(key) / share
    for other in [other for other in others if least <= len(other) <= most]:
        alike = _ratio()(_cut(key), _cut(other), score_cutoff=likeness)
        if alike and _DIGITS.findall(key) == _DIGITS.findall(other):
            return other
    return None


def _cut(key: str) -> str:
    if len(key) <= _COMPARED:
        return key
    return key[: _COMPARED // 2] + key[-_COMPARED // 2 :]


@cache
def _ratio() -> Callable[..., float]:
    # loading it takes as long as loading the whole policy, and most processes never need it
    from rapidfuzz.fuzz import ratio

    return ratio
