"""Apologies, the votes on them, and early lifts (п. 5.12.6)."""

from datetime import datetime
from typing import get_args

from handlers.commands import Command
from handlers.voice import Named, Voice, fixed, quote
from handlers.words.replies import preview
from handlers.words.rows import LONGEST_LINE_NOTE, JournalLine, Refusals, sentence
from handlers.words.withheld import found_words
from rules.apologies import LONGEST_APOLOGY
from rules.appeals import LONGEST_WORDS
from rules.clauses import Clause
from rules.detectors.detection import Detection
from rules.vocabulary.apologies import (
    ANOTHER_BLOCK,
    APOLOGY_EMPTY,
    JOINED_AFTERWARDS,
    LIFT_AWAITED,
    NOT_A_VOTER,
    NOT_BLOCKED,
    NOT_THEIR_APOLOGY,
    VOTE_ON_ONESELF,
    VOTE_OVER,
    WITHHELD_OVER,
    ApologyFact,
    ApologyMade,
    ApologyRefusal,
    ApologyRejected,
    ApologyTooLong,
    ApologyTooSoon,
    ApologyWithheld,
    Choice,
    LiftDecided,
    Outcome,
    SaidAlready,
    VoteCast,
    VoteClosed,
    VoteRuns,
    VoteShortened,
    WithheldDecided,
    WithheldTooOften,
)

for_which_chat = fixed("You are blocked in several chats. For which one is the apology?")
forgotten = fixed(
    "Please write the apology once more: “{apology} your words”.", apology=Command.APOLOGY
)
"""Ask to write again: a chat was chosen, but the words are not stored any more."""

nowhere_blocked = fixed("You are not blocked anywhere, so no apology is needed.")


def not_for_child(voice: Voice, *, child: Named) -> str:
    """Tell a guardian that a child apologises in person, and what the guardian can do."""
    return voice.texts.gettext(
        "Only {child} can apologise: the apology counts when it comes from the person. Ask them to"
        " write “apology” to me. You can contest the block for them: “status” has the button."
    ).format(child=voice.name(child))


def open_vote(
    voice: Voice, *, member: Named, text: str, consents: int, objections: int, closes_at: datetime
) -> str:
    """Show an apology to the participants, who may object until `closes_at` (UTC)."""
    terms = voice.texts.gettext(
        "Lift the block early ({clause})? One “I object” keeps it, silence is consent. Until"
        " {closes}."
    ).format(clause=voice.cited(Clause.FORGIVENESS), closes=voice.until(closes_at))
    return f"{_apology(voice, member, text)}\n{terms}\n{_tally(voice, consents, objections)}"


def closed_vote(voice: Voice, *, member: Named, text: str, consents: int, objections: int) -> str:
    """Show an apology once its vote is over."""
    over = voice.texts.gettext("The vote is over.")
    return f"{_apology(voice, member, text)}\n\n{over} {_tally(voice, consents, objections)}"


def _apology(voice: Voice, member: Named, text: str) -> str:
    return voice.texts.gettext("{person} apologises:\n{text}").format(
        person=voice.who(member), text=quote(text, LONGEST_APOLOGY)
    )


def _tally(voice: Voice, consents: int, objections: int) -> str:
    return voice.texts.gettext("No objection: {consents}. Objections: {objections}.").format(
        consents=consents, objections=objections
    )


def kept(voice: Voice, *, member: Named, objections: int, again_at: datetime | None) -> str:
    """Say that objections keep the block.

    `again_at`: when the member may apologise again (UTC); None if the block ends before.
    """
    said = voice.texts.ngettext(
        "The vote on the apology of {person} is over: {n} objection stands, so the"
        " block stays ({clause}).",
        "The vote on the apology of {person} is over: {n} objections stand, so the"
        " block stays ({clause}).",
        objections,
    ).format(person=voice.who(member), n=objections, clause=voice.cited(Clause.FORGIVENESS))
    return said + _again(voice, again_at)


