"""What the administrators have to mend with the messenger itself."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong, in words that fit any messenger.

    `CAPTCHA`: it wants proof that a person is there. `BOTS_OFF`: the community's features for bots
    are switched off. `SPAM`: it takes the community's messages for spam. `RIGHTS`: the bot's key
    does not allow what is asked. `MUTED`: the bot itself may not write in a chat. `STRANGER`: it
    does not know the person that something concerns in a chat. `CLOCK`: the bot's own clock and the
    messenger's differ so much that no term could be kept.
    """

    CAPTCHA = "captcha"
    BOTS_OFF = "bots_off"
    SPAM = "spam"
    RIGHTS = "rights"
    MUTED = "muted"
    STRANGER = "stranger"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessengerTrouble:
    """Something is wrong with the messenger that an administrator can mend; `chat` is its title."""

    trouble: Trouble
    chat: str
