"""Notices about the chat itself, the rules of conduct and newcomers."""

from dataclasses import dataclass

from handlers.notices import Named
from rules.conduct import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsMissing:
    """The bot was added and cannot work yet: what to switch on, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsStillMissing:
    """Someone asked for something, or pressed «Готово», and the rights are not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """The bot has its rights: what it does. Before its adoption it asks whose chat it is."""

    adopted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """Newcomers are shown the rules and asked to acknowledge them."""

    newcomers: tuple[Named, ...]
    rules: tuple[Rule, ...]
    read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesOfConduct:
    """The rules, for whoever asked."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementRecorded:
    """Said to the one who pressed «Ознакомлен(а)»."""


ChatNotice = (
    RightsMissing
    | RightsStillMissing
    | Introduction
    | Greeting
    | RulesOfConduct
    | AcknowledgementRecorded
)
