"""Words for the chat as the bot serves it: adoption, settings, overview, roles, trial."""

from typing import assert_never

from handlers.commands import Command
from handlers.notices.settings import (
    Adopted,
    AppointmentSaid,
    ChatLine,
    ChatLost,
    ChatShown,
    ChatsListed,
    SettingNotice,
    SettingSaid,
    SettingShown,
    SettingsShown,
    SettingUnknown,
    TrialReport,
    TrialRuns,
)
from handlers.quoting import cut, defuse, quote
from handlers.voice import LONGEST_NAME, LONGEST_NOTE, Voice
from handlers.wording.trial import word_deed
from handlers.wording.values import name_of, value_words
from rules.clauses import Clause
from rules.settings import CLAUSES, Kind, Setting
from storage.records import ChatState

_SHOWN = tuple(
    each for each in Setting if each not in {Setting.KIND, Setting.GROUP, Setting.LANGUAGE}
)
_LONGEST_REPORT = 3500
"""UTF-16 units of what a trial reports in one message."""


def word_setting(notice: SettingNotice, voice: Voice) -> str:
    """Give the words of a notice about the chat as the bot serves it."""
    _ = voice.texts.gettext
    match notice:
        case Adopted() | ChatLost():
            return _word_service(notice, voice)
        case ChatShown():
            return _word_chat(notice, voice)
        case ChatsListed(lines=lines):
            if not lines:
                return _("There is no chat that you look after.")
            return "\n".join([_("Your chats:"), *(_word_line(line, voice) for line in lines)])
        case SettingsShown() | SettingShown() | SettingSaid() | SettingUnknown():
            return _word_settings(notice, voice)
        case AppointmentSaid(member=member, by=by, appointed=appointed):
            said = (
                _("{person} is a moderator of this chat now: {by} decided so ({clause}).")
                if appointed
                else _(
                    "{person} is no longer a moderator of this chat: {by} decided so ({clause})."
                )
            )
            return said.format(
                person=voice.who(member), by=voice.who(by), clause=voice.cited(Clause.MODERATION)
            )
        case TrialReport(chat=chat, deeds=deeds):
            head = _("Trial mode in “{chat}”: nothing was done. I would have:").format(
                chat=quote(chat, LONGEST_NOTE)
            )
            return cut(
                "\n".join([head, *(f"• {word_deed(deed, voice)}" for deed in deeds)]),
                _LONGEST_REPORT,
            )
        case TrialRuns():
            return _(
                "This chat is on trial: nothing was done. What would have been done is in the"
                " moderators' private messages. To end the trial: {settings} trial off"
            ).format(settings=voice.command(Command.SETTINGS))
        case _:
            assert_never(notice)


def whose(kind: str | None, group: str, voice: Voice) -> str:
    """Give whose chat it is: «родители студентов, группа ИСП-21»."""
    _ = voice.texts.gettext
    if kind is None:
        return _("not adopted yet")
    said = value_words(Setting.KIND, kind, voice)
    if not group:
        return said
    if kind == Kind.GROUP:
        return _("students of the group {group}").format(group=quote(group, LONGEST_NAME))
    return _("{kind}, group {group}").format(kind=said, group=quote(group, LONGEST_NAME))


def _word_service(notice: Adopted | ChatLost, voice: Voice) -> str:
    _ = voice.texts.gettext
    match notice:
        case Adopted(kind=kind, group=group, by=by):
            return _(
                "The chat is adopted ({clause}): {kind}. Adopted by: {by}.\n"
                "From now on I show the rules to newcomers, remind of them, record violations and"
                " keep terms of blocks. Only moderators decide on measures, and I keep a journal"
                " of every one of them.\n"
                "What I can do: {help}. The rules: {rules}. What is set here: {settings}. If the"
                " group is not right: {chat} group ISP-22"
            ).format(
                clause=voice.cited(Clause.ADOPTION),
                kind=whose(kind, group, voice),
                by=voice.who(by),
                help=voice.command(Command.HELP),
                rules=voice.command(Command.RULES),
                settings=voice.command(Command.SETTINGS),
                chat=voice.command(Command.CHAT),
            )
        case ChatLost(chat=chat, gone=True):
            return _(
                "I am no longer in the chat “{chat}”, so I do not serve it ({clause}). To take me"
                " back, add the bot to the chat and make it an administrator."
            ).format(chat=quote(chat, LONGEST_NOTE), clause=voice.cited(Clause.ADOPTION))
        case ChatLost(chat=chat):
            return _(
                "I have lost my rights in the chat “{chat}” and cannot serve it ({clause}). Open"
                " the chat's members, find the bot and choose “Make administrator”."
            ).format(chat=quote(chat, LONGEST_NOTE), clause=voice.cited(Clause.ADOPTION))
        case _:
            assert_never(notice)


