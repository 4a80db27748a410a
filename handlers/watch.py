"""What is kept in memory so that an ordinary message costs no query."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rules.facts import Fact
from rules.facts.acquaintance import Acknowledged, RulesShown
from rules.facts.blocks import BlockImposed, BlockLifted
from rules.facts.chats import ChatAdopted, SettingChanged
from rules.facts.silence import SilenceBegun, SilenceEnded
from rules.ids import ChatId, MemberId
from rules.quiet_hours import QuietHours
from rules.settings import ChatSettings, Newcomers
from storage.database import Reading
from storage.records import Chat, ChatState

SOON = datetime.min.replace(tzinfo=UTC)
"""Stands for the next look at what falls due."""


@dataclass(slots=True)
class Watch:
    """Who may not write where, and in which chats something is to be looked for.

    `served` are the chats that were adopted and in which the bot has its rights, `waiting`
    those that wait for their adoption. `staff` are the moderators as they were known last. `asking`
    says when (UTC) a chat's newcomers are to be looked at, whether they have to be asked once more.
    `stale` are the chats whose settings could not be read again after they were changed.
    Everything is loaded from the storage at start and follows each commit.
    """

    blocked: set[tuple[ChatId, MemberId]] = field(default_factory=set)
    served: set[ChatId] = field(default_factory=set)
    waiting: set[ChatId] = field(default_factory=set)
    silent: set[ChatId] = field(default_factory=set)
    unacquainted: set[tuple[ChatId, MemberId]] = field(default_factory=set)
    staff: set[tuple[ChatId, MemberId]] = field(default_factory=set)
    trial: set[ChatId] = field(default_factory=set)
    quiet: dict[ChatId, tuple[QuietHours, ZoneInfo]] = field(default_factory=dict)
    reminded: dict[ChatId, datetime] = field(default_factory=dict)
    asking: dict[ChatId, datetime] = field(default_factory=dict)
    stale: set[ChatId] = field(default_factory=set)

    async def load(
        self, reading: Reading, chats: Iterable[tuple[Chat, ChatSettings]], zone: ZoneInfo
    ) -> None:
        """Read everything of all `chats`, in each of which that is set.

        `zone` is that of chats without one of their own.
        """
        self.blocked = set(await reading.blocked())
        self.silent = set(await reading.silences())
        self.staff = {
            *await reading.moderators_everywhere(),
            *await reading.appointed_everywhere(),
        }
        here: defaultdict[ChatId, set[MemberId]] = defaultdict(set)
        for newcomer in await reading.unacquainted():
            here[newcomer.chat].add(newcomer.member)
        for chat, settings in chats:
            self.note_state(chat.chat, chat.state)
            self.note_settings(chat, settings, zone, here.get(chat.chat, ()))

    def note_state(self, chat: ChatId, state: ChatState) -> None:
        """Take note of what the bot is in a chat."""
        if state is ChatState.SERVED and chat not in self.served:
            self.asking[chat] = SOON
        self.served.discard(chat)
        self.waiting.discard(chat)
        if state is ChatState.SERVED:
            self.served.add(chat)
        elif state is ChatState.UNADOPTED:
            self.waiting.add(chat)

    def note_staff(self, chat: ChatId, moderators: Iterable[MemberId]) -> None:
        """Take note of who moderates a chat."""
        self.staff = {pair for pair in self.staff if pair[0] != chat}
        self.staff |= {(chat, member) for member in moderators}

    def note_settings(
        self, chat: Chat, settings: ChatSettings, zone: ZoneInfo, newcomers: Collection[MemberId]
    ) -> None:
        """Take note of what is set in a chat, where `newcomers` do not know the rules yet."""
        number = chat.chat
        self.trial.discard(number)
        if settings.trial:
            self.trial.add(number)
        self.quiet.pop(number, None)
        if settings.quiet_hours is not None:
            self.quiet[number] = (
                settings.quiet_hours,
                ZoneInfo(chat.zone) if chat.zone else zone,
            )
        if self.unacquainted:
            self.unacquainted = {pair for pair in self.unacquainted if pair[0] != number}
        if settings.newcomers is Newcomers.READ_ONLY:
            self.unacquainted |= {(number, member) for member in newcomers}
        self.asking.pop(number, None)
        if settings.newcomers is Newcomers.REMIND and newcomers:
            self.asking[number] = SOON

    def follow(self, chat: ChatId, settings: ChatSettings, facts: Iterable[Fact]) -> None:
        """Take note of facts that were committed in a chat where that is set."""
        for fact in facts:
            match fact:
                case BlockImposed(member=member):
                    self.blocked.add((chat, member))
                case BlockLifted(member=member):
                    self.blocked.discard((chat, member))
                case SilenceBegun():
                    self.silent.add(chat)
                case SilenceEnded():
                    self.silent.discard(chat)
                case RulesShown(member=member):
                    if settings.newcomers is Newcomers.READ_ONLY:
                        self.unacquainted.add((chat, member))
                    elif settings.newcomers is Newcomers.REMIND:
                        self.asking[chat] = SOON
                case Acknowledged(member=member):
                    self.unacquainted.discard((chat, member))
                case _:
                    pass

    def take_asking(self, now: datetime) -> tuple[ChatId, ...]:
        """Give the chats whose newcomers are to be looked at by `now` (UTC), once.

        To be asked before the storage is read: what comes after the reading asks for a look anew.
        """
        due = tuple(chat for chat, at in self.asking.items() if at <= now)
        for chat in due:
            del self.asking[chat]
        return due

    def ask_at(self, chat: ChatId, at: datetime) -> None:
        """Take note that a chat's newcomers are to be looked at by then (UTC)."""
        self.asking[chat] = min(at, self.asking.get(chat, at))

    def must_be_silent(self, chat: ChatId, author: MemberId) -> bool:
        """Say whether somebody who is not blocked may not write in a chat, as far as known."""
        if (chat, author) in self.staff:
            return False
        return chat in self.silent or (chat, author) in self.unacquainted

    def is_late(self, chat: ChatId, at: datetime) -> bool:
        """Say whether a message at that moment is the first of a chat's quiet hours."""
        quiet = self.quiet.get(chat)
        if quiet is None:
            return False
        hours, zone = quiet
        if not hours.hold_at(at, zone):
            return False
        reminded = self.reminded.get(chat)
        return reminded is None or reminded < hours.evening_of(at, zone)


CHANGING = (ChatAdopted, SettingChanged)
"""Facts after which what is set in a chat has to be read anew."""
