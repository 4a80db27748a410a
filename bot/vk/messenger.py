"""VK as handlers see it: `handlers.messenger.Messenger` over the client."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar

from bot.vk.answers import understood
from bot.vk.client import Manner, VkClient, VkRefused
from bot.vk.contents import CAPABILITIES
from bot.vk.delivery import act_of, deliver
from bot.vk.faults import Act, Remedy, meaning
from bot.vk.moderation import delete_messages
from bot.vk.pace import Urgency
from bot.vk.updates import edited_at, said_by
from bot.vk.values import is_chat, moment, plain_text
from handlers.messenger import (
    Capabilities,
    Fault,
    Haste,
    MessengerError,
    Roster,
    RosterEntry,
    Written,
)
from rules.ids import ChatId, MemberId, MessageId
from storage.effects import Answer, Send
from storage.records import Names, Person, Sex

T = TypeVar("T")

_SEXES = {1: Sex.FEMALE, 2: Sex.MALE}
"""VK's numbers; 0 is unknown."""

_CASES = ("nom", "gen", "dat", "acc", "ins", "abl")

_FIELDS = [
    "screen_name",
    "sex",
    *(f"{part}_name_{case}" for case in _CASES for part in ("first", "last")),
]
"""Both names in all six cases, in one call (VK.md, 1.2 `users.get`)."""

_PAGE = 1000
"""The most members or people in one answer."""

_ANSWER = Manner()
_MANNERS = {
    Haste.AWAITED: _ANSWER,
    Haste.ROUTINE: Manner(urgency=Urgency.REPORT),
    Haste.LEISURE: Manner(urgency=Urgency.LEISURE),
}
_SHORTLY = Manner(patience=5.0)

_AT_ONCE = Manner(urgency=Urgency.MODERATION, patience=3.0)
"""An immediate deletion is tried for so many seconds; then the outbox takes over."""


class VkMessenger:
    """Reads chats and people from VK, and deletes at once what must not stay."""

    def __init__(self, client: VkClient) -> None:
        self._client = client

    @property
    def capabilities(self) -> Capabilities:
        """What VK can do."""
        return CAPABILITIES

    def is_chat(self, peer: int) -> bool:
        """Whether a conversation's number is a chat's."""
        return is_chat(peer)

    async def roster(self, chat: ChatId, haste: Haste = Haste.AWAITED) -> Roster:
        """Return the members of a chat, with people's names in all cases, as soon as `haste` says.

        Raises `MessengerError`: `NO_RIGHTS` if the bot is no administrator (917), `GONE` if it is
        not in the chat.
        """
        entries: dict[MemberId, RosterEntry] = {}
        people: dict[MemberId, Person] = {}
        offset, more = 0, True
        while more:
            page = await self._ask(
                "messages.getConversationMembers",
                _read_page,
                _MANNERS[haste],
                peer_id=chat,
                offset=offset,
                count=_PAGE,
                extended=True,
                fields=_FIELDS,
            )
            entries |= {entry.member: entry for entry in page.entries}
            people |= {person.member: person for person in page.people}
            offset += page.length
            more = page.length > 0 and offset < page.count
        return Roster(
            title=await self._title(chat, _MANNERS[haste]),
            entries=tuple(entries.values()),
            people=tuple(people.values()),
        )

    async def _title(self, chat: ChatId, manner: Manner) -> str:
        try:
            return await self._ask(
                "messages.getConversationsById", _read_title, manner, peer_ids=chat
            )
        except MessengerError:
            # a chat can be served without its title
            return ""

    async def _ask(
        self, method: str, read: Callable[[Any], T], manner: Manner = _ANSWER, /, **params: Any
    ) -> T:
        """Call a method and parse its answer. Raises `MessengerError`."""
        try:
            answer = await self._client.call(method, manner, **params)
            with understood():
                return read(answer)
        except VkRefused as refused:
            raise _error(refused, Act.READ) from refused

    async def people(self, ids: Iterable[MemberId]) -> tuple[Person, ...]:
        """Return the names of people; communities and people unknown to VK are left out.

        Raises `MessengerError`.
        """
        asked = dict.fromkeys(member for member in ids if member > 0)
        found: list[Person] = []
        for page in _pages(list(asked)):
            found += await self._ask("users.get", _read_people, user_ids=page, fields=_FIELDS)
        return tuple(found)

    async def resolve(self, screen_name: str) -> MemberId | None:
        """Return the owner of a screen name (a community's id is negative), or None.

        Raises `MessengerError`.
        """
        try:
            answer = await self._client.call("utils.resolveScreenName", screen_name=screen_name)
        except VkRefused as refused:
            error = _error(refused, Act.READ)
            if refused.code == _BAD_PARAMETER:
                return None
            raise error from refused
        match answer:
            case {"type": "user", "object_id": int(number)}:
                return MemberId(number)
            case {"type": "group" | "page" | "event", "object_id": int(number)}:
                return MemberId(-number)
            case _:
                # VK answers with an empty list for a name that nobody has
                return None

    async def invite_link(self, chat: ChatId) -> str:
        """Return the link by which anybody can join the chat.

        Raises `MessengerError`: `NO_RIGHTS` if VK shows the bot no link (919, 931).
        """
        return await self._ask(
            "messages.getInviteLink", lambda answer: str(answer["link"]), peer_id=chat
        )

    async def answered_by(self, chat: ChatId, message: MessageId) -> MemberId | None:
        """Return the author of the message that `message` replies to, or None. Raises
        `MessengerError`.

        An update includes the message that it replies to, but not the one that this replies to.
        """
        authors = await self._ask(
            "messages.getByConversationMessageId",
            lambda answer: [_answered(item) for item in answer["items"]],
            peer_id=chat,
            conversation_message_ids=[message],
        )
        return next((author for author in authors if author is not None), None)

    async def written(self, chat: ChatId, messages: Sequence[MessageId]) -> tuple[Written, ...]:
        """Return the present contents of messages, 100 at most, without service messages.

        Raises `MessengerError`.
        """
        return await self._ask(
            "messages.getByConversationMessageId",
            _read_written,
            peer_id=chat,
            conversation_message_ids=list(messages),
        )

    async def around(self, chat: ChatId, message: MessageId, at: datetime) -> tuple[Written, ...]:
        """Return the neighbours of a message: VK numbers a chat's messages one by one.

        Raises `MessengerError`.
        """
        near = range(max(1, message - _AROUND), message + _AROUND + 1)
        found = await self.written(chat, [MessageId(each) for each in near if each != message])
        return tuple(sorted(found, key=lambda each: each.message))

    async def time(self) -> datetime:
        """Return VK's current moment (UTC), in whole seconds. Raises `MessengerError`."""
        try:
            answer = await self._client.call("utils.getServerTime", _SHORTLY)
        except VkRefused as refused:
            raise _error(refused, Act.READ) from refused
        return moment(answer)

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        """Delete somebody's message for all, ahead of other waiting calls.

        Raises `MessengerError`.
        """
        try:
            # after a kill before it was recorded, an update is handled again
            await delete_messages(self._client, chat, (message,), _AT_ONCE, again=True)
        except VkRefused as refused:
            if meaning(refused.code, Act.DELETE) is not Remedy.NOTHING:
                raise _error(refused, Act.DELETE) from refused

    async def say_at_once(self, effect: Send | Answer, *, once: str = "") -> None:
        """Send something past the outbox, in one attempt. Raises `MessengerError`.

        Under the same name `once`, VK shows it once an hour.
        """
        try:
            await deliver(
                self._client,
                effect,
                random_id=_number_of(once) if once else secrets.randbelow(_MOST) + 1,
                in_doubt=False,
                now=datetime.now(UTC),
                posted=_not_kept,
                kept=_not_kept,
                keep=_not_kept,
            )
        except VkRefused as refused:
            raise _error(refused, act_of(effect)) from refused


