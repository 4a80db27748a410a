"""The sandbox's world: people, chats and messages, and VK's side of them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bot.sandbox.clock import SandboxClock
from bot.sandbox.conversations import Message, PersonId
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.faults import Faults
from bot.sandbox.membership import JOIN, Membership
from bot.sandbox.pressing import Pressing
from bot.sandbox.stream import HISTORY

__all__ = ["Call", "Message", "PersonId", "World"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of the bot's. `at` is milliseconds since 1970 by the sandbox's clock.

    `packed`: it came within an `execute`, which is recorded after its calls.
    """

    number: int
    at: int
    method: str
    params: dict[str, str]
    outcome: str
    milliseconds: float
    packed: bool = False


class World(Membership, Pressing):
    """Everything in the sandbox, for one community, whose bot is tried.

    `history` is how many events the long poll keeps.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock,
        group_id: int = 1,
        token: str,
        name: str = "Порядок",
        history: int = HISTORY,
    ) -> None:
        super().__init__(clock=clock, group_id=group_id, name=name, history=history)
        self.token = token
        self.faults = Faults()
        self.calls: list[Call] = []
        self.uploads: dict[str, Any] = {}
        """Uploads that may be saved, by the token in the answer to the upload."""
        self.zone: str | None = None
        """The time zone in which the page shows times; None: the viewer's."""
        self.url = ""
        """Its address, without a trailing slash."""

    def open_link(self, link: str, who: PersonId) -> int:
        """Let a person open a link of VK's; return the conversation that it leads to.

        A chat's link makes them join. The bot's own opens the private conversation, where they
        press «Начать», which sends the bot the link's `ref`. Raises `NotPossibleError` for any
        other.
        """
        if link.startswith(JOIN):
            return self.join_by_link(link, who)
        address = urlsplit(link)
        name = address.path.strip("/")
        if address.netloc != "vk.me" or name not in {self.screen_name, f"club{self.group_id}"}:
            raise NotPossibleError("Эта ссылка ведёт не в песочницу.")
        ref = dict(parse_qsl(address.query)).get("ref", "")
        self.write(who, who, "Начать", ref=ref)
        return who
