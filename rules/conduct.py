"""The rules of conduct of a chat («правила общения»)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rules.detectors.registry import Detector
from rules.ids import RuleNumber
from rules.settings import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of conduct.

    `title`, `text` and `short`, which a button shows, are keyed by language code (`ru`, `en`);
    without `short` a button shows the title. A moderator can name the rule by any of its `words`
    («флуд»; «реклам*» stands for all words that begin so). `detectors` watch for breaches of
    it. `kinds` are the kinds of chats it holds in; empty: all. If a message breaks several rules,
    the one with the greatest `gravity` is recorded. A breach of a `personal` rule is aimed at
    somebody, who then may not record it themselves (п. 5.12.7).
    """

    number: RuleNumber
    title: Mapping[str, str]
    text: Mapping[str, str]
    short: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    detectors: tuple[Detector, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    personal: bool = False
    gravity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """The rules of conduct in force, ordered by number."""

    rules: tuple[Rule, ...]

    def for_kind(self, kind: Kind | None) -> "Conduct":
        """Return the rules that hold in a chat of this kind; None: a chat without a kind yet."""
        if all(not rule.kinds for rule in self.rules):
            return self
        return Conduct(
            rules=tuple(rule for rule in self.rules if not rule.kinds or kind in rule.kinds)
        )

    def rule(self, number: RuleNumber) -> Rule | None:
        """Return the rule of that number, or None."""
        return next((rule for rule in self.rules if rule.number == number), None)

    def watched_by(self, detector: Detector) -> Rule | None:
        """Return the gravest rule that the detector watches for, or None."""
        return gravest(rule for rule in self.rules if detector in rule.detectors)


def gravest(rules: Iterable[Rule]) -> Rule | None:
    """Return the gravest rule, the lowest number first among equals; None without rules."""
    return min(rules, key=lambda rule: (-rule.gravity, rule.number), default=None)
