"""Words for what is shown: standing, members, help. The journal has a module of its own."""

from typing import assert_never

from handlers.commands import Command
from handlers.notices.views import (
    AnsweredPrivately,
    Help,
    InNoChat,
    InNoneOfYourChats,
    JournalPage,
    Mark,
    Members,
    PrivateHello,
    StandingShown,
    ViewNotice,
)
from handlers.quoting import defuse, quote
from handlers.voice import LONGEST_NOTE, Voice
from handlers.words.journal import word_journal
from rules.clauses import Clause

MOST_NAMES = 80
"""How many names a message lists before it only counts; a message has 4096 characters."""


def word_view(notice: ViewNotice, voice: Voice) -> str:
    """Give the words of a view."""
    _ = voice.texts.gettext
    match notice:
        case StandingShown():
            return _word_standing(notice, voice)
        case InNoChat():
            return _("You are in no chat that I serve.")
        case JournalPage():
            return word_journal(notice, voice)
        case InNoneOfYourChats(member=member):
            return _("{person} is in none of the chats that you moderate.").format(
                person=voice.who(member)
            )
        case AnsweredPrivately():
            return _("The answer is in your private messages.")
        case Members():
            return _word_members(notice, voice)
        case Help():
            return _word_help(notice, voice)
        case PrivateHello():
            return _(
                "Hello! I help to keep order in the college's chats. Here you can see your"
                " standing in your chats ({status}), and, if you are blocked, apologise"
                " ({apology} your words). All that I can do: {help}."
            ).format(
                status=voice.command(Command.STATUS),
                apology=voice.command(Command.APOLOGY),
                help=voice.command(Command.HELP),
            )
        case _:
            assert_never(notice)


def _word_standing(notice: StandingShown, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if notice.own:
        head = _("Your standing in “{chat}”:").format(chat=quote(notice.chat, LONGEST_NOTE))
    else:
        head = _("Standing of {person} in “{chat}”:").format(
            person=voice.name(notice.member), chat=quote(notice.chat, LONGEST_NOTE)
        )
    lines = [head]
    if notice.acknowledged:
        lines.append(_("Rules of conduct: acknowledged."))
    else:
        lines.append(_("Rules of conduct: not acknowledged yet."))
    lines.append(
        ngettext(
            "{n} violation counts; a block is possible from {needed} on ({clause}).",
            "{n} violations count; a block is possible from {needed} on ({clause}).",
            notice.counted,
        ).format(n=notice.counted, needed=notice.threshold + 1, clause=voice.cited(Clause.BLOCK))
    )
    lines.extend(_word_mark(mark, voice) for mark in notice.marks)
    if notice.blocked_until is not None:
        lines.append(
            _("Blocked until {ends} ({clause}), on the ground of violations No. {numbers}.").format(
                ends=voice.moment(notice.blocked_until),
                clause=voice.cited(Clause.BLOCK),
                numbers=voice.texts.listed(str(g.number) for g in notice.block_grounds),
            )
        )
        if notice.own:
            lines.append(
                _("To apologise, write the bot in private: {apology} your words.").format(
                    apology=voice.command(Command.APOLOGY)
                )
            )
    return "\n".join(lines)


def _word_mark(mark: Mark, voice: Voice) -> str:
    _ = voice.texts.gettext
    if mark.annulled:
        state = _("annulled")
    elif mark.counts:
        state = _("counts")
    else:
        state = _("no longer counts")
    line = _("• {ground} — {state}; recorded by: {by}").format(
        ground=voice.ground(mark.ground),
        state=state,
        by=_("bot") if mark.by is None else voice.name(mark.by),
    )
    if mark.note:
        note = _("Note: {note}").format(note=quote(mark.note, LONGEST_NOTE))
        return f"{line}. {note}"
    return line


def _word_members(notice: Members, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if not notice.unacknowledged:
        return ngettext(
            "{n} participant; everyone has acknowledged the rules, version {version} ({clause}).",
            "{n} participants; everyone has acknowledged the rules, version {version} ({clause}).",
            notice.present,
        ).format(
            n=notice.present,
            version=defuse(notice.version),
            clause=voice.cited(Clause.ACQUAINTANCE),
        )
    head = ngettext(
        "{n} participant; the rules, version {version}, are not acknowledged by {missing}"
        " ({clause}):",
        "{n} participants; the rules, version {version}, are not acknowledged by {missing}"
        " ({clause}):",
        notice.present,
    ).format(
        n=notice.present,
        version=defuse(notice.version),
        missing=len(notice.unacknowledged),
        clause=voice.cited(Clause.ACQUAINTANCE),
    )
    shown = [f"• {voice.name(person)}" for person in notice.unacknowledged[:MOST_NAMES]]
    more = len(notice.unacknowledged) - len(shown)
    if more:
        shown.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join([head, *shown])


def _word_help(notice: Help, voice: Voice) -> str:
    _ = voice.texts.gettext
    head = _("In private I understand:") if notice.private else _("Here you can use:")
    lines = (
        f"{voice.command(command)} — {_purpose(command, voice)}" for command in notice.commands
    )
    return "\n".join([head, *lines])


def _purpose(command: Command, voice: Voice) -> str:  # noqa: C901 -- an arm for each
    _ = voice.texts.gettext
    match command:
        case Command.VIOLATION:
            return _("record a violation: “3 explanation” in answer to a message, or “@name 3”")
        case Command.DELETE:
            return _("remove a message under a rule: “3” in answer to it")
        case Command.ANNUL:
            return _("annul a violation: “12 reason”")
        case Command.BLOCK:
            return _("block from the fourth violation on: “@name 3 days”, “week”, “until 25.11”")
        case Command.REMIND:
            return _("remind of the rules: all, of one (“2”), one person (“@name 2”)")
        case Command.JOURNAL:
            return _("the journal of measures, or one person's: “@name”")
        case Command.MEMBERS:
            return _("who has not acknowledged the rules")
        case Command.STATUS:
            return _("your standing in this chat, with the ground of each entry")
        case Command.RULES:
            return _("the rules of conduct")
        case Command.APOLOGY:
            return _("if you are blocked: apologise to the participants")
        case Command.APPEAL:
            return _("contest a violation or a block: “12 why”, “block why”")
        case Command.REPORT:
            return _("figures as a picture and a table: “week”, “semester”, “01.09-30.11”")
        case Command.CHAT:
            return _("this chat: whose it is, what is set, who moderates")
        case Command.SETTINGS:
            return _("what is set in this chat, and changing it")
        case Command.INVITATION:
            return _("an invitation for newcomers; “one”: for one person; “revoke 2”")
        case Command.SILENCE:
            return _("only moderators write for a while: “15 minutes”; “stop”")
        case Command.MODERATOR:
            return _("appoint a moderator: “@name”, or dismiss: “@name off”")
        case Command.OWN_DATA:
            return _("everything that is kept about you, as a file")
        case Command.LEAVER:
            return _("take a leaver, and a student's parents, out of the chats: “@name”")
        case Command.FAMILY:
            return _("who is whose parent: “@parent @student”, “@name”")
        case Command.WORDS:
            return _("the chat's own list of words and links: “add crypto 4”, “remove crypto”")
        case Command.CHECK:
            return _("what the detectors say of a text, and why")
        case Command.CARDS:
            return _("what the detectors found and nobody has settled")
        case Command.HELP:
            return _("this list")
        case _:
            assert_never(command)
