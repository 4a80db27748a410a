"""Lines of the journal about apologies and votes."""

from typing import assert_never

from handlers.quoting import quote
from handlers.voice import Voice
from handlers.words.lines import LONGEST_LINE_NOTE, JournalLine
from rules.vocabulary.apologies import (
    ApologyFact,
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    Choice,
    LiftDecided,
    Outcome,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)


def line_of_vote(fact: ApologyFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about an apology."""
    _ = voice.texts.gettext
    match fact:
        case ApologyMade(text=text):
            return _("apology: {text}").format(text=quote(text, LONGEST_LINE_NOTE))
        case ApologyWithheld():
            # its words are for the moderators in private, and the journal may be read in the chat
            return _("apology not published: the detectors found something in it")
        case WithheldDecided(published=True):
            return _("the apology that waited is published")
        case WithheldDecided():
            return _("the apology that waited is returned to its author")
        case ApologyRejected():
            return _("taken for no apology: the vote is over, the block stays")
        case VoteCast(choice=Choice.OBJECT):
            return _("objection to the apology")
        case VoteCast():
            return _("no objection to the apology")
        case VoteShortened(closes_at=closes_at):
            return _("the vote ends {ends}: the clock was ahead").format(
                ends=voice.moment(closes_at)
            )
        case VoteClosed(outcome=Outcome.KEPT, objections=objections):
            return _("vote closed, objections: {objections}; the block stays").format(
                objections=objections
            )
        case VoteClosed(outcome=Outcome.UNOPPOSED):
            return _("vote closed without objection; a moderator decides")
        case LiftDecided(lifted=True):
            return _("early lift confirmed")
        case LiftDecided():
            return _("early lift not confirmed")
        case VoteClosed(outcome=Outcome.FORGIVEN):
            return _("vote closed without objection")
        case VoteClosed():
            return _("vote dropped: the block ended before it")
        case _:
            assert_never(fact)
