"""Words for refusals about appeals."""

from typing import assert_never

from handlers.voice import Voice
from rules.vocabulary.appeals import (
    AnnulledOnAppeal,
    AppealClosedBy,
    AppealedAlready,
    AppealOver,
    AppealRefusal,
    AppealTooLate,
    NobodyAsked,
    NothingToAppeal,
    OnlyAdministrators,
    OwnDecision,
    WordsMissing,
    WordsTooLong,
)


def word_appeal(refusal: AppealRefusal, voice: Voice) -> str:
    """Give the words of a refusal about an appeal."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match refusal:
        case NothingToAppeal():
            return _("There is no such violation of yours that counts, and no block in force.")
        case AppealedAlready():
            return _("You have contested that already; it can be done once.")
        case AppealTooLate(ended_at=ended_at):
            return _("The time for contesting that is over: it was possible until {ended}.").format(
                ended=voice.moment(ended_at)
            )
        case WordsMissing():
            return _("Please write it in words.")
        case WordsTooLong(most=most):
            return ngettext(
                "Please be brief: {n} character at most.",
                "Please be brief: {n} characters at most.",
                most,
            ).format(n=most)
        case AppealOver():
            return _("This appeal is decided already.")
        case NobodyAsked():
            return _("Nobody waits for this answer any more.")
        case OwnDecision():
            return _("Nobody decides on a case of their own: another administrator does.")
        case OnlyAdministrators():
            return _("Appeals are decided by the college's administrators.")
        case AppealClosedBy(number=number, appeal=appeal):
            return _(
                "Appeal No. {appeal} is granted because violation No. {number} was annulled, so"
                " that cannot be undone. If it was a violation, record it anew: the person can"
                " contest it again."
            ).format(appeal=appeal, number=number)
        case AnnulledOnAppeal(is_block=False, number=number):
            return _(
                "An administrator annulled violation No. {number} on appeal: it cannot be recorded"
                " again."
            ).format(number=number)
        case AnnulledOnAppeal(number=number):
            return _(
                "An administrator annulled block No. {number} on appeal. Its grounds count no more:"
                " they can neither be recorded again nor be used for another block."
            ).format(number=number)
        case _:
            assert_never(refusal)
