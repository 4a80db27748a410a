"""What the policy answers."""

from dataclasses import dataclass

from rules.vocabulary.unions import Fact, Refusal


@dataclass(frozen=True, slots=True)
class Granted:
    """The request is right; these facts now hold, in this order."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The request is not right, and nothing changes."""

    reason: Refusal


Ruling = Granted | Refused
