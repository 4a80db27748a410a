"""Checks the token: its community and its rights (VK.md, 6)."""

from bot.checking.asking import SHORTLY
from bot.checking.findings import Finding, fault, listed, warning, well
from bot.vk.client import VkClient, VkRefused
from bot.vk.faults import UNANSWERED
from locales.texts import Texts


async def community_of(client: VkClient) -> tuple[int, str]:
    """Return the id and the name of the token's community. Raises as `VkClient.call`."""
    answer = await client.call("groups.getById", SHORTLY)
    group = (answer["groups"] if isinstance(answer, dict) else answer)[0]
    return int(group["id"]), str(group.get("name", ""))


def of_refusal(refused: VkRefused, url: str, texts: Texts) -> Finding:
    """Explain why VK does not even name the token's community."""
    _ = texts.gettext
    if refused.code != UNANSWERED:
        words = _("Token: VK refused ({why}). Check {setting}.")
        return fault(words.format(why=refused, setting="VK_TOKEN"))
    words = _("VK: {url} does not answer. Check the internet connection and {setting}.")
    return fault(words.format(url=url, setting="VK_API_URL"))


def of_community(number: int, name: str, expected: int | None, texts: Texts) -> Finding:
    """Compare the token's community with the one in the settings."""
    _ = texts.gettext
    if expected is not None and number != expected:
        words = _(
            "Token: it is of community {number}, while {setting}={expected}. "
            "Mend the number, or take the token of the right community."
        )
        return fault(words.format(number=number, setting="VK_GROUP_ID", expected=expected))
    words = _("Token: community “{name}”, number {number}")
    return well(words.format(name=name, number=number))


async def of_rights(client: VkClient, texts: Texts) -> tuple[Finding, ...]:
    """Check the token's rights. Raises what `VkClient.call` raises."""
    _ = texts.gettext
    needed = {"messages": _("community messages"), "manage": _("community management")}
    files = {"photos": _("photos"), "docs": _("documents")}
    answer = await client.call("groups.getTokenPermissions", SHORTLY)
    given = {permission["name"] for permission in answer["permissions"]}
    missing = [words for name, words in needed.items() if name not in given]
    if missing:
        words = _(
            "Token's rights: missing are {rights}. Make a token with these rights (Manage → Work "
            "with API) and put it into {setting}."
        )
        return (fault(words.format(rights=listed(missing), setting="VK_TOKEN")),)
    without = [words for name, words in files.items() if name not in given]
    if without:
        words = _(
            "Token's rights: without {rights} reports and files with data are not sent. Add these "
            "rights if you need them."
        )
        return (warning(words.format(rights=listed(without))),)
    words = _("Token's rights: {rights}")
    return (well(words.format(rights=listed([*needed.values(), *files.values()]))),)
