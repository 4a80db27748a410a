"""Expulsions by hand, outside the bot: п. 5.12.7."""

from dataclasses import dataclass
from enum import StrEnum

from rules.college import Authority, College
from rules.ids import ChatId, ExpulsionNumber, MemberId
from rules.leavers import against_leaving, leaves_as_family
from rules.rulings import Granted, Refused, Ruling
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.expulsions import (
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
)
from rules.vocabulary.leavers import EXPULSION_SETTLED
from rules.vocabulary.rights import OWN_CASE


class Settlement(StrEnum):
    """How an expulsion by hand was settled."""

    GROUNDED = "grounded"
    INVITED = "invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expulsion:
    """An expulsion by hand; open while `settlement` is None."""

    chat: ChatId
    number: ExpulsionNumber
    member: MemberId
    by: MemberId
    settlement: Settlement | None = None


def note(
    college: College, number: ExpulsionNumber, member: MemberId, by: MemberId
) -> tuple[ExpulsionFact, ...]:
    """Record an expulsion by hand, with its ground if the person had to leave anyway."""
    made = ExpelledByHand(number=number, member=member, by=by)
    if leaves_as_family(college, member):
        return made, ExpulsionGrounded(number=number, member=member, by=None)
    return (made,)


def ground(college: College, expulsion: Expulsion, by: Authority) -> Ruling:
    """Record the ground of п. 5.12.8 on an administrator's word."""
    refused = _against(expulsion, by) or against_leaving(college, expulsion.member)
    if refused is not None:
        return refused
    fact = ExpulsionGrounded(number=expulsion.number, member=expulsion.member, by=by.member)
    return Granted((fact,))


def invite_back(expulsion: Expulsion, by: Authority) -> Ruling:
    """Invite the person back, since there was no ground."""
    refused = _against(expulsion, by)
    if refused is not None:
        return refused
    fact = ExpelledInvitedBack(number=expulsion.number, member=expulsion.member, by=by.member)
    return Granted((fact,))


def _against(expulsion: Expulsion, by: Authority) -> Refused | None:
    if not by.administrator:
        return Refused(NOT_ADMINISTRATOR)
    if by.member == expulsion.member:
        return Refused(OWN_CASE)
    if expulsion.settlement is not None:
        return Refused(EXPULSION_SETTLED)
    return None
