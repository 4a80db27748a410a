"""What is tried: for each deed the commands and buttons that ask for it, and what they record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from handlers.commands import Command, Typed, read_command
from handlers.conversation.buttons import Press, read_press
from rules.rights import Deed
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.apologies import (
    ApologyMade,
    ApologyRejected,
    LiftDecided,
    VoteCast,
    WithheldDecided,
)
from rules.vocabulary.blocks import BlockDeclined, BlockImposed, BlockLifted, BlockProposed
from rules.vocabulary.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ModeratorAppointed,
    SettingChanged,
)
from rules.vocabulary.families import FamilyLinked
from rules.vocabulary.invitations import InvitationMade, InvitationRevoked, InvitationUsed
from rules.vocabulary.leavers import ExpelledInvitedBack, ExpulsionGrounded, RemovalOrdered
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.silence import SilenceBegun, SilenceEnded
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
from tests.rights.campus import (
    ADMINISTRATOR,
    BLOCKED,
    CULPRIT,
    DECLINED,
    LEAVER,
    MEMBER,
    MODERATOR,
    PARENT,
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
    Typing(Deed.RECORD_VIOLATION, "/нарушение 3", RUDE, ViolationRecorded),
    Typing(Deed.REMOVE_MESSAGE, "/удалить 3", RUDE, MessageRemoved),
    Typing(
        Deed.ANNUL_VIOLATION,
        "/отменить %culprit по ошибке",
        fact=ViolationAnnulled,
    ),
    Typing(Deed.BLOCK, f"/блок @id{CULPRIT} 3 дня", fact=BlockImposed),
    # in the chat it is removed as well; the words are shown in private
    Typing(Deed.APOLOGISE, "/извинения Простите меня, пожалуйста", fact=MessageErased),
    Typing(Deed.REMIND, "/напомнить 3", fact=Reminded),
    Typing(Deed.SEE_OWN_STANDING, "/статус"),
    Typing(Deed.SEE_STANDING, f"/статус @id{CULPRIT}"),
    Typing(Deed.SEE_STANDING, "/статус", RUDE),
    Typing(Deed.READ_OWN_JOURNAL, "/журнал"),
    Typing(Deed.READ_JOURNAL, f"/журнал @id{CULPRIT}"),
    Typing(Deed.SEE_MEMBERS, "/участники"),
    Typing(Deed.READ_RULES, "/правила"),
    Typing(Deed.APPEAL, "/обжаловать %blocked Это был не я"),
    Typing(Deed.REPORT, "/отчёт"),
    Typing(Deed.SEE_CHAT, "/чат"),
    Typing(Deed.CHANGE_SETTINGS, "/настройки"),
    Typing(Deed.CHANGE_SETTINGS, "/настройки тихие часы 22-7", fact=SettingChanged),
    Typing(Deed.CHANGE_SETTINGS, "/чат тихие часы 22-7", fact=SettingChanged),
    Typing(Deed.INVITE, "/приглашение", fact=InvitationMade),
    Typing(Deed.REVOKE_INVITATION, "/приглашение отозвать 1", fact=InvitationRevoked),
    Typing(Deed.SILENCE, "/тишина 15 минут", fact=SilenceBegun),
    Typing(Deed.APPOINT, f"/модератор @id{MEMBER}", fact=ModeratorAppointed),
    Typing(Deed.SEE_OWN_DATA, "/мои данные"),
    Typing(Deed.PLAN_DEPARTURE, f"/выбыл @id{LEAVER}"),
    Typing(
        Deed.CHANGE_FAMILY,
        f"/семья @id{PARENT} @id{RUDE}",
        fact=FamilyLinked,
        privately=FamilyLinked,
    ),
    Typing(Deed.CHANGE_WORDS, "/слова добавить крипта", fact=WordListed),
    Typing(Deed.CHECK_TEXT, "/проверь купите слона"),
    Typing(Deed.LIST_CARDS, "/карточки"),
    Typing(Deed.ASK_HELP, "/помощь"),
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


def _contested(campus: Campus) -> Hanging:
    return campus.button(BLOCKED, "appeal", violation=campus.violations[BLOCKED][1])


def _alien(campus: Campus) -> Hanging:
    return campus.button(ADMINISTRATOR, "alien", chat=campus.alien)


def _other_rule(campus: Campus) -> Hanging:
    """Give a rule out of those that «Другое правило» shows in its place."""
    rules = campus.button(campus.main, "record", act="rules")
    return Hanging(rules.peer, rules.message, {**rules.payload, "act": "rule", "rule": 1})


def _undo(act: str, key: Callable[[Campus], int] | None = None) -> Callable[[Campus], Hanging]:
    def hanging(campus: Campus) -> Hanging:
        more = {} if key is None else {"key": key(campus)}
        return campus.button(campus.main, "undo", act=act, **more)

    return hanging


BUTTONS: tuple[Pressing, ...] = (
    Pressing("check", Deed.CHECK_RIGHTS, _made("check", "main")),
    Pressing("acknowledge", Deed.ACKNOWLEDGE, _in_main("ack"), Acknowledged),
    Pressing("block", Deed.BLOCK, _in_main("block", member=CULPRIT, unit="week"), BlockImposed),
    Pressing("decline", Deed.DECLINE_BLOCK, _in_main("decline", member=CULPRIT), BlockDeclined),
    Pressing("object", Deed.VOTE, _in_main("vote", choice="object"), VoteCast),
    Pressing("consent", Deed.VOTE, _in_main("vote", choice="consent"), VoteCast),
    Pressing("apologise in", Deed.APOLOGISE, _with(BLOCKED, "sorry")),
    Pressing("journal", Deed.READ_JOURNAL, _with(MODERATOR, "journal")),
    Pressing(
        "undo a violation",
        Deed.UNDO,
        _undo("violation", lambda campus: campus.violations[CULPRIT][0]),
        ViolationAnnulled,
    ),
    Pressing("undo an annulment", Deed.UNDO, _undo("annulment"), ViolationReinstated),
    Pressing("undo a block", Deed.UNDO, _undo("block"), BlockLifted),
    Pressing("undo a refusal", Deed.UNDO, _undo("decline", lambda _: DECLINED), BlockProposed),
    Pressing("undo a reminder", Deed.UNDO, _undo("reminder"), ReminderWithdrawn),
    Pressing("undo a removal", Deed.UNDO, _undo("removal"), RemovalWithdrawn),
    Pressing(
        "adopt", Deed.ADOPT, _made("adopt", "unadopted", kind="other"), ChatAdopted, unadopted=True
    ),
    Pressing("ours", Deed.CONFIRM_CHAT, _with(ADMINISTRATOR, "ours"), ChatConfirmed),
    Pressing("not ours", Deed.DISOWN_CHAT, _alien, ChatDisowned),
    Pressing("settings", Deed.CHANGE_SETTINGS, _in_main("settings")),
    Pressing("a page of settings", Deed.CHANGE_SETTINGS, _in_main("page")),
    Pressing(
        "set",
        Deed.CHANGE_SETTINGS,
        _made("set", "main", setting="flood", value="off"),
        SettingChanged,
        old=False,
    ),
    Pressing("revoke", Deed.REVOKE_INVITATION, _with(MODERATOR, "revoke"), InvitationRevoked),
    Pressing("enter", Deed.ENTER, _with(STRANGER, "enter"), InvitationUsed),
    Pressing("speak", Deed.END_SILENCE, _made("speak", "main"), SilenceEnded, silent=True),
    Pressing("publish", Deed.DECIDE_WITHHELD, _with(MODERATOR, "withheld", publish=1), ApologyMade),
    Pressing(
        "return", Deed.DECIDE_WITHHELD, _with(MODERATOR, "withheld", publish=0), WithheldDecided
    ),
    Pressing("no apology", Deed.REJECT_APOLOGY, _in_main("no_apology"), ApologyRejected),
    Pressing("lift", Deed.LIFT, _in_main("lift", lift=1), LiftDecided),
    Pressing("let it stay", Deed.LIFT, _in_main("lift", lift=0), LiftDecided),
    Pressing("appeal", Deed.APPEAL, _contested),
    Pressing("grant", Deed.DECIDE_APPEAL, _with(ADMINISTRATOR, "decide", grant=1)),
    Pressing("uphold", Deed.DECIDE_APPEAL, _with(ADMINISTRATOR, "decide", grant=0)),
    Pressing("ask", Deed.ASK_ABOUT_APPEAL, _with(ADMINISTRATOR, "ask", side="moderator")),
    Pressing("answer", Deed.ANSWER_ABOUT_APPEAL, _with(BLOCKED, "answer")),
    Pressing("do not send", Deed.CONFIRM_WORDS, _with(BLOCKED, "words", act="cancel")),
    Pressing("depart", Deed.CARRY_OUT_DEPARTURE, _with(MODERATOR, "depart"), RemovalOrdered),
    Pressing("stay", Deed.CANCEL_DEPARTURE, _with(MODERATOR, "stay")),
    Pressing("ground", Deed.SETTLE_EXPULSION, _with(ADMINISTRATOR, "left"), ExpulsionGrounded),
    Pressing("back", Deed.SETTLE_EXPULSION, _with(ADMINISTRATOR, "back"), ExpelledInvitedBack),
    Pressing(
        "record", Deed.SETTLE_REQUEST, _with(ADMINISTRATOR, "settle", record=1), ViolationRecorded
    ),
    Pressing("do not record", Deed.SETTLE_REQUEST, _with(ADMINISTRATOR, "settle", record=0)),
    Pressing("other rules", Deed.ANNUL_VIOLATION, _in_main("record", act="rules"), old=False),
    Pressing("another rule", Deed.ANNUL_VIOLATION, _other_rule, ViolationRecorded, old=False),
    Pressing(
        "annul the record",
        Deed.ANNUL_VIOLATION,
        _in_main("record", act="annul"),
        ViolationAnnulled,
        old=False,
    ),
    Pressing(
        "a separate one",
        Deed.SAY_SEPARATE,
        _in_main("separate", separate=1),
        ViolationRecorded,
    ),
    Pressing("the same one", Deed.SAY_SEPARATE, _in_main("separate", separate=0)),
    Pressing("count", Deed.SETTLE_CARD, _card("count"), SuspicionSettled),
    Pressing("no violation", Deed.SETTLE_CARD, _card("clear"), SuspicionSettled),
    Pressing("remove it", Deed.SETTLE_CARD, _card("remove"), MessageRemoved, old=False),
)
