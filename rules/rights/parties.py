"""Who asks for a deed, and in which way."""

from enum import StrEnum


class Who(StrEnum):
    """The relation of the asker to the chat that a deed is about.

    `MODERATOR_ELSEWHERE` moderates another chat and is not in this one. `UNCONFIRMED` moderates a
    chat that the college does not know, and that anybody could have created. `BLOCKED`, `NEWCOMER`
    (who has not acknowledged the rules) and `PARENT` (legal representative of a member) are
    members. `STRANGER` is in no chat. `COMMUNITY` is another bot or a channel.
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
"""Those whom the bot listens to."""

MODERATORS = frozenset({Who.ADMINISTRATOR, Who.MODERATOR})
"""The moderators of this chat."""

ALL_MODERATORS = MODERATORS | {Who.MODERATOR_ELSEWHERE, Who.UNCONFIRMED}
"""The moderators of any chat: in private a deed concerns all their chats."""

ADMINISTRATORS = frozenset({Who.ADMINISTRATOR})

MEMBERS = MODERATORS | {Who.MEMBER, Who.BLOCKED, Who.NEWCOMER, Who.PARENT}
"""The members of this chat."""


class Way(StrEnum):
    """How a deed is requested.

    A command is typed in the `CHAT` or in `PRIVATE`. A button is pressed where it hangs
    (`GENUINE`); by a handmade payload there, under no message of the bot's (`FORGED`); where it
    does not hang, in private instead of the chat or the reverse (`MISPLACED`); or after its case is
    over (`OLD`).
    """

    CHAT = "chat"
    PRIVATE = "private"
    GENUINE = "genuine"
    FORGED = "forged"
    MISPLACED = "misplaced"
    OLD = "old"
