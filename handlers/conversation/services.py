"""What every handler needs, handed to it when it is built."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.conversation.announcing import Announcers
from handlers.conversation.clocks import Clocks
from handlers.conversation.lookout import Lookout
from handlers.conversation.strangers import Looks
from handlers.conversation.watch import Watch
from handlers.messenger import Messenger
from handlers.reporting import Draw
from locales.texts import Catalogues
from rules.ids import MemberId
from rules.policy import Policy
from storage.database import Storage
from storage.records import Chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The world as handlers see it.

    `now` gives the present moment (aware, UTC). `community` is the bot's own id (negative).
    `private_link` and a code behind it lead to a private conversation with the bot, which is told
    the code. `draw` makes files of a report. `zone` and `locale` hold where a chat has none of its
    own. `monthly_report`: the administrators get one by itself.
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

    def zone_of(self, chat: Chat) -> ZoneInfo:
        """Give the zone of a chat's clock."""
        return ZoneInfo(chat.zone) if chat.zone else self.zone
