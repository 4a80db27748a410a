"""Adopting a chat with its kind, and changing its settings: п. 5.12.1."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from rules.apologies import forbidden
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import ChatId
from rules.permissions import MODERATORS, against
from rules.responses import PRIVATE
from rules.rights import ADMINISTRATION, ANY_MODERATION, EVERYBODY, Deed, Holds, Place, Press
from rules.setting_values import LONGEST_QUIET, QuietTooLongError, ResponseTooStrongError, canonical
from rules.settings import DETECTOR_OF, WITH_GROUP, Setting
from rules.times import NoSuchValueError
from rules.vocabulary.chats import (
    CONFIRMED_ALREADY,
    MODERATOR_ALREADY,
    NOT_ADOPTED,
    NOT_APPOINTED,
    AdoptChat,
    AdoptedAlready,
    AppointModerator,
    ChangeSetting,
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ConfirmChat,
    DismissModerator,
    DisownChat,
    ModeratorAppointed,
    ModeratorDismissed,
    NoSuchValue,
    QuietTooLong,
    ResponseTooStrong,
    SetAlready,
    SettingChanged,
    SettingLocked,
)
from rules.vocabulary.people import NOT_PARTICIPANT, Standing

SEE_CHAT = Deed("see what the chat is", Clause.ADOPTION, grant=EVERYBODY, private=EVERYBODY)

CHECK_RIGHTS = Deed(
    "have the bot's rights looked up",
    Clause.ADOPTION,
    grant=EVERYBODY,
    press=Press(Place.CHAT, Holds.ALLOWED),
)

ADOPT = Deed("adopt the chat", Clause.ADOPTION, press=Press(Place.CHAT, AdoptedAlready))

CONFIRM_CHAT = Deed(
    "confirm that a chat is the college's",
    Clause.ADOPTION,
    grant=ADMINISTRATION,
    press=Press(Place.PRIVATE, NOT_ADOPTED),
)

DISOWN_CHAT = Deed(
    "say that a chat is not the college's",
    Clause.ADOPTION,
    grant=ADMINISTRATION,
    press=Press(Place.PRIVATE, NOT_ADOPTED),
)

CHANGE_SETTINGS = Deed(
    "change settings",
    Clause.ADOPTION,
    private=ANY_MODERATION,
    press=Press(Place.PRIVATE, Holds.ALLOWED, names_chat=True),
)

ACT_IN_CHATS = Deed(
    "act in one's chats by a button in private",
    Clause.MODERATION,
    # the act's own deed is asked in each chat
    grant=EVERYBODY,
    private=EVERYBODY,
    press=Press(Place.PRIVATE, Holds.ALLOWED, forged=Holds.OUTDATED),
)

APPOINT = Deed("appoint a moderator", Clause.MODERATION, grant=ADMINISTRATION, fresh=True)


def adopt(case: Case, request: AdoptChat, now: datetime) -> Ruling:
    """Start serving the chat as one of this kind.

    It is confirmed at once if the college knows the person who adopts it.
    """
    if refusal := against(ADOPT, request.by):
        return Refused(refusal)
    kind = case.settings.kind
    if kind is not None:
        return Refused(AdoptedAlready(kind=kind))
    try:
        group = canonical(Setting.GROUP, request.group)
    except NoSuchValueError:
        return Refused(NoSuchValue(setting=Setting.GROUP))
    by = request.by.member
    adopted = ChatAdopted(
        by=by, kind=request.kind, group=group if request.kind in WITH_GROUP else ""
    )
    if request.known or request.by.standing is Standing.ADMINISTRATOR:
        return Granted((adopted, ChatConfirmed(by=by)))
    return Granted((adopted,))


def confirm(case: Case, request: ConfirmChat, now: datetime) -> Ruling:
    """Record that the chat is the college's."""
    if refusal := against(CONFIRM_CHAT, request.by):
        return Refused(refusal)
    if case.settings.kind is None:
        return Refused(NOT_ADOPTED)
    if request.confirmed:
        return Refused(CONFIRMED_ALREADY)
    return Granted((ChatConfirmed(by=request.by.member),))


