"""The journal line of a gap: what the bot could not know (п. 5.12.2)."""

from handlers.voice import Voice
from handlers.words.lines import JournalLine
from rules.vocabulary.gaps import GapNoted


def line(fact: GapNoted, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a gap: from when to when, and what was read since."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    said = [
        _("the bot saw nothing from {since} to {until}").format(
            since=voice.moment(fact.since), until=voice.moment(fact.until)
        )
    ]
    if fact.read is None:
        said.append(_("what was written could not be read"))
    else:
        said.append(
            ngettext(
                "{n} message was read later", "{n} messages were read later", fact.read
            ).format(n=fact.read)
        )
    if fact.late:
        said.append(
            ngettext(
                "{n} command was too old to be carried out",
                "{n} commands were too old to be carried out",
                fact.late,
            ).format(n=fact.late)
        )
    said.append(_("pressed buttons are unknown"))
    return "; ".join(said)
