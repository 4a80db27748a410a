"""What is answered and announced by whom: every command, button and fact with its function."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import acquaintance as joining
from handlers import acquaintance as members
from handlers import (
    adoption,
    apologies,
    appeals,
    blocks,
    chats,
    checking,
    confirming,
    deciding,
    expulsions,
    families,
    invitations,
    journal,
    leavers,
    passing,
    personal,
    reminders,
    repeats,
    reports,
    roles,
    settings,
    settling,
    silence,
    status,
    undoing,
    violations,
    wordlists,
)
from handlers import apologies as lifts
from handlers import (
    help as helping,
)
from handlers import withheld as withholding
from handlers.apologies import announce_lift_decided, announce_vote
from handlers.appeals import announce_appeal
from handlers.blocks import announce_block, announce_lift, announce_proposal, announce_shortened
from handlers.cards import show_cards_of
from handlers.commands import Command
from handlers.conversation import dialogues
from handlers.conversation.announcing import Announcers
from handlers.conversation.buttons import (
    AcknowledgeRules,
    AdoptAs,
    AnswerNow,
    ApologiseIn,
    AppealIn,
    AskSide,
    BlockFor,
    CancelDeparture,
    CardAct,
    CheckRights,
    ConfirmAdoption,
    DecideOn,
    DecideOnWithheld,
    DepartAs,
    DoNotBlock,
    EnterBy,
    GroundExpulsion,
    InviteBack,
    JournalAt,
    LiftEarly,
    NotApology,
    Press,
    RecordAct,
    RejectAdoption,
    RevokeNumber,
    SayWords,
    SeparateAct,
    SettingPage,
    SettingsAt,
    SettleRequest,
    SetTo,
    StopSilence,
    UndoAct,
    VoteFor,
)
from handlers.conversation.dialogues import Subject
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.passing import close_requests
from handlers.reminders import announce_reminder
from handlers.repeats import withdraw_annulled
from handlers.silence import announce_silence
from handlers.undoing import announce_correction
from handlers.violations import announce_removal, announce_violation
from handlers.withheld import announce_unpublished, close_waiting
from rules.vocabulary.apologies import (
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    LiftDecided,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)
from rules.vocabulary.appeals import AppealGranted, AppealUpheld
from rules.vocabulary.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
)
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.silence import MessageHushed, SilenceBegun, SilenceEnded
from rules.vocabulary.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)

ChatCommand = Callable[[Services, Wrote, str], Awaitable[None]]
ButtonHandler = Callable[[Services, Pressed, Any], Awaitable[None]]

COMMANDS: dict[Command, ChatCommand] = {
    Command.VIOLATION: violations.record,
    Command.DELETE: violations.remove,
    Command.ANNUL: violations.annul,
    Command.BLOCK: blocks.block,
    Command.APOLOGY: apologies.apologise_in_chat,
    Command.REMIND: reminders.remind,
    Command.STATUS: status.show,
    Command.JOURNAL: journal.show,
    Command.MEMBERS: members.show_members,
    Command.RULES: lambda services, told, rest: joining.show_rules(services, told),
    Command.APPEAL: appeals.contest_in_chat,
    Command.REPORT: reports.report_in_chat,
    Command.CHAT: lambda services, told, rest: (
        settings.show(services, told, rest) if rest else adoption.show(services, told)
    ),
    Command.SETTINGS: settings.show,
    Command.INVITATION: invitations.invite,
    Command.SILENCE: silence.silence,
    Command.MODERATOR: roles.appoint,
    Command.OWN_DATA: personal.show,
    Command.LEAVER: leavers.leave,
    Command.FAMILY: families.family,
    Command.WORDS: wordlists.words,
    Command.CHECK: checking.check_in_chat,
    Command.CARDS: settling.list_open,
    Command.HELP: lambda services, told, rest: helping.show(services, told),
}

UNADOPTED = frozenset({Command.CHAT, Command.HELP})
"""What is answered also where the bot does not serve the chat yet."""

PRIVATE_COMMANDS: dict[Command, ChatCommand] = {
    Command.APOLOGY: apologies.apologise_privately,
    Command.STATUS: status.show_privately,
    Command.JOURNAL: journal.show_privately,
    Command.RULES: lambda services, told, rest: joining.show_rules(services, told),
    Command.APPEAL: appeals.contest_privately,
    Command.REPORT: reports.report_privately,
    Command.CHAT: lambda services, told, rest: adoption.list_privately(services, told),
    Command.OWN_DATA: personal.show,
    Command.LEAVER: leavers.leave,
    Command.FAMILY: families.family,
    Command.CHECK: checking.check_privately,
    Command.CARDS: settling.list_open,
    Command.HELP: lambda services, told, rest: helping.show(services, told),
}

DIALOGUES: dict[str, Subject] = {
    subject.kind: subject
    for subject in (
        apologies.APOLOGY,
        appeals.APPEAL,
        deciding.DECISION,
        deciding.QUESTION,
        deciding.ANSWER,
    )
}
"""What a person's next private message can be about."""

