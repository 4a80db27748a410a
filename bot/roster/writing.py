"""The college's list as a table that can be imported again."""

from bot.roster.columns import Column, name_of
from rules.ids import MemberId
from rules.roster import Roster


def rows_of(roster: Roster) -> list[list[str]]:
    """Return the list with its header, without people who have left."""
    rows = [[column.value for column in Column]]
    for member, entry in sorted(
        roster.entries.items(), key=lambda item: (item[1].group, item[1].name, item[0])
    ):
        if member not in roster.left:
            rows.append(
                [
                    entry.name,
                    _page(member),
                    name_of(entry.role),
                    entry.group,
                    ", ".join(_page(child) for child in _children(roster, member)),
                ]
            )
    return rows


def _children(roster: Roster, parent: MemberId) -> list[MemberId]:
    return sorted(
        link.child
        for link in roster.links
        if link.parent == parent and link.child not in roster.left
    )


def _page(member: MemberId) -> str:
    return f"https://vk.com/id{member}"
