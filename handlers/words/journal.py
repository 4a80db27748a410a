"""The journal: one line per fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from handlers.voice import Named, Voice, cut, defuse, fixed
from handlers.words import (
    acquaintance,
    apologies,
    appeals,
    blocks,
    brakes,
    chats,
    complaints,
    expulsions,
    families,
    guardians,
    invitations,
    leavers,
    reminders,
    reporters,
    signals,
    silence,
    spread,
    suspensions,
    suspicions,
    violations,
    wordlist,
)
from handlers.words.rows import JournalLine
from rules.vocabulary.acquaintance import AcquaintanceFact, RevisionFact
from rules.vocabulary.apologies import ApologyFact, VoteCast
from rules.vocabulary.appeals import AppealFact
from rules.vocabulary.blocks import BlockFact
from rules.vocabulary.brakes import BrakeFact
from rules.vocabulary.chats import ChatFact
from rules.vocabulary.complaints import ComplaintFact
from rules.vocabulary.families import FamilyFact, RosterFact
from rules.vocabulary.guardians import GuardianFact
from rules.vocabulary.invitations import InvitationFact
from rules.vocabulary.journal import GapFact, GapNoted, KeepingFact
from rules.vocabulary.leavers import ExpulsionFact, LeaverFact
from rules.vocabulary.reminders import ReminderFact
from rules.vocabulary.reporters import ReporterFact
from rules.vocabulary.signals import SignalFact
from rules.vocabulary.silence import SilenceFact
from rules.vocabulary.spread import SpreadFact
from rules.vocabulary.suspensions import SuspensionFact
from rules.vocabulary.suspicions import SuspicionFact
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationFact
from rules.vocabulary.wordlist import WordListFact

nothing_of_child = fixed("Nothing is written about your child in any journal.")


def _forgotten(fact: KeepingFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about erased data."""
    return voice.texts.gettext("data erased on request: entries {erased}, left {kept}").format(
        erased=fact.erased, kept=fact.kept
    )


def _gap(fact: GapNoted, _line: JournalLine, voice: Voice) -> str:
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


Line = Callable[[Any, JournalLine, Voice], str]
"""Returns the journal line for a fact of one subject, given its entry's names and rule."""

_SUBJECTS: tuple[tuple[Any, Line], ...] = (
    (AcquaintanceFact, acquaintance.line),
    (ReminderFact, reminders.line),
    (ViolationFact, violations.line),
    (BlockFact, blocks.line),
    (ApologyFact, apologies.line),
    (ChatFact, chats.line),
    (InvitationFact, invitations.line),
    (AppealFact, appeals.line),
    (SilenceFact, silence.line),
    (RevisionFact, acquaintance.revision_line),
    (KeepingFact, _forgotten),
    (FamilyFact, families.line),
    (RosterFact, families.roster_line),
    (LeaverFact, leavers.line),
    (ExpulsionFact, expulsions.line),
    (SuspicionFact, suspicions.line),
    (ComplaintFact, complaints.line),
    (GuardianFact, guardians.line),
    (SignalFact, signals.line),
    (BrakeFact, brakes.line),
    (SpreadFact, spread.line),
    (ReporterFact, reporters.line),
    (SuspensionFact, suspensions.line),
    (WordListFact, wordlist.line),
    (GapFact, _gap),
)
"""Each subject's facts and their `line`."""

LINES: dict[type[Fact], Line] = {
    kind: line for facts, line in _SUBJECTS for kind in get_args(facts) or (facts,)
}

LONGEST_LINE_FACT = 220
"""UTF-16 units. A page has ten lines and is edited in place, so it must fit one message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the journal, newest first; `of` is the one person it is about, if any.

    `college`: from the college's journal, about its list, leavers and families. `public`: the whole
    chat reads it, so it names no voter (п. 5.12.6: names only to moderators).
    """

    lines: tuple[JournalLine, ...]
    of: Named | None
    total: int
    public: bool
    college: bool = False


def shown(voice: Voice, *, page: Page) -> str:
    """Show a page of the journal."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if not page.lines and page.of is not None:
        return _("The journal says nothing of {person}.").format(person=voice.name(page.of))
    if not page.lines:
        return _("The journal has no entries yet.")
    entries = ngettext("{n} entry", "{n} entries", page.total).format(n=page.total)
    if page.college and page.of is not None:
        head = _("Journal of the college about {person}, {entries}:").format(
            person=voice.name(page.of), entries=entries
        )
    elif page.college:
        head = _("Journal of the college, {entries}:").format(entries=entries)
    elif page.of is None:
        head = _("Journal of the chat, {entries}:").format(entries=entries)
    else:
        head = _("Journal about {person}, {entries}:").format(
            person=voice.name(page.of), entries=entries
        )
    return "\n".join([head, *(_word_line(line, page, voice) for line in page.lines)])


def _word_line(line: JournalLine, page: Page, voice: Voice) -> str:
    entry = line.entry
    _ = voice.texts.gettext
    if page.public and isinstance(entry.fact, VoteCast):
        by = _("a participant")
    else:
        by = voice.name(line.by) if line.by is not None else _("bot")
    about = "" if line.member is None or line.member == line.by else f"{voice.name(line.member)}: "
    if entry.erased:
        erased = _("the people were erased")
        about, by = "", erased
    fact = cut(defuse(word_fact(line, voice)), LONGEST_LINE_FACT)
    return (
        f"{entry.number}. {voice.texts.stamp(entry.at, voice.zone)} {about}"
        f"{fact} ({by}, {voice.cited(entry.fact.clause)})"
    )


def word_fact(line: JournalLine, voice: Voice) -> str:
    """Return an entry's words, without people's names."""
    fact = line.entry.fact
    return LINES[type(fact)](fact, line, voice)
