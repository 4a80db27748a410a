"""What facts about appeals change in the tables."""

import json

from rules.cases.appeals import Decision
from rules.facts.appeals import (
    AppealAnswered,
    AppealAsked,
    AppealFact,
    AppealGranted,
    AppealMade,
    AppealUpheld,
)
from rules.ids import AppealNumber, MemberId
from storage.projection.keeping import Tables
from storage.tables.appeals import appeals


async def change(tables: Tables, fact: AppealFact) -> None:
    """Change the appeals, and who has a question to answer."""
    match fact:
        case AppealMade():
            await tables.add(
                appeals,
                number=fact.number,
                member_id=fact.member,
                violation=fact.violation,
                block=fact.block,
                text=fact.text,
                at_ms=tables.at_ms,
                asked="[]",
            )
        case AppealAsked(number=number, to=to):
            await _ask(tables, number, add=to)
        case AppealAnswered(number=number, by=by):
            await _ask(tables, number, drop=by)
        case AppealUpheld(number=number) | AppealGranted(number=number):
            if isinstance(fact, AppealUpheld):
                decision = Decision.UPHELD
            else:
                decision = Decision.FELL if fact.fell else Decision.GRANTED
            await tables.change(
                appeals, {"number": number}, decision=decision.value, decided_ms=tables.at_ms
            )


async def erase_people(tables: Tables, fact: AppealFact) -> None:
    """Take the people of an entry out of the tables; an appeal keeps how it was decided."""
    match fact:
        case AppealMade(number=number):
            await tables.change(appeals, {"number": number}, member_id=tables.nobody, text="")
        case AppealAsked(number=number, to=asked):
            await _ask(tables, number, drop=asked)
        case _:
            pass


async def erase_words(tables: Tables, fact: AppealFact) -> None:
    """Take the words of an appeal out of the tables."""
    if isinstance(fact, AppealMade):
        await tables.change(appeals, {"number": fact.number}, text="")


async def _ask(
    tables: Tables,
    number: AppealNumber,
    *,
    add: MemberId | None = None,
    drop: MemberId | None = None,
) -> None:
    row = await tables.find(appeals, number=number)
    asked = set() if row is None else set(json.loads(row.asked))
    asked = (asked | ({add} if add is not None else set())) - {drop}
    await tables.change(appeals, {"number": number}, asked=json.dumps(sorted(asked)))
