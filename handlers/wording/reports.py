"""Words for reports and other files."""

from handlers.notices.reports import ReportNotice
from handlers.quoting import quote
from handlers.voice import LONGEST_NOTE, Voice
from rules.clauses import Clause


def word_report(notice: ReportNotice, voice: Voice) -> str:
    """Give the words of a notice about a report."""
    _ = voice.texts.gettext
    return _("Report ({clause}): {title}, {period}.").format(
        clause=voice.cited(Clause.FIGURES),
        title=quote(notice.title, LONGEST_NOTE),
        period=notice.period,
    )
