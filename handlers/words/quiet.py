"""Quiet hours (п. 5.11.1)."""

from handlers.voice import Voice
from handlers.words.values import span
from rules.clauses import Clause
from rules.quiet_hours import QuietHours


def late(voice: Voice, *, quiet: QuietHours) -> str:
    """Ask gently, once an evening, to leave until the morning what can wait."""
    return voice.texts.gettext(
        "It is quiet time in this chat ({hours}). Nobody is shut out ({clause}), but if"
        " it can wait, let us leave it until the morning."
    ).format(hours=span(quiet), clause=voice.cited(Clause.ROUND_THE_CLOCK))
