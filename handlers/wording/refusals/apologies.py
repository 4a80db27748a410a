"""Words for refusals about apologies and votes."""

from typing import assert_never

from handlers.commands import Command
from handlers.voice import Voice
from handlers.wording.withheld import found_words
from rules.vocabulary.apologies import (
    AnotherBlock,
    ApologyEmpty,
    ApologyRefusal,
    ApologyTooLong,
    ApologyTooSoon,
    Choice,
    JoinedAfterwards,
    LiftAwaited,
    NotAVoter,
    NotBlocked,
    NotTheirApology,
    SaidAlready,
    VoteOnOneself,
    VoteOver,
    VoteRefusal,
    VoteRuns,
    WithheldOver,
    WithheldTooOften,
)


def word_apology(refusal: ApologyRefusal, voice: Voice) -> str:
    """Give the words of a refusal about an apology."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match refusal:
        case NotBlocked():
            return _("There is no block in force here.")
        case ApologyEmpty():
            return _(
                "Please write the apology itself. Example: {command} I am sorry, I got carried away"
            ).format(command=voice.command(Command.APOLOGY))
        case ApologyTooLong(most=most):
            return ngettext(
                "Please be brief: an apology has {n} character at most.",
                "Please be brief: an apology has {n} characters at most.",
                most,
            ).format(n=most)
        case WithheldOver():
            return _(
                "This apology waits no more: it was decided, its author wrote another, or the block"
                " is over."
            )
        case NotTheirApology():
            return _("Nobody can apologise in another's place.")
        case VoteRuns(closes_at=closes_at):
            return _("The vote on the apology runs until {closes}.").format(
                closes=voice.moment(closes_at)
            )
        case LiftAwaited():
            return _(
                "Nobody objected to your apology; a moderator is still to confirm that the block"
                " is lifted."
            )
        case ApologyTooSoon(possible_at=possible_at):
            return _("Another apology is possible from {possible}.").format(
                possible=voice.moment(possible_at)
            )
        case WithheldTooOften(found=found, possible_at=possible_at):
            return _(
                "Again the words hold {found}. Moderators can be asked about such words from"
                " {possible}. Write {command} without that, and the participants read it at once."
            ).format(
                found=found_words(found, voice),
                possible=voice.moment(possible_at),
                command=voice.command(Command.APOLOGY),
            )
        case AnotherBlock():
            return _(
                "The block that you wrote this for is over, and another is in force. If you want to"
                " apologise, write anew: {command}."
            ).format(command=voice.command(Command.APOLOGY))
        case _:
            assert_never(refusal)


def word_vote(refusal: VoteRefusal, voice: Voice) -> str:
    """Give the words of a refusal about a vote."""
    _ = voice.texts.gettext
    match refusal:
        case VoteOver():
            return _("This vote is closed.")
        case NotAVoter():
            return _("Only the chat's participants vote.")
        case VoteOnOneself():
            return _("You cannot vote on your own apology.")
        case JoinedAfterwards():
            return _("You joined after the vote began, so you do not take part in it.")
        case SaidAlready(choice=Choice.CONSENT):
            return _("You have said already that you do not object.")
        case SaidAlready():
            return _("You have objected already.")
        case _:
            assert_never(refusal)
