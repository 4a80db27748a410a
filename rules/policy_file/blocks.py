"""Reading what a policy file says of blocks and of what counts (п. 5.12.5)."""

import re
from datetime import date, timedelta

from rules.policy import ForDays, SinceDayOfYear, Validity
from rules.policy_values import Values, reach
from rules.settings import Blocks
from rules.terms import Span

_USUAL_REPEAT = timedelta(minutes=1)

_MOST_TERMS = 9
"""Ten buttons go under a message (VK.md, 4), and one of them declines."""


class BlockSections(Values):
    """The tables `blocks` and `violations`."""

    def validity(self) -> Validity:
        """Give how long violations count. Raises `PolicyFileError`."""
        table = self.get(("violations",))
        if ("since" in table) == ("days" in table):
            self.refuse(("violations",), "нужен ровно один из ключей since и days")
        if "days" in table:
            return ForDays(days=self.number(("violations", "days"), least=1, most=3660))
        since = table["since"]
        match = re.fullmatch(r"(\d\d)-(\d\d)", since) if isinstance(since, str) else None
        try:
            if match is None:
                raise ValueError
            # a day that every year has
            day = date(2023, int(match[1]), int(match[2]))
        except ValueError:
            self.refuse(("violations", "since"), 'since — день года вида "09-01" (месяц и число)')
        return SinceDayOfYear(month=day.month, day=day.day)

    def repeat_within(self) -> timedelta:
        """Give how long it is asked whether a violation is another. Raises `PolicyFileError`."""
        if "ask_again" not in self.get(("violations",)):
            return _USUAL_REPEAT
        return self.duration(("violations", "ask_again"), least=0, most=timedelta(hours=1))

    def mode(self) -> Blocks:
        """Give who says that a block begins. Raises `PolicyFileError`."""
        mode = self.get(("blocks", "mode"))
        if mode not in list(Blocks):
            known = " или ".join(f'"{each.value}"' for each in Blocks)
            self.refuse(("blocks", "mode"), f"mode бывает {known}")
        return Blocks(mode)

    def offered(self) -> tuple[Span, ...]:
        """Give the terms on the buttons of a proposal. Raises `PolicyFileError`."""
        terms = self.terms("terms", most=_MOST_TERMS)
        for place, term in enumerate(terms):
            if term in terms[:place]:
                self.refuse(("blocks", "terms", place), "этот срок уже назван: уберите повтор")
        return terms

    def terms(self, key: str, *, most: int) -> tuple[Span, ...]:
        """Give a list of terms, each within the greatest. Raises `PolicyFileError`."""
        values = self.get(("blocks", key))
        if not isinstance(values, list) or not 1 <= len(values) <= most:
            self.refuse(("blocks", key), f"{key} — список сроков, от 1 до {most}")
        terms = tuple(self.term(("blocks", key, place)) for place in range(len(values)))
        greatest = self.term(("blocks", "greatest"))
        for place, term in enumerate(terms):
            if reach(term) > reach(greatest):
                self.refuse(
                    ("blocks", key, place), f"срок «{values[place]}» больше наибольшего (greatest)"
                )
        return terms
