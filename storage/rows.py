"""Converting rows of the tables to values."""

import json
from typing import Any

from sqlalchemy import Row

from rules.ids import (
    ChatId,
    MemberId,
    MessageId,
)
from rules.settings import Enforcement
from storage.moments import from_ms
from storage.records import Chat, ChatState, Member, Names, Notice, Person


def chat_of(row: Row[Any]) -> Chat:
    """Return a stored chat."""
    return Chat(
        chat=ChatId(row.chat_id),
        title=row.title,
        state=ChatState(row.state),
        enforcement=Enforcement(row.enforcement),
        explained_at=from_ms(row.explained_ms),
        introduced_at=from_ms(row.introduced_ms),
        members_at=from_ms(row.members_ms),
        checked_at=from_ms(row.checked_ms),
        locale=row.locale,
        zone=row.zone,
    )


def member_of(row: Row[Any]) -> Member:
    """Return a stored member."""
    return Member(
        chat=ChatId(row.chat_id),
        member=MemberId(row.member_id),
        is_moderator=row.is_moderator,
        joined_at=from_ms(row.joined_ms),
        left_at=from_ms(row.left_ms),
        joined_message=None if row.joined_message is None else MessageId(row.joined_message),
    )


def person_of(row: Row[Any]) -> Person:
    """Return a stored person."""
    return Person(
        member=MemberId(row.member_id),
        names=Names(nom=row.nom, gen=row.gen, dat=row.dat, acc=row.acc, ins=row.ins, abl=row.abl),
        screen_name=row.screen_name,
        private=row.private,
    )


def notice_of(row: Row[Any]) -> Notice:
    """Return the stored data about a message."""
    return Notice(
        peer=ChatId(row.peer),
        ref=row.ref,
        kind=row.kind,
        at=from_ms(row.at_ms),
        data=json.loads(row.data),
    )
