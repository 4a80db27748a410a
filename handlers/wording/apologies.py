"""Words for apologies and the votes on them."""

from typing import assert_never

from handlers.commands import Command
from handlers.notices.apologies import (
    Apology,
    ApologyDecided,
    ApologyForgotten,
    ApologyForWhich,
    ApologyNotice,
    ApologyPassedOn,
    ApologyWordsAsked,
    NowhereBlocked,
    VoteDecided,
    VoteDecidedPrivately,
    VoteNoted,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NOTE, Voice
from handlers.wording.withheld import word_withheld
from rules.apologies import LONGEST_APOLOGY
from rules.clauses import Clause
from rules.vocabulary.apologies import Choice, Outcome


def word_apology(notice: ApologyNotice, voice: Voice) -> str:
    """Give the words of a notice about an apology or its vote."""
    _ = voice.texts.gettext
    match notice:
        case Apology() | ApologyDecided():
            return _word_vote(notice, voice)
        case VoteDecided() | VoteDecidedPrivately():
            return _word_decision(notice, voice)
        case ApologyPassedOn():
            return _(
                "Your apology is before the participants of “{chat}” until {closes}. If nobody"
                " objects, the block is lifted early ({clause})."
            ).format(
                chat=quote(notice.chat, LONGEST_NOTE),
                closes=voice.moment(notice.closes_at),
                clause=voice.cited(Clause.FORGIVENESS),
            )
        case ApologyForWhich():
            return _("You are blocked in several chats. For which one is the apology?")
        case ApologyWordsAsked(chat=chat):
            return _(
                "Please write in one message what you want to say to the participants of “{chat}”"
                " ({clause}). I will show it to you before it goes."
            ).format(chat=quote(chat, LONGEST_NOTE), clause=voice.cited(Clause.FORGIVENESS))
        case ApologyForgotten():
            return _("Please write the apology once more: “{apology} your words”.").format(
                apology=voice.command(Command.APOLOGY)
            )
        case NowhereBlocked():
            return _("You are not blocked in any chat of mine, so there is nothing to lift.")
        case VoteNoted(choice=choice):
            if choice is Choice.CONSENT:
                return _("Noted: you do not object. You can change that until the vote closes.")
            return _("Noted: you object. You can take that back until the vote closes.")
        case _:
            return word_withheld(notice, voice)


def _word_vote(notice: Apology | ApologyDecided, voice: Voice) -> str:
    _ = voice.texts.gettext
    head = _("{person} apologises to the participants:\n{text}").format(
        person=voice.who(notice.member), text=quote(notice.text, LONGEST_APOLOGY)
    )
    tally = _("No objection: {consents}. Objections: {objections}.").format(
        consents=notice.consents, objections=notice.objections
    )
    if isinstance(notice, ApologyDecided):
        over = _("The vote is over.")
        return f"{head}\n\n{over} {tally}"
    terms = _(
        "Do you object to the block being lifted early ({clause})? One objection keeps it,"
        " silence is consent. The vote runs until {closes}."
    ).format(clause=voice.cited(Clause.FORGIVENESS), closes=voice.moment(notice.closes_at))
    return f"{head}\n\n{terms}\n{tally}"


def _word_decision(notice: VoteDecided | VoteDecidedPrivately, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    again = ""
    if notice.again_at is not None:
        again = " " + _("Another apology is possible from {again}.").format(
            again=voice.moment(notice.again_at)
        )
    match notice:
        case VoteDecidedPrivately():
            said = _(
                "Somebody in the chat “{chat}” objected, so the block stays until its term ends"
                " ({clause})."
            ).format(chat=quote(notice.chat, LONGEST_NOTE), clause=voice.cited(Clause.FORGIVENESS))
        case VoteDecided(outcome=Outcome.KEPT):
            said = ngettext(
                "The vote on the apology of {person} is over: {n} objection stands, so the"
                " block stays ({clause}).",
                "The vote on the apology of {person} is over: {n} objections stand, so the"
                " block stays ({clause}).",
                notice.objections,
            ).format(
                person=voice.who(notice.member),
                n=notice.objections,
                clause=voice.cited(Clause.FORGIVENESS),
            )
        case VoteDecided():
            said = _("The vote on the apology of {person} is over.").format(
                person=voice.who(notice.member)
            )
        case _:
            assert_never(notice)
    return said + again
