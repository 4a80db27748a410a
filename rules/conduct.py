"""The rules of conduct of a chat («правила общения»)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.detectors.detection import Detector
from rules.ids import RuleNumber
from rules.settings import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of conduct.

    `title` and `text` are keyed by language code (`ru`, `en`); `detectors` names the
    detectors that watch for it; `kinds` the kinds of chats that it holds in (none: all).
    Of several rules that one message breaks, the one of greater `gravity` is recorded.
    A `personal` rule is broken against somebody, who then is not the one to record it (5.12.7).
    """

    number: RuleNumber
    title: Mapping[str, str]
    text: Mapping[str, str]
    detectors: tuple[Detector, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    personal: bool = False
    gravity: int = 1


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

    def watched_by(self, detector: Detector) -> Rule | None:
        """Give the rule that a detector watches for, the gravest if several; None: no rule."""
        return gravest(rule for rule in self.rules if detector in rule.detectors)


def gravest(rules: Iterable[Rule]) -> Rule | None:
    """Give the gravest of rules, of equally grave ones the first by number; None of none."""
    return min(rules, key=lambda rule: (-rule.gravity, rule.number), default=None)
