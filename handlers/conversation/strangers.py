"""Chats that the bot does not serve: how often they are looked at, and their queue.

Anybody may add the bot to any number of chats, and nothing tells whose they are before the bot has
its rights and a moderator adopts them. So no served chat may wait for them: each is looked at about
once a minute at most, all together at a limited rate, and the queue is a bounded set of ids. A chat
that does not fit is not lost: the database knows every chat that the bot was added to, and the
longest unseen are looked at in turn.
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
"""Least time between two looks at one chat, unless somebody asks."""

PAUSE = timedelta(seconds=0.25)
"""Time between two looks at queued chats."""

MOST_WAITING = 500
"""Most chats queued without being asked for: two minutes of looks."""

IN_A_ROW = 3
"""Looks that people may ask for in one chat without a pause; a further one each minute."""

_AT_ONCE, _WITHIN = 20, timedelta(seconds=10)
"""This many looks in this time are an onslaught: further chats wait for their turn."""


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
        """Return whether a message is a reason to look at a chat."""
        return (
            chat not in self._waiting
            and chat not in self._asked_for
            and len(self._waiting) < MOST_WAITING
            and not self._was_looked_at(chat, now)
        )

    def may_look(
        self, chat: ChatId, now: datetime, *, asked: bool = False, known: bool = False
    ) -> bool:
        """Return whether to look at a chat at once.

        `asked`: a person asked for it, and gets a few looks in a row. `known`: a person known to
        the college asked, who does not wait behind strangers.
        """
        return (known or not self.is_onslaught(now)) and (
            not self._was_looked_at(chat, now) or (asked and self._is_granted(chat, now))
        )

    def wait(self, chat: ChatId, *, asked: bool = False) -> None:
        """Queue a chat; `asked` ones go first, and are never dropped."""
        if asked:
            self._waiting.pop(chat, None)
            self._asked_for[chat] = None
        elif chat not in self._asked_for and len(self._waiting) < MOST_WAITING:
            self._waiting[chat] = None

    def take(self, now: datetime) -> ChatId | None:
        """Return the next queued chat; None while all were looked at within the interval."""
        for line in (self._asked_for, self._waiting):
            for chat in line:
                if not self._was_looked_at(chat, now):
                    del line[chat]
                    return chat
        return None

    def note(self, chat: ChatId, now: datetime) -> None:
        """Record that a chat is looked at."""
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
        """Return whether strangers' chats come faster than the bot can look at them."""
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
    # a clock that was set back must not make anybody wait
    return timedelta() <= now - then < span


class Strangers:
    """Tells events of chats that the bot does not serve from events of its own chats."""

    def __init__(
        self, watch: Watch, *, names: frozenset[str], administrators: Collection[MemberId]
    ) -> None:
        self._watch = watch
        self._names = names
        self._administrators = administrators

    def sent(self, event: Event) -> bool:
        """Return whether an event comes from a stranger's chat, and so waits for all others."""
        place = event.place
        if place.peer in self._watch.served or isinstance(place, InPrivate):
            return False
        return event.author not in self._administrators

    def turn(self, event: Event) -> str | None:
        """Return a key for how an event may make a chat the bot's own; None if it cannot.

        Of two events with the same key the later one is redundant: the handler of the first sees
        the chat as it is then.
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
