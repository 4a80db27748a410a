"""Everything a handler needs, passed to it when it is built."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.conversation.announcing import Announcers
from handlers.conversation.clocks import Clocks
from handlers.conversation.lookout import Lookout
from handlers.conversation.strangers import Looks
from handlers.conversation.watch import Watch
from handlers.messenger import Capabilities, Messenger, PageNames
from handlers.reporting import Draw
from locales.texts import Catalogues
from rules.ids import MemberId
from rules.policy import Policy
from rules.spread import Echoes
from storage.database import Storage
from storage.records import Chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services and settings that handlers work with.

    `now` returns the current time (aware, UTC). `community` is the bot's own id (negative).
    `private_link` plus a code opens a private conversation with the bot, which receives the code.
    `draw` turns a report into files. `zone` and `locale` are the defaults for chats.
    `monthly_report`: send the administrators a report every month.
    """

    storage: Storage
    messenger: Messenger
    policy: Policy
    catalogues: Catalogues
    now: Callable[[], datetime]
    community: MemberId
    community_names: frozenset[str]
    private_link: str
    administrators: frozenset[MemberId]
    zone: ZoneInfo
    locale: str
    draw: Draw
    announcers: Announcers
    monthly_report: bool = False
    watch: Watch = field(default_factory=Watch)
    lookout: Lookout = field(default_factory=Lookout)
    looks: Looks = field(default_factory=Looks)
    clocks: Clocks = field(default_factory=Clocks)
    echoes: Echoes = field(default_factory=Echoes)

    @property
    def capabilities(self) -> Capabilities:
        """What the messenger can do."""
        return self.messenger.capabilities

    @property
    def pages(self) -> PageNames:
        """How people name a page in this messenger."""
        return self.messenger.capabilities.pages

    def zone_of(self, chat: Chat) -> ZoneInfo:
        """Return the zone of a chat's clock."""
        return ZoneInfo(chat.zone) if chat.zone else self.zone
