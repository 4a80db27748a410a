"""Whom the commands are for."""

from handlers.commands import ROWS, Command
from rules.rights import Who


def _commands(*, but_for: Who, by: Who) -> frozenset[Command]:
    grants = {command: row.deeds[0].grant.to for command, row in ROWS.items()}
    return frozenset(command for command, to in grants.items() if by in to and but_for not in to)


FOR_MODERATORS = _commands(by=Who.MODERATOR, but_for=Who.MEMBER)
"""Commands for moderators that members may not give."""

CLOSED_TO_MEMBERS = FOR_MODERATORS - {Command.FAMILY}
"""Those without a part for members: everybody may ask about their own family."""

FOR_ADMINISTRATORS = _commands(by=Who.ADMINISTRATOR, but_for=Who.MODERATOR)
"""Commands only for the college's administrators."""
