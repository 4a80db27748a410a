"""The door of the policy."""

from datetime import UTC, datetime
from typing import assert_never

from rules import (
    acquaintance,
    appeals,
    blocks,
    chats,
    clocks,
    invitations,
    reminders,
    settling,
    silence,
    suspicions,
    undoing,
    violations,
    votes,
    wordlists,
)
from rules.case import Case
from rules.rulings import Granted, Refused, Ruling
from rules.vocabulary.acquaintance import (
    Acknowledge,
    AcquaintanceRequest,
    AskForAcknowledgement,
    ShowRules,
)
from rules.vocabulary.apologies import (
    Apologise,
    ApologyRequest,
    CastVote,
    CloseVote,
    DecideLift,
    DecideWithheld,
    RejectApology,
    ShortenVote,
)
from rules.vocabulary.appeals import (
    AnswerAboutAppeal,
    AppealRequest,
    AskAboutAppeal,
    DecideAppeal,
    MakeAppeal,
)
from rules.vocabulary.blocks import (
    BlockRequest,
    DeclineBlock,
    ExpireBlock,
    ImposeBlock,
    ShortenBlock,
)
from rules.vocabulary.chats import (
    AdoptChat,
    AppointModerator,
    ChangeSetting,
    ChatRequest,
    ConfirmChat,
    DismissModerator,
    DisownChat,
)
from rules.vocabulary.invitations import (
    AcceptInvitation,
    InvitationRequest,
    MakeInvitation,
    OpenInvitation,
    RevokeInvitation,
)
from rules.vocabulary.reminders import Remind
from rules.vocabulary.silence import BeginSilence, EndSilence, HushMessage, SilenceRequest
from rules.vocabulary.suspicions import (
    ClearSuspicion,
    CountSuspicion,
    EnforceSuspicion,
    LeaveSuspicion,
    PresentSuspicion,
    RaiseSuspicion,
    RemoveSuspected,
    ReopenSuspicion,
    SuspicionRequest,
)
from rules.vocabulary.undoing import Undo
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import (
    AnnulViolation,
    EraseMessage,
    RecordViolation,
    RemoveMessage,
    ReplaceViolation,
    ViolationRequest,
)
from rules.vocabulary.wordlist import ListWord, UnlistWord


def decide(case: Case, request: Request, now: datetime) -> Ruling:
    """Rule on a request about the case's member at `now` (aware).

    Gives `Granted` with the facts that now hold, or `Refused` with the typed reason, which
    cites the clause against it. Nothing is changed and nothing is raised.
    """
    # in another zone, adding a day would add what the clocks there make of it
    ruling = _rule_on(case, request, now.astimezone(UTC))
    if isinstance(ruling, Refused):
        return ruling
    # here, so that no way of annulling anything leaves an appeal open
    return Granted((*ruling.facts, *appeals.closed_by(case, ruling.facts)))


def _rule_on(case: Case, request: Request, now: datetime) -> Ruling:
    if refusal := clocks.against_request(case, request):
        return Refused(refusal)
    if isinstance(request, ViolationRequest):
        return _on_violations(case, request, now)
    if isinstance(request, BlockRequest):
        return _on_blocks(case, request, now)
    if isinstance(request, ApologyRequest):
        return _on_apologies(case, request, now)
    if isinstance(request, AcquaintanceRequest):
        return _on_acquaintance(case, request)
    if isinstance(request, InvitationRequest):
        return _on_invitations(case, request, now)
    if isinstance(request, SilenceRequest):
        return _on_silence(case, request, now)
    if isinstance(request, AppealRequest):
        return _on_appeals(case, request, now)
    if isinstance(request, ChatRequest):
        return _on_chats(case, request)
    if isinstance(request, SuspicionRequest):
        return _on_suspicions(case, request, now)
    match request:
        case Remind():
            return reminders.remind(case, request)
        case Undo():
            return undoing.undo(case, request, now)
        case ListWord():
            return wordlists.put(case, request)
        case UnlistWord():
            return wordlists.take(case, request)
        case _:
            assert_never(request)


