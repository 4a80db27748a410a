"""The presses of the bot's buttons, and their payloads.

A payload comes from the presser's client and is not trusted: it says only what is asked. Whether
that exists and may be done is looked up and decided again.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from handlers.commands import Command
from rules.acquaintance import ACKNOWLEDGE, ASK_EVERYBODY, READ_RULES
from rules.apologies import APOLOGISE, DECIDE_WITHHELD, LIFT, REJECT_APOLOGY, VOTE
from rules.blocks import BLOCK, DECLINE_BLOCK
from rules.chats import ADOPT, CHANGE_SETTINGS, CHECK_RIGHTS, CONFIRM_CHAT, DISOWN_CHAT
from rules.invitations import ENTER, REVOKE_INVITATION
from rules.leavers import CANCEL_DEPARTURE, CARRY_OUT_DEPARTURE, SETTLE_EXPULSION
from rules.repeats import CHOOSE_PART, SAY_SEPARATE
from rules.rights import CONFIRM_WORDS, GIVE_COMMAND, READ_JOURNAL, Deed
from rules.settings import Kind, Setting
from rules.settling import SETTLE_CARD
from rules.silence import END_SILENCE
from rules.times import Unit
from rules.undoing import UNDO
from rules.violations import ANNUL_VIOLATION, COMPLETE_ACT, PASS_ON, SEE_OWN_NOTICE, SETTLE_REQUEST
from rules.vocabulary.apologies import Choice

Id = Annotated[int, Field(ge=-(2**53), le=2**53)]

WideId = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
"""An id of 64 bits: some messengers need them for messages."""


PRESSES: dict[str, type["Press"]] = {}
"""Each kind of press by the name in its payloads; a subject's own stand in its module."""


class Press(BaseModel):
    """A press: `do` names its kind in payloads, and `deed` is what it asks for in the table of
    rights.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, defer_build=True)

    do: ClassVar[str]
    deed: ClassVar[Deed]

    def __init_subclass__(cls, *, do: str = "", deed: Deed | None = None) -> None:
        """Register the kind; a class without a deed is what several kinds have in common."""
        if deed is not None:
            cls.do, cls.deed = do, deed
            PRESSES[do] = cls


class OfChat(Press):
    """A press about a group chat; its button hangs there, or in private and names the `chat`."""

    chat: Id | None = None


class CheckRights(Press, do="check", deed=CHECK_RIGHTS):
    """«Готово» after the bot was given its rights."""


class AcknowledgeRules(Press, do="ack", deed=ACKNOWLEDGE):
    """«Правила прочитаны» under the rules of that version."""

    version: Annotated[str, Field(max_length=60)]


class ReadRules(Press, do="rules", deed=READ_RULES):
    """«Прочитать правила» under a greeting, or under the titles of the rules."""


class AskEverybody(Press, do="ask_all", deed=ASK_EVERYBODY):
    """«Попросить всех ознакомиться» under the message about an adoption."""


class BlockFor(OfChat, do="block", deed=BLOCK):
    """A term under a proposal to block a member."""

    member: Id
    count: Annotated[int, Field(ge=1, le=10_000)]
    unit: Unit


class DoNotBlock(OfChat, do="decline", deed=DECLINE_BLOCK):
    """«Не блокировать» under a proposal."""

    member: Id


class VoteFor(Press, do="vote", deed=VOTE):
    """«Не возражаю» or «Возражаю» under an apology."""

    vote: Id
    choice: Choice


class ApologiseIn(Press, do="sorry", deed=APOLOGISE):
    """The chat that an apology is for, chosen in private."""

    chat: Id


class JournalAt(Press, do="journal", deed=READ_JOURNAL):
    """A page of the journal: the entries before that number.

    `member` 0: everybody's entries; `chat` 0: of the chat in which it is pressed.
    """

    member: Id
    before: Id
    chat: Id = 0


class UndoAct(OfChat, do="undo", deed=UNDO):
    """«Отменить» under the announcement of an act; `key` identifies the act among its kind."""

    act: Literal[
        "violation", "annulment", "correction", "block", "decline", "reminder", "removal", "both"
    ]
    key: WideId


class CompleteAct(OfChat, do="both", deed=COMPLETE_ACT):
    """«Удалить сообщение» under a record, whose number is `key`, or «Записать нарушение» under the
    removal of the message `key`.
    """

    act: Literal["remove", "record"]
    key: WideId


class SeeOwn(Press, do="own", deed=SEE_OWN_NOTICE):
    """«Показать мне» under a notice without a name: the presser's violation or removed message."""

    violation: Id = 0
    removal: WideId = 0


class AdoptAs(Press, do="adopt", deed=ADOPT):
    """The kind of the chat, under the bot's introduction."""

    kind: Kind


class SettingsAt(OfChat, do="settings", deed=CHANGE_SETTINGS):
    """A setting to choose a value for; None: all settings."""

    setting: Setting | None = None


class SetTo(OfChat, do="set", deed=CHANGE_SETTINGS):
    """A value of a setting."""

    setting: Setting
    value: Annotated[str, Field(max_length=60)]


class RevokeNumber(Press, do="revoke", deed=REVOKE_INVITATION):
    """«Отозвать» under an invitation; `chat` is the chat that it leads to."""

    chat: Id
    invitation: Id


class EnterBy(Press, do="enter", deed=ENTER):
    """«Правила прочитаны» under the rules that an invitation showed."""

    chat: Id
    invitation: Id
    version: Annotated[str, Field(max_length=60)]


class StopSilence(Press, do="speak", deed=END_SILENCE):
    """«Снять тишину»."""


class DecideOnWithheld(Press, do="withheld", deed=DECIDE_WITHHELD):
    """«Опубликовать» or «Вернуть» under an apology withheld in `chat`."""

    chat: Id
    apology: Id
    publish: bool


