"""What a subject's words are given for the journal, and the rows of its table of refusals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.commands import Command
from handlers.voice import Named, Voice, fixed
from rules.conduct import Rule
from rules.vocabulary.bases import RefusalKey
from storage.records import Entry

LONGEST_LINE_NOTE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """An entry of the journal with the names and the rule that it mentions."""

    entry: Entry
    member: Named | None
    by: Named | None
    rule: Rule | None
    child: Named | None = None
    """The child whose parent `member` is; None also if the line's reader may not learn the name."""
    chat: str = ""
    """The title of the chat that the entry is about, if it is another than the journal's."""


Row = Callable[[Any, Voice, Named | None], str]
"""Returns a refusal in words; the last argument is the person it names, if known."""

Refusals = Mapping[RefusalKey, Row]


def sentence(text: str, **commands: Command) -> Row:
    """Return the row of a refusal without figures: its sentence, and the commands in it.

    The catalogues contain `text`, as if `gettext` were called with it.
    """
    say = fixed(text, **commands)
    return lambda _refusal, voice, _by: say(voice)
