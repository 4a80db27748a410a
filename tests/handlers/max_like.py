"""A second messenger beside VK: a few of MAX's updates, read into the same events.

It has what VK has not: negative chats, a dialog whose number is not the person's, messages of 64
bits that do not follow each other, edits and deletions that are told. It restricts nobody, deletes
one message a call, and knows no repeated send.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.stream import UnreadableError
from handlers.conversation.services import Services
from handlers.deliveries import delivered, undelivered
from handlers.events import (
    NOTHING_ENCLOSED,
    BotJoined,
    BotLeft,
    Edited,
    Enclosed,
    Event,
    InChat,
    InPrivate,
    Joined,
    Left,
    Pressed,
    Quoted,
    Started,
    Stopped,
    Where,
    Wrote,
)
from handlers.messenger import (
    Capabilities,
    Fault,
    Haste,
    PageNames,
    Roster,
    RosterEntry,
    Written,
)
from rules.ids import ChatId, MemberId, MessageId
from rules.mentions import mention
from storage.effects import Answer, CloseWriting, DeleteMessages, Effect, Restrict, Send
from storage.outbox import Finished
from storage.records import File, Names, Person
from tests.bench.dispatch import Nobody

BOT = 277_639_678
IN_CHATS = {"user_added", "user_removed", "bot_added", "bot_removed"}


class MaxLikeUpdates:
    """Reads updates by their names in MAX."""

    def read(self, update: Any) -> Event | None:
        try:
            kind = update["update_type"]
            if kind in {"message_created", "message_edited"}:
                return _said(update, edited=kind == "message_edited")
            if kind == "message_callback":
                return _pressed(update["callback"], update["message"])
            if kind in IN_CHATS:
                return _member(update, kind)
            if kind in {"bot_started", "bot_stopped"}:
                return _private(update, kind)
        except (KeyError, TypeError) as strange:
            raise UnreadableError from strange
        return None

    def id_of(self, update: Any) -> str | None:
        event = self.read(update)
        return None if event is None else event.event

    def number_of(self, event: Event) -> int | None:
        return None


def _author(user: Mapping[str, Any]) -> dict[str, Any]:
    return {"author": _number(user["user_id"]), "is_bot": user["is_bot"]}


def _number(user: int) -> MemberId:
    # above the adapter, the bot has a negative id
    return MemberId(-user if user == BOT else user)


def _at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _said(update: Mapping[str, Any], *, edited: bool) -> Wrote | Edited:
    message = update["message"]
    body, sender, to = message["body"], message["sender"], message["recipient"]
    place: Where = InChat(ChatId(to["chat_id"]))
    if to["chat_type"] == "dialog":
        place = InPrivate(MemberId(sender["user_id"]))
    text = body["text"]
    for each in reversed(body.get("markup", [])):
        begin, end = each["from"], each["from"] + each["length"]
        named = mention(_number(each["user_id"]), text[begin:end].lstrip("@"))
        text = text[:begin] + named + text[end:]
    link, enclosed = message.get("link"), NOTHING_ENCLOSED
    if link is not None and link["type"] == "reply":
        answered = link["message"]
        quoted = Quoted(
            message=MessageId(answered["seq"]),
            author=MemberId(link["sender"]["user_id"]),
            text=answered["text"],
        )
        enclosed = Enclosed(quoted=quoted)
    kind = Edited if edited else Wrote
    return kind(
        event=f"{body['mid']}:{update['timestamp']}" if edited else body["mid"],
        place=place,
        **_author(sender),
        message=MessageId(body["seq"]),
        text=text,
        at=_at(update["timestamp"]),
        enclosed=enclosed,
    )


def _pressed(callback: Mapping[str, Any], message: Mapping[str, Any]) -> Pressed:
    return Pressed(
        event=f"{callback['callback_id']}:{callback['timestamp']}",
        place=InChat(ChatId(message["recipient"]["chat_id"])),
        **_author(callback["user"]),
        press=callback["callback_id"],
        message=MessageId(message["body"]["seq"]),
        payload=callback["payload"],
    )


def _member(update: Mapping[str, Any], kind: str) -> Event:
    chat, user, at = update["chat_id"], update["user"], update["timestamp"]
    base: dict[str, Any] = {
        "event": f"{kind}:{chat}:{user['user_id']}:{at}",
        "place": InChat(ChatId(chat)),
    }
    if kind == "bot_added":
        return BotJoined(**base, **_author(user))
    if kind == "bot_removed":
        return BotLeft(**base, **_author(user))
    member = MemberId(user["user_id"])
    by = update.get("inviter_id") or update.get("admin_id") or member
    base |= {"author": MemberId(by), "member": member, "at": _at(at)}
    return Joined(**base) if kind == "user_added" else Left(**base, removed=by != member)


def _private(update: Mapping[str, Any], kind: str) -> Event:
    user = update["user"]["user_id"]
    base: dict[str, Any] = {
        "event": f"{kind}:{user}:{update['timestamp']}",
        "place": InPrivate(MemberId(user)),
        "author": MemberId(user),
    }
    if kind == "bot_stopped":
        return Stopped(**base)
    return Started(**base, payload=update.get("payload") or "")


@dataclass
class MaxLikeMessenger(Nobody):
    """A messenger that remembers what it was told to do; `people` are in its one chat."""

    administrator: MemberId
    members: list[MemberId]
    sent: list[Send] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    deleted: list[tuple[ChatId, MessageId]] = field(default_factory=list)
    refused: list[Effect] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    log: list[Written] = field(default_factory=list)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            name="MAX",
            pages=PageNames(
                address=re.compile(r"(?:https?://)?max\.ru/(\w+)"), numbered=re.compile("(?!)")
            ),
            label=128,
            rows=30,
            buttons=210,
            deleted_at_once=1,
            tells_edits=True,
            declines_names=False,
            reads_around=True,
        )

    def is_chat(self, peer: int) -> bool:
        return peer < 0

    async def roster(self, chat: ChatId, haste: Haste = Haste.AWAITED) -> Roster:
        joined = datetime(2026, 9, 1, tzinfo=UTC)
        entries = tuple(
            RosterEntry(
                member=member,
                is_moderator=member == self.administrator,
                joined_at=joined,
                restricted=False,
            )
            for member in self.members
        )
        return Roster(title="ИС-21", entries=entries, people=await self.people(self.members))

    async def people(self, ids: Iterable[MemberId]) -> tuple[Person, ...]:
        return tuple(
            Person(
                member=member,
                names=Names.undeclined("Иван"),
                screen_name="",
                private=None,
            )
            for member in ids
        )

    async def resolve(self, screen_name: str) -> MemberId | None:
        return self.members[-1] if screen_name == "ivan" else None

    async def answered_by(self, chat: ChatId, message: MessageId) -> MemberId | None:
        return None

    async def written(self, chat: ChatId, messages: Sequence[MessageId]) -> tuple[()]:
        raise AssertionError("it tells of edits: nothing is read again")

    async def around(self, chat: ChatId, message: MessageId, at: datetime) -> tuple[Written, ...]:
        """Return what was written around: here by time, since its numbers do not tell."""
        near = [each for each in self.log if abs(each.at - at) < timedelta(hours=1)]
        return tuple(each for each in near if each.message != message)

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        self.deleted.append((chat, message))

    async def carry(self, services: Services) -> None:
        """Carry what is due in the outbox, as this messenger can."""
        outbox, posted = services.storage.outbox, MessageId(116_993_690_454_357_274)
        while parcels := await outbox.due(services.now()):
            for parcel in parcels:
                posted = MessageId(posted + 65_537)
                if isinstance(parcel.effect, Send):
                    async with services.storage.reading() as reading:
                        kept = [await reading.file(number) for number in parcel.effect.files]
                    self.files += [file for file in kept if file is not None]
                fault = self._carry(parcel.effect)
                event = f"parcel:{parcel.id}"
                if fault is not None:
                    await undelivered(services, parcel.effect, fault, event)
                else:
                    await delivered(services, parcel.effect, event)
                put = posted if isinstance(parcel.effect, Send) else None
                await outbox.finish([Finished(id=parcel.id, posted=put)])

    def _carry(self, effect: Effect) -> Fault | None:
        match effect:
            case Send():
                self.sent.append(effect)
            case Answer():
                self.answers.append(effect)
            case DeleteMessages(chat=chat, messages=messages):
                assert len(messages) == self.capabilities.deleted_at_once
                self.deleted += [(chat, message) for message in messages]
            case Restrict() | CloseWriting():
                self.refused.append(effect)
                return Fault.INCAPABLE
            case _:
                pass
        return None
