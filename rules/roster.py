"""The college's list of people and their parents (п. 5.12.8)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rules.ids import MemberId
from rules.roles import Role
from rules.vocabulary.families import FamilyLinked, FamilyUnlinked
from rules.vocabulary.leavers import LeaverReturned
from rules.vocabulary.roster import RosterEntryRemoved, RosterEntrySet

RosterChange = RosterEntrySet | RosterEntryRemoved | FamilyLinked | FamilyUnlinked | LeaverReturned


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """A person of the college. `group` is a student's group, else ""."""

    member: MemberId
    name: str
    role: Role
    group: str = ""


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
    known: Roster,
    entries: Iterable[RosterEntry],
    links: Collection[Link],
    *,
    prune: bool,
) -> tuple[RosterChange, ...]:
    """Return the changes that a list makes to `known`, in a stable order.

    A leaver whom the list names is back. What the list does not name stays, unless `prune`: then
    entries that it lacks are removed, and so are links that its parents no longer have. Leavers
    stay leavers.
    """
    listed = {entry.member: entry for entry in entries}
    changed: list[RosterChange] = [
        RosterEntrySet(member=member, name=entry.name, role=entry.role, group=entry.group)
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
