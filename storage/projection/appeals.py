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


async def project_appeal(tables: Tables, fact: AppealFact) -> None:
    """Change the appeals."""
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
            await ask(tables, number, add=to)
        case AppealAnswered(number=number, by=by):
            await ask(tables, number, drop=by)
        case AppealUpheld(number=number) | AppealGranted(number=number):
            if isinstance(fact, AppealUpheld):
                decision = Decision.UPHELD
            else:
                decision = Decision.FELL if fact.fell else Decision.GRANTED
            await tables.change(
                appeals, {"number": number}, decision=decision.value, decided_ms=tables.at_ms
            )


async def ask(
    tables: Tables,
    number: AppealNumber,
    *,
    add: MemberId | None = None,
    drop: MemberId | None = None,
) -> None:
    """Change who is asked about an appeal."""
    row = await tables.find(appeals, number=number)
    asked = set() if row is None else set(json.loads(row.asked))
    asked = (asked | ({add} if add is not None else set())) - {drop}
    await tables.change(appeals, {"number": number}, asked=json.dumps(sorted(asked)))
