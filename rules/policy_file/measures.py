"""Reading what a policy file says of blocks, of what counts, and of trust in detectors."""

import re
from datetime import date, timedelta

from rules.policy import ForDays, SinceDayOfYear, Trust, Validity
from rules.policy_file.mistakes import Wrong
from rules.policy_file.values import NOTHING, Values, reach
from rules.settings import Blocks
from rules.times import Span
from rules.toml_lines import Path as Way

MOST_TERMS = 9
"""A message may take no more than ten buttons, and one of them declines."""


def read_validity(file: Values) -> Validity:
    """Read how long violations count."""
    usual = SinceDayOfYear(month=1, day=1)
    table = file.get(("violations",))
    if not isinstance(table, dict):
        return usual
    if ("since" in table) == ("days" in table):
        file.note(("violations",), Wrong.NOT_ONE_OF_TWO, one="since", other="days")
        return usual
    if "days" in table:
        return ForDays(days=file.number(("violations", "days"), least=1, most=3660))
    since = table["since"]
    match = re.fullmatch(r"(\d\d)-(\d\d)", since) if isinstance(since, str) else None
    try:
        if match is None:
            raise ValueError
        # a day that every year has
        day = date(2023, int(match[1]), int(match[2]))
    except ValueError:
        file.note(("violations", "since"), Wrong.NOT_A_DAY_OF_YEAR)
        return usual
    return SinceDayOfYear(month=day.month, day=day.day)


def read_mode(file: Values) -> Blocks:
    """Read who says that a block begins."""
    way: Way = ("blocks", "mode")
    mode = file.get(way)
    if mode in list(Blocks):
        return Blocks(mode)
    if mode is not NOTHING:
        file.note(way, Wrong.NOT_ONE_OF, known=tuple(f'"{each}"' for each in Blocks))
    return Blocks.PROPOSED


def read_terms(file: Values, key: str, *, most: int, repeated: bool) -> tuple[Span, ...]:
    """Read a list of terms, each within the greatest; unless `repeated`, each but once."""
    values = file.get(("blocks", key))
    if values is NOTHING:
        return ()
    if not isinstance(values, list) or not 1 <= len(values) <= most:
        file.note(("blocks", key), Wrong.NOT_TERMS, most=most)
        return ()
    terms = tuple(file.term(("blocks", key, place)) for place in range(len(values)))
    greatest = file.term(("blocks", "greatest"))
    earlier: set[Span] = set()
    for place, term in enumerate(terms):
        way: Way = ("blocks", key, place)
        if not file.right(*way):
            continue
        if reach(term) > reach(greatest):
            file.note(way, Wrong.BEYOND_THE_GREATEST, value=values[place])
        elif term in earlier and not repeated:
            file.note(way, Wrong.REPEATED_TERM)
        earlier.add(term)
    return terms


_LEAST_LIKELY = 50
_LEAST_CERTAIN = 90
_LONGEST_GATHERING = timedelta(hours=1)
_MOST_PERMITTED = 200
_LONGEST_PERMITTED = 100


def read_trust(file: Values) -> Trust:
    """Read how far detectors are trusted; older files do not say."""
    usual = Trust()
    likely = _percent(file, "likely", usual.likely, _LEAST_LIKELY)
    certain = _percent(file, "certain", usual.certain, _LEAST_CERTAIN)
    if (
        certain < likely
        and file.right("detectors", "likely")
        and file.right("detectors", "certain")
    ):
        file.note(("detectors", "certain"), Wrong.CERTAIN_BELOW_LIKELY)
    return Trust(
        likely=likely,
        certain=certain,
        gathering=_length(file, "gathering", usual.gathering),
        burst=_length(file, "burst", usual.burst),
    )


def read_permitted(file: Values) -> tuple[str, ...]:
    """Read the addresses, numbers and the like that no detector minds."""
    values = file.table("detectors").get("permitted", [])
    if not isinstance(values, list) or len(values) > _MOST_PERMITTED:
        file.note(("detectors", "permitted"), Wrong.NOT_STRINGS, most=_MOST_PERMITTED)
        return ()
    return tuple(
        file.text(("detectors", "permitted", place), most=_LONGEST_PERMITTED, line=True)
        for place in range(len(values))
    )


def _percent(file: Values, key: str, usual: float, least: int) -> float:
    percent = file.number(
        ("detectors", key),
        least=least,
        most=100,
        below=Wrong.TOO_UNSURE,
        usual=round(usual * 100),
    )
    return percent / 100


def _length(file: Values, key: str, usual: timedelta) -> timedelta:
    return file.duration(
        ("detectors", key), least=timedelta(0), most=_LONGEST_GATHERING, usual=usual
    )
