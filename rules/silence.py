"""Silence in a chat (п. 5.12.4), and members who only read without a block."""

from dataclasses import replace
from datetime import datetime

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.permissions import MODERATORS, against
from rules.rights import ANY_MODERATION, Deed, Place, Press
from rules.settings import Newcomers
from rules.times import Hold, TermOutOfRangeError, end_of
from rules.vocabulary.silence import (
    MAY_WRITE,
    NOT_SILENT,
    SILENCE_NOT_AHEAD,
    BeginSilence,
    EndSilence,
    Hush,
    HushMessage,
    MessageHushed,
    SilenceBegun,
    SilenceEnded,
    SilenceTooLong,
    SilentAlready,
)

SILENCE = Deed("begin a silence", Clause.REMINDER, private=ANY_MODERATION)

END_SILENCE = Deed("end a silence", Clause.REMINDER, press=Press(Place.CHAT, NOT_SILENT))


def begin(case: Case, request: BeginSilence, now: datetime) -> Ruling:
    """Make the chat read-only for all but its staff, at most for the policy's term."""
    if refusal := against(SILENCE, request.by):
        return Refused(refusal)
    silence = case.silence
    if silence is not None and silence.hold.holds_at(now):
        return Refused(SilentAlready(ends_at=silence.ends_at))
    latest = now + case.policy.longest_silence
    try:
        ends_at = end_of(request.term, now, case.zone)
    except TermOutOfRangeError:
        return Refused(SilenceTooLong(latest=latest))
    if ends_at <= now:
        return Refused(SILENCE_NOT_AHEAD)
    if ends_at > latest:
        return Refused(SilenceTooLong(latest=latest))
    return Granted((SilenceBegun(by=request.by.member, ends_at=ends_at),))


def end(case: Case, request: EndSilence, now: datetime) -> Ruling:
    """End the silence: on a moderator's request, or because its term is over."""
    if request.by is not None and (refusal := against(END_SILENCE, request.by)):
        return Refused(refusal)
    silence = case.silence
    if silence is None or silence.ended_at is not None:
        return Refused(NOT_SILENT)
    if request.by is None:
        # a silence that begins in the future was begun by a wrong clock, and is over
        if silence.hold.holds_at(now):
            return Refused(SilentAlready(ends_at=silence.ends_at))
        return Granted((SilenceEnded(by=None),))
    return Granted((SilenceEnded(by=request.by.member),))


def hush(case: Case, request: HushMessage, now: datetime) -> Ruling:
    """Remove a message whose author could only read when writing it; staff may always write."""
    if case.standing in MODERATORS:
        return Refused(MAY_WRITE)
    ground = _ground_for_hush(case, request)
    if ground is None:
        return Refused(MAY_WRITE)
    return Granted((MessageHushed(message=request.message, member=case.member, ground=ground),))


def _ground_for_hush(case: Case, request: HushMessage) -> Hush | None:
    silence, since = case.silence, case.newcomer_since
    if silence is not None:
        hold = replace(silence.hold, announced=request.announced)
        if hold.covers(request.posted_at, request.message):
            return Hush.SILENCE
    if must_acknowledge(case) and since is not None:
        hold = hold_on_newcomer(since, case.newcomers_set_at)
        if hold.covers(request.posted_at, request.message):
            return Hush.ACQUAINTANCE
    doubt = case.doubt
    if doubt is not None and doubt.hold.covers(request.posted_at, request.message):
        return Hush.PAGE
    return None


def hold_on_newcomer(shown_at: datetime, set_at: datetime | None) -> Hold:
    """Return the period in which a newcomer only reads: once shown the rules, if the chat wants it.

    Before that they could not know. Both are UTC; `set_at` None: the chat has always wanted it.
    """
    return Hold(since=shown_at if set_at is None else max(shown_at, set_at), until=None)


def must_acknowledge(case: Case) -> bool:
    """Whether the member only reads until they acknowledge the rules (п. 5.12.3).

    Only for members who were shown the rules on joining: the setting does not silence those who
    were in the chat before the bot or before the setting.
    """
    return (
        case.settings.newcomers is Newcomers.READ_ONLY
        and case.newcomer_since is not None
        and case.standing not in MODERATORS
    )


DECISIONS: Decisions = {BeginSilence: begin, EndSilence: end, HushMessage: hush}
