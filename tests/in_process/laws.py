"""What holds whatever people, the clock and the messenger do (DESIGN.md, «How it is tested»).

Each law looks at what is committed and at what can be seen in the chat, and raises
`AssertionError` with what breaks it.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from rules.ids import MemberId
from rules.vocabulary.silence import Hush, MessageHushed, SilenceBegun, SilenceEnded
from rules.vocabulary.spread import PageDoubted, PageReturned
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageErased, MessageRemoved, ViolationRecorded
from storage.kinds import read_fact
from storage.tables import from_ms
from storage.verification import verify
from tests.databases import at_file
from tests.in_process.life import MOTHER, Life
from tests.rules.carrying import Carrying

THRESHOLD = 3

OWN_COMMANDS = ("/сообщить", "@админ", "/нужна помощь")
"""Commands that the bot removes for their authors' sake: they expose a child."""

OF_A_RECORD = ("блокировка в «", "больше трёх нарушений", "снова может писать", "бжаловани")
"""What is said to guardians of their child's record."""


def check(life: Life) -> None:
    """Check every law that can be asked at any moment."""
    with _database(life) as database:
        _no_message_carries_two_violations(database)
        _blocks_rest_on_different_acts(database)
        _no_message_is_a_ground_twice(database)
        _no_message_of_a_card_counts_beside_it(life, database)
        _what_was_removed_had_a_ground(life, database)
        _a_mother_hears_of_her_child_while_she_may(life, database)
        _nothing_counts_while_a_page_is_in_doubt(life, database)
    _what_is_private_stays_so(life)
    _a_report_alone_does_nothing(life)
    _nobody_is_silent_longer_than_a_block(life)
    assert not life.bugs, life.bugs


def suspicions(life: Life) -> list[tuple[int, list[tuple[str, str]]]]:
    """Give whom the bot suspected of what, in order: each message's text, and what it shows."""
    written = life.world.conversations[life.chat].messages
    with _database(life) as database:
        rows = database.execute("SELECT member_id, found FROM suspicions").fetchall()
    return [
        (row["member_id"], [(written[each["message"] - 1].text, each["label"]) for each in found])
        for row in rows
        if (found := json.loads(row["found"]))
    ]


def check_the_journal(life: Life) -> None:
    """Check that the journal is whole, and that the tables follow from it."""
    verdict = life.run(verify(at_file(life.file)))
    assert not verdict.faults, verdict.faults


@contextmanager
def _database(life: Life) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(life.file)) as database:
        database.row_factory = sqlite3.Row
        yield database


def _no_message_carries_two_violations(database: sqlite3.Connection) -> None:
    rows = database.execute(
        "SELECT chat_id, message_id, count(*) AS number FROM violations "
        "WHERE message_id IS NOT NULL AND annulled_ms IS NULL "
        "GROUP BY chat_id, message_id HAVING count(*) > 1"
    ).fetchall()
    assert not rows, [dict(row) for row in rows]


def _grounds(database: sqlite3.Connection) -> list[sqlite3.Row]:
    """Give the grounds of the blocks that stood; a ground without a message is an act by itself."""
    return database.execute(
        "SELECT blocks.chat_id, blocks.number AS block, violations.number, violations.message_id "
        "FROM blocks JOIN grounds ON grounds.chat_id = blocks.chat_id "
        "AND grounds.block = blocks.number "
        "JOIN violations ON violations.chat_id = grounds.chat_id "
        "AND violations.number = grounds.violation "
        "WHERE blocks.lift IS NULL OR blocks.lift != 'annulled'"
    ).fetchall()


def _act(row: sqlite3.Row) -> tuple[str, int]:
    message = row["message_id"]
    return ("violation", row["number"]) if message is None else ("message", message)


def _blocks_rest_on_different_acts(database: sqlite3.Connection) -> None:
    acts: dict[tuple[int, int], set[tuple[str, int]]] = {}
    for row in _grounds(database):
        acts.setdefault((row["chat_id"], row["block"]), set()).add(_act(row))
    thin = {block: found for block, found in acts.items() if len(found) <= THRESHOLD}
    assert not thin, thin


def _no_message_is_a_ground_twice(database: sqlite3.Connection) -> None:
    uses = Counter((row["chat_id"], _act(row)) for row in _grounds(database))
    assert not {act: number for act, number in uses.items() if number > 1}


def _no_message_of_a_card_counts_beside_it(life: Life, database: sqlite3.Connection) -> None:
    carrying = Carrying()
    carrying.follow(fact for fact, _ in _told(life, database))
    assert not carrying.twice()


def _what_was_removed_had_a_ground(life: Life, database: sqlite3.Connection) -> None:
    told = _told(life, database)
    for message in life.world.conversations[life.chat].messages:
        if message.text.startswith(OWN_COMMANDS):
            continue
        if message.removed and message.from_id > 0:
            # who edits a message writes it anew
            moments = {message.date, message.updated or message.date}
            number = message.conversation_message_id
            assert any(
                _is_ground(number, written, fact, told, database)
                for fact, _ in told
                for written in moments
            ), message


