"""The deed of the table of rights for each button, and whom the commands are for."""

from collections.abc import Mapping

from handlers.commands import ROWS, Command
from handlers.conversation import buttons
from rules.acquaintance import ACKNOWLEDGE, READ_RULES
from rules.apologies import APOLOGISE, DECIDE_WITHHELD, LIFT, REJECT_APOLOGY, VOTE
from rules.appeals import ANSWER_ABOUT_APPEAL, APPEAL, ASK_ABOUT_APPEAL, DECIDE_APPEAL
from rules.blocks import BLOCK, DECLINE_BLOCK
from rules.chats import ADOPT, CHANGE_SETTINGS, CHECK_RIGHTS, CONFIRM_CHAT, DISOWN_CHAT
from rules.invitations import ENTER, REVOKE_INVITATION
from rules.leavers import CANCEL_DEPARTURE, CARRY_OUT_DEPARTURE, SETTLE_EXPULSION
from rules.repeats import CHOOSE_PART, SAY_SEPARATE
from rules.rights import CONFIRM_WORDS, GIVE_COMMAND, READ_JOURNAL, Deed, Who
from rules.settling import SETTLE_CARD
from rules.silence import END_SILENCE
from rules.undoing import UNDO
from rules.violations import ANNUL_VIOLATION, COMPLETE_ACT, SETTLE_REQUEST

OF_BUTTON: Mapping[type[buttons.Press], Deed] = {
    buttons.CheckRights: CHECK_RIGHTS,
    buttons.AcknowledgeRules: ACKNOWLEDGE,
    buttons.ReadRules: READ_RULES,
    buttons.BlockFor: BLOCK,
    buttons.DoNotBlock: DECLINE_BLOCK,
    buttons.VoteFor: VOTE,
    buttons.ApologiseIn: APOLOGISE,
    buttons.JournalAt: READ_JOURNAL,
    buttons.UndoAct: UNDO,
    buttons.CompleteAct: COMPLETE_ACT,
    buttons.AdoptAs: ADOPT,
    buttons.ConfirmAdoption: CONFIRM_CHAT,
    buttons.RejectAdoption: DISOWN_CHAT,
    buttons.SettingsAt: CHANGE_SETTINGS,
    buttons.SettingPage: CHANGE_SETTINGS,
    buttons.SetTo: CHANGE_SETTINGS,
    buttons.RevokeNumber: REVOKE_INVITATION,
    buttons.EnterBy: ENTER,
    buttons.StopSilence: END_SILENCE,
    buttons.DecideOnWithheld: DECIDE_WITHHELD,
    buttons.NotApology: REJECT_APOLOGY,
    buttons.LiftEarly: LIFT,
    buttons.AppealIn: APPEAL,
    buttons.DecideOn: DECIDE_APPEAL,
    buttons.AskSide: ASK_ABOUT_APPEAL,
    buttons.AnswerNow: ANSWER_ABOUT_APPEAL,
    buttons.SayWords: CONFIRM_WORDS,
    buttons.DepartAs: CARRY_OUT_DEPARTURE,
    buttons.CancelDeparture: CANCEL_DEPARTURE,
    buttons.GroundExpulsion: SETTLE_EXPULSION,
    buttons.InviteBack: SETTLE_EXPULSION,
    buttons.SettleRequest: SETTLE_REQUEST,
    buttons.CardAct: SETTLE_CARD,
    buttons.RecordAct: ANNUL_VIOLATION,
    buttons.SeparateAct: SAY_SEPARATE,
    buttons.ChoosePart: CHOOSE_PART,
    buttons.GiveCommand: GIVE_COMMAND,
}


def _commands(*, but_for: Who, by: Who) -> frozenset[Command]:
    grants = {command: row.deeds[0].grant.to for command, row in ROWS.items()}
    return frozenset(command for command, to in grants.items() if by in to and but_for not in to)


FOR_MODERATORS = _commands(by=Who.MODERATOR, but_for=Who.MEMBER)
"""Commands for moderators that members may not give."""

CLOSED_TO_MEMBERS = FOR_MODERATORS - {Command.FAMILY}
"""Those without a part for members: everybody may ask about their own family."""

FOR_ADMINISTRATORS = _commands(by=Who.ADMINISTRATOR, but_for=Who.MODERATOR)
"""Commands only for the college's administrators."""
