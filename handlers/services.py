"""What every handler needs, handed to it when it is built."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.messenger import Messenger
from locales.texts import Catalogues
from rules.ids import ChatId, MemberId
from rules.policy import Policy
from storage.database import Storage


@dataclass(slots=True)
class Watch:
    """Who is blocked where, kept in memory so that an ordinary message costs no query.

    Loaded from the storage at start and brought up to date after each commit that imposes
    or lifts a block.
    """

    blocked: set[tuple[ChatId, MemberId]] = field(default_factory=set)


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
