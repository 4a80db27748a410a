"""Reading how long people wait for an answer, out of a policy file (п. 5.12.2, 6.1)."""

from datetime import timedelta

from rules.policy import Answers
from rules.policy_file.mistakes import Wrong
from rules.policy_file.values import NOTHING, Values
from rules.times import NoSuchValueError, read_quiet_hours

_SHORTEST, _LONGEST = timedelta(hours=1), timedelta(days=30)


def read_answers(file: Values) -> Answers:
    """Read the table `answers`; older files do not have it."""
    usual = Answers()

    def term(key: str, most: timedelta) -> timedelta:
        return file.duration(("answers", key), least=_SHORTEST, most=_LONGEST, usual=most)

    night, written = usual.night, file.get(("answers", "night"), optional=True)
    if written is not NOTHING:
        try:
            night = read_quiet_hours(str(written))
        except NoSuchValueError:
            file.note(("answers", "night"), Wrong.NOT_HOURS)
    return Answers(
        card=term("card", usual.card),
        report=term("report", usual.report),
        appeal=term("appeal", usual.appeal),
        night=night,
    )
