"""The journal: one line per fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from handlers.named import Named
from handlers.quoting import cut, defuse
from handlers.voice import Voice
from handlers.words import (
    acquaintance,
    apologies,
    appeals,
    blocks,
    chats,
    expulsions,
    families,
    forgetting,
    gaps,
    invitations,
    leavers,
    reminders,
    revision,
    roster,
    silence,
    suspicions,
    violations,
    wordlist,
)
from handlers.words.lines import JournalLine
from rules.vocabulary.acquaintance import AcquaintanceFact
from rules.vocabulary.apologies import ApologyFact, VoteCast
from rules.vocabulary.appeals import AppealFact
from rules.vocabulary.blocks import BlockFact
from rules.vocabulary.chats import ChatFact
from rules.vocabulary.expulsions import ExpulsionFact
from rules.vocabulary.families import FamilyFact
from rules.vocabulary.forgetting import KeepingFact
from rules.vocabulary.gaps import GapFact
from rules.vocabulary.invitations import InvitationFact
from rules.vocabulary.leavers import LeaverFact
from rules.vocabulary.reminders import ReminderFact
from rules.vocabulary.revision import RevisionFact
from rules.vocabulary.roster import RosterFact
from rules.vocabulary.silence import SilenceFact
from rules.vocabulary.suspicions import SuspicionFact
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationFact
from rules.vocabulary.wordlist import WordListFact

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
    (RevisionFact, revision.line),
    (KeepingFact, forgetting.line),
    (FamilyFact, families.line),
    (RosterFact, roster.line),
    (LeaverFact, leavers.line),
    (ExpulsionFact, expulsions.line),
    (SuspicionFact, suspicions.line),
    (WordListFact, wordlist.line),
    (GapFact, gaps.line),
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
