"""Lines of the journal about appeals."""

from typing import assert_never

from handlers.quoting import quote
from handlers.voice import Voice
from handlers.words.lines import LONGEST_LINE_NOTE, JournalLine
from rules.vocabulary.appeals import (
    AppealAnswered,
    AppealAsked,
    AppealFact,
    AppealGranted,
    AppealMade,
    AppealUpheld,
)


def line_of_appeal(fact: AppealFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about an appeal; what was said in it is for its sides alone."""
    _ = voice.texts.gettext
    match fact:
        case AppealMade(number=number, violation=None, block=block):
            return _("appeal No. {number} against block No. {block}").format(
                number=number, block=block or 0
            )
        case AppealMade(number=number, violation=violation):
            return _("appeal No. {number} against violation No. {violation}").format(
                number=number, violation=violation
            )
        case AppealAsked(number=number):
            return _("question about appeal No. {number}").format(number=number)
        case AppealAnswered(number=number):
            return _("answer about appeal No. {number}").format(number=number)
        case AppealUpheld(number=number, reason=reason):
            return _("appeal No. {number} refused: {reason}").format(
                number=number, reason=quote(reason, LONGEST_LINE_NOTE)
            )
        case AppealGranted(number=number, fell=True):
            return _("appeal No. {number} granted: what it contested was annulled").format(
                number=number
            )
        case AppealGranted(number=number, reason=reason):
            return _("appeal No. {number} granted: {reason}").format(
                number=number, reason=quote(reason, LONGEST_LINE_NOTE)
            )
        case _:
            assert_never(fact)