def _state(state: ChatState, voice: Voice) -> str:
    _ = voice.texts.gettext
    match state:
        case ChatState.SERVED:
            return _("served")
        case ChatState.UNADOPTED:
            return _("waits to be adopted")
        case ChatState.NO_RIGHTS:
            return _("the bot has no rights")
        case ChatState.GONE:
            return _("the bot is not in the chat")
        case ChatState.NEW:
            return _("just added")


def _word_line(line: ChatLine, voice: Voice) -> str:
    _ = voice.texts.gettext
    title = quote(line.chat, LONGEST_NAME)
    said = f"• «{title}»: {_state(line.state, voice)}; {whose(line.kind, line.group, voice)}"
    if line.kind is None or line.confirmed:
        return said
    return "; ".join([said, _("not confirmed by an administrator")])


def _word_chat(notice: ChatShown, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    kind = notice.values.get(Setting.KIND)
    lines = [
        _("Chat “{chat}”: {state} ({clause}).").format(
            chat=quote(notice.chat, LONGEST_NOTE),
            state=_state(notice.state, voice),
            clause=voice.cited(Clause.ADOPTION),
        ),
        _("Whose: {kind}.").format(kind=whose(kind, notice.values.get(Setting.GROUP, ""), voice)),
        ngettext("{n} participant.", "{n} participants.", notice.present).format(n=notice.present),
        _("The rules, version {version}, are not acknowledged by: {n}.").format(
            version=defuse(notice.version), n=notice.unacknowledged
        ),
        _("Blocked now: {n}.").format(n=notice.blocked),
    ]
    if notice.moderators:
        lines.append(
            _("Moderators: {people}.").format(
                people=voice.texts.listed(voice.name(each) for each in notice.moderators)
            )
        )
    if notice.silent_until is not None:
        lines.append(
            _("Only moderators write until {ends}.").format(ends=voice.moment(notice.silent_until))
        )
    lines.extend(_word_values(notice, voice))
    return "\n".join(lines)


def _word_values(notice: ChatShown | SettingsShown, voice: Voice) -> list[str]:
    return [
        f"• {name_of(setting, voice)}: {value_words(setting, notice.values[setting], voice)}"
        for setting in _SHOWN
        if setting in notice.values
    ]


def _word_settings(
    notice: SettingsShown | SettingShown | SettingSaid | SettingUnknown, voice: Voice
) -> str:
    _ = voice.texts.gettext
    match notice:
        case SettingsShown():
            values = notice.values
            of_whom = whose(values.get(Setting.KIND), values.get(Setting.GROUP, ""), voice)
            language = values.get(Setting.LANGUAGE, voice.texts.language)
            spoken = value_words(Setting.LANGUAGE, language, voice)
            lines = [
                _("What is set in this chat:"),
                f"• {name_of(Setting.KIND, voice)}: {of_whom}",
                f"• {name_of(Setting.LANGUAGE, voice)}: {spoken}",
                *_word_values(notice, voice),
            ]
            if notice.locked:
                names = (name_of(setting, voice) for setting in sorted(notice.locked))
                lines.append(
                    _("The college's policy does not let chats change: {settings}.").format(
                        settings=voice.texts.listed(names)
                    )
                )
            lines.append(_("Choose what to change."))
            return "\n".join(lines)
        case SettingShown(setting=setting, value=value):
            return _("{setting} ({clause}). Now: {value}.").format(
                setting=name_of(setting, voice),
                clause=voice.cited(CLAUSES[setting]),
                value=value_words(setting, value, voice),
            )
        case SettingSaid(setting=setting, value=value, by=by):
            return _("{setting}: {value} from now on ({by}, {clause}).").format(
                setting=name_of(setting, voice),
                value=value_words(setting, value, voice),
                by=voice.who(by),
                clause=voice.cited(CLAUSES[setting]),
            )
        case SettingUnknown(words=words):
            return _("I do not know the setting “{words}”. What there is: {settings}.").format(
                words=quote(words, LONGEST_NAME),
                settings=voice.texts.listed(name_of(setting, voice) for setting in Setting),
            )
        case _:
            assert_never(notice)
