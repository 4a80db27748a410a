"""Words for the policy's refusals: why not, by which clause, and what to do instead."""

from typing import assert_never

from handlers.commands import Command
from handlers.wording.voice import Voice
from rules.cases import Choice
from rules.refusals import (
    AcknowledgedAlready,
    AgainstModerator,
    AlreadyAnnulled,
    AlreadyBlocked,
    AlreadyRemoved,
    ApologyEmpty,
    ApologyTooLong,
    ApologyTooSoon,
    JoinedAfterwards,
    NoSuchRule,
    NoSuchViolation,
    NotAddressed,
    NotAVoter,
    NotBlocked,
    NothingProposed,
    NothingToUndo,
    NoticeOutdated,
    NotModerator,
    NotParticipant,
    NotTheirApology,
    OwnCase,
    ReasonMissing,
    Refusal,
    RuleMissing,
    SaidAlready,
    TermNotAhead,
    TermRuns,
    TermTooLong,
    TooFewViolations,
    TooLateToUndo,
    VoteOnOneself,
    VoteOver,
    VoteRuns,
)

_Right = NotModerator | OwnCase | AgainstModerator | NotParticipant
_Ground = (
    RuleMissing | NoSuchRule | ReasonMissing | NoSuchViolation | AlreadyAnnulled | AlreadyRemoved
)
_Block = TooFewViolations | TermTooLong | TermNotAhead | AlreadyBlocked | NothingProposed | TermRuns
_Apology = NotBlocked | ApologyEmpty | ApologyTooLong | NotTheirApology | VoteRuns | ApologyTooSoon
_Vote = VoteOver | NotAVoter | VoteOnOneself | JoinedAfterwards | SaidAlready
_Notice = NotAddressed | AcknowledgedAlready | NoticeOutdated | TooLateToUndo | NothingToUndo


def word_refusal(refusal: Refusal, voice: Voice) -> str:
    """Give the words of a refusal, with its clause at the end."""
    if isinstance(refusal, _Right):
        said = _word_right(refusal, voice)
    elif isinstance(refusal, _Ground):
        said = _word_ground(refusal, voice)
    elif isinstance(refusal, _Block):
        said = _word_block(refusal, voice)
    elif isinstance(refusal, _Apology):
        said = _word_apology(refusal, voice)
    elif isinstance(refusal, _Vote):
        said = _word_vote(refusal, voice)
    elif isinstance(refusal, _Notice):
        said = _word_notice(refusal, voice)
    else:
        assert_never(refusal)
    clause = voice.cited(refusal.clause)
    # the clause belongs to the sentence, before its full stop
    return f"{said[:-1]} ({clause})." if said.endswith(".") else f"{said} ({clause})"


def _word_right(refusal: _Right, voice: Voice) -> str:
    _ = voice.texts.gettext
    match refusal:
        case NotModerator():
            return _("Only the chat's moderators can do this.")
        case OwnCase():
            return _("Nobody acts in their own case: please ask another moderator.")
        case AgainstModerator():
            return _(
                "A moderator cannot act against another moderator: please turn to the college's"
                " administrator."
            )
        case NotParticipant():
            return _("That is not a participant of this chat.")
        case _:
            assert_never(refusal)


def _word_ground(refusal: _Ground, voice: Voice) -> str:
    _ = voice.texts.gettext
    match refusal:
        case RuleMissing(known=known):
            return _(
                "Please state the rule that was broken, {rules}: without a rule there is no"
                " measure. Example: {example} 3"
            ).format(rules=_range(known, voice), example=voice.command(Command.VIOLATION))
        case NoSuchRule(number=number, known=known):
            return _("There is no rule {number}; the rules are {rules}. See {command}.").format(
                number=number, rules=_range(known, voice), command=voice.command(Command.RULES)
            )
        case ReasonMissing():
            return _(
                "Please state the reason: an annulment needs one. Example: {example} 12 I misread"
            ).format(example=voice.command(Command.ANNUL))
        case NoSuchViolation(number=number):
            return _("There is no violation No. {number} in this chat. See {command}.").format(
                number=number, command=voice.command(Command.JOURNAL)
            )
        case AlreadyAnnulled(number=number):
            return _("Violation No. {number} is annulled already.").format(number=number)
        case AlreadyRemoved():
            return _("That message is removed already.")
        case _:
            assert_never(refusal)


def _range(numbers: tuple[int, ...], voice: Voice) -> str:
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}–{numbers[-1]}"
    return voice.texts.listed(str(number) for number in numbers)


def _word_block(refusal: _Block, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match refusal:
        case TooFewViolations(counted=counted, needed=needed):
            have = ngettext(
                "Only {n} violation counts", "Only {n} violations count", counted
            ).format(n=counted)
            if not counted:
                have = _("No violation counts")
            takes = ngettext(
                "a block is possible from {n} violation on.",
                "a block is possible from {n} violations on.",
                needed,
            ).format(n=needed)
            return f"{have}; {takes}"
        case TermTooLong(latest=latest):
            return _("A block lasts one month at most, here until {latest}.").format(
                latest=voice.moment(latest)
            )
        case TermNotAhead():
            return _("The term must end in the future.")
        case AlreadyBlocked(ends_at=ends_at):
            return _("This member is blocked already, until {ends}.").format(
                ends=voice.moment(ends_at)
            )
        case NothingProposed():
            return _("This proposal is settled already.")
        case TermRuns(ends_at=ends_at):
            return _("The term of the block runs until {ends}.").format(ends=voice.moment(ends_at))
        case _:
            assert_never(refusal)


def _word_apology(refusal: _Apology, voice: Voice) -> str:
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
        case NotTheirApology():
            return _("Nobody can apologise in another's place.")
        case VoteRuns(closes_at=closes_at):
            return _("The vote on the apology runs until {closes}.").format(
                closes=voice.moment(closes_at)
            )
        case ApologyTooSoon(possible_at=possible_at):
            return _("Another apology is possible from {possible}.").format(
                possible=voice.moment(possible_at)
            )
        case _:
            assert_never(refusal)


def _word_vote(refusal: _Vote, voice: Voice) -> str:
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


def _word_notice(refusal: _Notice, voice: Voice) -> str:
    _ = voice.texts.gettext
    match refusal:
        case NotAddressed():
            return _("This notice is for other participants. To read the rules: {rules}.").format(
                rules=voice.command(Command.RULES)
            )
        case AcknowledgedAlready():
            return _("It is already recorded that you know the rules. Thank you!")
        case NoticeOutdated():
            return _("The rules have changed since. Please read the new ones: {rules}.").format(
                rules=voice.command(Command.RULES)
            )
        case TooLateToUndo():
            return _("The time for undoing is over. A violation can be annulled: {annul}.").format(
                annul=voice.command(Command.ANNUL)
            )
        case NothingToUndo():
            return _("There is nothing left to undo here.")
        case _:
            assert_never(refusal)
