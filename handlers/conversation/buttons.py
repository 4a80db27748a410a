"""The presses of the bot's buttons, and their payloads.

A payload comes from the presser's client and is not trusted: it says only what is asked. Whether
that exists and may be done is looked up and decided again.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from handlers.commands import Command
from rules.settings import Kind, Setting
from rules.times import Unit
from rules.vocabulary.apologies import Choice

Id = Annotated[int, Field(ge=-(2**53), le=2**53)]

WideId = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
"""An id of 64 bits: some messengers need them for messages."""


class _Payload(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class CheckRights(_Payload):
    """«Готово» after the bot was given its rights."""

    do: Literal["check"] = "check"


class AcknowledgeRules(_Payload):
    """«Правила прочитаны» under the rules of that version."""

    do: Literal["ack"] = "ack"
    version: Annotated[str, Field(max_length=60)]


class ReadRules(_Payload):
    """«Прочитать правила» under a greeting, or under the titles of the rules."""

    do: Literal["rules"] = "rules"


class BlockFor(_Payload):
    """A term under a proposal to block a member."""

    do: Literal["block"] = "block"
    member: Id
    count: Annotated[int, Field(ge=1, le=10_000)]
    unit: Unit


class DoNotBlock(_Payload):
    """«Не блокировать» under a proposal."""

    do: Literal["decline"] = "decline"
    member: Id


class VoteFor(_Payload):
    """«Не возражаю» or «Возражаю» under an apology."""

    do: Literal["vote"] = "vote"
    vote: Id
    choice: Choice


class ApologiseIn(_Payload):
    """The chat that an apology is for, chosen in private."""

    do: Literal["sorry"] = "sorry"
    chat: Id


class JournalAt(_Payload):
    """A page of the journal: the entries before that number.

    `member` 0: everybody's entries; `chat` 0: of the chat in which it is pressed.
    """

    do: Literal["journal"] = "journal"
    member: Id
    before: Id
    chat: Id = 0


class UndoAct(_Payload):
    """«Отменить» under the announcement of an act; `key` identifies the act among its kind."""

    do: Literal["undo"] = "undo"
    act: Literal[
        "violation", "annulment", "correction", "block", "decline", "reminder", "removal", "both"
    ]
    key: WideId


class CompleteAct(_Payload):
    """«Удалить сообщение» under a record, whose number is `key`, or «Записать нарушение» under the
    removal of the message `key`.
    """

    do: Literal["both"] = "both"
    act: Literal["remove", "record"]
    key: WideId


class AdoptAs(_Payload):
    """The kind of the chat, under the bot's introduction."""

    do: Literal["adopt"] = "adopt"
    kind: Kind


class SettingsAt(_Payload):
    """A setting to choose a value for; None: all settings."""

    do: Literal["settings"] = "settings"
    setting: Setting | None = None


class SetTo(_Payload):
    """A value of a setting."""

    do: Literal["set"] = "set"
    setting: Setting
    value: Annotated[str, Field(max_length=60)]


class RevokeNumber(_Payload):
    """«Отозвать» under an invitation; `chat` is the chat that it leads to."""

    do: Literal["revoke"] = "revoke"
    chat: Id
    invitation: Id


class EnterBy(_Payload):
    """«Правила прочитаны» under the rules that an invitation showed."""

    do: Literal["enter"] = "enter"
    chat: Id
    invitation: Id
    version: Annotated[str, Field(max_length=60)]


class StopSilence(_Payload):
    """«Снять тишину»."""

    do: Literal["speak"] = "speak"


class DecideOnWithheld(_Payload):
    """«Опубликовать» or «Вернуть» under an apology withheld in `chat`."""

    do: Literal["withheld"] = "withheld"
    chat: Id
    apology: Id
    publish: bool


class NotApology(_Payload):
    """«Это не извинения» under a vote."""

    do: Literal["no_apology"] = "no_apology"
    vote: Id


class LiftEarly(_Payload):
    """«Снять блокировку» or «Оставить» after a vote without objections."""

    do: Literal["lift"] = "lift"
    vote: Id
    lift: bool


class AppealIn(_Payload):
    """«Обжаловать»: the presser's violation or block in that chat; 0: not that one."""

    do: Literal["appeal"] = "appeal"
    chat: Id
    violation: Id = 0
    block: Id = 0


class DecideOn(_Payload):
    """An administrator's decision on an appeal."""

    do: Literal["decide"] = "decide"
    chat: Id
    appeal: Id
    grant: bool


class AskSide(_Payload):
    """An administrator's wish to ask one side of an appeal."""

    do: Literal["ask"] = "ask"
    chat: Id
    appeal: Id
    side: Literal["member", "moderator"]


class AnswerNow(_Payload):
    """«Ответить» under a question about an appeal."""

    do: Literal["answer"] = "answer"
    chat: Id
    appeal: Id


class SayWords(_Payload):
    """«Отправить», «Дописать» or «Отмена» under the presser's own words, or «Отмена» under the
    bot's question; `key` identifies what was shown.
    """

    do: Literal["words"] = "words"
    act: Literal["send", "add", "cancel"]
    key: Id


