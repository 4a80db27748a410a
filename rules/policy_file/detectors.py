"""Reading how far detectors are trusted, and what none of them minds (п. 5.12.2, 5.12.7)."""

from datetime import timedelta

from rules.policy import Trust
from rules.policy_file.mistakes import Wrong
from rules.policy_file.values import Values

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
