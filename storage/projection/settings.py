"""What facts about the chat itself change in the tables."""

from rules.facts.acquaintance import AcknowledgementAsked, RulesShown
from rules.facts.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ChatFact,
    ModeratorAppointed,
    ModeratorDismissed,
)
from rules.facts.chats import SettingChanged as Changed
from rules.facts.invitations import (
    InvitationFact,
    InvitationMade,
    InvitationRevoked,
    InvitationUsed,
)
from rules.facts.silence import MessageHushed, SilenceBegun, SilenceEnded, SilenceFact
from rules.settings import Setting
from storage.moments import to_ms
from storage.projection.keeping import Tables
from storage.tables.settings import (
    adoptions,
    appointments,
    invitations,
    newcomers,
    settings,
    silences,
)


async def project_chat(tables: Tables, fact: ChatFact) -> None:
    """Change what is set in the chat, and who was appointed."""
    match fact:
        case ChatAdopted(kind=kind, group=group, by=by):
            await tables.drop(adoptions)
            await tables.add(
                adoptions, by_id=by, at_ms=tables.at_ms, confirmed_by_id=None, confirmed_ms=None
            )
            await _set(tables, Setting.KIND, kind.value)
            await _set(tables, Setting.GROUP, group)
        case ChatConfirmed(by=by):
            await tables.change(adoptions, {}, confirmed_by_id=by, confirmed_ms=tables.at_ms)
        case ChatDisowned():
            # who is added anew begins anew
            for table in (adoptions, settings, appointments):
                await tables.drop(table)
            await tables.change(silences, {"ended_ms": None}, ended_ms=tables.at_ms)
            await tables.change(invitations, {"revoked_ms": None}, revoked_ms=tables.at_ms)
        case Changed(setting=setting, value=value):
            await _set(tables, setting, value)
        case ModeratorAppointed(member=member, by=by):
            await tables.add(appointments, member_id=member, at_ms=tables.at_ms, by_id=by)
        case ModeratorDismissed(member=member):
            await tables.drop(appointments, member_id=member)


async def _set(tables: Tables, setting: Setting, value: str) -> None:
    await tables.drop(settings, name=setting.value)
    await tables.add(settings, name=setting.value, value=value, since_ms=tables.at_ms)


async def project_invitation(tables: Tables, fact: InvitationFact) -> None:
    """Change the invitations."""
    match fact:
        case InvitationMade():
            await tables.add(
                invitations,
                number=fact.number,
                digest=fact.digest,
                single=fact.single,
                at_ms=tables.at_ms,
                by_id=fact.by,
                expires_ms=to_ms(fact.expires_at),
            )
        case InvitationRevoked(number=number):
            await tables.change(invitations, {"number": number}, revoked_ms=tables.at_ms)
        case InvitationUsed(number=number):
            await tables.change(invitations, {"number": number}, used_ms=tables.at_ms)


async def project_silence(tables: Tables, entry: int, fact: SilenceFact) -> None:
    """Change the silences; a message that was removed meanwhile changes nothing."""
    match fact:
        case SilenceBegun():
            await tables.add(
                silences,
                number=entry,
                at_ms=tables.at_ms,
                by_id=fact.by,
                ends_ms=to_ms(fact.ends_at),
            )
        case SilenceEnded():
            await tables.change(silences, {"ended_ms": None}, ended_ms=tables.at_ms)
        case MessageHushed():
            pass


async def project_newcomer(tables: Tables, fact: RulesShown | AcknowledgementAsked) -> None:
    """Change who came while the bot was there, and who was asked once more."""
    match fact:
        case RulesShown(member=member, version=version):
            await tables.drop(newcomers, member_id=member, version=version)
            await tables.add(
                newcomers, member_id=member, version=version, shown_ms=tables.at_ms, asked_ms=None
            )
        case AcknowledgementAsked(members=members, version=version):
            for member in members:
                await tables.change(
                    newcomers, {"member_id": member, "version": version}, asked_ms=tables.at_ms
                )
