"""What administrators read of who reported, and people to whom reports are closed (п. 5.12.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers.voice import Named, Voice
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.ids import SuspicionNumber
from rules.vocabulary.reporters import (
    CLOSED_ALREADY,
    NO_ABUSE,
    NOT_CLOSED,
    ReporterFact,
    ReportersSeen,
    ReportingClosed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Somebody who reported a message; `unfounded`: earlier reports of theirs were, several times;
    else they did it together with others. Reports are closed to them until then (UTC), if at all.
    """

    person: Named
    unfounded: bool
    closed_until: datetime | None


def reporters(
    voice: Voice,
    *,
    chat: str,
    number: SuspicionNumber,
    member: Named,
    people: Iterable[Reporter],
) -> str:
    """Tell an administrator who abuses the reports of a member's message."""
    _ = voice.texts.gettext
    said = [
        _("Card No. {number} in “{chat}”, author: {member}. Reported by:").format(
            number=number, chat=voice.chat(chat), member=voice.name(member)
        )
    ]
    for each in people:
        why = (
            _("no violation was found in at least three earlier reports")
            if each.unfounded
            else _("at the same time as several others")
        )
        line = f"• {voice.who(each.person)}: {why}"
        if each.closed_until is not None:
            until = _("closed until {until}").format(until=voice.moment(each.closed_until))
            line = f"{line}; {until}"
        said.append(line)
    said.append(
        _(
            "Please tell nobody. The college's journal says that you looked. With the button I take"
            " no reports of that person for 30 days, except of danger."
        )
    )
    return "\n".join(said)


def closed(voice: Voice, *, member: Named, by: Named, until: datetime) -> str:
    """Tell the administrators that reports are closed to a person."""
    _ = voice.texts.gettext
    said = _(
        "Reports closed: {member}, until {until}. By: {by}. Calls about danger still come; it ends"
        " by itself."
    )
    return said.format(member=voice.who(member), until=voice.moment(until), by=voice.name(by))


def told(voice: Voice, *, by: Named, until: datetime) -> str:
    """Tell a person that reports are closed to them, until when, and what still works."""
    _ = voice.texts.gettext
    said = _(
        "Until {until} I take no reports of you about messages and people: no violation was found"
        " several times, or many reported at once. If you are unwell or threatened, write “I need"
        " help”: that always goes through. If this is a mistake, write to an administrator: {by}."
    )
    return said.format(until=voice.moment(until), by=voice.who(by))


def opened(voice: Voice, *, member: Named, by: Named) -> str:
    """Tell the administrators that reports are open to a person again."""
    return voice.texts.gettext("Reports open again: {member}. By: {by}.").format(
        member=voice.who(member), by=voice.name(by)
    )


def told_opened(voice: Voice) -> str:
    """Tell a person that reports are open to them again."""
    return voice.texts.gettext("I take your reports again.")


def line(fact: ReporterFact, line: JournalLine, voice: Voice) -> str:
    """Return the journal line for looking who reported, and for closing reports to somebody."""
    _ = voice.texts.gettext
    if isinstance(fact, ReportersSeen):
        return _("looked who reported: card No. {number} in “{chat}”").format(
            number=fact.suspicion, chat=voice.chat(line.chat)
        )
    if isinstance(fact, ReportingClosed):
        return _("reports closed until {until}").format(until=voice.moment(fact.until))
    return _("reports open again")


REFUSALS: Refusals = {
    NO_ABUSE: sentence("Who reported stays hidden: nothing shows that these reports are an abuse."),
    CLOSED_ALREADY: sentence("Reports are closed to this person already."),
    NOT_CLOSED: sentence("Reports are open to this person."),
}
