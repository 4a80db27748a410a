"""Words for reports and other files."""

from typing import assert_never

from handlers.notices.reports import ReportNotice, ReportNowhere, ReportSent
from handlers.quoting import quote
from handlers.wording.voice import LONGEST_NOTE, Voice
from rules.clauses import Clause


def word_report(notice: ReportNotice, voice: Voice) -> str:
    """Give the words of a notice about a report."""
    _ = voice.texts.gettext
    match notice:
        case ReportSent(title=title, period=period):
            return _("Report ({clause}): {title}, {period}.").format(
                clause=voice.cited(Clause.FIGURES), title=quote(title, LONGEST_NOTE), period=period
            )
        case ReportNowhere():
            return _(
                "That goes to your private messages. Please write me anything in private first,"
                " then ask again."
            )
        case _:
            assert_never(notice)
