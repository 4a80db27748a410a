"""Words for requests that are passed on (п. 5.12.7)."""

from typing import assert_never

from handlers.notices.passing import (
    PassingNotice,
    RequestExpired,
    RequestMoot,
    RequestPassed,
    RequestSettled,
    RequestShown,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, LONGEST_NOTE, Voice
from handlers.words.refusals import word_refusal
from rules.clauses import Clause

_LONGEST_TEXT = 1000


def word_passing(notice: PassingNotice, voice: Voice) -> str:
    """Give the words of a notice about a request that is passed on."""
    _ = voice.texts.gettext
    match notice:
        case RequestPassed(refusal=refusal, administrators=administrators):
            until = voice.moment(notice.until)
            if administrators:
                return _(
                    "A moderator cannot act against another moderator ({clause}). I have passed it"
                    " on to the college's administrators: they decide, until {until}."
                ).format(clause=voice.cited(refusal.clause), until=until)
            done = _(
                "I have passed it on to the other moderators: one of them decides, until {until}."
            ).format(until=until)
            return f"{word_refusal(refusal, voice)}\n{done}"
        case RequestShown():
            return _word_shown(notice, voice)
        case RequestSettled(recorded=recorded):
            words = (
                _(
                    "Chat “{chat}”: {person}, {rule}. At the request of {by}, {judge} recorded"
                    " the violation ({clause})."
                )
                if recorded
                else _(
                    "Chat “{chat}”: {person}, {rule}. {by} asked to record a violation; {judge}"
                    " decided not to ({clause})."
                )
            )
            return words.format(
                chat=quote(notice.chat, LONGEST_NAME),
                person=voice.who(notice.member),
                rule=voice.cited_rule(notice.rule),
                by=voice.who(notice.by),
                judge=voice.who(notice.settled_by),
                clause=voice.cited(Clause.GROUNDS),
            )
        case RequestMoot(number=number, rule=rule, recorded_by=by):
            return _(
                "Chat “{chat}”: {person}. {by} asked to record a violation; by now the message"
                " is recorded: No. {number}, rule {rule} ({recorder}). There is nothing left to"
                " decide."
            ).format(
                chat=quote(notice.chat, LONGEST_NAME),
                person=voice.who(notice.member),
                by=voice.who(notice.by),
                number=number,
                rule=rule,
                recorder=_("bot") if by is None else voice.name(by),
            )
        case RequestExpired():
            return _(
                "Nobody decided in time, and nothing is recorded. You can record the violation"
                " yourself."
            )
        case _:
            assert_never(notice)


def _word_shown(notice: RequestShown, voice: Voice) -> str:
    _ = voice.texts.gettext
    lines = [
        _(
            "Chat “{chat}”: {by} asks to record a violation, and may not do it themselves"
            " ({clause}). Please decide, until {until}."
        ).format(
            chat=quote(notice.chat, LONGEST_NAME),
            by=voice.who(notice.by),
            clause=voice.cited(Clause.GROUNDS),
            until=voice.moment(notice.until),
        ),
        _("Who: {person}, {rule}.").format(
            person=voice.who(notice.member), rule=voice.cited_rule(notice.rule)
        ),
    ]
    if notice.text:
        lines.append(_("Message: “{text}”").format(text=quote(notice.text, _LONGEST_TEXT)))
    if notice.note:
        lines.append(_("Note: {note}").format(note=quote(notice.note, LONGEST_NOTE)))
    return "\n".join(lines)
