"""What facts about apologies and the votes on them change in the tables."""

from rules.cases.votes import Outcome
from rules.facts.apologies import (
    ApologyFact,
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


async def change(tables: Tables, fact: ApologyFact) -> None:
    """Change the votes with what is said in them, and the apologies that were withheld."""
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
        case ApologyWithheld():
            await tables.add(
                withheld,
                number=tables.entry,
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


async def erase_people(tables: Tables, fact: ApologyFact) -> None:
    """Take the people of an entry out of the tables; a vote keeps how it ended."""
    match fact:
        case ApologyMade(vote=vote):
            await tables.change(votes, {"number": vote}, member_id=tables.nobody, text="")
        case VoteCast(vote=vote, by=voter):
            await tables.drop(ballots, vote=vote, member_id=voter, at_ms=tables.at_ms)
        case ApologyWithheld(member=member):
            at = {"member_id": member, "at_ms": tables.at_ms}
            await tables.change(withheld, at, member_id=tables.nobody, text="")
        case _:
            pass


async def erase_words(tables: Tables, fact: ApologyFact) -> None:
    """Take the words of an apology out of the tables."""
    match fact:
        case ApologyMade(vote=vote):
            await tables.change(votes, {"number": vote}, text="")
        case ApologyWithheld(member=member):
            at = {"member_id": member, "at_ms": tables.at_ms}
            await tables.change(withheld, at, text="")
        case _:
            pass
