"""The message with a report (п. 5.10.1)."""

from handlers.voice import LONGEST_NOTE, Voice, quote
from rules.clauses import Clause


def report(voice: Voice, *, title: str, period: str) -> str:
    """Name the chats and the period of the attached report."""
    return voice.texts.gettext("Report ({clause}): {title}, {period}.").format(
        clause=voice.cited(Clause.FIGURES), title=quote(title, LONGEST_NOTE), period=period
    )
