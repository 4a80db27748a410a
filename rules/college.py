"""`College`: people, families and chats of the whole college (п. 5.12.8)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.case import Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import ChatId, MemberId
from rules.rights import OF_THE_COLLEGE, Deed
from rules.vocabulary.families import (
    FamilyLinked,
    FamilyUnlinked,
    Role,
    RosterEntryRemoved,
    RosterEntrySet,
)
from rules.vocabulary.leavers import (
    LINKED_ALREADY,
    NO_FAMILY,
    NOT_LINKED,
    NOT_OF_YOUR_CHATS,
    LeaverReturned,
)
from rules.vocabulary.people import NOT_MODERATOR, OWN_CASE

CHANGE_FAMILY = Deed("change a family", Clause.LEAVERS, private=OF_THE_COLLEGE, fresh=True)

RosterChange = RosterEntrySet | RosterEntryRemoved | FamilyLinked | FamilyUnlinked | LeaverReturned


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """A person of the college. `group` is a student's group, else "".

    `minor_until`: the day from which a student is of age, if the list says so.
    """

    member: MemberId
    name: str
    role: Role
    group: str = ""
    minor_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A parent (or legal representative) and a child."""

    parent: MemberId
    child: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The college's records: its list, families, and who has left."""

    entries: Mapping[MemberId, RosterEntry]
    links: frozenset[Link]
    left: frozenset[MemberId] = frozenset()


def changes(
    known: Roster, entries: Iterable[RosterEntry], links: Collection[Link], *, prune: bool
) -> tuple[RosterChange, ...]:
    """Return the changes that a list makes to `known`, in a stable order.

    A leaver whom the list names is back. What the list does not name stays, unless `prune`: then
    entries that it lacks are removed, and so are links that its parents no longer have. Leavers
    stay leavers.
    """
    listed = {entry.member: entry for entry in entries}
    changed: list[RosterChange] = [
        RosterEntrySet(
            member=member,
            name=entry.name,
            role=entry.role,
            group=entry.group,
            minor_until=entry.minor_until,
        )
        for member, entry in sorted(listed.items())
        if known.entries.get(member) != entry
    ]
    changed += [LeaverReturned(member=member) for member in sorted(known.left & listed.keys())]
    changed += [
        FamilyLinked(member=link.parent, child=link.child)
        for link in _in_order(set(links) - known.links)
    ]
    if prune:
        changed += [
            FamilyUnlinked(member=link.parent, child=link.child)
            for link in _in_order(known.links - set(links))
            if link.parent in listed and link.child not in known.left
        ]
        changed += [
            RosterEntryRemoved(member=member)
            for member in sorted(known.entries.keys() - listed.keys() - known.left)
        ]
    return tuple(changed)


def _in_order(links: Iterable[Link]) -> list[Link]:
    return sorted(links, key=lambda link: (link.parent, link.child))


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


def link(college: College, parent: MemberId, child: MemberId, by: Authority) -> Ruling:
    """Record that two people are parent and child."""
    if refused := _against(college, parent, child, by):
        return refused
    if (
        parent == child
        or parent <= 0
        or child <= 0
        or parent in college.children(child)
        or college.roles.get(child) is Role.PARENT
    ):
        return Refused(NO_FAMILY)
    if Link(parent=parent, child=child) in college.links:
        return Refused(LINKED_ALREADY)
    return Granted((FamilyLinked(member=parent, child=child, by=by.member),))


def unlink(college: College, parent: MemberId, child: MemberId, by: Authority) -> Ruling:
    """Remove the record that two people are parent and child."""
    if refused := _against(college, parent, child, by):
        return refused
    if Link(parent=parent, child=child) not in college.links:
        return Refused(NOT_LINKED)
    return Granted((FamilyUnlinked(member=parent, child=child, by=by.member),))


def against_reading(college: College, member: MemberId, by: Authority) -> Refused | None:
    """Return why `by` may not read a person's family, or None; their own everybody may read."""
    if by.member == member or by.answers_for(college, member):
        return None
    return Refused(NOT_OF_YOUR_CHATS if by.may else NOT_MODERATOR)


def _against(college: College, parent: MemberId, child: MemberId, by: Authority) -> Refused | None:
    if not by.may:
        return Refused(NOT_MODERATOR)
    if by.member in (parent, child):
        # otherwise they could end the link, and then decide in the other's case
        return Refused(OWN_CASE)
    if not all(by.answers_for(college, member) for member in (parent, child)):
        return Refused(NOT_OF_YOUR_CHATS)
    return None
