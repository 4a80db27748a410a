"""Facts as these tests record them, and databases as earlier versions had them."""

from datetime import datetime

from rules.ids import ChatId, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationRecorded
from storage.database import AlreadyHandledError, Storage
from tests.rules.moments import NOW
from tests.rules.people import CHAT, STUDENT, TEACHER


def a_violation(
    number: int,
    member: MemberId = STUDENT,
    by: MemberId | None = TEACHER,
    message: MessageId | None = None,
) -> ViolationRecorded:
    return ViolationRecorded(
        number=ViolationNumber(number),
        member=member,
        by=by,
        rule=RuleNumber(2),
        message=message,
        note="пояснение",
    )


async def record(storage: Storage, *facts: Fact, at: datetime = NOW, chat: ChatId = CHAT) -> None:
    async with storage.work() as work:
        await work.record(chat, facts, now=at, policy_version="1")


async def handled(storage: Storage, event: str, *along: str) -> bool:
    """Handle an event that does nothing; return False if it was handled before."""
    try:
        async with storage.work(event, along=along):
            return True
    except AlreadyHandledError:
        return False


def _dropping(table: str, *columns: str) -> list[str]:
    return [f"ALTER TABLE {table} DROP COLUMN {column}" for column in columns]


AS_BEFORE_8 = (
    *_dropping("evidence", "found", "answers"),
    *_dropping("members", "joined_message"),
    *_dropping("people", "sex"),
    *_dropping("violations", "replaces", "since_ms", "aimed_at"),
    *_dropping("settings", "since_ms"),
    *_dropping("stream", "heard_ms"),
    *_dropping("appeals", "by_id"),
    *_dropping("roster", "minor_until"),
    *_dropping("files", "reference"),
    *_dropping("outbox", "due_ms", "tried_ms"),
    "DROP INDEX outbox_in_order",
    *(
        f"DROP TABLE {table}"
        for table in (
            *("suspicions", "taught", "wordlist", "adoptions", "arrivals", "read_marks", "pace"),
            *(
                "forgetting_requests",
                "withheld",
                "exceptions",
                "complainants",
                "signals",
                "suspensions",
                "guardians",
                "duties",
                "pictures",
                "held",
                "doubts",
                "spreads",
                "spread_places",
                "closed_reporting",
            ),
        )
    ),
    "UPDATE alembic_version SET version_num = '0007'",
)
"""Makes of an empty database what version 7 had."""

AS_BEFORE_3 = (
    *AS_BEFORE_8,
    "DROP INDEX journal_by_author",
    *_dropping("journal", "rest", "named_salt", "named_digest", "erased_ms"),
    *_dropping("violations", "asked_by_id"),
    *(
        f"DROP TABLE {table}"
        for table in (
            *("policies", "announced", "settings", "appointments", "invitations", "silences"),
            *("newcomers", "appeals", "evidence", "families", "roster", "leavers", "departures"),
            "expulsions",
        )
    ),
    "UPDATE alembic_version SET version_num = '0002'",
    """CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END""",
)
"""Makes of a database of SQLite's what version 2 had."""
