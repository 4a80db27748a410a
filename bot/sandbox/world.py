"""The sandbox's world: people, chats and messages, and VK's side of them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bot.sandbox.attachments import Upload
from bot.sandbox.conversations import (
    FIRST_CHAT,
    Conversation,
    Member,
    Message,
    NotPossibleError,
    PersonId,
    SandboxClock,
)
from bot.sandbox.faults import Faults
from bot.sandbox.stream import HISTORY
from bot.sandbox.talking import Talking

JOINS = {
    "invite": "chat_invite_user",
    "link": "chat_invite_user_by_link",
    "message_request": "chat_invite_user_by_message_request",
    "call": "chat_invite_user_by_call",
    "call_link": "chat_invite_user_by_call_join_link",
}
"""The ways to join, with VK's actions that report them (VK.md, 2.2)."""

JOIN = "https://vk.me/join/"
"""The beginning of a chat's invitation link."""

_BY_THEMSELVES = {"link", "message_request", "call_link"}
__all__ = ["Call", "Message", "PersonId", "World"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of the bot's. `at` is milliseconds since 1970 by the sandbox's clock.

    `packed`: it came within an `execute`, which is recorded after its calls.
    """

    number: int
    at: int
    method: str
    params: dict[str, str]
    outcome: str
    milliseconds: float
    packed: bool = False


class World(Talking):
    """Everything in the sandbox, for one community, whose bot is tried.

    `history` is how many events the long poll keeps.
    """

    def __init__(
        self, *, clock: SandboxClock, group_id: int = 1, token: str, history: int = HISTORY
    ) -> None:
        super().__init__(clock=clock, group_id=group_id, history=history)
        self.token = token
        self.faults = Faults()
        self.calls: list[Call] = []
        self.uploads: dict[str, Upload] = {}
        """Uploads that may be saved, by the token in the answer to the upload."""
        self.zone: str | None = None
        """The time zone in which the page shows times; None: the viewer's."""
        self.story = secrets.token_hex(4)
        """Tells the page whether it still shows the world that it knew."""

    def open_link(self, link: str, who: PersonId) -> int:
        """Let a person open a link of VK's; return the conversation that it leads to.

        A chat's link makes them join. The bot's own opens the private conversation, where they
        press «Начать», which sends the bot the link's `ref`. Raises `NotPossibleError` for any
        other.
        """
        if link.startswith(JOIN):
            return self.join_by_link(link, who)
        address = urlsplit(link)
        name = address.path.strip("/")
        if address.netloc != "vk.me" or name not in self.screen_names:
            raise NotPossibleError("Эта ссылка ведёт не в песочницу.")
        ref = dict(parse_qsl(address.query)).get("ref", "")
        self.write(who, who, "Начать", ref=ref)
        return who

    def create_chat(self, title: str, *, owner: PersonId, members: Iterable[PersonId]) -> int:
        """Open a chat; return its peer id."""
        peer = FIRST_CHAT + 1 + sum(each.is_chat for each in self.conversations.values())
        chat = Conversation(peer=peer, title=title)
        self.conversations[peer] = chat
        for number in (owner, *members):
            chat.members.setdefault(
                number,
                Member(id=number, joined_at=self.clock.now(), invited_by=owner, clock=self.clock),
            )
        chat.members[owner].is_owner = chat.members[owner].is_admin = True
        self.post(chat, owner, action={"type": "chat_create", "text": title})
        return peer

    def add_member(self, peer: int, who: PersonId, *, by: PersonId, how: str = "invite") -> None:
        """Add somebody to a chat in one of VK's ways to join."""
        chat = self.chat(peer)
        if how not in JOINS:
            raise NotPossibleError("Такого способа войти в беседу нет.")
        if who in chat.members:
            raise NotPossibleError("Этот человек уже в беседе.")
        if by not in chat.members and who not in chat.former and how not in _BY_THEMSELVES:
            raise NotPossibleError("Приглашать могут только участники беседы.")
        inviter = who if how in _BY_THEMSELVES else by
        chat.members[who] = Member(
            id=who, joined_at=self.clock.now(), invited_by=inviter, clock=self.clock
        )
        action: dict[str, Any] = {"type": JOINS[how]}
        if how != "link":  # VK may omit the member there (VK.md, 2.2)
            action["member_id"] = who
        self.post(chat, inviter, action=action, concerns_bot=who == self.bot_id)

    def invite_link(self, peer: int, *, reset: bool = False) -> str:
        """Return a chat's invitation link; `reset` revokes the old one."""
        chat = self.chat(peer)
        if reset or not chat.link:
            chat.link = secrets.token_urlsafe(12)
        return f"{JOIN}{chat.link}"

    def join_by_link(self, link: str, who: PersonId) -> int:
        """Let a person open a chat's link; return the chat's peer id.

        Raises `NotPossibleError` for a link that leads nowhere.
        """
        for chat in self.conversations.values():
            if chat.link and link.removeprefix(JOIN) == chat.link:
                self.add_member(chat.peer, who, by=who, how="link")
                return chat.peer
        raise NotPossibleError("Эта ссылка больше не действует.")

    def add_bot(self, peer: int, *, by: PersonId) -> None:
        """Add the bot to a chat; it has no rights there yet."""
        self.add_member(peer, self.bot_id, by=by)

    def remove_member(self, peer: int, who: PersonId, *, by: PersonId) -> None:
        """Remove somebody from a chat; by themselves: they leave."""
        chat = self.chat(peer)
        member = chat.members.get(who)
        if member is None:
            raise NotPossibleError("Этого человека нет в беседе.")
        if by != who:
            actor = chat.members.get(by)
            if actor is None or not actor.moderates:
                raise NotPossibleError("Исключать могут только администраторы беседы.")
            if member.is_owner:
                raise NotPossibleError("Владельца беседы исключить нельзя.")
        action = {"type": "chat_kick_user", "member_id": who}
        self.post(chat, by, action=action, concerns_bot=who == self.bot_id)
        del chat.members[who]
        chat.former[who] = len(chat.messages)
        self.feed.changed(peer)

    def set_admin(self, peer: int, member: PersonId, admin: bool) -> None:
        """Make somebody an administrator of a chat, or no longer."""
        chat = self.chat(peer)
        if member not in chat.members:
            raise NotPossibleError("Этого человека нет в беседе.")
        chat.members[member].is_admin = admin
        self.feed.changed(peer)

    def close_writing(self, peer: int, *, closed: bool) -> None:
        """Let only the administrators of a chat write, or everybody again."""
        self.chat(peer).closed = closed
        self.feed.changed(peer)

    def restrict(self, peer: int, who: int, until: datetime | None) -> None:
        """Restrict a member to reading until that moment (UTC); None lets them write again."""
        self.chat(peer).members[who].restricted_until = until
        self.feed.changed(peer)
