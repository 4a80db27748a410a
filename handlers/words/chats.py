"""A chat that the bot serves: adoption, overview, moderators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from handlers.commands import Command
from handlers.voice import Named, Said, Voice, fixed
from handlers.words.detections import too_strong
from handlers.words.rows import JournalLine, Refusals, sentence
from handlers.words.settings import KINDS, name_of, value_words, whose
from rules.clauses import Clause
from rules.settings import Kind, Setting
from rules.vocabulary.chats import (
    CONFIRMED_ALREADY,
    MODERATOR_ALREADY,
    NOT_ADMINISTRATOR,
    NOT_ADOPTED,
    NOT_APPOINTED,
    AdoptedAlready,
    BeforeAdoption,
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ChatFact,
    ChatRefusal,
    ModeratorAppointed,
    ModeratorDismissed,
    NoSuchValue,
    QuietTooLong,
    ResponseTooStrong,
    SetAlready,
    SettingChanged,
    SettingLocked,
)
from storage.records import ChatState

rights_missing = fixed(
    "Hello! I help to keep order here, but I cannot work yet. Owner of the chat: in the list"
    " of members make me an administrator, with access to all messages if {messenger} asks."
    " Then press the button."
)
"""Say that the bot cannot work yet, and which rights to switch on where."""

rights_still_missing = fixed(
    "The bot is not an administrator of this chat yet. Open the list of members,"
    " find the bot and choose “Make administrator”."
)
"""Answer a request in a chat in which the bot is no administrator yet."""


STATES: Mapping[ChatState, Said] = {
    ChatState.SERVED: fixed("served"),
    ChatState.UNADOPTED: fixed("waits to be adopted"),
    ChatState.NO_RIGHTS: fixed("the bot has no rights"),
    ChatState.GONE: fixed("the bot is not in the chat"),
    ChatState.NEW: fixed("just added"),
}
"""A chat's state, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The content of `/чат` for one chat; `values` are its settings."""

    chat: str
    state: ChatState
    values: Mapping[Setting, str]
    present: int
    unacknowledged: int
    moderators: tuple[Named, ...]
    blocked: int
    silent_until: datetime | None
    version: str


def introduction(voice: Voice, *, adopted: bool) -> str:
    """Introduce the bot; in a chat that is not adopted, ask whose it is."""
    _ = voice.texts.gettext
    if not adopted:
        return _(
            "Hello! I help the moderators by section 5.12 of the college's regulation. A moderator"
            " has to adopt this chat ({clause}): whose is it? Until then I do nothing here."
        ).format(clause=voice.cited(Clause.ADOPTION))
    return _(
        "Hello! I help the moderators by section 5.12 of the college's regulation. Only they"
        " decide on measures, and I keep a journal. What I can do: {help}. The rules: {rules}."
    ).format(help=voice.command(Command.HELP), rules=voice.command(Command.RULES))


def adopted(voice: Voice, *, kind: Kind, group: str, by: Named) -> str:
    """Announce that the chat is adopted; where a group was read in the title, how to mend it."""
    _ = voice.texts.gettext
    said = _("The chat is adopted ({clause}): {kind} ({by}). {help}").format(
        clause=voice.cited(Clause.ADOPTION),
        kind=whose(kind, group, voice),
        by=voice.who(by),
        help=voice.command(Command.HELP),
    )
    mend = _("Not that group? {chat} group ISP-22").format(chat=voice.command(Command.CHAT))
    private = _("Write to me in private, so that cards reach you.")
    return "\n".join((said, mend, private) if group else (said, private))


def bot_gone(voice: Voice, *, chat: str) -> str:
    """Tell moderators that the bot is no longer in a chat, and how to take it back."""
    return voice.texts.gettext(
        "I am no longer in the chat “{chat}”, so I do not serve it ({clause}). To take me"
        " back, add the bot to the chat and make it an administrator."
    ).format(chat=voice.chat(chat), clause=voice.cited(Clause.ADOPTION))


def rights_lost(voice: Voice, *, chat: str) -> str:
    """Tell moderators that the bot lost its rights in a chat, and how to give them back."""
    return voice.texts.gettext(
        "I have lost my rights in the chat “{chat}” and cannot serve it ({clause}). Open"
        " the chat's members, find the bot and choose “Make administrator”."
    ).format(chat=voice.chat(chat), clause=voice.cited(Clause.ADOPTION))