_AROUND = 8
"""How many numbers before and after a message are read; some are the bot's, or deleted."""


async def _not_kept(*_: object) -> None:
    """Stand in for the database: no message is posted, no file kept."""


_MOST = 2**31 - 1
"""The greatest `random_id` (VK.md, 4)."""


def _number_of(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8]) % _MOST + 1


_BAD_PARAMETER = 100


def _error(refused: VkRefused, act: Act) -> MessengerError:
    fault = meaning(refused.code, act)
    return MessengerError(fault if isinstance(fault, Fault) else Fault.REFUSED)


def _pages(members: list[MemberId]) -> Iterable[list[MemberId]]:
    return (members[at : at + _PAGE] for at in range(0, len(members), _PAGE))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One answer's part of a roster; `count` is the number of members in all."""

    entries: list[RosterEntry]
    people: list[Person]
    length: int
    count: int


def _entry(item: Mapping[str, Any]) -> RosterEntry:
    return RosterEntry(
        member=MemberId(item["member_id"]),
        is_moderator=bool(item.get("is_admin") or item.get("is_owner")),
        joined_at=datetime.fromtimestamp(item.get("join_date") or 0, UTC),
        restricted=bool(item.get("is_restricted_to_write")),
    )


def _read_page(answer: Any) -> _Page:
    items = answer["items"]
    return _Page(
        entries=[_entry(item) for item in items],
        people=[_person(profile) for profile in answer.get("profiles") or ()],
        length=len(items),
        count=int(answer["count"]),
    )


def _read_title(answer: Any) -> str:
    for item in answer["items"]:
        return plain_text((item.get("chat_settings") or {}).get("title"))
    return ""


def _read_people(answer: Any) -> list[Person]:
    return [_person(user) for user in answer]


def _read_written(answer: Any) -> tuple[Written, ...]:
    return tuple(_written(item) for item in answer["items"] if not item.get("action"))


def _answered(item: Mapping[str, Any]) -> MemberId | None:
    author = (item.get("reply_message") or {}).get("from_id")
    return MemberId(author) if isinstance(author, int) else None


def _written(item: Mapping[str, Any]) -> Written:
    return Written(
        message=MessageId(item["conversation_message_id"]),
        at=datetime.fromtimestamp(item.get("date") or 0, UTC),
        edited_at=edited_at(item),
        said=said_by(item).judged(),
        answered=_answered(item),
    )


def _person(user: Mapping[str, Any]) -> Person:
    number = MemberId(user["id"])
    return Person(
        member=number,
        names=Names(
            **{case: _full_name(user, case) for case in _CASES},
            sex=_SEXES.get(user.get("sex") or 0, Sex.UNKNOWN),
        ),
        screen_name=str(user.get("screen_name") or f"id{number}"),
        # this answer does not tell whether they take private messages
        private=None,
    )


def _full_name(user: Mapping[str, Any], case: str) -> str:
    parts = (
        plain_text(user.get(f"{part}_name_{case}") or user.get(f"{part}_name"))
        for part in ("first", "last")
    )
    return " ".join(part for part in parts if part)
