"""Who acts, and in which standing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.ids import (
    MemberId,
    MessageId,
)


class Standing(StrEnum):
    """A person's relation to a chat.

    `MODERATOR`: the messenger has them as an administrator of the chat, or the college appointed
    them.
    `ADMINISTRATOR`: one of the college's, a moderator in every chat. `LEFT`: a former member.
    `OUTSIDER`: never a member. `COMMUNITY`: a bot, a channel or a guest by e-mail (all have
    negative ids), never a member in the policy's sense.
    """

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    LEFT = "left"
    OUTSIDER = "outsider"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who makes a request. `joined_at` (UTC) is None while they are not in the chat.

    `joined_message` is the chat's message that told of their joining, None where none was seen.
    """

    member: MemberId
    standing: Standing
    joined_at: datetime | None = None
    joined_message: MessageId | None = None
