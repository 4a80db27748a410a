"""Facts, refusals and notices about the chat itself, each in the ways in which it is worded."""

from datetime import UTC, datetime, timedelta

from rules.ids import InvitationNumber, MemberId, MessageId, VoteNumber
from rules.setting_values import LONGEST_QUIET
from rules.settings import Kind, Setting
from rules.vocabulary.acquaintance import AcknowledgementAsked
from rules.vocabulary.apologies import LiftAwaited, LiftDecided, Outcome, VoteClosed
from rules.vocabulary.chats import (
    AdoptedAlready,
    BeforeAdoption,
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ConfirmedAlready,
    ModeratorAlready,
    ModeratorAppointed,
    ModeratorDismissed,
    NoSuchValue,
    NotAdministrator,
    NotAdopted,
    NotAppointed,
    QuietTooLong,
    SetAlready,
    SettingChanged,
    SettingLocked,
)
from rules.vocabulary.invitations import (
    InTheChatAlready,
    InvitationMade,
    InvitationRevoked,
    InvitationUsed,
    InvitationVoid,
    NoSuchInvitation,
)
from rules.vocabulary.silence import (
    Hush,
    MayWrite,
    MessageHushed,
    NotSilent,
    SilenceBegun,
    SilenceEnded,
    SilenceNotAhead,
    SilenceTooLong,
    SilentAlready,
)
from rules.vocabulary.unions import Fact, Refusal

LATER = datetime(2026, 11, 26, 12, tzinfo=UTC)
TEACHER, STUDENT = MemberId(101), MemberId(201)
_FIRST = InvitationNumber(1)

FACTS_OF_CHATS: tuple[Fact, ...] = (
    ChatAdopted(by=TEACHER, kind=Kind.GROUP, group="ИСП-21"),
    ChatAdopted(by=TEACHER, kind=Kind.STAFF, group=""),
    ChatConfirmed(by=TEACHER),
    ChatDisowned(by=TEACHER),
    *(
        SettingChanged(by=TEACHER, setting=setting, value=value, before=before)
        for setting, value, before in (
            (Setting.LANGUAGE, "en", ""),
            (Setting.KIND, "parents", "group"),
            (Setting.GROUP, "ИСП-22", "ИСП-21"),
            (Setting.NEWCOMERS, "read_only", "remind"),
            (Setting.REMIND_AFTER, "3", "24"),
            (Setting.ENFORCEMENT, "remove", "mute"),
            (Setting.ENFORCEMENT, "erase", "mute"),
            (Setting.BLOCKS, "automatic", "proposed"),
            (Setting.CONFIRM_LIFT, "on", "off"),
            (Setting.QUIET_HOURS, "22:00-07:00", "off"),
            (Setting.DISAPPEAR, "30", "off"),
            (Setting.TRIAL, "on", "off"),
        )
    ),
    ModeratorAppointed(member=STUDENT, by=TEACHER),
    ModeratorDismissed(member=STUDENT, by=TEACHER),
    InvitationMade(number=_FIRST, by=TEACHER, digest="", single=True, expires_at=LATER),
    InvitationMade(number=_FIRST, by=TEACHER, digest="", single=False, expires_at=LATER),
    InvitationRevoked(number=_FIRST, by=TEACHER),
    InvitationUsed(number=_FIRST, member=STUDENT, by=STUDENT),
    SilenceBegun(by=TEACHER, ends_at=LATER),
    SilenceEnded(by=None),
    *(MessageHushed(message=MessageId(5), member=STUDENT, ground=ground) for ground in Hush),
    AcknowledgementAsked(members=(STUDENT, TEACHER), version="2024-09-20"),
    VoteClosed(
        vote=VoteNumber(1), member=STUDENT, outcome=Outcome.UNOPPOSED, objections=0, consents=4
    ),
    LiftDecided(vote=VoteNumber(1), member=STUDENT, by=TEACHER, lifted=True),
    LiftDecided(vote=VoteNumber(1), member=STUDENT, by=TEACHER, lifted=False),
)

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
