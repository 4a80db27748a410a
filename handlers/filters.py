"""vkbottle's rules, called filters here since a rule means a rule of conduct.

They look at the plain dictionary that came in, and hand what they read to the handler.
"""

from collections.abc import Mapping
from typing import Any

from vkbottle.dispatch.rules import ABCRule

from handlers.commands import Command, Typed, Unknown, read_command
from handlers.conversation.buttons import Press, read_press
from handlers.conversation.services import Services
from handlers.conversation.updates import Told, read_edit, read_message, read_press_place
from handlers.invitations import code_in

Update = dict[str, Any]

JOINS = frozenset(
    {
        "chat_invite_user",
        "chat_invite_user_by_link",
        "chat_invite_user_by_message_request",
        "chat_invite_user_by_call",
        "chat_invite_user_by_call_join_link",
    }
)
"""Every way in that VK names (VK.md, 2.2)."""

LEAVES = frozenset({"chat_kick_user", "chat_kick_don", "chat_kick_user_call_block"})


class _Filter(ABCRule[Update]):
    """A filter that reads updates as the messenger means them."""

    def __init__(self, services: Services) -> None:
        self._is_chat = services.messenger.is_chat
        self._names = services.community_names
        self._watch = services.watch


class Said(_Filter):
    """A message of a person with that command, in a chat or in private."""

    def __init__(self, services: Services, command: Command, *, private: bool = False) -> None:
        super().__init__(services)
        self._command, self._private = command, private

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message and what followed the command's name."""
        told = read_message(event, self._is_chat)
        if told is None or told.private is not self._private:
            return False
        typed = read_command(told.text, self._names)
        if not isinstance(typed, Typed) or typed.command is not self._command:
            return False
        return {"told": told, "rest": typed.rest}


class SaidUnknown(_Filter):
    """A message that looks like a command and is none."""

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message and the unknown command."""
        told = read_message(event, self._is_chat)
        if told is None:
            return False
        typed = read_command(told.text, self._names)
        return {"told": told, "unknown": typed} if isinstance(typed, Unknown) else False


class Wrote(_Filter):
    """Any message of a person: in a chat, or in private."""

    def __init__(self, services: Services, *, private: bool) -> None:
        super().__init__(services)
        self._private = private

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message."""
        told = read_message(event, self._is_chat)
        return {"told": told} if told is not None and told.private is self._private else False


class Happened(_Filter):
    """A service message with one of those actions."""

    def __init__(self, services: Services, actions: frozenset[str]) -> None:
        super().__init__(services)
        self._actions = actions

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message and whom the action is about."""
        told = read_message(event, self._is_chat, service=True)
        if told is None or told.action is None or told.action.kind not in self._actions:
            return False
        return {"told": told, "whom": told.action.member}


class Pressed(_Filter):
    """A press of one of the bot's buttons of that kind."""

    def __init__(self, services: Services, kind: type[Press]) -> None:
        super().__init__(services)
        self._kind = kind

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give where it was pressed, by whom, and what it asks for."""
        place = read_press_place(event, self._is_chat)
        if place is None:
            return False
        press = read_press(place.payload)
        return {"place": place, "press": press} if isinstance(press, self._kind) else False


class PressedAnything(_Filter):
    """A press that no other filter knew."""

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give where it was pressed and by whom."""
        place = read_press_place(event, self._is_chat)
        return {"place": place} if place is not None else False


class Allowed(ABCRule[Update]):
    """A person allowed (or forbade) the bot to write to them in private."""

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the person."""
        thing = event.get("object")
        user = thing.get("user_id") if isinstance(thing, Mapping) else None
        return {"user": user} if isinstance(user, int) else False


class _FromSilenced(_Filter):
    """A message in a chat, new or edited, whose author could not write it then."""

    def _read(self, event: Update) -> Told | None:
        read = read_edit if event.get("type") == "message_edit" else read_message
        return read(event, self._is_chat)


class FromBlocked(_FromSilenced):
    """A message in a chat by somebody who was blocked there when they wrote it."""

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message."""
        told = self._read(event)
        if told is None or not self._watch.was_blocked(
            told.chat, told.author, told.at, told.message
        ):
            return False
        return {"told": told}


class FromHushed(_FromSilenced):
    """A message in a chat by somebody who could only read then, though not blocked."""

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message."""
        told = self._read(event)
        if told is None or not self._watch.had_to_be_silent(
            told.chat, told.author, told.at, told.message
        ):
            return False
        return {"told": told}


class Late(_Filter):
    """The first message of a chat's quiet hours."""

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message."""
        told = read_message(event, self._is_chat)
        if told is None or not self._watch.is_late(told.chat, told.at):
            return False
        return {"told": told}


class Came(_Filter):
    """A private message by somebody who came by an invitation, or gives the code of one."""

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message and the code."""
        told = read_message(event, self._is_chat)
        if told is None or not told.private:
            return False
        code = code_in(told)
        return False if code is None else {"told": told, "code": code}


class FromUnserved(_Filter):
    """A message in a chat where the bot is not known to have its rights: a hint to look."""

    async def check(self, event: Update) -> dict[str, Any] | bool:
        """Give the message."""
        told = read_message(event, self._is_chat)
        if told is None or told.private:
            return False
        if told.peer in self._watch.served or told.peer in self._watch.waiting:
            return False
        return {"told": told}
