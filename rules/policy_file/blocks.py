"""Reading what a policy file says of blocks and of what counts (п. 5.12.5)."""

import re
from datetime import date

from rules.policy import ForDays, SinceDayOfYear, Validity
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
