"""What every handler needs, handed to it when it is built."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.messenger import Messenger
from locales.texts import Catalogues
from rules.facts import Fact
from rules.facts.blocks import BlockImposed, BlockLifted
from rules.ids import ChatId, MemberId
from rules.policy import Policy
from storage.database import Storage
from storage.records import ChatState


@dataclass(slots=True)
class Watch:
    """What is kept in memory so that an ordinary message costs no query.

    `blocked` holds who is blocked where, `served` the chats in which the bot has its rights.
    Both are loaded from the storage at start and follow each commit.
    """

    blocked: set[tuple[ChatId, MemberId]] = field(default_factory=set)
    served: set[ChatId] = field(default_factory=set)

    async def load(self, storage: Storage) -> None:
        """Read both from the storage."""
        async with storage.reading() as reading:
            self.blocked = set(await reading.blocked())
            self.served = {
                chat.chat for chat in await reading.chats() if chat.state is ChatState.SERVED
            }

    def follow(self, chat: ChatId, facts: Iterable[Fact]) -> None:
        """Take note of blocks imposed and lifted by facts that were committed."""
        for fact in facts:
            match fact:
                case BlockImposed(member=member):
                    self.blocked.add((chat, member))
                case BlockLifted(member=member):
                    self.blocked.discard((chat, member))
                case _:
                    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The world as handlers see it.

    `now` gives the present moment (aware, UTC). `community` is the bot's own id (negative).
    `zone` and `locale` hold where a chat has none of its own.
    """

    storage: Storage
    messenger: Messenger
    policy: Policy
    catalogues: Catalogues
    now: Callable[[], datetime]
    community: MemberId
    community_names: frozenset[str]
    administrators: frozenset[MemberId]
    zone: ZoneInfo
    locale: str
    watch: Watch = field(default_factory=Watch)
