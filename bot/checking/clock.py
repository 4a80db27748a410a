"""Checks the machine's clock against VK's: blocks end by it."""

from bot.checking.asking import SHORTLY
from bot.checking.findings import Finding, warning, well
from bot.clock import open_clock
from bot.vk.client import VkClient
from bot.vk.values import moment
from locales.texts import Texts
from rules.times import clock_ahead

_APART = 2.0
"""Seconds that the clocks may differ."""


async def of_clock(client: VkClient, sandbox: str | None, texts: Texts) -> tuple[Finding, ...]:
    """Compare the clocks. Raises what `VkClient.call` raises."""
    _ = texts.gettext
    async with open_clock(sandbox) as clock:
        before = clock.now()
        theirs = moment(await client.call("utils.getServerTime", SHORTLY))
        after = clock.now()
    ahead = clock_ahead(theirs, before, after).total_seconds()
    if abs(ahead) <= _APART:
        return (well(_("Clock: right")),)
    words = (
        _("Clock: {n} s ahead of VK's. Blocks will end at the wrong time: set it by network.")
        if ahead > 0
        else _("Clock: {n} s behind VK's. Blocks will end at the wrong time: set it by network.")
    )
    return (warning(words.format(n=f"{abs(ahead):.0f}")),)
