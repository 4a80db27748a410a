"""The rows of a subject's table of refusals: how each is worded."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.commands import Command
from handlers.named import Named
from handlers.voice import Voice
from rules.vocabulary.refusal import RefusalKey

Row = Callable[[Any, Voice, Named | None], str]
"""Words a refusal; the last argument is the person whom it names, where the name is known."""

Refusals = Mapping[RefusalKey, Row]


def sentence(text: str, **commands: Command) -> Row:
    """Return the row of a refusal without figures: its sentence, and the commands named there.

    The catalogues hold `text` as they hold what `gettext` is called with.
    """

    def say(_refusal: Any, voice: Voice, _by: Named | None) -> str:
        typed = {name: voice.command(command) for name, command in commands.items()}
        return voice.texts.gettext(text).format(**typed)

    return say