class NotApology(Press, do="no_apology", deed=REJECT_APOLOGY):
    """«Это не извинения» under a vote."""

    vote: Id


class LiftEarly(Press, do="lift", deed=LIFT):
    """«Снять блокировку» or «Оставить» after a vote without objections."""

    vote: Id
    lift: bool


class SayWords(Press, do="words", deed=CONFIRM_WORDS):
    """«Отправить», «Дописать» or «Отмена» under the presser's own words, or «Отмена» under the
    bot's question; `key` identifies what was shown.
    """

    act: Literal["send", "add", "cancel"]
    key: Id


class DepartAs(Press, do="depart", deed=CARRY_OUT_DEPARTURE):
    """«Исключить» under a plan; `plan` identifies the plan shown."""

    member: Id
    plan: Id


class CancelDeparture(Press, do="stay", deed=CANCEL_DEPARTURE):
    """«Отмена» under a plan."""

    member: Id


class GroundExpulsion(Press, do="left", deed=SETTLE_EXPULSION):
    """«Выбывший» under the message about an expulsion by hand."""

    chat: Id
    expulsion: Id


class InviteBack(Press, do="back", deed=SETTLE_EXPULSION):
    """«Пригласить обратно» under the message about an expulsion by hand."""

    chat: Id
    expulsion: Id


class SettleRequest(Press, do="settle", deed=SETTLE_REQUEST):
    """«Записать нарушение» or «Не записывать» under a passed-on request.

    `request` is the message in `chat` that made it. `separate`: «Да, отдельное», which is asked
    after the first press.
    """

    chat: Id
    request: WideId
    record: bool
    separate: bool = False


class PassOn(Press, do="pass", deed=PASS_ON):
    """«Передать» or «Не передавать»: whether a colleague's case goes to the administrators.

    `request` is the message in `chat` that asked to record it.
    """

    chat: Id
    request: WideId
    send: bool


class CardAct(Press, do="card", deed=SETTLE_CARD):
    """A button of a card: a moderator's answer to it; `chat` is the chat that the card is about.

    It is about what was found in `message`; None: in all that are left. «Другое правило» for
    `violation` shows a `page` of the rules, from 0; `rule` is the chosen one. «Ещё» shows the
    message number `page` of the card, from 0; «Что было рядом» what was written around it; «Беру»
    tells the colleagues; «Больше не отмечать» names a found `word` by its digest.
    """

    chat: Id
    card: Id
    act: Literal[
        "count",
        "both",
        "remove",
        "clear",
        "reopen",
        "leave",
        "rules",
        "rule",
        "keep",
        "more",
        "take",
        "near",
        "except",
    ]
    message: WideId | None = None
    word: Annotated[str, Field(max_length=64)] | None = None
    violation: Id = 0
    rule: Id = 0
    page: Annotated[int, Field(ge=0, le=1000)] = 0


class ConfirmAdoption(Press, do="ours", deed=CONFIRM_CHAT):
    """«Подтвердить» under the message about an adoption."""

    chat: Id


class RejectAdoption(Press, do="alien", deed=DISOWN_CHAT):
    """«Это не наша беседа» under the message about an adoption; `sure`: asked about, and meant."""

    chat: Id
    sure: bool = False


class RecordAct(OfChat, do="record", deed=ANNUL_VIOLATION):
    """A button under the answer that a message is recorded already.

    `asked` is the message that asked to record it again; `page` of the rules counts from 0.
    """

    violation: Id
    asked: WideId
    act: Literal["rules", "rule", "keep", "annul"]
    rule: Id = 0
    page: Annotated[int, Field(ge=0, le=1000)] = 0


class SeparateAct(OfChat, do="separate", deed=SAY_SEPARATE):
    """«Да, отдельное» or «Нет» under the question about a separate violation.

    `asked` is the message that asked to record it.
    """

    asked: WideId
    separate: bool


class ChoosePart(Press, do="part", deed=CHOOSE_PART):
    """A choice under the question for the part that a command lacks, another page of the choices
    (from 0), or «Отмена»; `asked` is the message with the command.
    """

    asked: WideId
    act: Literal["choose", "page", "cancel"] = "choose"
    value: Annotated[str, Field(max_length=60)] = ""
    page: Annotated[int, Field(ge=0, le=1000)] = 0


class GiveCommand(Press, do="give", deed=GIVE_COMMAND):
    """A command of the presser's own, offered in private to people in their state."""

    command: Literal[
        Command.APOLOGY,
        Command.APPEAL,
        Command.STATUS,
        Command.RULES,
        Command.CARDS,
        Command.CHAT,
        Command.HELP,
        Command.JOURNAL,
        Command.OWN_DATA,
        Command.REPORT,
        Command.SETTINGS,
        Command.MEMBERS,
        Command.INVITATION,
        Command.REMIND,
        Command.SOS,
        Command.SUSPEND,
    ]


class SettingPage(OfChat, do="page", deed=CHANGE_SETTINGS):
    """A page of the settings: the detectors' or the chat's own; `more` is its index, from 0."""

    detectors: bool
    more: Annotated[int, Field(ge=1, le=1000)] | None = None


def payload_of(press: Press) -> Mapping[str, str | int]:
    """Return the payload of a press."""
    return {"do": press.do, **press.model_dump(mode="json", exclude_none=True)}


def read_press(payload: Any) -> Press | None:
    """Parse a press's payload, as JSON or decoded; None if it is not the bot's."""
    try:
        match json.loads(payload) if isinstance(payload, str) else payload:
            case {"do": str(do), **asked} if do in PRESSES:
                return PRESSES[do].model_validate(asked)
    except (ValueError, RecursionError):  # pydantic's error is a ValueError
        pass
    return None