def disown(case: Case, request: DisownChat, now: datetime) -> Ruling:
    """Record that the chat is not the college's, even if it was confirmed by mistake."""
    if refusal := against(DISOWN_CHAT, request.by):
        return Refused(refusal)
    if case.settings.kind is None:
        return Refused(NOT_ADOPTED)
    return Granted((ChatDisowned(by=request.by.member),))


def change_setting(case: Case, request: ChangeSetting, now: datetime) -> Ruling:
    """Change a setting, where the policy and the regulation allow it."""
    setting = request.setting
    if refusal := against(CHANGE_SETTINGS, request.by):
        return Refused(refusal)
    if case.settings.kind is None:
        return Refused(NOT_ADOPTED)
    if setting in case.policy.locked:
        return Refused(SettingLocked(setting=setting))
    try:
        value = canonical(setting, request.value)
    except NoSuchValueError:
        return Refused(NoSuchValue(setting=setting))
    except QuietTooLongError:
        return Refused(QuietTooLong(most=LONGEST_QUIET))
    except ResponseTooStrongError:
        return Refused(ResponseTooStrong(detector=DETECTOR_OF[setting]))
    if setting is Setting.CARDS and value != PRIVATE and ChatId(int(value)) not in request.staff:
        return Refused(NoSuchValue(setting=setting))
    if forbidden(case.policy.conduct, request.found):
        return Refused(NoSuchValue(setting=setting))
    before = case.values.get(setting, "")
    if value == before:
        return Refused(SetAlready(setting=setting))
    return Granted(
        (SettingChanged(by=request.by.member, setting=setting, value=value, before=before),)
    )


OF_ITS_OWN = frozenset({Setting.KIND, Setting.GROUP})
"""What says whose a chat is: it is not taken over from another chat."""


def taken_over(
    held: Mapping[Setting, str], of: Mapping[Setting, str]
) -> tuple[tuple[Setting, str], ...]:
    """Return what to set in a chat with the values `held` to make it like the chat with `of`."""
    return tuple(
        (setting, of[setting])
        for setting in Setting
        if setting not in OF_ITS_OWN and setting in of and of[setting] != held.get(setting)
    )


class Trouble(StrEnum):
    """What is wrong with a served chat, though nobody complains of it.

    `UNCONFIRMED`: no administrator has said that it is the college's. `UNREACHED`: cards go to its
    moderators, and none of them takes private messages. `UNRESTRICTED`: the messenger does not let
    the bot restrict members. `UNSEEN`: its members could not be read for a day.
    """

    UNCONFIRMED = "unconfirmed"
    UNREACHED = "unreached"
    UNRESTRICTED = "unrestricted"
    UNSEEN = "unseen"


_UNSEEN_FOR = timedelta(days=1)


def troubles(
    *, confirmed: bool, reached: bool, restricts: bool, members_at: datetime | None, now: datetime
) -> tuple[Trouble, ...]:
    """Return what is wrong with a served chat whose members were read at `members_at` (UTC)."""
    wrong = {
        Trouble.UNCONFIRMED: not confirmed,
        Trouble.UNREACHED: not reached,
        Trouble.UNRESTRICTED: not restricts,
        Trouble.UNSEEN: members_at is None or now - members_at > _UNSEEN_FOR,
    }
    return tuple(trouble for trouble, holds in wrong.items() if holds)


def appoint(case: Case, request: AppointModerator, now: datetime) -> Ruling:
    """Appoint a member a moderator of this chat (п. 5.12.2)."""
    if refusal := against(APPOINT, request.by):
        return Refused(refusal)
    if case.standing in MODERATORS:
        return Refused(MODERATOR_ALREADY)
    if case.standing is not Standing.MEMBER:
        return Refused(NOT_PARTICIPANT)
    return Granted((ModeratorAppointed(member=case.member, by=request.by.member),))


def dismiss(case: Case, request: DismissModerator, now: datetime) -> Ruling:
    """Revoke an appointment."""
    if refusal := against(APPOINT, request.by):
        return Refused(refusal)
    if not case.appointed:
        return Refused(NOT_APPOINTED)
    return Granted((ModeratorDismissed(member=case.member, by=request.by.member),))


DECISIONS: Decisions = {
    AdoptChat: adopt,
    ConfirmChat: confirm,
    DisownChat: disown,
    ChangeSetting: change_setting,
    AppointModerator: appoint,
    DismissModerator: dismiss,
}
