"""Reading how long what is kept of people."""

from datetime import timedelta

from rules.policy import Keeping
from rules.policy_values import Values
from rules.toml_lines import Path as Way

_LONGEST = timedelta(days=3660)
_SHORTEST = timedelta(days=31)
"""A block, and the vote on it, last no longer."""


class KeepingSection(Values):
    """The table `keeping`, which older files do not have."""

    def keeping(self) -> Keeping:
        """Give how long what is kept. Raises `PolicyFileError`."""
        usual = Keeping()
        return Keeping(
            texts=self._kept("texts", usual.texts),
            journal=self._kept("journal", usual.journal),
            acknowledgements=self._kept("acknowledgements", usual.acknowledgements),
        )

    def _kept(self, key: str, usual: timedelta) -> timedelta:
        if key not in self._values.get("keeping", {}):
            return usual
        way: Way = ("keeping", key)
        length = self.duration(way, most=_LONGEST)
        if length < _SHORTEST:
            self.refuse(
                way, f"{key} должно быть не меньше {_SHORTEST.days} дня: столько длятся меры"
            )
        return length
