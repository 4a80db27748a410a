"""Lines of the journal about leavers, families, the college's list and expulsions by hand."""

from typing import assert_never

from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.vocabulary.expulsions import (
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
)
from rules.vocabulary.families import FamilyFact, FamilyLinked, FamilyUnlinked
from rules.vocabulary.leavers import (
    LeaverFact,
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalOrdered,
)
from rules.vocabulary.roster import RosterEntryRemoved, RosterEntrySet, RosterFact


def line_of_leaver(fact: LeaverFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about a leaver."""
    _ = voice.texts.gettext
    match fact:
        case LeaverNoted():
            return _("left the college")
        case LeaverReturned():
            return _("is at the college again")
        case RemovalOrdered():
            return _("to be removed from the chat: {ground}").format(ground=_ground(fact, voice))
        case MemberRemoved():
            return _("removed from the chat: {ground}").format(ground=_ground(fact, voice))
        case RemovalFailed():
            return _("could not be removed from the chat: {ground}").format(
                ground=_ground(fact, voice)
            )
        case _:
            assert_never(fact)


def _ground(fact: RemovalOrdered | MemberRemoved | RemovalFailed, voice: Voice) -> str:
    _ = voice.texts.gettext
    return _("a leaver") if fact.member == fact.leaver else _("a parent of a leaver")


def line_of_college(fact: FamilyFact | RosterFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about a family or the college's list."""
    _ = voice.texts.gettext
    match fact:
        case FamilyLinked(child=child):
            return _("parent of id{child}").format(child=child)
        case FamilyUnlinked(child=child):
            return _("no longer on record as parent of id{child}").format(child=child)
        case RosterEntrySet():
            return _("entered in the college's list")
        case RosterEntryRemoved():
            return _("taken off the college's list")
        case _:
            assert_never(fact)


def line_of_expulsion(fact: ExpulsionFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about an expulsion by hand."""
    _ = voice.texts.gettext
    match fact:
        case ExpelledByHand():
            return _("removed from the chat by hand, outside the procedure")
        case ExpulsionGrounded():
            return _("ground of the removal by hand: a leaver")
        case ExpelledInvitedBack():
            return _("invited back after a removal by hand")
        case _:
            assert_never(fact)
