"""Checks the long poll's settings, and switches on the events that the bot needs (VK.md, 3.1)."""

from typing import Any

from bot.checking.asking import SHORTLY
from bot.checking.findings import Finding, listed, warning, well
from bot.community import API_VERSION, EVENTS
from bot.vk.client import VkClient, VkRefused
from locales.texts import Texts


async def of_long_poll(client: VkClient, number: int, texts: Texts) -> tuple[Finding, ...]:
    """Check whether the events are on, and switch on those that are off.

    Raises what `VkClient.call` raises if the settings cannot even be read.
    """
    _ = texts.gettext
    settings = await client.call("groups.getLongPollSettings", SHORTLY, group_id=number)
    missing = missing_in(settings)
    if settings.get("is_enabled") and not missing:
        return (well(_("Long Poll events: on")),)
    try:
        await client.call(
            "groups.setLongPollSettings",
            SHORTLY,
            group_id=number,
            enabled=True,
            api_version=API_VERSION,
            **dict.fromkeys(EVENTS, True),
        )
    except VkRefused as refused:
        words = _(
            "Long Poll events: off are {events}, and VK does not let them be switched on ({why}). "
            "Switch Long Poll API and these events on: Manage → Work with API → Long Poll API."
        )
        return (warning(words.format(events=listed(missing or EVENTS), why=refused)),)
    words = _("Long Poll events: were off, now switched on: {events}")
    return (well(words.format(events=listed(missing or EVENTS))),)


def missing_in(settings: dict[str, Any]) -> list[str]:
    """Return the events that the bot needs and that are off."""
    events = settings.get("events") or {}
    return [event for event in EVENTS if not events.get(event)]
