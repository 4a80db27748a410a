"""What facts about apologies and votes change in the tables."""

from rules.cases.votes import Outcome
from rules.facts.apologies import (
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    LiftDecided,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)
from storage.moments import to_ms
from storage.projection.keeping import Tables
from storage.tables.measures import (
    ballots,
    votes,
    withheld,
)


async def project_vote(
    tables: Tables, fact: ApologyMade | VoteCast | VoteClosed | VoteShortened | LiftDecided
) -> None:
    """Change the votes and what is said in them."""
    match fact:
        case ApologyMade():
            await tables.add(
                votes,
                number=fact.vote,
                block=fact.block,
                member_id=fact.member,
                text=fact.text,
                opened_ms=tables.at_ms,
                closes_ms=to_ms(fact.closes_at),
            )
        case VoteCast():
            await tables.drop(ballots, vote=fact.vote, member_id=fact.by)
            await tables.add(
                ballots,
                vote=fact.vote,
                member_id=fact.by,
                choice=fact.choice.value,
                at_ms=tables.at_ms,
            )
        case VoteClosed():
            await tables.change(
                votes, {"number": fact.vote}, outcome=fact.outcome.value, closed_ms=tables.at_ms
            )
        case VoteShortened():
            await tables.change(
                votes,
                {"number": fact.vote},
                opened_ms=tables.at_ms,
                closes_ms=to_ms(fact.closes_at),
            )
        case LiftDecided(vote=vote, lifted=lifted):
            outcome = Outcome.FORGIVEN if lifted else Outcome.KEPT
            await tables.change(
                votes, {"number": vote}, outcome=outcome.value, closed_ms=tables.at_ms
            )


async def project_unpublished(
    tables: Tables, entry: int, fact: ApologyWithheld | WithheldDecided | ApologyRejected
) -> None:
    """Change what was not published, or not left standing."""
    match fact:
        case ApologyWithheld():
            await tables.add(
                withheld,
                number=entry,
                block=fact.block,
                member_id=fact.member,
                text=fact.text,
                found=" ".join(fact.found),
                at_ms=tables.at_ms,
                decided=False,
            )
        case WithheldDecided(number=number):
            await tables.change(withheld, {"number": number}, decided=True)
        case ApologyRejected(vote=vote):
            await tables.change(
                votes,
                {"number": vote},
                outcome=Outcome.REJECTED.value,
                closed_ms=tables.at_ms,
            )