def kept_privately(voice: Voice, *, chat: str, again_at: datetime | None) -> str:
    """Tell the blocked person that somebody objected; `again_at` as in `kept`."""
    said = voice.texts.gettext(
        "Somebody in the chat “{chat}” objected, so the block stays until its term ends ({clause})."
    ).format(chat=voice.chat(chat), clause=voice.cited(Clause.FORGIVENESS))
    return said + _again(voice, again_at)


def _again(voice: Voice, again_at: datetime | None) -> str:
    if again_at is None:
        return ""
    again = voice.texts.gettext("Another apology is possible from {again}.")
    return " " + again.format(again=voice.until(again_at))


def passed_on(voice: Voice, *, chat: str, closes_at: datetime) -> str:
    """Tell the author that the participants read the apology and vote until `closes_at` (UTC)."""
    return voice.texts.gettext(
        "Your apology is before the participants of “{chat}” until {closes}. If nobody"
        " objects, the block is lifted early ({clause})."
    ).format(
        chat=voice.chat(chat), closes=voice.until(closes_at), clause=voice.cited(Clause.FORGIVENESS)
    )


def words_asked(voice: Voice, *, chat: str) -> str:
    """Ask for the apology: the next private message is taken for it."""
    return voice.texts.gettext(
        "Please write in one message what you want to say to the participants of “{chat}”"
        " ({clause}). I will show it to you before it goes."
    ).format(chat=voice.chat(chat), clause=voice.cited(Clause.FORGIVENESS))


def shown(
    voice: Voice, *, chat: str, text: str, until: datetime, found: tuple[Detection, ...]
) -> str:
    """Show an apology to its author before it is sent; it waits until `until` (UTC).

    If the detectors `found` something, a moderator looks at it first.
    """
    _ = voice.texts.gettext
    quoted, clause = voice.chat(chat), voice.cited(Clause.FORGIVENESS)
    if not found:
        head = _("The participants of “{chat}” will read ({clause}):").format(
            chat=quoted, clause=clause
        )
        return preview(head, text, until, voice)
    head = _("Your apology to the participants of “{chat}” ({clause}):").format(
        chat=quoted, clause=clause
    )
    asked = _(
        "I do not show that to the participants: it holds {found}. Write it anew, without that."
        " If you send it as it is, a moderator decides first. I wait until {until}."
    ).format(found=found_words(found, voice), until=voice.texts.time(until, voice.zone))
    return f"{head}\n{quote(text, LONGEST_WORDS)}\n\n{asked}"


def vote_noted(voice: Voice, *, choice: Choice) -> str:
    """Confirm a vote to the voter."""
    _ = voice.texts.gettext
    if choice is Choice.CONSENT:
        return _("Noted: you do not object. You can change that until the vote closes.")
    return _("Noted: you object. You can take that back until the vote closes.")


def rejected(voice: Voice, *, member: Named, by: Named) -> str:
    """Replace the words that a moderator rejected as no apology."""
    return voice.texts.gettext(
        "{person}: the moderator {by} does not take this for an apology. The vote is over,"
        " the block stays ({clause})."
    ).format(person=voice.who(member), by=voice.name(by), clause=voice.cited(Clause.FORGIVENESS))


def rejected_privately(voice: Voice, *, chat: str, by: Named, again_at: datetime | None) -> str:
    """Tell the author that a moderator rejected the words; `again_at` as in `kept`."""
    _ = voice.texts.gettext
    said = _(
        "The moderator {by} does not take your words in “{chat}” for an apology, so the vote is"
        " over and the block stays ({clause})."
    ).format(by=voice.name(by), chat=voice.chat(chat), clause=voice.cited(Clause.FORGIVENESS))
    contest = _("If you do not agree with the block itself, contest it: {appeal} block.").format(
        appeal=voice.command(Command.APPEAL)
    )
    return f"{said}{_again(voice, again_at)}\n{contest}"


def lift_awaits(voice: Voice, *, member: Named) -> str:
    """Ask the moderators whether to lift a block after a vote without objections."""
    return voice.texts.gettext(
        "To the moderators: the vote is over, and nobody objected to the apology of"
        " {person}. You may lift the block early ({clause})."
    ).format(person=voice.who(member), clause=voice.cited(Clause.FORGIVENESS))