class DepartAs(_Payload):
    """«Исключить» under a plan; `plan` identifies the plan shown."""

    do: Literal["depart"] = "depart"
    member: Id
    plan: Id


class CancelDeparture(_Payload):
    """«Отмена» under a plan."""

    do: Literal["stay"] = "stay"
    member: Id


class GroundExpulsion(_Payload):
    """«Выбывший» under the message about an expulsion by hand."""

    do: Literal["left"] = "left"
    chat: Id
    expulsion: Id


class InviteBack(_Payload):
    """«Пригласить обратно» under the message about an expulsion by hand."""

    do: Literal["back"] = "back"
    chat: Id
    expulsion: Id


class SettleRequest(_Payload):
    """«Записать нарушение» or «Не записывать» under a passed-on request.

    `request` is the message in `chat` that made it. `separate`: «Да, отдельное», which is asked
    after the first press.
    """

    do: Literal["settle"] = "settle"
    chat: Id
    request: WideId
    record: bool
    separate: bool = False


class CardAct(_Payload):
    """A button of a card: a moderator's answer to it; `chat` is the chat that the card is about.

    «Другое правило» for `violation` shows a `page` of the rules, from 0; `rule` is the chosen one.
    «Ещё» shows the message number `page` of the card, from 0; «Беру» tells the colleagues.
    """

    do: Literal["card"] = "card"
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
    ]
    violation: Id = 0
    rule: Id = 0
    page: Annotated[int, Field(ge=0, le=1000)] = 0


class ConfirmAdoption(_Payload):
    """«Подтвердить» under the message about an adoption."""

    do: Literal["ours"] = "ours"
    chat: Id


class RejectAdoption(_Payload):
    """«Это не наша беседа» under the message about an adoption."""

    do: Literal["alien"] = "alien"
    chat: Id


class RecordAct(_Payload):
    """A button under the answer that a message is recorded already.

    `asked` is the message that asked to record it again; `page` of the rules counts from 0.
    """

    do: Literal["record"] = "record"
    violation: Id
    asked: WideId
    act: Literal["rules", "rule", "keep", "annul"]
    rule: Id = 0
    page: Annotated[int, Field(ge=0, le=1000)] = 0


class SeparateAct(_Payload):
    """«Да, отдельное» or «Нет» under the question about a separate violation.

    `asked` is the message that asked to record it.
    """

    do: Literal["separate"] = "separate"
    asked: WideId
    separate: bool


class ChoosePart(_Payload):
    """A choice under the question for the part that a command lacks, another page of the choices
    (from 0), or «Отмена»; `asked` is the message with the command.
    """

    do: Literal["part"] = "part"
    asked: WideId
    act: Literal["choose", "page", "cancel"] = "choose"
    value: Annotated[str, Field(max_length=60)] = ""
    page: Annotated[int, Field(ge=0, le=1000)] = 0


class GiveCommand(_Payload):
    """A command of the presser's own, offered in private to people in their state."""

    do: Literal["give"] = "give"
    command: Literal[
        Command.APOLOGY,
        Command.APPEAL,
        Command.STATUS,
        Command.RULES,
        Command.CARDS,
        Command.CHAT,
        Command.HELP,
    ]


class SettingPage(_Payload):
    """A page of the settings: the detectors' or the chat's own; `more` is its index, from 0."""

    do: Literal["page"] = "page"
    detectors: bool
    more: Annotated[int, Field(ge=1, le=1000)] | None = None


Press = (
    CardAct
    | RecordAct
    | SeparateAct
    | ChoosePart
    | GiveCommand
    | SettingPage
    | ConfirmAdoption
    | RejectAdoption
    | AppealIn
    | DecideOn
    | AskSide
    | AnswerNow
    | SayWords
    | DecideOnWithheld
    | NotApology
    | DepartAs
    | CancelDeparture
    | GroundExpulsion
    | InviteBack
    | SettleRequest
    | CheckRights
    | AdoptAs
    | SettingsAt
    | SetTo
    | RevokeNumber
    | EnterBy
    | StopSilence
    | LiftEarly
    | AcknowledgeRules
    | ReadRules
    | BlockFor
    | DoNotBlock
    | VoteFor
    | ApologiseIn
    | JournalAt
    | UndoAct
    | CompleteAct
)

_ANY: TypeAdapter[Press] = TypeAdapter(
    Annotated[Press, Field(discriminator="do")], config=ConfigDict(defer_build=True)
)


def payload_of(press: Press) -> Mapping[str, str | int]:
    """Return the payload of a press."""
    return press.model_dump(mode="json", exclude_none=True)


def read_press(payload: Any) -> Press | None:
    """Parse a press's payload, as JSON or decoded; None if it is not the bot's."""
    try:
        if isinstance(payload, str):
            payload = json.loads(payload)
        return _ANY.validate_python(payload)
    except (ValidationError, ValueError, RecursionError):
        return None
