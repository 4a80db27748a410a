"""What a subject registers: commands, buttons, dialogues, announcers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.commands import Command
from handlers.conversation.announcing import OfChange, OfFact
from handlers.conversation.buttons import Press
from handlers.conversation.choosing import Choosing
from handlers.conversation.dialogues import Subject
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from rules.vocabulary.unions import Fact

ChatCommand = Callable[[Services, Wrote, str], Awaitable[None]]
ButtonHandler = Callable[[Services, Pressed, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One subject's rows.

    `commands` are handled in chats, `private` ones in private conversations, `choices` and
    `private_choices` with the part that was asked for there. `first` and `last` announce what a
    whole change brings, before and after the facts in `announcers`.
    """

    commands: Mapping[Command, ChatCommand] = field(default_factory=dict)
    choices: Mapping[Command, Choosing] = field(default_factory=dict)
    private_choices: Mapping[Command, Choosing] = field(default_factory=dict)
    private: Mapping[Command, ChatCommand] = field(default_factory=dict)
    buttons: Mapping[type[Press], ButtonHandler] = field(default_factory=dict)
    dialogues: Sequence[Subject] = ()
    announcers: Mapping[type[Fact], OfFact] = field(default_factory=dict)
    first: Sequence[OfChange] = ()
    last: Sequence[OfChange] = ()
