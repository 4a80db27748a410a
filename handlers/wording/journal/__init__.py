"""Words for the journal: one line a fact."""

from typing import assert_never

from handlers.notices.views import JournalLine, JournalPage
from handlers.quoting import cut, defuse
from handlers.wording.journal.acquaintance import line_of_acquaintance
from handlers.wording.journal.appeals import line_of_appeal
from handlers.wording.journal.blocks import line_of_block
from handlers.wording.journal.chats import line_of_chat, line_of_invitation
from handlers.wording.journal.gaps import line_of_gap
from handlers.wording.journal.leavers import line_of_college, line_of_expulsion, line_of_leaver
from handlers.wording.journal.revision import line_of_revision
from handlers.wording.journal.suspicions import line_of_suspicion, line_of_wordlist
from handlers.wording.journal.violations import line_of_violation
from handlers.wording.journal.votes import line_of_vote
from handlers.wording.voice import Voice
from handlers.words import silence
from rules.vocabulary.acquaintance import Acknowledged, AcknowledgementAsked, RulesShown
from rules.vocabulary.apologies import (
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    LiftDecided,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)
from rules.vocabulary.appeals import (
    AppealAnswered,
    AppealAsked,
    AppealGranted,
    AppealMade,
    AppealUpheld,
)
from rules.vocabulary.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
)
from rules.vocabulary.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ModeratorAppointed,
    ModeratorDismissed,
    SettingChanged,
)
from rules.vocabulary.expulsions import ExpelledByHand, ExpelledInvitedBack, ExpulsionGrounded
from rules.vocabulary.families import FamilyLinked, FamilyUnlinked
from rules.vocabulary.forgetting import DataForgotten
from rules.vocabulary.gaps import GapNoted
from rules.vocabulary.invitations import InvitationMade, InvitationRevoked, InvitationUsed
from rules.vocabulary.leavers import (
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalOrdered,
)
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.revision import PolicyAnnounced
from rules.vocabulary.roster import RosterEntryRemoved, RosterEntrySet
from rules.vocabulary.silence import MessageHushed, SilenceBegun, SilenceEnded
from rules.vocabulary.suspicions import (
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    MessageErased,
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from rules.vocabulary.wordlist import WordListed, WordUnlisted

LONGEST_LINE_FACT = 220
"""UTF-16 units. A page has ten lines and is turned in place, so it has to be one message."""


def word_journal(page: JournalPage, voice: Voice) -> str:
    """Give a page of the journal, newest first."""
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


def _word_line(line: JournalLine, page: JournalPage, voice: Voice) -> str:
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
    fact = cut(defuse(_word_fact(entry.fact, line, voice)), LONGEST_LINE_FACT)
    return (
        f"{entry.number}. {voice.texts.stamp(entry.at, voice.zone)} {about}"
        f"{fact} ({by}, {voice.cited(entry.fact.clause)})"
    )


def word_fact(line: JournalLine, voice: Voice) -> str:
    """Give the words of what an entry says, without people's names."""
    return _word_fact(line.entry.fact, line, voice)


def _word_fact(fact: Fact, line: JournalLine, voice: Voice) -> str:
    match fact:
        case (
            RulesShown()
            | Acknowledged()
            | AcknowledgementAsked()
            | Reminded()
            | ReminderWithdrawn()
        ):
            return line_of_acquaintance(fact, line, voice)
        case (
            ViolationRecorded()
            | ViolationAnnulled()
            | ViolationReinstated()
            | MessageRemoved()
            | RemovalWithdrawn()
            | MessageErased()
        ):
            return line_of_violation(fact, line, voice)
        case BlockProposed() | BlockDeclined() | BlockImposed() | BlockShortened() | BlockLifted():
            return line_of_block(fact, voice)
        case (
            ApologyMade()
            | VoteCast()
            | VoteClosed()
            | VoteShortened()
            | LiftDecided()
            | ApologyWithheld()
            | WithheldDecided()
            | ApologyRejected()
        ):
            return line_of_vote(fact, voice)
        case (
            ChatAdopted()
            | ChatConfirmed()
            | ChatDisowned()
            | SettingChanged()
            | ModeratorAppointed()
            | ModeratorDismissed()
        ):
            return line_of_chat(fact, voice)
        case AppealMade() | AppealAsked() | AppealAnswered() | AppealUpheld() | AppealGranted():
            return line_of_appeal(fact, voice)
        case InvitationMade() | InvitationRevoked() | InvitationUsed():
            return line_of_invitation(fact, voice)
        case SilenceBegun() | SilenceEnded() | MessageHushed():
            return silence.line(fact, line, voice)
        case PolicyAnnounced() | DataForgotten():
            return line_of_revision(fact, voice)
        case GapNoted():
            return line_of_gap(fact, voice)
        case (
            LeaverNoted() | LeaverReturned() | RemovalOrdered() | MemberRemoved() | RemovalFailed()
        ):
            return line_of_leaver(fact, voice)
        case FamilyLinked() | FamilyUnlinked() | RosterEntrySet() | RosterEntryRemoved():
            return line_of_college(fact, voice)
        case ExpelledByHand() | ExpulsionGrounded() | ExpelledInvitedBack():
            return line_of_expulsion(fact, voice)
        case WordListed() | WordUnlisted():
            return line_of_wordlist(fact, line, voice)
        case (
            SuspicionRaised()
            | SuspicionGrown()
            | SuspicionPresented()
            | SuspicionSettled()
            | SuspicionReopened()
        ):
            return line_of_suspicion(fact, voice)
        case _:
            assert_never(fact)
