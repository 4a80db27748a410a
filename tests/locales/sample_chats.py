"""Refusals about the chat itself, each in the ways in which it is worded."""

from datetime import UTC, datetime, timedelta

from rules.setting_values import LONGEST_QUIET
from rules.settings import Kind, Setting
from rules.vocabulary.apologies import LiftAwaited
from rules.vocabulary.chats import (
    AdoptedAlready,
    BeforeAdoption,
    ConfirmedAlready,
    ModeratorAlready,
    NoSuchValue,
    NotAdministrator,
    NotAdopted,
    NotAppointed,
    QuietTooLong,
    SetAlready,
    SettingLocked,
)
from rules.vocabulary.invitations import (
    InTheChatAlready,
    InvitationVoid,
    NoSuchInvitation,
)
from rules.vocabulary.silence import (
    MayWrite,
    NotSilent,
    SilenceNotAhead,
    SilenceTooLong,
    SilentAlready,
)
from rules.vocabulary.unions import Refusal

LATER = datetime(2026, 11, 26, 12, tzinfo=UTC)

REFUSALS_OF_CHATS: tuple[Refusal, ...] = (
    LiftAwaited(),
    NotAdopted(),
    BeforeAdoption(adopted_at=LATER),
    AdoptedAlready(kind=Kind.PARENTS),
    ConfirmedAlready(),
    NotAdministrator(),
    ModeratorAlready(),
    NotAppointed(),
    NoSuchValue(setting=Setting.QUIET_HOURS),
    SettingLocked(setting=Setting.BLOCKS),
    SetAlready(setting=Setting.TRIAL),
    QuietTooLong(most=LONGEST_QUIET),
    QuietTooLong(most=timedelta(hours=1)),
    InvitationVoid(),
    NoSuchInvitation(),
    InTheChatAlready(),
    SilenceNotAhead(),
    SilenceTooLong(latest=LATER),
    SilentAlready(ends_at=LATER),
    NotSilent(),
    MayWrite(),
)