def _told(life: Life, database: sqlite3.Connection) -> list[tuple[Fact, datetime]]:
    rows = database.execute(
        "SELECT kind, payload, at_ms FROM journal WHERE chat_id = ? ORDER BY number", (life.chat,)
    ).fetchall()
    return [
        (read_fact(row["kind"], row["payload"]), from_ms(row["at_ms"]))
        for row in rows
        if row["payload"] is not None
    ]


def _is_ground(
    number: int,
    written: datetime,
    fact: Fact,
    told: list[tuple[Fact, datetime]],
    database: sqlite3.Connection,
) -> bool:
    match fact:
        case MessageRemoved(message=removed):
            return removed == number
        case MessageErased(message=erased, block=block) if erased == number:
            row = database.execute(
                "SELECT at_ms, ends_ms, lifted_ms FROM blocks WHERE number = ?", (block,)
            ).fetchone()
            ends = min(from_ms(row["ends_ms"]), from_ms(row["lifted_ms"] or row["ends_ms"]))
            return bool(from_ms(row["at_ms"]).replace(microsecond=0) <= written < ends)
        case MessageHushed(message=hushed, ground=Hush.PAGE) if hushed == number:
            return _was_in_doubt(fact.member, written, told)
        case MessageHushed(message=hushed) if hushed == number:
            return _was_silent(written, told)
        case _:
            return False


def _was_silent(written: datetime, told: list[tuple[Fact, datetime]]) -> bool:
    silent = False
    for fact, at in told:
        if at > written.replace(microsecond=999_999):
            break
        match fact:
            case SilenceBegun(ends_at=ends_at):
                silent = written < ends_at
            case SilenceEnded():
                silent = False
            case _:
                pass
    return silent


def _was_in_doubt(member: MemberId, written: datetime, told: list[tuple[Fact, datetime]]) -> bool:
    """Return whether a page was surely in doubt in the second of a message."""
    doubted = False
    for fact, at in told:
        if at > written.replace(microsecond=999_999):
            break
        match fact:
            case PageDoubted(ends_at=ends_at) if fact.member == member:
                doubted = written < ends_at
            case PageReturned() if fact.member == member:
                doubted = False
            case _:
                pass
    return doubted


def _nothing_counts_while_a_page_is_in_doubt(life: Life, database: sqlite3.Connection) -> None:
    ends: dict[MemberId, datetime] = {}
    for fact, at in _told(life, database):
        match fact:
            case PageDoubted(ends_at=ends_at):
                ends[fact.member] = ends_at
            case PageReturned():
                ends.pop(fact.member, None)
            case ViolationRecorded(replaces=None):
                assert fact.member not in ends or at >= ends[fact.member], fact
            case _:
                pass


def _a_mother_hears_of_her_child_while_she_may(life: Life, database: sqlite3.Connection) -> None:
    """A guardian is told from her own word on, until the child is of age."""
    rows = database.execute(
        "SELECT at_ms FROM journal WHERE chat_id = 0 AND kind = 'guardian_confirmed'"
    ).fetchall()
    confirmed = min((from_ms(row["at_ms"]) for row in rows), default=None)
    for message in life.world.messages(MOTHER):
        told = message.from_id == life.world.bot_id and any(
            words in message.text for words in OF_A_RECORD
        )
        if not told or "Это Ваш ребёнок?" in message.text or "буду сообщать" in message.text:
            continue
        assert confirmed is not None, message
        assert confirmed.replace(microsecond=0) <= message.date, message
        assert message.date.astimezone(life.bot.services.zone).date() <= life.of_age, message


def _what_is_private_stays_so(life: Life) -> None:
    said = "\n".join(
        message.text
        for message in life.world.messages(life.chat)
        if message.from_id == life.world.bot_id
    )
    for who, marks in life.private.items():
        assert not [mark for mark in marks if mark in said.split()], who


def _a_report_alone_does_nothing(life: Life) -> None:
    """The last report removed, counted and heated nothing, and the chat read nothing of it."""
    before, after = life.reported
    assert after == before, (before, after)


def _nobody_is_silent_longer_than_a_block(life: Life) -> None:
    """What the messenger was asked to restrict ends with the block that it is for."""
    if life.is_off:
        return
    with _database(life) as database:
        ends = {
            row["member_id"]: from_ms(row["ends_ms"])
            for row in database.execute(
                "SELECT member_id, ends_ms FROM blocks WHERE lift IS NULL AND chat_id = ?",
                (life.chat,),
            )
        }
    for who, member in life.world.conversations[life.chat].members.items():
        until = member.restricted_until
        if until is not None and member.restricted and who in ends:
            assert until.timestamp() <= ends[who].timestamp() + 1, (who, until, ends[who])
