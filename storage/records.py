"""Values that storage keeps beside the cases, and how they are read from rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Row

from rules.detectors.detection import Detection
from rules.ids import ChatId, FileId, MemberId, MessageId
from rules.settings import Enforcement
from rules.vocabulary.unions import Fact
from storage.effects import Peer
from storage.tables import from_ms


class ChatState(StrEnum):
    """The bot's state in a chat.

    `NEW`: nothing is known yet. `UNADOPTED`: the bot has its rights, and no moderator has adopted
    the chat yet (п. 5.12.1). `GONE`: the bot is not in the chat.
    """

    NEW = "new"
    NO_RIGHTS = "no_rights"
    UNADOPTED = "unadopted"
    SERVED = "served"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """Up to which message a chat is read, except between the numbers of each pair: those the
    messenger did not send, and they are still to be read from the chat.
    """

    message: MessageId
    missed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The place in the messenger's stream before which everything is handled, the read marks that
    changed since it was last saved, and when the messenger was last heard (UTC).
    """

    place: str
    marks: Mapping[ChatId, ReadMark]
    heard: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat. All times are UTC; `locale` and `zone` are None where the deployment's hold."""

    chat: ChatId
    title: str
    state: ChatState
    enforcement: Enforcement
    explained_at: datetime | None
    introduced_at: datetime | None
    members_at: datetime | None
    checked_at: datetime | None
    locale: str | None
    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person who is in a chat, or was until `left_at` (UTC).

    `is_moderator`: the messenger has them as an administrator of the chat, whom the bot cannot
    remove or silence. `joined_message` is the chat's message that told of their joining, None where
    none was seen.
    """

    chat: ChatId
    member: MemberId
    is_moderator: bool
    joined_at: datetime
    left_at: datetime | None
    joined_message: MessageId | None = None
    suspended: bool = False

    @property
    def moderates(self) -> bool:
        """Whether the bot obeys them as a moderator by the messenger's rights (п. 5.12.7)."""
        return self.is_moderator and not self.suspended


class Sex(StrEnum):
    """A person's sex as the messenger tells it; it decides the endings of Russian verbs."""

    UNKNOWN = "unknown"
    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A person's full name in the six cases of Russian, and the sex that verbs agree with."""

    nom: str
    gen: str
    dat: str
    acc: str
    ins: str
    abl: str
    sex: Sex = Sex.UNKNOWN

    @property
    def cases(self) -> tuple[str, ...]:
        """The name in the six cases, the nominative first."""
        return self.nom, self.gen, self.dat, self.acc, self.ins, self.abl

    @classmethod
    def undeclined(cls, name: str) -> Self:
        """Return a name that the messenger tells in one form only."""
        return cls(nom=name, gen=name, dat=name, acc=name, ins=name, abl=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person. `private`: whether they accept private messages; None: unknown."""

    member: MemberId
    names: Names
    screen_name: str
    private: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a chat's journal, numbered from 1 within the chat.

    An `erased` one no longer names anybody: the people in its fact are nobody.
    """

    chat: ChatId
    number: int
    at: datetime
    fact: Fact
    policy_version: str
    hash: str
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Data about a message of the bot: JSON-able `data` by `kind`."""

    peer: Peer
    ref: str
    kind: str
    at: datetime
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to send; `name` is the name that people see.

    `reference` is the messenger's name of what it has already: it is sent if `content` is empty.
    """

    id: FileId
    name: str
    content: bytes
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """What a person's next private message is about: JSON-able `data` by `kind`.

    It began or continued `at`, and ends at `ends_at` (UTC).
    """

    member: MemberId
    kind: str
    data: dict[str, Any]
    at: datetime
    ends_at: datetime


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
        suspended=row.suspended,
    )


def person_of(row: Row[Any]) -> Person:
    """Return a stored person."""
    return Person(
        member=MemberId(row.member_id),
        names=Names(
            nom=row.nom,
            gen=row.gen,
            dat=row.dat,
            acc=row.acc,
            ins=row.ins,
            abl=row.abl,
            sex=Sex(row.sex),
        ),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """The text of a message, the detections in it, and whose message it answers, if any."""

    text: str
    detections: tuple[Detection, ...]
    answers: MemberId | None = None
