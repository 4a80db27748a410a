"""Nothing that can hold words is without a statement of what forgetting does with it.

A new column fails here by its name: say below what becomes of it, and make it so.
"""

from dataclasses import fields
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import BigInteger, Boolean, Integer, Table

from rules.vocabulary.suspicions import Found
from storage.kinds import FACTS
from storage.tables import metadata


class Fate(StrEnum):
    """What becomes of a column when the person whom its row is about is forgotten."""

    ENTRY = "goes with the people of an entry of the journal (storage.projecting)"
    WORDS = "goes with the words of an entry, and with its people"
    ASKED = "goes when a person asks (storage.forgetting, storage.erasing)"
    OTHERS = "is looked through for the person's traces (storage.unsaying)"
    REST = "what remains of an entry: it names nobody (storage.kinds)"
    COLLEGE = "stays while the college says so (bot roster)"
    NOBODY = "holds nothing of anybody: a kind, a number, a digest, a chat's title or its rules"
    CHAT = "stays while it holds in the chat: who set it answers for it"


STATED: dict[str, Fate] = {
    "journal.kind": Fate.NOBODY,
    "journal.clause": Fate.NOBODY,
    "journal.policy_version": Fate.NOBODY,
    "journal.payload": Fate.ENTRY,
    "journal.salt": Fate.ENTRY,
    "journal.payload_digest": Fate.NOBODY,
    "journal.previous": Fate.NOBODY,
    "journal.hash": Fate.NOBODY,
    "journal.rest": Fate.REST,
    "journal.named_salt": Fate.ENTRY,
    "journal.named_digest": Fate.NOBODY,
    "violations.note": Fate.ENTRY,
    "violations.aimed_at": Fate.ENTRY,
    "blocks.lift": Fate.NOBODY,
    "proposals.grounds": Fate.NOBODY,
    "proposals.state": Fate.NOBODY,
    "votes.text": Fate.WORDS,
    "votes.outcome": Fate.NOBODY,
    "withheld.text": Fate.WORDS,
    "withheld.found": Fate.NOBODY,
    "ballots.choice": Fate.ENTRY,
    "acknowledgements.version": Fate.NOBODY,
    "appeals.text": Fate.WORDS,
    "appeals.asked": Fate.ENTRY,
    "appeals.decision": Fate.NOBODY,
    "suspicions.found": Fate.NOBODY,
    "suspicions.settled": Fate.NOBODY,
    "suspicions.findings": Fate.NOBODY,
    "complainants.rank": Fate.NOBODY,
    "complainants.outcome": Fate.NOBODY,
    "held.measures": Fate.ASKED,
    "duties.how": Fate.ASKED,
    "duties.quiet": Fate.ASKED,
    "duties.morning": Fate.ASKED,
    "spreads.digest": Fate.ASKED,
    "spreads.text": Fate.ASKED,
    "signals.concern": Fate.NOBODY,
    "signals.door": Fate.NOBODY,
    "signals.text": Fate.ASKED,
    "signals.note": Fate.ASKED,
    "signals.near": Fate.OTHERS,
    "signals.stage": Fate.NOBODY,
    "signals.outcome": Fate.NOBODY,
    "taught.digest": Fate.NOBODY,
    "wordlist.entry": Fate.CHAT,
    "exceptions.digest": Fate.NOBODY,
    "exceptions.entry": Fate.CHAT,
    "settings.name": Fate.NOBODY,
    "settings.value": Fate.CHAT,
    "invitations.digest": Fate.ENTRY,
    "newcomers.version": Fate.NOBODY,
    "announced.version": Fate.NOBODY,
    "roster.name": Fate.COLLEGE,
    "roster.role": Fate.COLLEGE,
    "roster.group_name": Fate.COLLEGE,
    "roster.minor_until": Fate.COLLEGE,
    "departures.state": Fate.NOBODY,
    "departures.fault": Fate.NOBODY,
    "expulsions.settlement": Fate.NOBODY,
    "people.nom": Fate.ASKED,
    "people.gen": Fate.ASKED,
    "people.dat": Fate.ASKED,
    "people.acc": Fate.ASKED,
    "people.ins": Fate.ASKED,
    "people.abl": Fate.ASKED,
    "people.screen_name": Fate.ASKED,
    "people.sex": Fate.ASKED,
    "evidence.text": Fate.ASKED,
    "evidence.found": Fate.ASKED,
    "dialogues.kind": Fate.NOBODY,
    "dialogues.data": Fate.OTHERS,
    "notices.ref": Fate.NOBODY,
    "notices.kind": Fate.NOBODY,
    "notices.data": Fate.OTHERS,
    "posted.ref": Fate.NOBODY,
    "files.name": Fate.NOBODY,
    "files.content": Fate.OTHERS,
    "files.reference": Fate.OTHERS,
    "pictures.reference": Fate.ASKED,
    "pictures.content": Fate.ASKED,
    "outbox.lane": Fate.NOBODY,
    "outbox.kind": Fate.NOBODY,
    "outbox.ref": Fate.NOBODY,
    "outbox.payload": Fate.OTHERS,
    "arrivals.event": Fate.NOBODY,
    "arrivals.body": Fate.OTHERS,
    "inbox.event": Fate.NOBODY,
    "stream.place": Fate.NOBODY,
    "read_marks.missed": Fate.NOBODY,
    "chats.title": Fate.NOBODY,
    "chats.state": Fate.NOBODY,
    "chats.enforcement": Fate.NOBODY,
    "chats.locale": Fate.NOBODY,
    "chats.zone": Fate.NOBODY,
    "policies.version": Fate.NOBODY,
    "policies.conduct": Fate.NOBODY,
}


def holding_words(table: Table) -> set[str]:
    """Give the table's columns that are not numbers."""
    return {
        f"{table.name}.{column.name}"
        for column in table.columns
        if not isinstance(column.type, BigInteger | Integer | Boolean)
    }


def test_every_column_that_can_hold_words_says_what_becomes_of_them() -> None:
    assert set().union(*(holding_words(table) for table in metadata.sorted_tables)) == set(STATED)


@pytest.mark.parametrize("name", FACTS)
def test_no_value_within_a_fact_hides_words(name: str) -> None:
    # `storage.kinds` looks at a fact's own fields: what is within one of them has to be plain
    kind = FACTS[name]
    for field, hint in get_type_hints(kind).items():
        if field not in {each.name for each in fields(kind)}:
            continue
        for part in parts(hint) - {Found}:
            assert not hasattr(part, "__dataclass_fields__"), f"{name}.{field}: {part}"


def test_what_was_found_holds_no_words() -> None:
    for hint in get_type_hints(Found).values():
        assert parts(hint).isdisjoint({str})


def parts(hint: Any) -> set[Any]:
    """Give the types of which a hint is made."""
    inner = get_args(hint)
    return set().union(*(parts(each) for each in inner)) if inner else {hint}
