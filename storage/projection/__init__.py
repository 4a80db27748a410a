"""The tables that follow from the journal: what each fact changes in them.

Only this module writes them, both when a fact is recorded and when the journal is replayed to
check that they follow from it. What may be recorded is the policy's; nothing is decided here.
"""

from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from rules.facts import Fact
from rules.facts.acquaintance import Acknowledged, AcknowledgementAsked, RulesShown
from rules.facts.apologies import (
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    LiftDecided,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)
from rules.facts.appeals import AppealAnswered, AppealAsked, AppealGranted, AppealMade, AppealUpheld
from rules.facts.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
)
from rules.facts.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ChatFact,
    ModeratorAppointed,
    ModeratorDismissed,
    SettingChanged,
)
from rules.facts.expulsions import ExpelledByHand, ExpelledInvitedBack, ExpulsionGrounded
from rules.facts.families import FamilyLinked, FamilyUnlinked
from rules.facts.gaps import GapNoted
from rules.facts.invitations import (
    InvitationFact,
    InvitationMade,
    InvitationRevoked,
    InvitationUsed,
)
from rules.facts.keeping import DataForgotten
from rules.facts.leavers import (
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalOrdered,
)
from rules.facts.reminders import Reminded, ReminderWithdrawn
from rules.facts.revision import PolicyAnnounced, RevisionFact
from rules.facts.roster import RosterEntryRemoved, RosterEntrySet
from rules.facts.silence import MessageHushed, SilenceBegun, SilenceEnded, SilenceFact
from rules.facts.suspicions import (
    SuspicionFact,
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
from rules.facts.violations import (
    MessageErased,
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from rules.facts.wordlist import WordListed, WordListFact, WordUnlisted
from rules.ids import ChatId
from storage.projection.appeals import project_appeal
from storage.projection.blocks import project_block, project_proposal
from storage.projection.keeping import Tables
from storage.projection.leavers import project_departing
from storage.projection.reminders import project_reminder
from storage.projection.revision import project_announcement
from storage.projection.settings import (
    project_chat,
    project_invitation,
    project_newcomer,
    project_silence,
)
from storage.projection.suspicions import project_suspicion, project_wordlist
from storage.projection.violations import project_removal, project_violation
from storage.projection.votes import project_unpublished, project_vote
from storage.tables.measures import acknowledgements


async def project(
    connection: AsyncConnection, chat: ChatId, entry: int, at_ms: int, fact: Fact
) -> None:
    """Bring the tables up to date with a fact that was recorded as that entry, at that time."""
    tables = Tables(connection, chat, at_ms)
    match fact:
        case MessageErased() | DataForgotten() | GapNoted():
            pass
        case RulesShown() | AcknowledgementAsked():
            await project_newcomer(tables, fact)
        case AppealMade() | AppealAsked() | AppealAnswered() | AppealUpheld() | AppealGranted():
            await project_appeal(tables, fact)
        case ViolationRecorded() | ViolationAnnulled() | ViolationReinstated():
            await project_violation(tables, fact)
        case BlockProposed() | BlockDeclined():
            await project_proposal(tables, entry, fact)
        case BlockImposed() | BlockShortened() | BlockLifted():
            await project_block(tables, fact)
        case ApologyMade() | VoteCast() | VoteClosed() | VoteShortened() | LiftDecided():
            await project_vote(tables, fact)
        case ApologyWithheld() | WithheldDecided() | ApologyRejected():
            await project_unpublished(tables, entry, fact)
        case Acknowledged(member=member, version=version):
            await tables.add(acknowledgements, member_id=member, version=version, at_ms=at_ms)
        case Reminded() | ReminderWithdrawn():
            await project_reminder(tables, fact)
        case MessageRemoved() | RemovalWithdrawn():
            await project_removal(tables, fact)
        case (
            FamilyLinked()
            | FamilyUnlinked()
            | RosterEntrySet()
            | RosterEntryRemoved()
            | LeaverNoted()
            | LeaverReturned()
            | RemovalOrdered()
            | MemberRemoved()
            | RemovalFailed()
            | ExpelledByHand()
            | ExpulsionGrounded()
            | ExpelledInvitedBack()
        ):
            await project_departing(tables, fact)
        case _:
            await _project_chat(tables, entry, fact)


async def _project_chat(
    tables: Tables,
    entry: int,
    fact: ChatFact | InvitationFact | SilenceFact | RevisionFact | SuspicionFact | WordListFact,
) -> None:
    match fact:
        case (
            ChatAdopted()
            | ChatConfirmed()
            | ChatDisowned()
            | SettingChanged()
            | ModeratorAppointed()
            | ModeratorDismissed()
        ):
            await project_chat(tables, fact)
        case InvitationMade() | InvitationRevoked() | InvitationUsed():
            await project_invitation(tables, fact)
        case SilenceBegun() | SilenceEnded() | MessageHushed():
            await project_silence(tables, entry, fact)
        case PolicyAnnounced():
            await project_announcement(tables, fact)
        case WordListed() | WordUnlisted():
            await project_wordlist(tables, fact)
        case (
            SuspicionRaised()
            | SuspicionGrown()
            | SuspicionPresented()
            | SuspicionSettled()
            | SuspicionReopened()
        ):
            await project_suspicion(tables, fact)
        case _:
            assert_never(fact)


async def project_erased(
    connection: AsyncConnection, chat: ChatId, entry: int, at_ms: int, fact: Fact
) -> None:
    """Bring the tables up to date with what remains of an entry whose people are erased."""
    if fact.outlives_its_people:
        await project(connection, chat, entry, at_ms, fact)
