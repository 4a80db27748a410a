"""Notices about requests that are passed on, in all their wordings."""

from datetime import UTC, datetime

from handlers.notices import Named
from handlers.notices.passing import (
    RequestExpired,
    RequestMoot,
    RequestPassed,
    RequestSettled,
    RequestShown,
)
from handlers.wording.notice import Notice
from rules.conduct import Rule
from rules.ids import ViolationNumber
from rules.vocabulary.rights import AgainstModerator, OwnGrievance

AT = datetime(2026, 12, 7, 9, tzinfo=UTC)


def notices_of_passing(member: Named, by: Named, rule: Rule) -> tuple[Notice, ...]:
    """Give them with those people and that rule."""
    shown = RequestShown(
        chat="ИСП-21",
        member=member,
        by=by,
        rule=rule,
        note="не в первый раз",
        text="Сам ты!",
        until=AT,
    )
    return (
        RequestPassed(refusal=OwnGrievance(), administrators=False, until=AT),
        RequestPassed(refusal=AgainstModerator(), administrators=True, until=AT),
        shown,
        RequestExpired(),
        *(
            RequestMoot(
                chat="ИСП-21",
                member=member,
                by=by,
                number=ViolationNumber(3),
                rule=rule.number,
                recorded_by=recorder,
            )
            for recorder in (by, None)
        ),
        *(
            RequestSettled(
                chat="ИСП-21",
                member=member,
                by=by,
                rule=rule,
                settled_by=by,
                recorded=recorded,
            )
            for recorded in (True, False)
        ),
    )
