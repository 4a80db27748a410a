"""The part of the college that a departure concerns: families, and who is in which chat."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.ids import ChatId, MemberId
from rules.roles import Role
from rules.roster import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """The person who asks, and the chats they moderate; an administrator moderates all.

    `confirmed` are those of these chats that the college knows (п. 5.12.1).
    """

    member: MemberId
    administrator: bool = False
    moderates: frozenset[ChatId] = frozenset()
    confirmed: frozenset[ChatId] = frozenset()

    @property
    def may(self) -> bool:
        """Whether they moderate any chat."""
        return self.administrator or bool(self.moderates)

    def reaches(self, chat: ChatId) -> bool:
        """Whether they moderate this chat."""
        return self.administrator or chat in self.moderates

    def answers_for(self, college: "College", member: MemberId) -> bool:
        """Whether they may act for the college on this person (п. 5.12.7).

        An administrator may on everybody, the moderator of a confirmed chat on the people in it. A
        chat that is not confirmed gives no right, because anybody can create one.
        """
        return self.administrator or any(
            room.chat in self.confirmed and room.presence(member) is not None
            for room in college.rooms
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A person in a chat.

    `protected`: an administrator of the chat, whom the messenger does not let others remove.
    """

    member: MemberId
    moderates: bool = False
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A chat, with those of the people concerned who are in it.

    `group` is the group of students it belongs to, or "". `reachable`: the bot has its rights
    there. `trial`: it only reports what it would do. `confirmed`: the college knows the chat.
    """

    chat: ChatId
    here: tuple[Presence, ...]
    group: str = ""
    reachable: bool = True
    trial: bool = False
    confirmed: bool = False

    def presence(self, member: MemberId) -> Presence | None:
        """Return the person's presence in the chat, or None."""
        return next((each for each in self.here if each.member == member), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class College:
    """What is known of the people whom a departure concerns."""

    links: frozenset[Link] = frozenset()
    left: frozenset[MemberId] = frozenset()
    roles: Mapping[MemberId, Role] = field(default_factory=dict)
    groups: Mapping[MemberId, str] = field(default_factory=dict)
    administrators: frozenset[MemberId] = frozenset()
    rooms: tuple[Room, ...] = ()

    def parents(self, child: MemberId) -> tuple[MemberId, ...]:
        """Return a child's parents."""
        return tuple(sorted(link.parent for link in self.links if link.child == child))

    def children(self, parent: MemberId) -> tuple[MemberId, ...]:
        """Return a parent's children."""
        return tuple(sorted(link.child for link in self.links if link.parent == parent))

    def studying(self, parent: MemberId, *, but: MemberId | None = None) -> tuple[MemberId, ...]:
        """Return the parent's children who have not left."""
        return tuple(c for c in self.children(parent) if c not in self.left and c != but)

    def belongs(self, member: MemberId, room: Room) -> bool:
        """Whether the person belongs to a chat: they are in it, or it is their group's."""
        return room.presence(member) is not None or (
            room.group != "" and room.group.casefold() in self._groups_of(member)
        )

    def _groups_of(self, member: MemberId) -> frozenset[str]:
        told = self.groups.get(member, "")
        seen = {room.group for room in self.rooms if room.presence(member) is not None}
        return frozenset(group.casefold() for group in {told, *seen} if group)

    def knows(self, member: MemberId) -> bool:
        """Whether a chat, the list or a family on record knows the person."""
        return (
            member in self.roles
            or member in self.left
            or any(member in (link.parent, link.child) for link in self.links)
            or any(room.presence(member) is not None for room in self.rooms)
        )
