"""The deed of the table of rights for each button, and whom the commands are for."""

from collections.abc import Mapping

from handlers.commands import ROWS, Command
from handlers.conversation import buttons
from rules.rights import TABLE, Deed, Who

OF_BUTTON: Mapping[type[buttons.Press], Deed] = {
    buttons.CheckRights: Deed.CHECK_RIGHTS,
    buttons.AcknowledgeRules: Deed.ACKNOWLEDGE,
    buttons.BlockFor: Deed.BLOCK,
    buttons.DoNotBlock: Deed.DECLINE_BLOCK,
    buttons.VoteFor: Deed.VOTE,
    buttons.ApologiseIn: Deed.APOLOGISE,
    buttons.JournalAt: Deed.READ_JOURNAL,
    buttons.UndoAct: Deed.UNDO,
    buttons.AdoptAs: Deed.ADOPT,
    buttons.ConfirmAdoption: Deed.CONFIRM_CHAT,
    buttons.RejectAdoption: Deed.DISOWN_CHAT,
    buttons.SettingsAt: Deed.CHANGE_SETTINGS,
    buttons.SettingPage: Deed.CHANGE_SETTINGS,
    buttons.SetTo: Deed.CHANGE_SETTINGS,
    buttons.RevokeNumber: Deed.REVOKE_INVITATION,
    buttons.EnterBy: Deed.ENTER,
    buttons.StopSilence: Deed.END_SILENCE,
    buttons.DecideOnWithheld: Deed.DECIDE_WITHHELD,
    buttons.NotApology: Deed.REJECT_APOLOGY,
    buttons.LiftEarly: Deed.LIFT,
    buttons.AppealIn: Deed.APPEAL,
    buttons.DecideOn: Deed.DECIDE_APPEAL,
    buttons.AskSide: Deed.ASK_ABOUT_APPEAL,
    buttons.AnswerNow: Deed.ANSWER_ABOUT_APPEAL,
    buttons.SayWords: Deed.CONFIRM_WORDS,
    buttons.DepartAs: Deed.CARRY_OUT_DEPARTURE,
    buttons.CancelDeparture: Deed.CANCEL_DEPARTURE,
    buttons.GroundExpulsion: Deed.SETTLE_EXPULSION,
    buttons.InviteBack: Deed.SETTLE_EXPULSION,
    buttons.SettleRequest: Deed.SETTLE_REQUEST,
    buttons.CardAct: Deed.SETTLE_CARD,
    buttons.RecordAct: Deed.ANNUL_VIOLATION,
    buttons.SeparateAct: Deed.SAY_SEPARATE,
}


def _commands(*, but_for: Who, by: Who) -> frozenset[Command]:
    grants = {command: TABLE[row.deeds[0]].grant.to for command, row in ROWS.items()}
    return frozenset(command for command, to in grants.items() if by in to and but_for not in to)


FOR_MODERATORS = _commands(by=Who.MODERATOR, but_for=Who.MEMBER)
"""Commands for moderators that members may not give."""

CLOSED_TO_MEMBERS = FOR_MODERATORS - {Command.FAMILY}
"""Those without a part for members: everybody may ask about their own family."""

FOR_ADMINISTRATORS = _commands(by=Who.ADMINISTRATOR, but_for=Who.MODERATOR)
"""Commands only for the college's administrators."""
