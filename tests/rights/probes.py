"""What is tried: for each deed the commands and buttons that ask for it, and what they record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from handlers.commands import Command, Typed, read_command
from handlers.conversation.buttons import Press, read_press
from rules.acquaintance import ACKNOWLEDGE, ASK_EVERYBODY, READ_RULES, SEE_MEMBERS
from rules.apologies import APOLOGISE, DECIDE_WITHHELD, LIFT, REJECT_APOLOGY, VOTE
from rules.appeals import (
    ANSWER_ABOUT_APPEAL,
    APPEAL,
    ASK_ABOUT_APPEAL,
    DECIDE_APPEAL,
    EXTEND_APPEAL,
)
from rules.blocks import BLOCK, DECLINE_BLOCK
from rules.brakes import RELEASE_BRAKE
from rules.chats import (
    ACT_IN_CHATS,
    ADOPT,
    APPOINT,
    CHANGE_SETTINGS,
    CHECK_RIGHTS,
    CONFIRM_CHAT,
    DISOWN_CHAT,
    SEE_CHAT,
)
from rules.college import CHANGE_FAMILY
from rules.complaints import COMPLAIN
from rules.duty import SET_DUTY, STEP_DOWN
from rules.figures import REPORT
from rules.guardians import CONFIRM_GUARDIAN
from rules.invitations import ENTER, INVITE, REVOKE_INVITATION
from rules.leavers import CANCEL_DEPARTURE, CARRY_OUT_DEPARTURE, PLAN_DEPARTURE, SETTLE_EXPULSION
from rules.reminders import REMIND
from rules.repeats import CHOOSE_PART, SAY_SEPARATE
from rules.reporters import CLOSE_REPORTING, OPEN_REPORTING, SEE_REPORTERS
from rules.rights import (
    ASK_HELP,
    CONFIRM_WORDS,
    GIVE_COMMAND,
    READ_JOURNAL,
    READ_OWN_JOURNAL,
    SEE_OWN_DATA,
    SEE_OWN_STANDING,
    SEE_STANDING,
    Deed,
)
from rules.settling import LIST_CARDS, SETTLE_CARD
from rules.signals import ANSWER_DANGER, CALL_FOR_HELP, HANDLE_SIGNAL
from rules.silence import END_SILENCE, SILENCE
from rules.spread import OWN_PAGE, RETURN_PAGE, SETTLE_SPREAD
from rules.suspensions import LIFT_SUSPENSION, SUSPEND
from rules.suspicions import CHECK_TEXT
from rules.undoing import UNDO
from rules.violations import (
    ANNUL_VIOLATION,
    COMPLETE_ACT,
    PASS_ON,
    RECORD_VIOLATION,
    REMOVE_MESSAGE,
    SEE_OWN_NOTICE,
    SETTLE_REQUEST,
)
from rules.vocabulary.acquaintance import Acknowledged, AcknowledgementAsked
from rules.vocabulary.apologies import (
    ApologyMade,
    ApologyRejected,
    LiftDecided,
    VoteCast,
    WithheldDecided,
)
from rules.vocabulary.blocks import BlockDeclined, BlockImposed, BlockLifted, BlockProposed
from rules.vocabulary.brakes import BrakeReleased, HeldDropped
from rules.vocabulary.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ModeratorAppointed,
    SettingChanged,
)
from rules.vocabulary.complaints import ComplaintMade
from rules.vocabulary.families import FamilyLinked
from rules.vocabulary.guardians import GuardianConfirmed
from rules.vocabulary.invitations import InvitationMade, InvitationRevoked, InvitationUsed
from rules.vocabulary.leavers import ExpelledInvitedBack, ExpulsionGrounded, RemovalOrdered
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.reporters import ReportersSeen, ReportingClosed, ReportingOpened
from rules.vocabulary.signals import SignalMoved
from rules.vocabulary.silence import SilenceBegun, SilenceEnded
from rules.vocabulary.spread import PageDoubted, PageReturned
from rules.vocabulary.suspensions import ModeratorSuspended, SuspensionLifted
from rules.vocabulary.suspicions import SuspicionSettled
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    MessageErased,
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from rules.vocabulary.wordlist import WordListed
from rules.wordlist import CHANGE_WORDS
from tests.rights.campus import (
    ADMINISTRATOR,
    BLOCKED,
    CULPRIT,
    DECLINED,
    ELSEWHERE,
    LEAVER,
    MEMBER,
    MODERATOR,
    PARENT,
    PSYCHOLOGIST,
    RUDE,
    STRANGER,
    Campus,
    Hanging,
)


@dataclass(frozen=True, slots=True)
class Typing:
    """A command that asks for a deed; `about` is whose message it answers, `fact` what it records
    in the chat, `privately` in private; None: it only shows. Violations of the culprit's and of the
    blocked one's stand in its name for their numbers.
    """

    deed: Deed
    name: str
    about: int | None = None
    fact: type[Fact] | None = None
    privately: type[Fact] | None = None

    def words(self, campus: Campus) -> str:
        """Give what is typed."""
        culprits, blocked = campus.violations[CULPRIT][0], campus.violations[BLOCKED][2]
        return self.name.replace("%culprit", str(culprits)).replace("%blocked", str(blocked))

    def command(self) -> Command:
        """Give which command it is."""
        typed = read_command(self.name, frozenset())
        assert isinstance(typed, Typed)
        return typed.command


@dataclass(frozen=True, slots=True)
class Pressing:
    """A button that asks for a deed, where it hangs; `fact` is what its press records.

    `silent`: it is there during a silence alone. `unadopted`: it hangs in the chat that is not
    adopted. Not `old`: its case is never over.
    """

    name: str
    deed: Deed
    hanging: Callable[[Campus], Hanging]
    fact: type[Fact] | None = None
    silent: bool = False
    unadopted: bool = False
    old: bool = True

    def press(self, campus: Campus) -> type[Press]:
        """Give which button it is."""
        press = read_press(dict(self.hanging(campus).payload))
        assert press is not None
        return type(press)


COMMANDS: tuple[Typing, ...] = (
    Typing(RECORD_VIOLATION, "/нарушение 3", RUDE, ViolationRecorded),
    Typing(REMOVE_MESSAGE, "/удалить 3", RUDE, MessageRemoved),
    Typing(RECORD_VIOLATION, "/нарушение! 3", RUDE, MessageRemoved),
    Typing(
        ANNUL_VIOLATION,
        "/отменить %culprit по ошибке",
        fact=ViolationAnnulled,
    ),
    Typing(BLOCK, f"/блок @id{CULPRIT} 3 дня", fact=BlockImposed),
    # in the chat it is removed as well; the words are shown in private
    Typing(APOLOGISE, "/извинения Простите меня, пожалуйста", fact=MessageErased),
    Typing(REMIND, "/напомнить 3", fact=Reminded, privately=Reminded),
    Typing(SEE_OWN_STANDING, "/статус"),
    Typing(SEE_STANDING, f"/статус @id{CULPRIT}"),
    Typing(SEE_STANDING, "/статус", RUDE),
    Typing(READ_OWN_JOURNAL, "/журнал"),
    Typing(READ_JOURNAL, f"/журнал @id{CULPRIT}"),
    Typing(SEE_MEMBERS, "/участники"),
    Typing(READ_RULES, "/правила"),
    Typing(APPEAL, "/обжаловать %blocked Это был не я"),
    Typing(REPORT, "/отчёт"),
    Typing(SEE_CHAT, "/чат"),
    Typing(CHANGE_SETTINGS, "/настройки"),
    Typing(
        CHANGE_SETTINGS,
        "/настройки тихие часы 22-7",
        fact=SettingChanged,
        privately=SettingChanged,
    ),
    Typing(
        CHANGE_SETTINGS,
        "/чат тихие часы 22-7",
        fact=SettingChanged,
        privately=SettingChanged,
    ),
    Typing(INVITE, "/приглашение", fact=InvitationMade, privately=InvitationMade),
    Typing(REVOKE_INVITATION, "/приглашение отозвать 1", fact=InvitationRevoked),
    Typing(SILENCE, "/тишина 15 минут", fact=SilenceBegun, privately=SilenceBegun),
    Typing(APPOINT, f"/модератор @id{MEMBER}", fact=ModeratorAppointed),
    Typing(SEE_OWN_DATA, "/мои данные"),
    Typing(PLAN_DEPARTURE, f"/выбыл @id{LEAVER}"),
    Typing(
        CHANGE_FAMILY,
        f"/семья @id{PARENT} @id{RUDE}",
        fact=FamilyLinked,
        privately=FamilyLinked,
    ),
    Typing(CHANGE_WORDS, "/слова добавить крипта", fact=WordListed),
    Typing(CHECK_TEXT, "/проверь купите слона"),
    Typing(LIST_CARDS, "/карточки"),
    Typing(COMPLAIN, "/сообщить", RUDE, ComplaintMade),
    Typing(CALL_FOR_HELP, "/нужна помощь"),
    Typing(
        SUSPEND,
        f"/отстранить @id{ELSEWHERE} взломали",
        fact=ModeratorSuspended,
        privately=ModeratorSuspended,
    ),
    Typing(SET_DUTY, "/уведомления утром"),
    Typing(SET_DUTY, "/замена отмена"),
    Typing(ASK_HELP, "/помощь"),
)


def _made(do: str, peer: str, **fields: Any) -> Callable[[Campus], Hanging]:
    """Give a button that hangs under no message that is to be looked for."""
    return lambda campus: Hanging(getattr(campus, peer), 0, {"do": do, **fields})


def _in_main(do: str, **fields: Any) -> Callable[[Campus], Hanging]:
    return lambda campus: campus.button(campus.main, do, **fields)


def _with(who: int, do: str, **fields: Any) -> Callable[[Campus], Hanging]:
    return lambda campus: campus.button(who, do, **fields)


def _card(act: str) -> Callable[[Campus], Hanging]:
    return lambda campus: campus.button(MODERATOR, "card", act=act)


def _spread(act: str) -> Callable[[Campus], Hanging]:
    return lambda campus: campus.button(MODERATOR, "spread", act=act)


def _contested(campus: Campus) -> Hanging:
    return campus.button(BLOCKED, "appeal", violation=campus.violations[BLOCKED][1])


def _alien(campus: Campus) -> Hanging:
    return campus.button(ADMINISTRATOR, "alien", chat=campus.alien, sure=True)


def _exceptions(campus: Campus) -> Hanging:
    return Hanging(MODERATOR, 0, {"do": "watch", "chat": campus.main})


def _other_rule(campus: Campus) -> Hanging:
    """Give a rule out of those that «Другое правило» shows in its place."""
    rules = campus.button(MODERATOR, "record", act="rules")
    return Hanging(rules.peer, rules.message, {**rules.payload, "act": "rule", "rule": 1})


def _undo(act: str, key: Callable[[Campus], int] | None = None) -> Callable[[Campus], Hanging]:
    def hanging(campus: Campus) -> Hanging:
        more = {} if key is None else {"key": key(campus)}
        return campus.button(campus.main, "undo", act=act, **more)

    return hanging


def _setting_off(campus: Campus) -> Hanging:
    """Give a value of a setting, as it hangs in private."""
    payload = {"do": "set", "setting": "flood", "value": "off", "chat": campus.main}
    return Hanging(MODERATOR, 0, payload)


def _members_own(campus: Campus) -> Hanging:
    return _made("own", "main", violation=campus.violations[MEMBER][0])(campus)


BUTTONS: tuple[Pressing, ...] = (
    Pressing("one's own record", SEE_OWN_NOTICE, _members_own, old=False),
    Pressing("check", CHECK_RIGHTS, _made("check", "main")),
    Pressing("acknowledge", ACKNOWLEDGE, _in_main("ack"), Acknowledged),
    Pressing("ask everybody", ASK_EVERYBODY, _in_main("ask_all"), AcknowledgementAsked, old=False),
    Pressing("read the rules", READ_RULES, _in_main("rules")),
    Pressing("block", BLOCK, _with(MODERATOR, "block", member=CULPRIT, unit="week"), BlockImposed),
    Pressing("decline", DECLINE_BLOCK, _with(MODERATOR, "decline", member=CULPRIT), BlockDeclined),
    Pressing("object", VOTE, _in_main("vote", choice="object"), VoteCast),
    Pressing("consent", VOTE, _in_main("vote", choice="consent"), VoteCast),
    Pressing("apologise in", APOLOGISE, _with(BLOCKED, "sorry")),
    Pressing("journal", READ_JOURNAL, _with(MODERATOR, "journal")),
    Pressing(
        "undo a violation",
        UNDO,
        _undo("violation", lambda campus: campus.violations[CULPRIT][0]),
        ViolationAnnulled,
    ),
    Pressing("undo an annulment", UNDO, _undo("annulment"), ViolationReinstated),
    Pressing("undo a block", UNDO, _undo("block"), BlockLifted),
    Pressing(
        "undo a refusal", UNDO, _made("undo", "main", act="decline", key=DECLINED), BlockProposed
    ),
    Pressing("undo a reminder", UNDO, _undo("reminder"), ReminderWithdrawn),
    Pressing("undo a removal", UNDO, _undo("removal"), RemovalWithdrawn),
    Pressing("undo both", UNDO, _undo("both"), RemovalWithdrawn),
    Pressing("remove the recorded", COMPLETE_ACT, _in_main("both", act="remove"), MessageRemoved),
    Pressing("record the removed", COMPLETE_ACT, _in_main("both", act="record"), ViolationRecorded),
    Pressing(
        "adopt", ADOPT, _made("adopt", "unadopted", kind="other"), ChatAdopted, unadopted=True
    ),
    Pressing("ours", CONFIRM_CHAT, _with(ADMINISTRATOR, "ours"), ChatConfirmed),
    Pressing("not ours", DISOWN_CHAT, _alien, ChatDisowned),
    Pressing("settings", CHANGE_SETTINGS, _with(MODERATOR, "settings")),
    Pressing("a page of settings", CHANGE_SETTINGS, _with(MODERATOR, "page")),
    Pressing(
        "set",
        CHANGE_SETTINGS,
        _setting_off,
        SettingChanged,
        old=False,
    ),
    Pressing("revoke", REVOKE_INVITATION, _with(MODERATOR, "revoke"), InvitationRevoked),
    Pressing("enter", ENTER, _with(STRANGER, "enter"), InvitationUsed),
    Pressing("speak", END_SILENCE, _made("speak", "main"), SilenceEnded, silent=True),
    Pressing("publish", DECIDE_WITHHELD, _with(MODERATOR, "withheld", publish=1), ApologyMade),
    Pressing("return", DECIDE_WITHHELD, _with(MODERATOR, "withheld", publish=0), WithheldDecided),
    Pressing("no apology", REJECT_APOLOGY, _in_main("no_apology"), ApologyRejected),
    Pressing("lift", LIFT, _in_main("lift", lift=1), LiftDecided),
    Pressing("let it stay", LIFT, _in_main("lift", lift=0), LiftDecided),
    Pressing("appeal", APPEAL, _contested),
    Pressing("grant", DECIDE_APPEAL, _with(ADMINISTRATOR, "decide", grant=1)),
    Pressing("uphold", DECIDE_APPEAL, _with(ADMINISTRATOR, "decide", grant=0)),
    Pressing("ask", ASK_ABOUT_APPEAL, _with(ADMINISTRATOR, "ask", side="moderator")),
    Pressing("answer", ANSWER_ABOUT_APPEAL, _with(BLOCKED, "answer")),
    Pressing("do not send", CONFIRM_WORDS, _with(BLOCKED, "words", act="cancel")),
    Pressing("depart", CARRY_OUT_DEPARTURE, _with(MODERATOR, "depart"), RemovalOrdered),
    Pressing("stay", CANCEL_DEPARTURE, _with(MODERATOR, "stay")),
    Pressing("ground", SETTLE_EXPULSION, _with(ADMINISTRATOR, "left"), ExpulsionGrounded),
    Pressing("back", SETTLE_EXPULSION, _with(ADMINISTRATOR, "back"), ExpelledInvitedBack),
    Pressing("help", HANDLE_SIGNAL, _with(MODERATOR, "signal", act="nothing"), SignalMoved),
    Pressing("danger", ANSWER_DANGER, _with(PSYCHOLOGIST, "danger", act="see"), SignalMoved),
    Pressing("give back", LIFT_SUSPENSION, _with(ADMINISTRATOR, "restore"), SuspensionLifted),
    Pressing(
        "who reported", SEE_REPORTERS, _with(ADMINISTRATOR, "reporters"), ReportersSeen, old=False
    ),
    Pressing(
        "close reports",
        CLOSE_REPORTING,
        _with(ADMINISTRATOR, "close_reports", member=DECLINED),
        ReportingClosed,
    ),
    Pressing(
        "open reports",
        OPEN_REPORTING,
        _with(ADMINISTRATOR, "open_reports", member=LEAVER),
        ReportingOpened,
    ),
    Pressing("step down", STEP_DOWN, _with(MODERATOR, "step down")),
    Pressing("records", SEE_STANDING, _with(MODERATOR, "records", member=CULPRIT), old=False),
    Pressing("add to an appeal", EXTEND_APPEAL, _with(BLOCKED, "add_to")),
    Pressing("my child", CONFIRM_GUARDIAN, _with(PARENT, "guardian", yes=True), GuardianConfirmed),
    Pressing("confirm haste", RELEASE_BRAKE, _with(MODERATOR, "release"), BrakeReleased),
    Pressing("remove everywhere", SETTLE_SPREAD, _spread("remove"), MessageRemoved),
    Pressing("perhaps stolen", SETTLE_SPREAD, _spread("doubt"), PageDoubted),
    Pressing("nothing wrong", SETTLE_SPREAD, _spread("leave")),
    Pressing("let them write", RETURN_PAGE, _with(MODERATOR, "let_write"), PageReturned),
    Pressing("the page is mine", OWN_PAGE, _with(LEAVER, "page_is_mine"), PageReturned),
    Pressing("reject haste", RELEASE_BRAKE, _with(MODERATOR, "reject_held"), HeldDropped),
    Pressing("pass on", PASS_ON, _with(MODERATOR, "pass", send=1)),
    Pressing("do not pass on", PASS_ON, _with(MODERATOR, "pass", send=0)),
    Pressing("record", SETTLE_REQUEST, _with(ADMINISTRATOR, "settle", record=1), ViolationRecorded),
    Pressing("do not record", SETTLE_REQUEST, _with(ADMINISTRATOR, "settle", record=0)),
    Pressing("give a command", GIVE_COMMAND, _with(BLOCKED, "give", command="status"), old=False),
    Pressing("a group of the help", ASK_HELP, _with(MEMBER, "help"), old=False),
    Pressing("the exceptions", CHANGE_WORDS, _exceptions, old=False),
    Pressing("in my chats", ACT_IN_CHATS, _with(MODERATOR, "mine", act="pick"), old=False),
    Pressing("other rules", ANNUL_VIOLATION, _with(MODERATOR, "record", act="rules"), old=False),
    Pressing("another rule", ANNUL_VIOLATION, _other_rule, ViolationRecorded, old=False),
    Pressing(
        "annul the record",
        ANNUL_VIOLATION,
        _with(MODERATOR, "record", act="annul"),
        ViolationAnnulled,
        old=False,
    ),
    Pressing(
        "a separate one",
        SAY_SEPARATE,
        _with(MODERATOR, "separate", separate=1),
        ViolationRecorded,
    ),
    Pressing("the same one", SAY_SEPARATE, _with(MODERATOR, "separate", separate=0)),
    Pressing("a rule", CHOOSE_PART, _in_main("part", value="3"), ViolationRecorded),
    Pressing("count", SETTLE_CARD, _card("count"), SuspicionSettled),
    Pressing("remove and count", SETTLE_CARD, _card("both"), ViolationRecorded),
    Pressing("take it", SETTLE_CARD, _card("take")),
    Pressing("no violation", SETTLE_CARD, _card("clear"), SuspicionSettled),
    Pressing("remove it", SETTLE_CARD, _card("remove"), MessageRemoved, old=False),
)