def _on_violations(case: Case, request: ViolationRequest, now: datetime) -> Ruling:
    match request:
        case RecordViolation():
            return violations.record(case, request, now)
        case ReplaceViolation():
            return violations.correct(case, request)
        case AnnulViolation():
            return violations.annul(case, request, now)
        case RemoveMessage():
            return violations.remove_message(case, request)
        case EraseMessage():
            return violations.erase_message(case, request)


def _on_blocks(case: Case, request: BlockRequest, now: datetime) -> Ruling:
    match request:
        case ImposeBlock():
            return blocks.impose(case, request, now)
        case DeclineBlock():
            return blocks.decline(case, request, now)
        case ExpireBlock():
            return blocks.expire(case, request, now)
        case ShortenBlock():
            return blocks.shorten(case, request, now)


def _on_apologies(case: Case, request: ApologyRequest, now: datetime) -> Ruling:
    match request:
        case Apologise():
            return votes.apologise(case, request, now)
        case CastVote():
            return votes.cast(case, request, now)
        case CloseVote():
            return votes.close(case, request, now)
        case DecideLift():
            return votes.decide_lift(case, request, now)
        case DecideWithheld():
            return votes.decide_withheld(case, request, now)
        case RejectApology():
            return votes.reject(case, request, now)
        case ShortenVote():
            return votes.shorten(case, request, now)


def _on_acquaintance(case: Case, request: AcquaintanceRequest) -> Ruling:
    match request:
        case ShowRules():
            return acquaintance.show_rules(case)
        case Acknowledge():
            return acquaintance.acknowledge(case, request)
        case AskForAcknowledgement():
            return acquaintance.ask(case, request)


def _on_invitations(case: Case, request: InvitationRequest, now: datetime) -> Ruling:
    match request:
        case MakeInvitation():
            return invitations.make(case, request, now)
        case RevokeInvitation():
            return invitations.revoke(case, request, now)
        case OpenInvitation():
            return invitations.open_(case, now)
        case AcceptInvitation():
            return invitations.accept(case, request, now)


def _on_silence(case: Case, request: SilenceRequest, now: datetime) -> Ruling:
    match request:
        case BeginSilence():
            return silence.begin(case, request, now)
        case EndSilence():
            return silence.end(case, request, now)
        case HushMessage():
            return silence.hush(case, request)


def _on_appeals(case: Case, request: AppealRequest, now: datetime) -> Ruling:
    match request:
        case MakeAppeal():
            return appeals.make(case, request, now)
        case AskAboutAppeal():
            return appeals.ask(case, request)
        case AnswerAboutAppeal():
            return appeals.answer(case, request)
        case DecideAppeal():
            return appeals.decide(case, request)


def _on_chats(case: Case, request: ChatRequest) -> Ruling:
    match request:
        case AdoptChat():
            return chats.adopt(case, request)
        case ConfirmChat():
            return chats.confirm(case, request)
        case DisownChat():
            return chats.disown(case, request)
        case ChangeSetting():
            return chats.change_setting(case, request)
        case AppointModerator():
            return chats.appoint(case, request)
        case DismissModerator():
            return chats.dismiss(case, request)


def _on_suspicions(case: Case, request: SuspicionRequest, now: datetime) -> Ruling:
    match request:
        case RaiseSuspicion():
            return suspicions.raise_(case, request, now)
        case EnforceSuspicion():
            return suspicions.enforce(case, request, now)
        case PresentSuspicion():
            return suspicions.present(case, request)
        case CountSuspicion():
            return settling.count(case, request, now)
        case RemoveSuspected():
            return settling.remove(case, request)
        case ClearSuspicion():
            return settling.clear(case, request)
        case LeaveSuspicion():
            return settling.leave(case, request)
        case ReopenSuspicion():
            return settling.reopen(case, request, now)
