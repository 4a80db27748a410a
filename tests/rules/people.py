"""Who is in the chat of the tests of the policy."""

from datetime import datetime

from rules.ids import ChatId, MemberId
from rules.vocabulary.people import Actor, Standing
from tests.rules.moments import LONG_AGO

CHAT = ChatId(2_000_000_001)

STUDENT = MemberId(10)

CLASSMATE = MemberId(11)

TEACHER = MemberId(1)

COLLEAGUE = MemberId(2)


def an_actor(
    member: MemberId = TEACHER,
    standing: Standing = Standing.MODERATOR,
    joined_at: datetime | None = LONG_AGO,
) -> Actor:
    return Actor(member=member, standing=standing, joined_at=joined_at)


A_TEACHER = an_actor()

A_CLASSMATE = an_actor(CLASSMATE, Standing.MEMBER)
