"""The rows of a subject's table of refusals."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.commands import Command
from handlers.named import Named
from handlers.voice import Voice
from rules.vocabulary.refusal import RefusalKey

Row = Callable[[Any, Voice, Named | None], str]
"""Returns a refusal in words; the last argument is the person it names, if known."""

Refusals = Mapping[RefusalKey, Row]


def sentence(text: str, **commands: Command) -> Row:
    """Return the row of a refusal without figures: its sentence, and the commands in it.

    The catalogues contain `text`, as if `gettext` were called with it.
    """

    def say(_refusal: Any, voice: Voice, _by: Named | None) -> str:
        typed = {name: voice.command(command) for name, command in commands.items()}
        return voice.texts.gettext(text).format(**typed)

    return say
