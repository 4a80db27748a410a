"""Notices about revisions of the rules."""

from handlers.notices import revision
from handlers.wording.notice import Notice
from rules.policy_file import read_policy
from rules.revision import Changes
from tests.locales.sample_facts import VERSION

_RULES = read_policy(None).conduct.rules
_CHANGES = Changes(added=_RULES[9:], reworded=_RULES[2:4], removed=_RULES[5:6])

REVISIONS: tuple[Notice, ...] = (
    revision.RulesRevised(version="2026-12", before=VERSION, changes=_CHANGES),
    revision.RulesRevised(version="2026-12", before=VERSION, changes=Changes()),
    revision.RulesRevised(version="2026-12", before=VERSION, changes=None),
)