def overview(voice: Voice, *, of: Overview) -> str:
    """Show one chat: whose it is, its settings, its moderators."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    kind, group = of.values.get(Setting.KIND), of.values.get(Setting.GROUP, "")
    counted = (
        ngettext("{n} participant.", "{n} participants.", of.present).format(n=of.present),
        _("The rules are not acknowledged by: {n}.").format(n=of.unacknowledged),
        *((_("Blocked now: {n}.").format(n=of.blocked),) if of.blocked else ()),
    )
    lines = [
        _("Chat “{chat}”: {state} ({clause}); {kind}.").format(
            chat=voice.chat(of.chat),
            state=STATES[of.state](voice),
            clause=voice.cited(Clause.ADOPTION),
            kind=whose(kind, group, voice),
        ),
        " ".join(counted),
    ]
    if of.moderators:
        names = [voice.name(each) for each in of.moderators]
        people = voice.few(names, _MOST_MODERATORS)
        lines.append(_("Moderators: {people}.").format(people=people))
    if of.silent_until is not None:
        lines.append(
            _("Only moderators write until {ends}.").format(ends=voice.until(of.silent_until))
        )
    return "\n".join(lines)


_MOST_MODERATORS = 2
"""Most moderators whom an overview names; the others are counted."""


def moderator_appointed(voice: Voice, *, member: Named, by: Named) -> str:
    """Announce that a member was appointed a moderator."""
    return voice.gendered(
        by, "{person} is a moderator of this chat now: {by} decided so ({clause})."
    ).format(person=voice.who(member), by=voice.who(by), clause=voice.cited(Clause.MODERATION))


def moderator_dismissed(voice: Voice, *, member: Named, by: Named) -> str:
    """Announce that a member was dismissed as a moderator."""
    return voice.gendered(
        by, "{person} is no longer a moderator of this chat: {by} decided so ({clause})."
    ).format(person=voice.who(member), by=voice.who(by), clause=voice.cited(Clause.MODERATION))


def line(fact: ChatFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about the chat itself."""
    _ = voice.texts.gettext
    match fact:
        case ChatAdopted(kind=kind, group=group):
            return _("chat adopted: {kind}").format(kind=whose(kind, group, voice))
        case ChatConfirmed():
            return _("the chat is the college's")
        case ChatDisowned():
            return _("the chat is not the college's: I leave it")
        case SettingChanged(setting=setting, value=value, before=before):
            return _("setting “{setting}”: {value} (was: {before})").format(
                setting=name_of(setting, voice),
                value=value_words(setting, value, voice),
                before=value_words(setting, before, voice) if before else "–",
            )
        case ModeratorAppointed():
            return _("appointed as a moderator")
        case ModeratorDismissed():
            return _("no longer a moderator")


def _refusal(reason: ChatRefusal, voice: Voice, _by: Named | None) -> str:
    _ = voice.texts.gettext
    match reason:
        case BeforeAdoption(adopted_at=adopted_at):
            return _(
                "That was written before I began to serve this chat ({since}), so it cannot be"
                " recorded as a violation. You may remind of the rules: {example}"
            ).format(since=voice.moment(adopted_at), example=voice.command(Command.REMIND))
        case AdoptedAlready(kind=kind):
            return _("The chat is adopted already: {kind}. To change that: {command}.").format(
                kind=KINDS[kind](voice), command=voice.command(Command.SETTINGS)
            )
        case NoSuchValue() | SettingLocked() | SetAlready() | QuietTooLong() | ResponseTooStrong():
            return _refused_setting(reason, voice)


REFUSALS: Refusals = {
    NOT_ADOPTED: sentence(
        "I do not serve this chat yet: a moderator first says whose it is, with the"
        " buttons of my greeting."
    ),
    CONFIRMED_ALREADY: sentence("The chat is confirmed already."),
    NOT_ADMINISTRATOR: sentence("Only the college's administrators can do this."),
    MODERATOR_ALREADY: sentence("That person is a moderator of this chat already."),
    NOT_APPOINTED: sentence(
        "That person was not appointed here. An administrator of the chat in {messenger_in_full}"
        " stays a moderator until the settings of the chat itself say otherwise."
    ),
    **dict.fromkeys(get_args(ChatRefusal), _refusal),
}


def _refused_setting(
    reason: NoSuchValue | SettingLocked | SetAlready | QuietTooLong | ResponseTooStrong,
    voice: Voice,
) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match reason:
        case NoSuchValue(setting=setting):
            return _("“{setting}” has no such value. What there is: {command}.").format(
                setting=name_of(setting, voice), command=voice.command(Command.SETTINGS)
            )
        case SettingLocked(setting=setting):
            return _("The college's policy does not let chats change “{setting}”.").format(
                setting=name_of(setting, voice)
            )
        case SetAlready(setting=setting):
            return _("“{setting}” is set so already.").format(setting=name_of(setting, voice))
        case QuietTooLong(most=most):
            hours = most // timedelta(hours=1)
            return ngettext(
                "Quiet hours last {n} hour at most: the chat is open round the clock.",
                "Quiet hours last {n} hours at most: the chat is open round the clock.",
                hours,
            ).format(n=hours)
        case ResponseTooStrong(detector=detector):
            return too_strong(detector, voice)
