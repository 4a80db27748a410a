"""Outcomes of asking for a deed."""

from enum import StrEnum

from rules.vocabulary.refusal import RefusalKey


class Holds(StrEnum):
    """An outcome other than a refusal by the policy.

    `ALLOWED`: it is done or shown. `NOTHING`: they are told that there is nothing of theirs.
    `ELSEWHERE`: they are told where it works. `OUTDATED`: they are told that the button is
    outdated. `REMOVED`: the message is removed, and its request ignored. `UNHEARD`: nothing
    happens. `NOT_OFFERED`: the deed does not exist there.
    """

    ALLOWED = "allowed"
    NOTHING = "nothing"
    ELSEWHERE = "elsewhere"
    OUTDATED = "outdated"
    REMOVED = "removed"
    UNHEARD = "unheard"
    NOT_OFFERED = "not offered"


Outcome = Holds | RefusalKey
"""A right's outcome: one of the bot's own (`Holds`), or a refusal by the policy."""
