"""Words for the journal: one line a fact."""

from typing import assert_never

from handlers.notices.views import JournalLine, JournalPage
from handlers.quoting import cut, quote
from handlers.wording.voice import Voice
from rules.cases import Choice, Lift, Outcome
from rules.facts import (
    Acknowledged,
    ApologyMade,
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    Fact,
    MessageErased,
    MessageRemoved,
    Reminded,
    ReminderWithdrawn,
    RemovalWithdrawn,
    RulesShown,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
    VoteCast,
    VoteClosed,
)

LONGEST_LINE_NOTE = 120
LONGEST_LINE_FACT = 220
"""UTF-16 units. A page has ten lines and is turned in place, so it has to be one message."""


def word_journal(page: JournalPage, voice: Voice) -> str:
    """Give a page of the journal, newest first."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if not page.lines:
        return _("The journal has no entries yet.")
    entries = ngettext("{n} entry", "{n} entries", page.total).format(n=page.total)
    if page.of is None:
        head = _("Journal of the chat, {entries}:").format(entries=entries)
    else:
        head = _("Journal about {person}, {entries}:").format(
            person=voice.name(page.of), entries=entries
        )
    return "\n".join([head, *(_word_line(line, page, voice) for line in page.lines)])


def _word_line(line: JournalLine, page: JournalPage, voice: Voice) -> str:
    entry = line.entry
    _ = voice.texts.gettext
    if page.public and isinstance(entry.fact, VoteCast):
        by = _("a participant")
    else:
        by = voice.name(line.by) if line.by is not None else _("bot")
    about = "" if line.member is None or line.member == line.by else f"{voice.name(line.member)}: "
    fact = cut(_word_fact(entry.fact, line, voice), LONGEST_LINE_FACT)
    return (
        f"{entry.number}. {voice.texts.stamp(entry.at, voice.zone)} {about}"
        f"{fact} ({by}, {voice.cited(entry.fact.clause)})"
    )


def _word_fact(fact: Fact, line: JournalLine, voice: Voice) -> str:
    match fact:
        case RulesShown() | Acknowledged() | Reminded() | ReminderWithdrawn():
            return _word_acquaintance(fact, line, voice)
        case (
            ViolationRecorded()
            | ViolationAnnulled()
            | ViolationReinstated()
            | MessageRemoved()
            | RemovalWithdrawn()
            | MessageErased()
        ):
            return _word_violation(fact, line, voice)
        case BlockProposed() | BlockDeclined() | BlockImposed() | BlockLifted():
            return _word_block(fact, voice)
        case ApologyMade() | VoteCast() | VoteClosed():
            return _word_vote(fact, voice)
        case _:
            assert_never(fact)


def _word_acquaintance(
    fact: RulesShown | Acknowledged | Reminded | ReminderWithdrawn, line: JournalLine, voice: Voice
) -> str:
    _ = voice.texts.gettext
    match fact:
        case RulesShown(version=version):
            return _("rules shown, version {version}").format(version=version)
        case Acknowledged(version=version):
            return _("rules acknowledged, version {version}").format(version=version)
        case Reminded():
            if line.rule is None:
                return _("reminder of the rules")
            return _("reminder: {rule}").format(rule=voice.cited_rule(line.rule))
        case ReminderWithdrawn():
            return _("reminder withdrawn")
        case _:
            assert_never(fact)


def _word_violation(
    fact: (
        ViolationRecorded
        | ViolationAnnulled
        | ViolationReinstated
        | MessageRemoved
        | RemovalWithdrawn
        | MessageErased
    ),
    line: JournalLine,
    voice: Voice,
) -> str:
    _ = voice.texts.gettext
    rule = "" if line.rule is None else voice.cited_rule(line.rule)
    match fact:
        case ViolationRecorded(number=number, note=note):
            said = _("violation No. {number}: {rule}").format(number=number, rule=rule)
            return f"{said}, {quote(note, LONGEST_LINE_NOTE)}" if note else said
        case ViolationAnnulled(number=number, undone=True):
            return _("violation No. {number} taken back").format(number=number)
        case ViolationAnnulled(number=number, reason=reason):
            return _("violation No. {number} annulled: {reason}").format(
                number=number, reason=quote(reason, LONGEST_LINE_NOTE)
            )
        case ViolationReinstated(number=number):
            return _("violation No. {number} counts again").format(number=number)
        case MessageRemoved():
            return _("message removed: {rule}").format(rule=rule)
        case RemovalWithdrawn():
            return _("message was removed by mistake")
        case MessageErased(block=block):
            return _("message removed during block No. {block}").format(block=block)
        case _:
            assert_never(fact)


def _word_block(
    fact: BlockProposed | BlockDeclined | BlockImposed | BlockLifted, voice: Voice
) -> str:
    _ = voice.texts.gettext
    match fact:
        case BlockProposed(grounds=grounds):
            return _("block proposed on violations No. {numbers}").format(
                numbers=_numbers(grounds, voice)
            )
        case BlockDeclined(grounds=grounds):
            return _("not blocked for violations No. {numbers}").format(
                numbers=_numbers(grounds, voice)
            )
        case BlockImposed(number=number, grounds=grounds, ends_at=ends_at):
            return _("block No. {number} until {ends} on violations No. {numbers}").format(
                number=number, ends=voice.moment(ends_at), numbers=_numbers(grounds, voice)
            )
        case BlockLifted(number=number, how=Lift.EXPIRED):
            return _("block No. {number} is over").format(number=number)
        case BlockLifted(number=number, how=Lift.FORGIVEN):
            return _("block No. {number} lifted early").format(number=number)
        case BlockLifted(number=number):
            return _("block No. {number} annulled").format(number=number)
        case _:
            assert_never(fact)


def _word_vote(fact: ApologyMade | VoteCast | VoteClosed, voice: Voice) -> str:
    _ = voice.texts.gettext
    match fact:
        case ApologyMade(text=text):
            return _("apology: {text}").format(text=quote(text, LONGEST_LINE_NOTE))
        case VoteCast(choice=Choice.OBJECT):
            return _("objection to the apology")
        case VoteCast():
            return _("no objection to the apology")
        case VoteClosed(outcome=Outcome.KEPT, objections=objections):
            return _("vote closed, objections: {objections}; the block stays").format(
                objections=objections
            )
        case VoteClosed(outcome=Outcome.FORGIVEN):
            return _("vote closed without objection")
        case VoteClosed():
            return _("vote dropped: the block ended before it")
        case _:
            assert_never(fact)


def _numbers(numbers: tuple[int, ...], voice: Voice) -> str:
    return voice.texts.listed(str(number) for number in numbers)
