"""The rules of conduct of a chat («правила общения»)."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.ids import RuleNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of conduct.

    `title` and `text` are keyed by language code (`ru`, `en`); `detectors` names the
    detectors that watch for it.
    """

    number: RuleNumber
    title: Mapping[str, str]
    text: Mapping[str, str]
    detectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """The rules of conduct in force, in the order of their numbers."""

    rules: tuple[Rule, ...]

    def rule(self, number: RuleNumber) -> Rule | None:
        """Give the rule of that number, or None."""
        return next((rule for rule in self.rules if rule.number == number), None)
