"""What facts about the chat itself change in the tables."""

from rules.facts.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ChatFact,
    ModeratorAppointed,
    ModeratorDismissed,
    SettingChanged,
)
from rules.settings import Setting
from storage.projection.keeping import Tables
from storage.tables.settings import (
    adoptions,
    appointments,
    invitations,
    settings,
    silences,
)


async def change(tables: Tables, fact: ChatFact) -> None:
    """Change what is set in the chat, whose it is, and who was appointed."""
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
        case SettingChanged(setting=setting, value=value):
            await _set(tables, setting, value)
        case ModeratorAppointed(member=member, by=by):
            await tables.add(appointments, member_id=member, at_ms=tables.at_ms, by_id=by)
        case ModeratorDismissed(member=member):
            await tables.drop(appointments, member_id=member)


async def _set(tables: Tables, setting: Setting, value: str) -> None:
    await tables.drop(settings, name=setting.value)
    await tables.add(settings, name=setting.value, value=value, since_ms=tables.at_ms)
