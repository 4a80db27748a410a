"""Expulsions that somebody made by hand, without the bot (п. 5.12.7)."""

from handlers.voice import Named, Voice
from handlers.words.rows import JournalLine
from rules.clauses import Clause
from rules.vocabulary.leavers import (
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
)


def expelled(voice: Voice, *, chat: str, member: Named, by: Named) -> str:
    """Tell an administrator of an expulsion by hand, and ask for its ground."""
    return voice.gendered(
        by,
        "Chat “{chat}”: {by} removed a participant by hand: {member}. That is not the procedure"
        " ({clause}), and the journal says so. If {member} left the college, please enter the"
        " ground; if not, invite them back.",
    ).format(
        chat=voice.chat(chat),
        by=voice.who(by),
        member=voice.name(member),
        clause=voice.cited(Clause.GROUNDS),
    )


def settled(
    voice: Voice, *, chat: str, member: Named, by: Named, settled_by: Named, grounded: bool
) -> str:
    """Announce an administrator's decision: there was a ground, or the person is invited back."""
    if grounded:
        said, clause = (
            voice.gendered(
                by,
                "Chat “{chat}”: {by} removed a participant by hand: {member}. The ground is"
                " entered by {settled_by}: a leaver ({clause}).",
            ),
            Clause.LEAVERS,
        )
    else:
        said, clause = (
            voice.gendered(
                by,
                "Chat “{chat}”: {by} removed a participant by hand: {member}. There was no ground;"
                " {settled_by} invites them back ({clause}).",
            ),
            Clause.GROUNDS,
        )
    return said.format(
        chat=voice.chat(chat),
        by=voice.name(by),
        member=voice.name(member),
        settled_by=voice.name(settled_by),
        clause=voice.cited(clause),
    )


def invited_back(voice: Voice, *, chat: str) -> str:
    """Invite back a person who was expelled without a ground; the chat's link follows."""
    return voice.texts.gettext(
        "You were removed from the chat “{chat}” without a ground ({clause}). You are invited back:"
    ).format(chat=voice.chat(chat), clause=voice.cited(Clause.GROUNDS))


def not_reachable(voice: Voice, *, member: Named) -> str:
    """Say that a person does not allow private messages, so somebody else must send the link."""
    return voice.texts.gettext(
        "{member} takes no private messages from me. Please give them the chat's link yourself."
    ).format(member=voice.name(member))


def line(fact: ExpulsionFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about an expulsion by hand."""
    _ = voice.texts.gettext
    match fact:
        case ExpelledByHand():
            return _("removed from the chat by hand, outside the procedure")
        case ExpulsionGrounded():
            return _("ground of the removal by hand: a leaver")
        case ExpelledInvitedBack():
            return _("invited back after a removal by hand")
