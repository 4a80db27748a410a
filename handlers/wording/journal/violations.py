"""Lines of the journal about violations and removed messages."""

from typing import assert_never

from handlers.quoting import quote
from handlers.voice import Voice
from handlers.words.lines import LONGEST_LINE_NOTE, JournalLine
from rules.vocabulary.violations import (
    MessageErased,
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)


def line_of_violation(
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
    """Give the words of a fact about a violation or a message."""
    _ = voice.texts.gettext
    rule = "" if line.rule is None else voice.cited_rule(line.rule)
    match fact:
        case ViolationRecorded(number=number, note=note, replaces=replaces):
            said = (
                _("violation No. {number}: {rule}")
                if replaces is None
                else _("violation No. {number} in place of No. {before}: {rule}")
            ).format(number=number, rule=rule, before=replaces)
            return f"{said}, {quote(note, LONGEST_LINE_NOTE)}" if note else said
        case ViolationAnnulled(number=number, replaced_by=int(after)):
            return _("violation No. {number} replaced by No. {after}").format(
                number=number, after=after
            )
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