def lift_confirmed(voice: Voice, *, member: Named, by: Named) -> str:
    """Replace that question after a moderator lifted the block."""
    return voice.texts.gettext(
        "The early lift of the block of {person} is confirmed by {by}."
    ).format(person=voice.who(member), by=voice.who(by))


def lift_denied(voice: Voice, *, member: Named, by: Named, again_at: datetime | None) -> str:
    """Replace that question after a moderator kept the block; `again_at` as in `kept`."""
    said = voice.gendered(by, "{by} let the block of {person} stay ({clause}).").format(
        by=voice.who(by), person=voice.who(member), clause=voice.cited(Clause.FORGIVENESS)
    )
    return said + _again(voice, again_at)


def lift_denied_privately(voice: Voice, *, chat: str, again_at: datetime | None) -> str:
    """Tell the blocked person that a moderator kept the block; `again_at` as in `kept`."""
    said = voice.texts.gettext(
        "Nobody in the chat “{chat}” objected to your apology, but the moderator let the"
        " block stay ({clause})."
    ).format(chat=voice.chat(chat), clause=voice.cited(Clause.FORGIVENESS))
    return said + _again(voice, again_at)


def line(fact: ApologyFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about an apology."""
    _ = voice.texts.gettext
    match fact:
        case ApologyMade(text=text):
            return _("apology: {text}").format(text=quote(text, LONGEST_LINE_NOTE))
        case ApologyWithheld():
            # only moderators read the words, in private; the journal may be read in the chat
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


def _refusal(reason: ApologyRefusal, voice: Voice, _by: Named | None) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match reason:
        case ApologyTooLong(most=most):
            return ngettext(
                "Please be brief: an apology has {n} character at most.",
                "Please be brief: an apology has {n} characters at most.",
                most,
            ).format(n=most)
        case VoteRuns(closes_at=closes_at):
            return _("The vote on the apology runs until {closes}.").format(
                closes=voice.until(closes_at)
            )
        case ApologyTooSoon(possible_at=possible_at):
            return _("Another apology is possible from {possible}.").format(
                possible=voice.until(possible_at)
            )
        case WithheldTooOften(found=found, possible_at=possible_at):
            return _(
                "Again the words hold {found}. Moderators can be asked about such words from"
                " {possible}. Write {command} without that, and the participants read it at once."
            ).format(
                found=found_words(found, voice),
                possible=voice.until(possible_at),
                command=voice.command(Command.APOLOGY),
            )
        case SaidAlready(choice=Choice.CONSENT):
            return _("You have said already that you do not object.")
        case SaidAlready():
            return _("You have objected already.")


REFUSALS: Refusals = {
    NOT_BLOCKED: sentence("There is no block in force here."),
    APOLOGY_EMPTY: sentence(
        "Please write the apology itself. Example: {command} I am sorry, I got carried away",
        command=Command.APOLOGY,
    ),
    WITHHELD_OVER: sentence(
        "This apology no longer waits: it was decided, its author wrote another, or the block"
        " is over."
    ),
    NOT_THEIR_APOLOGY: sentence("Nobody can apologise in another's place."),
    LIFT_AWAITED: sentence(
        "Nobody objected to your apology; a moderator is still to confirm that the block is lifted."
    ),
    ANOTHER_BLOCK: sentence(
        "The block that you wrote this for is over, and another is in force. If you want to"
        " apologise, write anew: {command}.",
        command=Command.APOLOGY,
    ),
    VOTE_OVER: sentence("This vote is closed."),
    NOT_A_VOTER: sentence("Only the chat's participants vote."),
    VOTE_ON_ONESELF: sentence("You cannot vote on your own apology."),
    JOINED_AFTERWARDS: sentence("You joined after the vote began, so you do not take part in it."),
    **dict.fromkeys(get_args(ApologyRefusal), _refusal),
}
