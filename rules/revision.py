"""What is new in a version of the rules: п. 6.2."""

from dataclasses import dataclass

from rules.conduct import Conduct, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Differences between two sets of rules, by the present text, or the last if removed."""

    added: tuple[Rule, ...] = ()
    reworded: tuple[Rule, ...] = ()
    removed: tuple[Rule, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether people read the same rules as before."""
        return not (self.added or self.reworded or self.removed)


def changes(before: Conduct, after: Conduct) -> Changes:
    """Compare two sets of rules, number by number, by what people read."""
    return Changes(
        added=tuple(rule for rule in after.rules if before.rule(rule.number) is None),
        reworded=tuple(
            rule
            for rule in after.rules
            if (old := before.rule(rule.number)) is not None and not _reads_as(old, rule)
        ),
        removed=tuple(rule for rule in before.rules if after.rule(rule.number) is None),
    )


def _reads_as(one: Rule, other: Rule) -> bool:
    # which detectors watch for a rule does not concern its readers
    return (one.title, one.text) == (other.title, other.text)
