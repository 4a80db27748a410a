"""Requests that are passed on to those who may judge them (п. 5.12.7)."""

from datetime import datetime

from handlers.voice import LONGEST_NOTE, Named, Voice, fixed, quote
from handlers.words.refusals import refused
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import RuleNumber, ViolationNumber
from rules.vocabulary.bases import Refusal

_LONGEST_TEXT = 1000


not_passed = fixed("Not passed on. Nothing is recorded.")
expired = fixed(
    "Nobody decided in time, and nothing is recorded. You can record the violation yourself."
)


def passed(voice: Voice, *, refusal: Refusal, administrators: bool, until: datetime) -> str:
    """Say that others decide the refused request, until `until` (UTC).

    `administrators`: only the college's administrators; otherwise the chat's other moderators, too.
    """
    _ = voice.texts.gettext
    ends = voice.until(until)
    if administrators:
        return _(
            "A moderator cannot act against another moderator ({clause}). I have passed it"
            " on to the college's administrators: they decide, until {until}."
        ).format(clause=voice.cited(refusal.clause), until=ends)
    done = _(
        "I have passed it on to the other moderators: one of them decides, until {until}."
    ).format(until=ends)
    return f"{refused(voice, refusal)}\n{done}"


def ask_first(voice: Voice, *, member: Named, rule: Rule) -> str:
    """Ask a moderator whether a colleague's case goes to the college's administrators."""
    return voice.texts.gettext(
        "{person} is a moderator, so only the college's administrators can record it: {rule}"
        " ({clause}). Pass it on to them?"
    ).format(
        person=voice.name(member), rule=voice.cited_rule(rule), clause=voice.cited(Clause.GROUNDS)
    )


def asked(
    voice: Voice,
    *,
    chat: str,
    member: Named,
    by: Named,
    rule: Rule,
    note: str,
    text: str,
    until: datetime,
) -> str:
    """Ask a judge to record a violation, until `until` (UTC); `text` is the message's."""
    _ = voice.texts.gettext
    lines = [
        _(
            "Chat “{chat}”: {by} asks to record a violation, and may not do it themselves"
            " ({clause}). Please decide, until {until}."
        ).format(
            chat=voice.chat(chat),
            by=voice.who(by),
            clause=voice.cited(Clause.GROUNDS),
            until=voice.until(until),
        ),
        _("Who: {person}, {rule}.").format(person=voice.who(member), rule=voice.cited_rule(rule)),
    ]
    if text:
        lines.append(_("Message: “{text}”").format(text=quote(text, _LONGEST_TEXT)))
    if note:
        lines.append(_("Note: {note}").format(note=quote(note, LONGEST_NOTE)))
    return "\n".join(lines)


def settled(
    voice: Voice, *, chat: str, member: Named, by: Named, rule: Rule, judge: Named, recorded: bool
) -> str:
    """Announce the judge's decision on the request of `by`."""
    _ = voice.texts.gettext
    said = (
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
    return said.format(
        chat=voice.chat(chat),
        person=voice.who(member),
        rule=voice.cited_rule(rule),
        by=voice.who(by),
        judge=voice.who(judge),
        clause=voice.cited(Clause.GROUNDS),
    )


def moot(
    voice: Voice,
    *,
    chat: str,
    member: Named,
    by: Named,
    number: ViolationNumber,
    rule: RuleNumber,
    recorded_by: Named | None,
) -> str:
    """Say that the message of a request was recorded in another way; `recorded_by` None: by the
    bot.
    """
    _ = voice.texts.gettext
    return _(
        "Chat “{chat}”: {person}. {by} asked to record a violation; by now the message"
        " is recorded: No. {number}, rule {rule} ({recorder}). There is nothing left to"
        " decide."
    ).format(
        chat=voice.chat(chat),
        person=voice.who(member),
        by=voice.who(by),
        number=number,
        rule=rule,
        recorder=_("bot") if recorded_by is None else voice.name(recorded_by),
    )
