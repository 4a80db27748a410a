"""Whoever may ask for something, and the ways in which it can be asked."""

from enum import StrEnum


class Who(StrEnum):
    """What somebody is to the chat that a deed is about.

    `MODERATOR_ELSEWHERE` moderates another chat and is not in this one; `UNCONFIRMED` does as well,
    but a chat that the college does not know, as anybody can make one; `BLOCKED` and `NEWCOMER`
    (who has not acknowledged the rules) are members; so is `PARENT`, a member's legal
    representative; `STRANGER` is in no chat. `COMMUNITY` is another bot or a channel.
    """

    ADMINISTRATOR = "administrator"
    MODERATOR = "moderator"
    MODERATOR_ELSEWHERE = "moderator elsewhere"
    UNCONFIRMED = "moderator of an unconfirmed chat"
    MEMBER = "member"
    BLOCKED = "blocked"
    NEWCOMER = "newcomer"
    PARENT = "parent"
    STRANGER = "stranger"
    COMMUNITY = "community"
    BOT = "bot"


PEOPLE = frozenset(Who) - {Who.COMMUNITY, Who.BOT}
"""Whom the bot hears at all."""

MODERATORS = frozenset({Who.ADMINISTRATOR, Who.MODERATOR})
"""Who moderates this chat."""

ALL_MODERATORS = MODERATORS | {Who.MODERATOR_ELSEWHERE, Who.UNCONFIRMED}
"""Who moderates any chat: in private it is asked of all of theirs."""

ADMINISTRATORS = frozenset({Who.ADMINISTRATOR})

MEMBERS = MODERATORS | {Who.MEMBER, Who.BLOCKED, Who.NEWCOMER, Who.PARENT}
"""Who is in this chat."""


class Way(StrEnum):
    """How something is asked for.

    A command is typed in the `CHAT` or in `PRIVATE`. A button is pressed where it hangs
    (`GENUINE`), asked for by a payload of one's own making there, under no message of the bot's
    (`FORGED`), asked for where it does not hang, in private in place of the chat or the other way
    round (`MISPLACED`), or pressed once its case is over (`OLD`).
    """

    CHAT = "chat"
    PRIVATE = "private"
    GENUINE = "genuine"
    FORGED = "forged"
    MISPLACED = "misplaced"
    OLD = "old"
