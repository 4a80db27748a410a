"""The bot's community, and the events that VK sends it (VK.md, 3.1 and 6)."""

from dataclasses import dataclass

from loguru import logger

from bot.vk.client import UNTIL_IT_WORKS, VkClient, VkRefused
from rules.ids import MemberId

EVENTS = ("message_new", "message_event", "message_allow", "message_deny", "message_edit")
"""The events that the bot needs."""

API_VERSION = "5.199"


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """`number` is the community's positive id, `names` are the screen names by which people address
    it, `private_link` and a code behind it open a private conversation with it."""

    number: int
    names: frozenset[str]
    private_link: str

    @property
    def member(self) -> MemberId:
        """The community as an author of messages."""
        return MemberId(-self.number)


async def find_community(client: VkClient, number: int | None) -> Community:
    """Ask VK for the community of the token; `number` is the id from the settings.

    Raises what `VkClient.call` raises.
    """
    answer = await client.call("groups.getById", UNTIL_IT_WORKS, group_id=number)
    group = (answer["groups"] if isinstance(answer, dict) else answer)[0]
    found = int(group["id"])
    names = {f"club{found}", f"public{found}", str(group.get("screen_name") or "")} - {""}
    return Community(
        number=found,
        names=frozenset(name.lower() for name in names),
        private_link=f"https://vk.me/{group.get('screen_name') or f'club{found}'}?ref=",
    )


async def switch_on_events(client: VkClient, community: Community) -> None:
    """Switch on the events in `EVENTS` that are off; log a warning if VK refuses."""
    try:
        settings = await client.call(
            "groups.getLongPollSettings", UNTIL_IT_WORKS, group_id=community.number
        )
        events = settings.get("events") or {}
        if settings.get("is_enabled") and all(events.get(event) for event in EVENTS):
            return
        await client.call(
            "groups.setLongPollSettings",
            UNTIL_IT_WORKS,
            group_id=community.number,
            enabled=True,
            api_version=API_VERSION,
            **dict.fromkeys(EVENTS, True),
        )
    except VkRefused as refused:
        logger.warning(
            "the long poll's settings were refused (error {}): switch on {} by hand: "
            "Управление → Работа с API → Long Poll API",
            refused.code,
            ", ".join(EVENTS),
        )
