"""State kept in memory so that an ordinary message costs no query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rules.ids import BlockNumber, ChatId, MemberId, MessageId
from rules.settings import ChatSettings, Newcomers
from rules.silence import hold_on_newcomer
from rules.times import Hold, QuietHours
from rules.vocabulary.acquaintance import Acknowledged, RulesShown
from rules.vocabulary.blocks import BlockImposed, BlockLifted, BlockShortened, Lift
from rules.vocabulary.chats import ChatDisowned
from rules.vocabulary.silence import SilenceBegun, SilenceEnded
from rules.vocabulary.spread import PageDoubted, PageReturned
from rules.vocabulary.unions import Fact
from storage.database import Reading
from storage.records import Chat, ChatState

SOON = datetime.min.replace(tzinfo=UTC)
"""A due time in the past: the next run checks the chat."""


@dataclass(slots=True)
class Watch:
    """Who may not write where, and in which chats detectors look.

    `served`: chats that are adopted and in which the bot has its rights; `waiting`: those that wait
    for adoption. `staff`: the last known moderators. `asking`: when (UTC) to check a chat's
    newcomers for a reminder. `stale`: chats whose settings could not be loaded after a change.
    `blocked`, `silent`, `unacquainted` and `doubted` keep both ends of each hold, also past ones: a
    message is judged by when it was written. Everything is loaded from the storage at start and
    follows each commit.
    """

    blocked: dict[tuple[ChatId, MemberId], Hold] = field(default_factory=dict)
    served: set[ChatId] = field(default_factory=set)
    waiting: set[ChatId] = field(default_factory=set)
    silent: dict[ChatId, Hold] = field(default_factory=dict)
    unacquainted: dict[tuple[ChatId, MemberId], Hold] = field(default_factory=dict)
    doubted: dict[tuple[ChatId, MemberId], Hold] = field(default_factory=dict)
    staff: set[tuple[ChatId, MemberId]] = field(default_factory=set)
    trial: set[ChatId] = field(default_factory=set)
    quiet: dict[ChatId, tuple[QuietHours, ZoneInfo]] = field(default_factory=dict)
    reminded: dict[ChatId, datetime] = field(default_factory=dict)
    asking: dict[ChatId, datetime] = field(default_factory=dict)
    stale: set[ChatId] = field(default_factory=set)
    _untold: dict[tuple[ChatId, str], MemberId | None] = field(default_factory=dict)
    """By chat and ref of an expected notice: the blocked member; None for a silence."""

    async def load(
        self, reading: Reading, chats: Iterable[tuple[Chat, ChatSettings]], zone: ZoneInfo
    ) -> None:
        """Load everything of `chats`, given with their settings.

        `zone` is that of chats without one of their own.
        """
        self.blocked = await reading.block_holds()
        self.silent = await reading.silence_holds()
        self.doubted = await reading.doubt_holds()
        self.staff = {
            *await reading.moderators_everywhere(),
            *await reading.appointed_everywhere(),
        }
        here: defaultdict[ChatId, dict[MemberId, datetime]] = defaultdict(dict)
        for newcomer in await reading.unacquainted():
            here[newcomer.chat][newcomer.member] = newcomer.shown_at
        since = await reading.newcomers_set()
        for chat, settings in chats:
            self.note_state(chat.chat, chat.state)
            newcomers = here.get(chat.chat, {})
            self.note_settings(chat, settings, zone, newcomers, since=since.get(chat.chat))

    def note_state(self, chat: ChatId, state: ChatState) -> None:
        """Set the bot's state in a chat."""
        if state is ChatState.SERVED and chat not in self.served:
            self.asking[chat] = SOON
        self.served.discard(chat)
        self.waiting.discard(chat)
        if state is ChatState.SERVED:
            self.served.add(chat)
        elif state is ChatState.UNADOPTED:
            self.waiting.add(chat)

    def note_staff(self, chat: ChatId, moderators: Iterable[MemberId]) -> None:
        """Set the moderators of a chat."""
        self.staff = {pair for pair in self.staff if pair[0] != chat}
        self.staff |= {(chat, member) for member in moderators}

    def note_settings(
        self,
        chat: Chat,
        settings: ChatSettings,
        zone: ZoneInfo,
        newcomers: Mapping[MemberId, datetime],
        *,
        since: datetime | None = None,
    ) -> None:
        """Set a chat's settings, and its `newcomers` with when they were shown the rules (UTC).

        `since` is when the chat changed how it treats newcomers (UTC); None: never.
        """
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
        if before := self.unacquainted:
            self.unacquainted = {pair: hold for pair, hold in before.items() if pair[0] != number}
        if settings.newcomers is Newcomers.READ_ONLY:
            for member, shown_at in newcomers.items():
                self.unacquainted[number, member] = hold_on_newcomer(shown_at, since)
        self.asking.pop(number, None)
        if settings.newcomers is Newcomers.REMIND and newcomers:
            self.asking[number] = SOON

    def follow(
        self, chat: ChatId, settings: ChatSettings, facts: Iterable[Fact], at: datetime
    ) -> None:
        """Apply facts committed at `at` (UTC) in a chat with these settings."""
        for fact in facts:
            match fact:
                case BlockImposed(member=member, ends_at=ends_at):
                    self.blocked[chat, member] = Hold(since=at, until=ends_at)
                    self._untold[chat, block_ref(fact.number)] = member
                case BlockShortened(member=member, ends_at=ends_at):
                    known = self.blocked.get((chat, member))
                    announced = None if known is None else known.announced
                    hold = Hold(since=at, until=ends_at, announced=announced)
                    self.blocked[chat, member] = hold
                case BlockLifted(member=member, how=how):
                    self._untold.pop((chat, block_ref(fact.number)), None)
                    held = self.blocked.pop((chat, member), None)
                    if held is not None and how is not Lift.ANNULLED:
                        self.blocked[chat, member] = held.ended(at)
                case SilenceBegun(ends_at=ends_at):
                    self._forget_silence(chat)
                    self.silent[chat] = Hold(since=at, until=ends_at)
                    self._untold[chat, silence_ref(ends_at)] = None
                case SilenceEnded() | ChatDisowned() if chat in self.silent:
                    self._forget_silence(chat)
                    self.silent[chat] = self.silent[chat].ended(at)
                case RulesShown(member=member):
                    if settings.newcomers is Newcomers.READ_ONLY:
                        self.unacquainted[chat, member] = Hold(since=at, until=None)
                    elif settings.newcomers is Newcomers.REMIND:
                        self.asking[chat] = SOON
                case PageDoubted(member=member, ends_at=ends_at):
                    self.doubted[chat, member] = Hold(since=at, until=ends_at)
                case PageReturned(member=member) if (chat, member) in self.doubted:
                    self.doubted[chat, member] = self.doubted[chat, member].ended(at)
                case Acknowledged(member=member):
                    self.unacquainted.pop((chat, member), None)
                case _:
                    pass

    def _forget_silence(self, chat: ChatId) -> None:
        told_of = [key for key, whose in self._untold.items() if key[0] == chat and whose is None]
        for key in told_of:
            del self._untold[key]

    def note_told(self, chat: ChatId, ref: str, message: MessageId) -> None:
        """Record that the message `ref` is in the chat: it may be a block's notice."""
        if (chat, ref) not in self._untold:
            return
        member = self._untold.pop((chat, ref))
        if member is None:
            self.silent[chat] = replace(self.silent[chat], announced=message)
        elif (chat, member) in self.blocked:
            self.blocked[chat, member] = replace(self.blocked[chat, member], announced=message)

    def take_asking(self, now: datetime) -> tuple[ChatId, ...]:
        """Return the chats whose newcomers are due by `now` (UTC), and forget their due times.

        Call it before reading the storage, so that a later change schedules a new check.
        """
        due = tuple(chat for chat, at in self.asking.items() if at <= now)
        for chat in due:
            del self.asking[chat]
        return due

    def ask_at(self, chat: ChatId, at: datetime) -> None:
        """Schedule a check of a chat's newcomers by `at` (UTC)."""
        self.asking[chat] = min(at, self.asking.get(chat, at))

    def was_blocked(
        self, chat: ChatId, author: MemberId, written_at: datetime, message: MessageId
    ) -> bool:
        """Return whether the author was blocked when they wrote a message, as far as known."""
        held = self.blocked.get((chat, author))
        return held is not None and held.covers(written_at, message)

    def had_to_be_silent(
        self, chat: ChatId, author: MemberId, written_at: datetime, message: MessageId
    ) -> bool:
        """Return whether the author could only read when they wrote a message, as far as known.

        True in a silence, for newcomers who have to acknowledge the rules first, and for members
        whose page is in doubt.
        """
        pair = (chat, author)
        kept = (self.silent.get(chat), self.unacquainted.get(pair), self.doubted.get(pair))
        holds = [held for held in kept if held is not None]
        if not holds or pair in self.staff:
            return False
        return any(held.covers(written_at, message) for held in holds)

    def is_blocked(self, chat: ChatId, member: MemberId, now: datetime) -> bool:
        """Return whether a member's block holds now."""
        held = self.blocked.get((chat, member))
        return held is not None and held.holds_at(now)

    def is_late(self, chat: ChatId, at: datetime) -> bool:
        """Return whether a message at `at` (UTC) is the first of a chat's quiet hours."""
        quiet = self.quiet.get(chat)
        if quiet is None:
            return False
        hours, zone = quiet
        if not hours.hold_at(at, zone):
            return False
        reminded = self.reminded.get(chat)
        return reminded is None or reminded < hours.evening_of(at, zone)


def block_ref(block: BlockNumber) -> str:
    """Return the ref of the notice of a block."""
    return f"block:{block}"


def silence_ref(ends_at: datetime) -> str:
    """Return the ref of the notice of a silence, by its end."""
    return f"silence:{int(ends_at.timestamp())}"
