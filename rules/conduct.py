"""The rules of conduct of a chat («правила общения»)."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.ids import RuleNumber
from rules.settings import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of conduct.

    `title` and `text` are keyed by language code (`ru`, `en`); `detectors` names the
    detectors that watch for it; `kinds` the kinds of chats that it holds in (none: all).
    A `personal` rule is broken against somebody, who then is not the one to record it (5.12.7).
    """

    number: RuleNumber
    title: Mapping[str, str]
    text: Mapping[str, str]
    detectors: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """The rules of conduct in force, in the order of their numbers."""

    rules: tuple[Rule, ...]

    def for_kind(self, kind: Kind | None) -> "Conduct":
        """Give the rules that hold in a chat of that kind; None: in one of no kind yet."""
        if all(not rule.kinds for rule in self.rules):
            return self
        return Conduct(
            rules=tuple(rule for rule in self.rules if not rule.kinds or kind in rule.kinds)
        )

    def rule(self, number: RuleNumber) -> Rule | None:
        """Give the rule of that number, or None."""
        return next((rule for rule in self.rules if rule.number == number), None)
