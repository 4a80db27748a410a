"""Lines of the journal about blocks."""

from typing import assert_never

from handlers.voice import Voice
from handlers.words.lines import JournalLine, listed_numbers
from rules.vocabulary.blocks import (
    BlockDeclined,
    BlockFact,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
    Lift,
)


def line_of_block(fact: BlockFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about a block."""
    _ = voice.texts.gettext
    match fact:
        case BlockProposed(grounds=grounds):
            return _("block proposed on violations No. {numbers}").format(
                numbers=listed_numbers(grounds, voice)
            )
        case BlockDeclined(grounds=grounds):
            return _("not blocked for violations No. {numbers}").format(
                numbers=listed_numbers(grounds, voice)
            )
        case BlockImposed(number=number, grounds=grounds, ends_at=ends_at):
            return _("block No. {number} until {ends} on violations No. {numbers}").format(
                number=number, ends=voice.moment(ends_at), numbers=listed_numbers(grounds, voice)
            )
        case BlockShortened(number=number, ends_at=ends_at):
            return _("block No. {number} ends {ends}: the clock was ahead").format(
                number=number, ends=voice.moment(ends_at)
            )
        case BlockLifted(number=number, how=Lift.EXPIRED):
            return _("block No. {number} is over").format(number=number)
        case BlockLifted(number=number, how=Lift.FORGIVEN):
            return _("block No. {number} lifted early").format(number=number)
        case BlockLifted(number=number):
            return _("block No. {number} annulled").format(number=number)
        case _:
            assert_never(fact)
