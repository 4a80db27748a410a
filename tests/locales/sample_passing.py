"""Notices about requests that are passed on, in all their wordings."""

from handlers.notices import Named
from handlers.notices.passing import RequestPassed, RequestSettled, RequestShown
from handlers.wording import Notice
from rules.conduct import Rule
from rules.refusals.rights import AgainstModerator, OwnGrievance


def notices_of_passing(member: Named, by: Named, rule: Rule) -> tuple[Notice, ...]:
    """Give them with those people and that rule."""
    shown = RequestShown(
        chat="ИСП-21", member=member, by=by, rule=rule, note="не в первый раз", text="Сам ты!"
    )
    return (
        RequestPassed(refusal=OwnGrievance(), administrators=False),
        RequestPassed(refusal=AgainstModerator(), administrators=True),
        shown,
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
