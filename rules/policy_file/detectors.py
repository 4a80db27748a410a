"""Reading how far detectors are trusted, and what none of them minds (п. 5.12.2, 5.12.7)."""

from datetime import timedelta

from rules.clauses import Clause
from rules.policy import Trust
from rules.policy_values import Values

_LEAST_LIKELY = 50
_LEAST_CERTAIN = 90
_LONGEST_GATHERING = timedelta(hours=1)
_MOST_PERMITTED = 200
_LONGEST_PERMITTED = 100


class DetectorSection(Values):
    """The table `detectors`, which older files do not have."""

    def trust(self) -> Trust:
        """Give how far detectors are trusted. Raises `PolicyFileError`."""
        usual = Trust()
        likely = self._percent("likely", usual.likely, _LEAST_LIKELY)
        certain = self._percent("certain", usual.certain, _LEAST_CERTAIN)
        if certain < likely:
            self.refuse(
                ("detectors", "certain"),
                "certain не может быть меньше likely: засчитать — больше, чем удалить",
                Clause.GROUNDS,
            )
        return Trust(
            likely=likely,
            certain=certain,
            gathering=self._length("gathering", usual.gathering),
            burst=self._length("burst", usual.burst),
        )

    def permitted(self) -> tuple[str, ...]:
        """Give the addresses, numbers and the like that no detector minds.

        Raises `PolicyFileError`.
        """
        values = self._values.get("detectors", {}).get("permitted", [])
        way = ("detectors", "permitted")
        if not isinstance(values, list) or len(values) > _MOST_PERMITTED:
            self.refuse(way, f"permitted — список строк, не больше {_MOST_PERMITTED}")
        return tuple(
            self.text((*way, place), most=_LONGEST_PERMITTED, line=True)
            for place in range(len(values))
        )

    def _percent(self, key: str, usual: float, least: int) -> float:
        if key not in self._values.get("detectors", {}):
            return usual
        why = "машина не должна обвинять наугад"
        return self.number(("detectors", key), least=least, most=100, why=why) / 100

    def _length(self, key: str, usual: timedelta) -> timedelta:
        if key not in self._values.get("detectors", {}):
            return usual
        return self.duration(("detectors", key), least=0, most=_LONGEST_GATHERING)
