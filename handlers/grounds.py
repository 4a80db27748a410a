"""The grounds of a measure, as messages list them."""

from collections.abc import Collection

from handlers.conversation.scene import Scene
from handlers.named import Ground
from rules.case import Case
from rules.conduct import Rule
from rules.ids import RuleNumber, ViolationNumber


async def grounds_of(
    scene: Scene, case: Case, numbers: Collection[ViolationNumber]
) -> tuple[Ground, ...]:
    """Return violations as grounds to list, each with its rule as it was then."""
    versions = await scene.work.versions_broken(case.chat, case.member)
    return tuple(
        [
            Ground(
                number=each.number,
                at=each.at,
                rule=await rule_then(scene, each.rule, versions.get(each.at)),
            )
            for each in case.violations
            if each.number in numbers
        ]
    )


async def rule_then(scene: Scene, number: RuleNumber | None, version: str | None) -> Rule | None:
    """Return a rule of conduct as of `version`; as of now if that version is not known."""
    if number is None:
        return None
    if version is not None and version != scene.policy.version:
        conduct = await scene.work.conduct_of(version)
        if conduct is not None:
            return conduct.rule(number)
    return rule_now(scene, number)


def rule_now(scene: Scene, number: RuleNumber) -> Rule | None:
    """Return a rule of conduct of the policy in force; None if it is not there any more."""
    return scene.policy.conduct.rule(number)
