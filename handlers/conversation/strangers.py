"""Chats that the bot does not serve: how often they are looked at, and what waits for what.

Anybody may add the bot to any number of chats, and nothing tells whose they are before it has its
rights there and a moderator has adopted them. So nothing that a served chat needs may wait for
them: each is looked at about once a minute at most, all of them together at a rate of their own,
and what waits for that is a bounded set of numbers. Nothing is lost with what does not fit: the
database knows every chat that the bot was added to, and its longest unseen are looked at in turn.
"""

from collections import OrderedDict, deque
from collections.abc import Collection
from datetime import datetime, timedelta

from handlers.commands import Command, Typed, read_command
from handlers.conversation.buttons import AdoptAs, CheckRights, read_press
from handlers.conversation.watch import Watch
from handlers.events import BotJoined, BotLeft, Event, InPrivate, Pressed, Wrote
from rules.ids import ChatId, MemberId

LOOK_AGAIN = timedelta(minutes=1)
"""The pause between two looks at a chat that nobody asks for."""


PAUSE = timedelta(seconds=0.25)
"""The pause between two looks at any of them."""


MOST_WAITING = 500
"""Chats that wait for a look that nobody asked for: two minutes' worth."""


IN_A_ROW = 3
"""Looks that people may ask for in their chat without a pause; one more is granted a minute."""


_AT_ONCE, _WITHIN = 20, timedelta(seconds=10)
"""So many looks in so short a time are an onslaught: more wait for their turn."""


class Looks:
    """When each chat that is not served may be looked at. All times are aware, UTC."""

    def __init__(self) -> None:
        self._asked_for: OrderedDict[ChatId, None] = OrderedDict()
        self._waiting: OrderedDict[ChatId, None] = OrderedDict()
        self._looked: OrderedDict[ChatId, datetime] = OrderedDict()
        self._granted: OrderedDict[ChatId, deque[datetime]] = OrderedDict()
        self._newest: deque[datetime] = deque(maxlen=_AT_ONCE)

    def __len__(self) -> int:
        return len(self._asked_for) + len(self._waiting)

    def wants(self, chat: ChatId, now: datetime) -> bool:
        """Say whether a message in a chat is reason to look at it."""
        return (
            chat not in self._waiting
            and chat not in self._asked_for
            and len(self._waiting) < MOST_WAITING
            and not self._was_looked_at(chat, now)
        )

    def may_look(
        self, chat: ChatId, now: datetime, *, asked: bool = False, known: bool = False
    ) -> bool:
        """Say whether to look at a chat at once.

        `asked`: a person did something for the sake of it, and is granted some looks in a row.
        `known`: it is a person of the college's, who does not wait behind strangers.
        """
        return (known or not self.is_onslaught(now)) and (
            not self._was_looked_at(chat, now) or (asked and self._is_granted(chat, now))
        )

    def wait(self, chat: ChatId, *, asked: bool = False) -> None:
        """Let a chat wait for its turn: what is `asked` for goes first, and is never left out."""
        if asked:
            self._waiting.pop(chat, None)
            self._asked_for[chat] = None
        elif chat not in self._asked_for and len(self._waiting) < MOST_WAITING:
            self._waiting[chat] = None

    def take(self, now: datetime) -> ChatId | None:
        """Give the chat whose turn it is; None while each was looked at lately."""
        for line in (self._asked_for, self._waiting):
            for chat in line:
                if not self._was_looked_at(chat, now):
                    del line[chat]
                    return chat
        return None

    def note(self, chat: ChatId, now: datetime) -> None:
        """Take note that a chat is looked at."""
        self._waiting.pop(chat, None)
        self._asked_for.pop(chat, None)
        self._looked[chat] = now
        self._looked.move_to_end(chat)
        self._newest.append(now)
        while self._looked and not _is_within(next(iter(self._looked.values())), now, LOOK_AGAIN):
            self._looked.popitem(last=False)

    def _was_looked_at(self, chat: ChatId, now: datetime) -> bool:
        looked = self._looked.get(chat)
        return looked is not None and _is_within(looked, now, LOOK_AGAIN)

    def is_onslaught(self, now: datetime) -> bool:
        """Say whether strangers' chats come faster than they can be looked at."""
        return len(self._newest) == _AT_ONCE and _is_within(self._newest[0], now, _WITHIN)

    def _is_granted(self, chat: ChatId, now: datetime) -> bool:
        span = IN_A_ROW * LOOK_AGAIN
        while self._granted and not _is_within(next(iter(self._granted.values()))[-1], now, span):
            self._granted.popitem(last=False)
        granted = self._granted.setdefault(chat, deque(maxlen=IN_A_ROW))
        if len(granted) == IN_A_ROW and _is_within(granted[0], now, span):
            return False
        granted.append(now)
        self._granted.move_to_end(chat)
        return True


def _is_within(then: datetime, now: datetime, span: timedelta) -> bool:
    # a clock that was set back must not keep anybody waiting
    return timedelta() <= now - then < span


class Strangers:
    """Tells events of chats that the bot does not serve from those of its own."""

    def __init__(
        self,
        watch: Watch,
        *,
        names: frozenset[str],
        administrators: Collection[MemberId],
    ) -> None:
        self._watch = watch
        self._names = names
        self._administrators = administrators

    def sent(self, event: Event) -> bool:
        """Say whether an event is a stranger's: it waits for all others."""
        place = event.place
        if place.peer in self._watch.served or isinstance(place, InPrivate):
            return False
        return event.author not in self._administrators

    def turn(self, event: Event) -> str | None:
        """Give by what an event may turn a chat into one of the bot's own; None if by nothing.

        Of two that say the same the later tells nothing new: the handler of the first sees the
        chat as it is then.
        """
        match event:
            case Pressed():
                press = read_press(event.payload)
                turns = isinstance(press, CheckRights | AdoptAs)
                return f"{press} by {event.author}" if turns else None
            case BotJoined() | BotLeft():
                return type(event).__name__
            case Wrote():
                typed = read_command(event.text.lstrip(), self._names)
                if isinstance(typed, Typed) and typed.command is Command.CHAT:
                    return f"command by {event.author}"
            case _:
                pass
        return None
