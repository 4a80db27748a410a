"""Who acts, and as what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.ids import (
    MemberId,
    MessageId,
)


class Standing(StrEnum):
    """What somebody is to a chat.

    `MODERATOR` is an administrator of the VK chat, or was appointed for it, `ADMINISTRATOR`
    one of the college's (a moderator everywhere), `LEFT` someone who was a member, `OUTSIDER`
    someone who never was, `COMMUNITY` a bot, a channel or a guest by e-mail (VK gives them all
    negative ids), which is never a member in the policy's sense.
    """

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    LEFT = "left"
    OUTSIDER = "outsider"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks. `joined_at` (UTC) is None for whoever is not in the chat at present.

    `joined_message` is the chat's message that told of their joining, None where none was seen.
    """

    member: MemberId
    standing: Standing
    joined_at: datetime | None = None
    joined_message: MessageId | None = None
