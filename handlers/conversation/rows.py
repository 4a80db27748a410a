"""What a subject registers: its commands, buttons, dialogues, and what it says of facts."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.commands import Command
from handlers.conversation.announcing import OfChange, OfFact
from handlers.conversation.buttons import Press
from handlers.conversation.dialogues import Subject
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from rules.vocabulary.unions import Fact

ChatCommand = Callable[[Services, Wrote, str], Awaitable[None]]
ButtonHandler = Callable[[Services, Pressed, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One subject's rows.

    `commands` are answered in chats, `private` ones in private conversations. `first` and `last`
    announce, before and after the facts by `announcers`, what a change as a whole brings.
    """

    commands: Mapping[Command, ChatCommand] = field(default_factory=dict)
    private: Mapping[Command, ChatCommand] = field(default_factory=dict)
    buttons: Mapping[type[Press], ButtonHandler] = field(default_factory=dict)
    dialogues: Sequence[Subject] = ()
    announcers: Mapping[type[Fact], OfFact] = field(default_factory=dict)
    first: Sequence[OfChange] = ()
    last: Sequence[OfChange] = ()