BUTTONS: dict[type[Press], ButtonHandler] = {
    CheckRights: lambda services, place, press: chats.check(services, place),
    AcknowledgeRules: joining.acknowledged,
    BlockFor: blocks.choose_term,
    DoNotBlock: blocks.choose_not_to,
    VoteFor: apologies.cast,
    ApologiseIn: apologies.apologise_in_chosen,
    JournalAt: journal.turn,
    UndoAct: undoing.undo,
    AdoptAs: adoption.adopt,
    ConfirmAdoption: confirming.confirm,
    RejectAdoption: confirming.reject,
    SettingsAt: settings.turn,
    SetTo: settings.set_to,
    RevokeNumber: invitations.revoke,
    EnterBy: invitations.enter,
    StopSilence: silence.stop,
    DecideOnWithheld: withholding.decide_withheld,
    NotApology: withholding.reject_apology,
    LiftEarly: lifts.decide_lift,
    AppealIn: appeals.begin,
    DecideOn: deciding.choose,
    AskSide: deciding.ask,
    AnswerNow: deciding.begin_answer,
    SayWords: lambda services, place, press: dialogues.press(services, place, press, DIALOGUES),
    DepartAs: leavers.confirm,
    CancelDeparture: leavers.cancel,
    GroundExpulsion: expulsions.enter_ground,
    InviteBack: expulsions.bring_back,
    SettleRequest: passing.settle,
    CardAct: settling.settle,
    RecordAct: repeats.on_record,
    SeparateAct: repeats.answer,
    SettingPage: settings.turn_page,
}

ANNOUNCERS = Announcers(
    first=(announce_correction, close_waiting),
    by_fact={
        ViolationRecorded: announce_violation,
        ViolationAnnulled: announce_violation,
        ViolationReinstated: announce_violation,
        MessageRemoved: announce_removal,
        RemovalWithdrawn: announce_removal,
        BlockProposed: announce_proposal,
        BlockDeclined: announce_proposal,
        BlockImposed: announce_block,
        BlockShortened: announce_shortened,
        BlockLifted: announce_lift,
        ApologyWithheld: announce_unpublished,
        WithheldDecided: announce_unpublished,
        ApologyRejected: announce_unpublished,
        ApologyMade: announce_vote,
        VoteCast: announce_vote,
        VoteClosed: announce_vote,
        VoteShortened: announce_vote,
        LiftDecided: announce_lift_decided,
        AppealGranted: announce_appeal,
        AppealUpheld: announce_appeal,
        Reminded: announce_reminder,
        ReminderWithdrawn: announce_reminder,
        SilenceBegun: announce_silence,
        SilenceEnded: announce_silence,
        MessageHushed: announce_silence,
    },
    last=(withdraw_annulled, show_cards_of, close_requests),
)
"""What is said and done once something holds. Other facts are told where they were asked for."""
