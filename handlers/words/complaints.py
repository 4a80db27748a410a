"""Complaints of members about messages, and the answers to them (п. 5.12.2)."""

from dataclasses import dataclass
from datetime import datetime

from handlers.commands import Command
from handlers.voice import Named, Voice
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.complaints import AT_ONCE
from rules.vocabulary.complaints import (
    COMPLAINED_ALREADY,
    NOT_OF_A_MEMBER,
    OWN_MESSAGE,
    TOO_MANY_COMPLAINTS,
    ComplaintFact,
    Outcome,
    ReportsClosed,
)


def received(voice: Voice, *, chat: str, administrators: bool) -> str:
    """Tell somebody who complained that it will be looked at, and by whom."""
    _ = voice.texts.gettext
    said = (
        _("Received. The college's administrators will look at it, not the chat's moderators.")
        if administrators
        else _(
            "Received. The moderators of “{chat}” will look at it; they do not see who reported."
        ).format(chat=voice.chat(chat))
    )
    later = _("I will tell you here when they have.")
    return f"{said} {later}"


def answered(voice: Voice, *, chat: str, outcome: Outcome) -> str:
    """Tell somebody who complained that it was looked at, but not what was done."""
    _ = voice.texts.gettext
    said = (
        _("What you reported in “{chat}” was looked at: measures were taken.")
        if outcome is Outcome.MEASURES
        else _("What you reported in “{chat}” was looked at: no violation was found.")
    )
    return said.format(chat=voice.chat(chat))


def answer_needed(voice: Voice) -> str:
    """Tell how a message is reported."""
    return voice.texts.gettext(
        "Forward me here the message that you want to report, or answer it in the chat with"
        " {command}."
    ).format(command=voice.command(Command.COMPLAIN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """How many people complained of a message.

    `at_once`: so many complained of its author within minutes; 0: not many did. `doubtful`: those
    who complain were told several times that there was no violation.
    """

    by: int
    at_once: int = 0
    doubtful: bool = False


def on_card(voice: Voice, *, reported: Reported) -> str:
    """Say on a card how many people complained of its message."""
    _ = voice.texts.gettext
    said = [_("Reported by: {n}.").format(n=reported.by)]
    if reported.at_once:
        said.append(
            voice.texts.ngettext(
                "{n} person reported this author within {minutes} minutes: perhaps by agreement.",
                "{n} people reported this author within {minutes} minutes: perhaps by agreement.",
                reported.at_once,
            ).format(n=reported.at_once, minutes=AT_ONCE.seconds // 60)
        )
    if reported.doubtful:
        said.append(_("Not urgent: earlier reports from there were unfounded."))
    return " ".join(said)


def line(fact: ComplaintFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a complaint, which does not say whose it is."""
    _ = voice.texts.gettext
    if fact.suspicion is None:
        return _("a message was reported that had been dealt with")
    return _("a message was reported, card No. {number}").format(number=fact.suspicion)


def own(voice: Voice, *, at: datetime, chat: str, outcome: Outcome | None) -> str:
    """Describe a complaint for the person who made it, in the file with their data."""
    _ = voice.texts.gettext
    how = {
        None: _("not looked at yet"),
        Outcome.MEASURES: _("measures were taken"),
        Outcome.NOTHING: _("no violation was found"),
    }
    return f"{voice.texts.dated(at, voice.zone)}, {voice.chat(chat)}: {how[outcome]}"


def _closed(refusal: ReportsClosed, voice: Voice, _by: Named | None) -> str:
    return voice.texts.gettext(
        "Until {until} I take no reports of you: an administrator decided so. If you are unwell or"
        " threatened, write “I need help” to me: that always goes through. If this is a mistake,"
        " write to an administrator."
    ).format(until=voice.moment(refusal.until))


REFUSALS: Refusals = {
    ReportsClosed: _closed,
    COMPLAINED_ALREADY: sentence(
        "You have reported this message already. I will tell you here when it was looked at."
    ),
    TOO_MANY_COMPLAINTS: sentence(
        "You have reported five messages within a day, and I take no more for now. If it cannot"
        " wait, please write to a moderator."
    ),
    OWN_MESSAGE: sentence("This is your own message: you can delete it yourself."),
    NOT_OF_A_MEMBER: sentence("This message is not a member's, so it cannot be reported here."),
}
