"""The door of the policy."""

from datetime import UTC, datetime

from rules import acquaintance, blocks, reminders, undoing, violations, votes
from rules.cases import Case
from rules.requests import Request
from rules.requests.acquaintance import Acknowledge, ShowRules
from rules.requests.apologies import Apologise, CastVote, CloseVote
from rules.requests.blocks import DeclineBlock, ExpireBlock, ImposeBlock
from rules.requests.reminders import Remind
from rules.requests.undoing import Undo
from rules.requests.violations import AnnulViolation, EraseMessage, RecordViolation, RemoveMessage
from rules.rulings import Ruling


def decide(case: Case, request: Request, now: datetime) -> Ruling:
    """Rule on a request about the case's member at `now` (aware).

    Gives `Granted` with the facts that now hold, or `Refused` with the typed reason, which
    cites the clause against it. Nothing is changed and nothing is raised.
    """
    # in another zone, adding a day would add what the clocks there make of it
    now = now.astimezone(UTC)
    match request:
        case RecordViolation():
            return violations.record(case, request, now)
        case AnnulViolation():
            return violations.annul(case, request, now)
        case RemoveMessage():
            return violations.remove_message(case, request)
        case EraseMessage():
            return violations.erase_message(case, request)
        case ImposeBlock():
            return blocks.impose(case, request, now)
        case DeclineBlock():
            return blocks.decline(case, request, now)
        case ExpireBlock():
            return blocks.expire(case, request, now)
        case Apologise():
            return votes.apologise(case, request, now)
        case CastVote():
            return votes.cast(case, request, now)
        case CloseVote():
            return votes.close(case, request, now)
        case Remind():
            return reminders.remind(case, request)
        case ShowRules():
            return acquaintance.show_rules(case)
        case Acknowledge():
            return acquaintance.acknowledge(case, request)
        case Undo():
            return undoing.undo(case, request, now)
