"""What a measure rests on, as it is told."""

from collections.abc import Sequence

from handlers.notices.measures import (
    Ground,
)
from handlers.scene import Scene
from rules.cases import Case
from rules.conduct import Rule
from rules.ids import RuleNumber, ViolationNumber


def grounds_of(scene: Scene, case: Case, numbers: Sequence[ViolationNumber]) -> tuple[Ground, ...]:
    """Give violations as grounds to be listed, with their rules as the policy has them now."""
    return tuple(
        Ground(number=each.number, at=each.at, rule=rule_of(scene, each.rule))
        for each in case.violations
        if each.number in numbers
    )


def rule_of(scene: Scene, number: RuleNumber) -> Rule | None:
    """Give a rule of conduct of the policy in force; None if it is no longer there."""
    return scene.policy.conduct.rule(number)
