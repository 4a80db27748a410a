"""Reading who is told of signals of harm, out of a policy file (п. 5.12.2)."""

from datetime import timedelta

from rules.clauses import Clause
from rules.ids import MemberId
from rules.policy import Contact, Safety
from rules.policy_file.conduct import translated
from rules.policy_file.mistakes import Wrong
from rules.policy_file.values import Values, check_keys
from rules.toml_lines import Path as Way

_MOST_PEOPLE = 20
_LONGEST_ROLE = 60
_LONGEST_HELPLINE = 100
_LONGEST_ADVICE = 1000
_GREATEST_ID = 2**53

_SHORTEST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)


def read_safety(file: Values) -> Safety:
    """Read the table `safety`; older files do not have it."""
    usual, table = Safety(), file.table("safety")
    helpline = usual.helpline
    if "helpline" in table:
        helpline = file.text(("safety", "helpline"), most=_LONGEST_HELPLINE, line=True)
    return Safety(
        people=_people(file),
        pause=file.duration(
            ("safety", "pause"), least=_SHORTEST_PAUSE, most=_LONGEST_PAUSE, usual=usual.pause
        ),
        helpline=helpline,
        advice=translated(
            file,
            ("safety", "advice"),
            most=_LONGEST_ADVICE,
            line=False,
            optional=True,
            clause=Clause.MODERATION,
        ),
        comfort=file.switch(("safety", "comfort"), usual=usual.comfort),
    )


def _people(file: Values) -> tuple[Contact, ...]:
    people = file.table("safety").get("people", [])
    if not isinstance(people, list) or len(people) > _MOST_PEOPLE:
        file.note(("safety", "people"), Wrong.NOT_PEOPLE, most=_MOST_PEOPLE)
        return ()
    found: dict[MemberId, Contact] = {}
    for place, values in enumerate(people):
        way: Way = ("safety", "people", place)
        check_keys(file, way, {"id", "role"}, "people = [{ id = 1, role.ru = … }]")
        if not isinstance(values, dict):
            continue
        member = MemberId(file.number((*way, "id"), least=1, most=_GREATEST_ID))
        if member in found and file.right(*way, "id"):
            file.note((*way, "id"), Wrong.SAME_PERSON, member=member)
        role = translated(
            file, (*way, "role"), most=_LONGEST_ROLE, line=True, clause=Clause.MODERATION
        )
        found[member] = Contact(member=member, role=role)
    return tuple(found.values())
