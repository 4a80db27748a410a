"""Notices about a new version of the rules."""

from dataclasses import dataclass

from rules.revision import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRevised:
    """The rules have a new version; `changes` None: what `before` said is not known any more."""

    version: str
    before: str
    changes: Changes | None


RevisionNotice = RulesRevised
