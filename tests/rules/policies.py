"""Policies and rules of conduct of which a test says only what matters to it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from rules.conduct import Conduct, Rule
from rules.detectors.registry import Detector
from rules.ids import RuleNumber
from rules.policy import Heat, Policy, SinceDayOfYear
from rules.settings import Blocks
from rules.times import ONE_MONTH
from tests.rules.moments import ONE_DAY, ONE_WEEK

LANGUAGES = ("ru", "en")


def a_rule(number: int, **changes: Any) -> Rule:
    told = {language: f"{language} {number}" for language in LANGUAGES}
    return replace(Rule(number=RuleNumber(number), title=told, text=told), **changes)


CONDUCT = Conduct(
    rules=(
        a_rule(1, detectors=(Detector.LINK, Detector.FLOOD)),
        a_rule(2, detectors=(Detector.OBSCENITY,), gravity=2),
        a_rule(3, detectors=(Detector.INSULT,), gravity=3, personal=True),
    )
)
"""Nobody watches for personal data here, nor for late hours."""

POLICY = Policy(
    version="1",
    conduct=CONDUCT,
    threshold=3,
    validity=SinceDayOfYear(month=9, day=1),
    blocks=Blocks.PROPOSED,
    terms=(ONE_DAY, ONE_WEEK, ONE_MONTH),
    greatest_term=ONE_MONTH,
    ladder=(ONE_DAY, ONE_WEEK, ONE_MONTH),
    vote_length=timedelta(hours=24),
    apology_pause=timedelta(days=3),
    reminder_quiet=timedelta(minutes=30),
    heat=Heat(violations=3, people=2, within=timedelta(minutes=10)),
    gathering=timedelta(seconds=30),
    undo_window=timedelta(minutes=10),
)


def a_policy(**changes: Any) -> Policy:
    return replace(POLICY, **changes)
