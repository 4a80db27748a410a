"""What holds where somebody asks for something."""

from enum import StrEnum

from rules.vocabulary.unions import Refusal


class Holds(StrEnum):
    """What happens, other than a refusal of the policy's, when somebody asks for a deed.

    `ALLOWED`: it is done, or shown. `NOTHING`: they are told that there is nothing of theirs.
    `ELSEWHERE`: they are told where it works. `OUTDATED`: they are told that the button leads
    nowhere. `REMOVED`: the message is removed, and nothing that it asks for is done.
    `UNHEARD`: nothing happens, and nothing is said. `NOT_OFFERED`: there is no such thing there.
    """

    ALLOWED = "allowed"
    NOTHING = "nothing"
    ELSEWHERE = "elsewhere"
    OUTDATED = "outdated"
    REMOVED = "removed"
    UNHEARD = "unheard"
    NOT_OFFERED = "not offered"


Outcome = Holds | type[Refusal]
"""What a right leads to: something of the bot's own (`Holds`), or the policy's refusal."""
