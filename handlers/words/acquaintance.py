"""The rules for newcomers and for anybody who asks (п. 5.12.3)."""

from collections.abc import Sequence
from itertools import accumulate
from typing import assert_never

from handlers.named import Named
from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.clauses import Clause
from rules.conduct import Rule
from rules.vocabulary.acquaintance import (
    Acknowledged,
    AcknowledgementAsked,
    AcquaintanceFact,
    RulesShown,
)

LONGEST_GREETING = 3750
"""Characters of names and rules: a greeting grows in place, so it has to be one message."""

_MOST_ASKED = 40
"""Most people named in one message; the others have seen the greeting."""


def greeting(
    voice: Voice, *, newcomers: tuple[Named, ...], rules: tuple[Rule, ...], read_only: bool
) -> str:
    """Show newcomers the rules; `read_only`: they cannot write until they acknowledge them."""
    listed = voice.rules(rules)
    welcome = voice.texts.ngettext(
        "Welcome, {people}! Please read this chat's rules of conduct ({clause}) and press the"
        " button below.\n{rules}",
        "Welcome, {people}! Please read this chat's rules of conduct ({clause}), each of you,"
        " and press the button below.\n{rules}",
        len(newcomers),
    ).format(
        people=_welcomed(newcomers, LONGEST_GREETING - len(listed), voice),
        clause=voice.cited(Clause.ACQUAINTANCE),
        rules=listed,
    )
    if read_only:
        waits = voice.texts.gettext("Until you press it, you can only read here.")
        return f"{welcome}\n{waits}"
    return welcome


def _welcomed(newcomers: Sequence[Named], room: int, voice: Voice) -> str:
    mentions = [voice.who(person) for person in newcomers]
    reached = accumulate(len(mention) + len(", ") for mention in mentions)
    shown = max(1, sum(length <= room for length in reached))
    more = len(mentions) - shown
    if more <= 0:
        return voice.texts.listed(mentions)
    others = voice.texts.ngettext("and {n} more", "and {n} more", more).format(n=more)
    return f"{', '.join(mentions[:shown])} {others}"


def rules_of_conduct(voice: Voice, *, rules: tuple[Rule, ...]) -> str:
    """Show the rules."""
    return voice.texts.gettext("Rules of conduct of this chat ({clause}):\n{rules}").format(
        clause=voice.cited(Clause.ACQUAINTANCE), rules=voice.rules(rules)
    )


def acknowledged(voice: Voice) -> str:
    """Thank a member who has acknowledged the rules."""
    return voice.texts.gettext("Thank you! It is recorded that you know the rules of conduct.")


def asked_again(voice: Voice, *, members: tuple[Named, ...]) -> str:
    """Ask newcomers once more, together, to read and acknowledge the rules."""
    people = ", ".join(voice.who(member) for member in members[:_MOST_ASKED])
    return voice.texts.gettext(
        "{people}, please read the rules of this chat and press the button below ({clause})."
    ).format(people=people, clause=voice.cited(Clause.ACQUAINTANCE))


def line(fact: AcquaintanceFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about acquaintance with the rules."""
    _ = voice.texts.gettext
    match fact:
        case RulesShown(version=version):
            return _("rules shown, version {version}").format(version=version)
        case AcknowledgementAsked(members=members, version=version):
            return voice.texts.ngettext(
                "{n} newcomer asked to acknowledge the rules, version {version}",
                "{n} newcomers asked to acknowledge the rules, version {version}",
                len(members),
            ).format(n=len(members), version=version)
        case Acknowledged(version=version, way="invitation"):
            return _("rules acknowledged by invitation, version {version}").format(version=version)
        case Acknowledged(version=version):
            return _("rules acknowledged, version {version}").format(version=version)
        case _:
            assert_never(fact)
