"""Words for violations, removals of messages and blocks."""

from typing import assert_never

from handlers.commands import Command
from handlers.notices.measures import (
    BlockSaid,
    BlockSaidPrivately,
    BlockUndone,
    Done,
    LiftSaid,
    LiftSaidPrivately,
    MeasureNotice,
    Proposal,
    ProposalAnswered,
    ProposalDeclined,
    ProposalWithdrawn,
    RemovalFailed,
    RemovalSaid,
    RemovalTakenBack,
    RestrictionByErasing,
    SeparateAnswered,
    SeparateAsked,
    ViolationBack,
    ViolationCorrected,
    ViolationSaid,
    ViolationSuperseded,
    ViolationTakenBack,
    WhichRuleInstead,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NOTE, Voice
from handlers.wording.repeats import word_repeat
from rules.clauses import Clause
from rules.vocabulary.blocks import Lift


def word_measure(notice: MeasureNotice, voice: Voice) -> str:
    """Give the words of a notice about a violation, a removal or a block."""
    match notice:
        case ViolationSaid() | ViolationTakenBack() | ViolationBack():
            return _word_violation(notice, voice)
        case (
            ViolationCorrected()
            | ViolationSuperseded()
            | WhichRuleInstead()
            | SeparateAsked()
            | SeparateAnswered()
        ):
            return word_repeat(notice, voice)
        case RemovalSaid() | RemovalTakenBack() | RemovalFailed():
            return _word_removal(notice, voice)
        case Proposal() | ProposalDeclined() | ProposalAnswered() | ProposalWithdrawn():
            return _word_proposal(notice, voice)
        case BlockSaid() | BlockUndone() | BlockSaidPrivately() | RestrictionByErasing():
            return _word_block(notice, voice)
        case LiftSaid() | LiftSaidPrivately():
            return _word_lift(notice, voice)
        case Done():
            return voice.texts.gettext("Done.")
        case _:
            assert_never(notice)


def _word_violation(
    notice: ViolationSaid | ViolationTakenBack | ViolationBack, voice: Voice
) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    count = ngettext(
        "{n} violation counts now.", "{n} violations count now.", notice.counted
    ).format(n=notice.counted)
    match notice:
        case ViolationSaid():
            said = _("{person}, violation No. {number} is recorded: {rule} ({clause}).").format(
                person=voice.who(notice.member),
                number=notice.number,
                rule=voice.cited_rule(notice.rule),
                clause=voice.cited(Clause.REMINDER),
            )
            if notice.automatic:
                automatic = _("Recorded automatically, as is set in this chat.")
                said = f"{said} {automatic}"
            if notice.note:
                note = _("Note: {note}").format(note=quote(notice.note, LONGEST_NOTE))
                said = f"{said}\n{note}"
            return f"{said}\n{count} {_consequence(notice, voice)}"
        case ViolationTakenBack(reason=""):
            said = _("Violation No. {number} of {person} was taken back by {by}.")
        case ViolationTakenBack():
            said = _("Violation No. {number} of {person} was annulled by {by}. Reason: {reason}")
        case ViolationBack():
            said = _("Violation No. {number} of {person} counts again: {by} undid its annulment.")
        case _:
            assert_never(notice)
    told = said.format(
        number=notice.number,
        person=voice.who(notice.member),
        by=voice.who(notice.by),
        reason=quote(notice.reason, LONGEST_NOTE) if isinstance(notice, ViolationTakenBack) else "",
    )
    return f"{told}\n{count}"


def _consequence(notice: ViolationSaid, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    needed = notice.threshold + 1
    if notice.counted >= needed:
        return _("Moderators may now block for up to one month ({clause}).").format(
            clause=voice.cited(Clause.BLOCK)
        )
    return ngettext(
        "From {n} violation on, moderators may block for up to one month ({clause}).",
        "From {n} violations on, moderators may block for up to one month ({clause}).",
        needed,
    ).format(n=needed, clause=voice.cited(Clause.BLOCK))


def _word_removal(notice: RemovalSaid | RemovalTakenBack | RemovalFailed, voice: Voice) -> str:
    _ = voice.texts.gettext
    match notice:
        case RemovalSaid():
            return _("A message of {person} was removed: {rule} ({clause}).").format(
                person=voice.who(notice.member),
                rule=voice.cited_rule(notice.rule),
                clause=voice.cited(Clause.MODERATION),
            )
        case RemovalTakenBack():
            return _(
                "A message of {person} was removed by mistake, {by} says; that is in the journal."
                " The messenger cannot give the text back, so please send it again."
            ).format(person=voice.who(notice.member), by=voice.who(notice.by))
        case RemovalFailed(too_late=too_late):
            if too_late:
                return _(
                    "The message could not be removed: VK lets messages be removed for all only"
                    " within 24 hours. The record of it stays in the journal."
                )
            return _(
                "VK did not let the message be removed. Please check that the bot is an"
                " administrator of the chat and that the message is not an administrator's."
            )
        case _:
            assert_never(notice)


def _word_proposal(
    notice: Proposal | ProposalDeclined | ProposalAnswered | ProposalWithdrawn, voice: Voice
) -> str:
    _ = voice.texts.gettext
    match notice:
        case Proposal():
            return _(
                "To the moderators: {person} has broken the rules more than three times, and may"
                " be blocked for up to one month ({clause}). Grounds:\n{grounds}\n"
                "Choose a term, or do not block."
            ).format(
                person=voice.who(notice.member),
                clause=voice.cited(Clause.BLOCK),
                grounds=voice.grounds(notice.grounds),
            )
        case ProposalDeclined():
            return _("The moderator {by} decided not to block {person}.").format(
                by=voice.who(notice.by), person=voice.whom(notice.member)
            )
        case ProposalAnswered():
            return _(
                "The proposal to block {person} was answered with a block, which has a message of"
                " its own."
            ).format(person=voice.whom(notice.member))
        case ProposalWithdrawn():
            return _(
                "The proposal to block {person} is withdrawn: fewer violations count now than"
                " {clause} asks for."
            ).format(person=voice.whom(notice.member), clause=voice.cited(Clause.BLOCK))
        case _:
            assert_never(notice)


def _word_block(
    notice: BlockSaid | BlockUndone | BlockSaidPrivately | RestrictionByErasing, voice: Voice
) -> str:
    _ = voice.texts.gettext
    match notice:
        case BlockSaid():
            return _(
                "{person} is blocked until {ends} ({clause}). Grounds:\n{grounds}\n"
                "The block can end earlier: write the bot a private message “{apology} your"
                " words”, and the apology is put before the participants ({forgiveness})."
            ).format(
                person=voice.who(notice.member),
                ends=voice.moment(notice.ends_at),
                clause=voice.cited(Clause.BLOCK),
                grounds=voice.grounds(notice.grounds),
                apology=voice.command(Command.APOLOGY),
                forgiveness=voice.cited(Clause.FORGIVENESS),
            )
        case BlockUndone():
            return _(
                "Block No. {number} was undone by {by}, {at}. {person} may write in the chat."
            ).format(
                number=notice.number,
                by=voice.who(notice.by),
                at=voice.moment(notice.at),
                person=voice.who(notice.member),
            )
        case BlockSaidPrivately():
            return _(
                "You are blocked in the chat “{chat}” until {ends} ({clause}). Grounds:\n"
                "{grounds}\n"
                "If you are sorry, write here “{apology} your words”. If no participant objects,"
                " the block is lifted early ({forgiveness})."
            ).format(
                chat=quote(notice.chat, LONGEST_NOTE),
                ends=voice.moment(notice.ends_at),
                clause=voice.cited(Clause.BLOCK),
                grounds=voice.grounds(notice.grounds),
                apology=voice.command(Command.APOLOGY),
                forgiveness=voice.cited(Clause.FORGIVENESS),
            )
        case RestrictionByErasing():
            return _(
                "VK does not let the bot restrict {person} in this chat, so messages of theirs"
                " will be removed while the block lasts."
            ).format(person=voice.to_whom(notice.member))
        case _:
            assert_never(notice)


def _word_lift(notice: LiftSaid | LiftSaidPrivately, voice: Voice) -> str:
    clause = voice.cited(_clause_of(notice.how))
    match notice:
        case LiftSaid():
            return _lift_said(notice.how, voice).format(
                person=voice.who(notice.member), clause=clause
            )
        case LiftSaidPrivately():
            return _lift_said_privately(notice.how, voice).format(
                chat=quote(notice.chat, LONGEST_NOTE), clause=clause
            )
        case _:
            assert_never(notice)


def _clause_of(how: Lift) -> Clause:
    match how:
        case Lift.EXPIRED:
            return Clause.BLOCK
        case Lift.FORGIVEN:
            return Clause.FORGIVENESS
        case Lift.ANNULLED:
            return Clause.GROUNDS


def _lift_said(how: Lift, voice: Voice) -> str:
    _ = voice.texts.gettext
    match how:
        case Lift.EXPIRED:
            return _("The block of {person} is over: its term has ended ({clause}).")
        case Lift.FORGIVEN:
            return _(
                "The block of {person} is lifted early: the apology is accepted, nobody"
                " objected ({clause})."
            )
        case Lift.ANNULLED:
            return _("The block of {person} is annulled ({clause}).")


def _lift_said_privately(how: Lift, voice: Voice) -> str:
    _ = voice.texts.gettext
    match how:
        case Lift.EXPIRED:
            return _("Your block in the chat “{chat}” is over; you can write again ({clause}).")
        case Lift.FORGIVEN:
            return _(
                "Your apology in the chat “{chat}” is accepted: the block is lifted early, and"
                " you can write again ({clause})."
            )
        case Lift.ANNULLED:
            return _("Your block in the chat “{chat}” is annulled; you can write again ({clause}).")
