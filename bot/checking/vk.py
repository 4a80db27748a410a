"""Checks by asking VK: token and rights, events, callback server, clock, chats (VK.md, 3 and 6)."""

import asyncio
import hmac
from collections.abc import Iterable
from typing import Any

from bot.checking.findings import SHORTLY, Finding, fault, listed, warning, well
from bot.clock import open_clock
from bot.settings import Settings
from bot.vk.client import VkClient, VkRefused
from bot.vk.community import API_VERSION, EVENTS
from bot.vk.faults import UNANSWERED, Act, meaning
from bot.vk.values import moment
from handlers.messenger import Fault
from locales.texts import Texts
from rules.times import clock_ahead
from storage.records import Chat, ChatState


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


async def of_long_poll(client: VkClient, number: int, texts: Texts) -> tuple[Finding, ...]:
    """Check whether the events are on, and switch on those that are off.

    Raises what `VkClient.call` raises if the settings cannot even be read.
    """
    _ = texts.gettext
    settings = await client.call("groups.getLongPollSettings", SHORTLY, group_id=number)
    missing = _missing_in(settings)
    if settings.get("is_enabled") and not missing:
        return (well(_("Long Poll events: on")),)
    try:
        await _switch_on(client, "groups.setLongPollSettings", group_id=number, enabled=True)
    except VkRefused as refused:
        words = _(
            "Long Poll events: off are {events}, and VK does not let them be switched on ({why}). "
            "Switch Long Poll API and these events on: Manage → Work with API → Long Poll API."
        )
        return (warning(words.format(events=listed(missing or EVENTS), why=refused)),)
    words = _("Long Poll events: were off, now switched on: {events}")
    return (well(words.format(events=listed(missing or EVENTS))),)


def _missing_in(settings: dict[str, Any]) -> list[str]:
    """Return the events that the bot needs and that are off."""
    events = settings.get("events") or {}
    return [event for event in EVENTS if not events.get(event)]


async def _switch_on(client: VkClient, method: str, **where: Any) -> None:
    events = dict.fromkeys(EVENTS, True)
    await client.call(method, SHORTLY, **where, api_version=API_VERSION, **events)


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


_ASKED = frozenset({ChatState.SERVED, ChatState.UNADOPTED, ChatState.NO_RIGHTS})
"""States of chats in which the bot takes itself for a member."""


async def of_chats(client: VkClient, chats: Iterable[Chat], texts: Texts) -> tuple[Finding, ...]:
    """Ask VK about each chat; return a finding for each where something is to be done.

    Raises `TokenRejected`.
    """
    _ = texts.gettext
    asked = [chat for chat in chats if chat.state in _ASKED]
    if not asked:
        return (well(_("Chats: none yet")),)
    findings = [await _of_chat(client, chat, texts) for chat in asked]
    whole = findings.count(())
    words = texts.ngettext(
        "Chats: {n} chat in which the bot has its rights",
        "Chats: {n} chats in which the bot has its rights",
        whole,
    )
    return (well(words.format(n=whole)), *(found for some in findings for found in some))


async def _of_chat(client: VkClient, chat: Chat, texts: Texts) -> tuple[Finding, ...]:
    _ = texts.gettext
    name = chat.title or str(chat.chat)
    try:
        await client.call("messages.getConversationMembers", SHORTLY, peer_id=chat.chat, count=1)
    except VkRefused as refused:
        match meaning(refused.code, Act.READ):
            case Fault.NO_RIGHTS:
                words = _(
                    "Chat “{name}”: the bot is no administrator there, or was removed. Make it one "
                    "in the list of members."
                )
            case Fault.GONE:
                words = _("Chat “{name}”: it is no more, or the bot was removed from it.")
            case _:
                words = _("Chat “{name}”: VK did not say ({why}). Check again later.")
                return (fault(words.format(name=name, why=refused)),)
        return (warning(words.format(name=name)),)
    if chat.state is ChatState.UNADOPTED:
        words = _("Chat “{name}”: a moderator has to say whose it is, by the button in the chat.")
        return (warning(words.format(name=name)),)
    return ()


_TITLE = "Poryadok"
"""The server's name on VK's page: fourteen characters at most."""

_SET_CALLBACK = "groups.setCallbackSettings"

_TOO_MANY = 2000
"""VK's code for a community that has all the servers it may have."""

_LOOKS = 10

_LOOK_EVERY = 1.0
"""Seconds between the looks whether VK has confirmed the server."""


async def of_callback(
    client: VkClient, number: int, settings: Settings, texts: Texts, *, register: bool
) -> tuple[Finding, ...]:
    """Check the server in VK's list; with `register`, add or update it.

    Raises what `VkClient.call` raises.
    """
    _ = texts.gettext
    url = settings.callback_url
    if url is None:
        words = _("Callback: set {setting} to the address by which VK reaches the bot.")
        return ((fault if register else warning)(words.format(setting="CALLBACK_URL")),)
    if settings.callback_secret is None:
        words = _("Callback: set {setting}: without it anybody could forge VK's events.")
        return (fault(words.format(setting="CALLBACK_SECRET")),)
    secret = settings.callback_secret.get_secret_value()
    server = await _find(client, number, url)
    if register:
        try:
            server = await _register(client, number, url, secret, server)
        except VkRefused as refused:
            return (fault(_refusal(refused, texts)),)
    if server is None:
        words = _("Callback: VK does not know {url}. Start the bot and run: {command}")
        return (fault(words.format(url=url, command="bot check --register-callback")),)
    return (_of_server(server, url, secret, texts), await _of_events(client, number, server, texts))


async def _find(client: VkClient, number: int, url: str) -> dict[str, Any] | None:
    answer = await client.call("groups.getCallbackServers", SHORTLY, group_id=number)
    for server in answer["items"]:
        if server["url"].rstrip("/") == url.rstrip("/"):
            found: dict[str, Any] = server
            return found
    return None


async def _register(
    client: VkClient, number: int, url: str, secret: str, known: dict[str, Any] | None
) -> dict[str, Any] | None:
    given = {"group_id": number, "url": url, "title": _TITLE, "secret_key": secret}
    if known is None:
        added = await client.call("groups.addCallbackServer", SHORTLY, **given)
        server_id = added["server_id"]
    else:
        server_id = known["id"]
        # VK confirms anew every server that is edited
        if known["status"] != "ok" or not _is_same(known, secret):
            await client.call("groups.editCallbackServer", SHORTLY, **given, server_id=server_id)
    await _switch_on(client, _SET_CALLBACK, group_id=number, server_id=server_id)
    server = await _find(client, number, url)
    for _ in range(_LOOKS):
        if server is None or server["status"] in {"ok", "failed"}:
            break
        await asyncio.sleep(_LOOK_EVERY)
        server = await _find(client, number, url)
    return server


def _refusal(refused: VkRefused, texts: Texts) -> str:
    _ = texts.gettext
    if refused.code == _TOO_MANY:
        return _(
            "Callback: the community has ten servers already. Remove one: Manage → Work with "
            "API → Callback API."
        )
    words = _("Callback: VK does not let the server be registered ({why}).")
    return words.format(why=refused)


def _of_server(server: dict[str, Any], url: str, secret: str, texts: Texts) -> Finding:
    _ = texts.gettext
    if not _is_same(server, secret):
        words = _("Callback: VK has another secret than {setting}. Run: {command}")
        return fault(
            words.format(setting="CALLBACK_SECRET", command="bot check --register-callback")
        )
    if server["status"] != "ok":
        words = _(
            "Callback: VK could not confirm {url}. The bot has to be running, and the address has "
            "to lead to it from the internet, with a valid certificate. Then run: {command}"
        )
        return fault(words.format(url=url, command="bot check --register-callback"))
    words = _("Callback: VK sends events to {url}")
    return well(words.format(url=url))


def _is_same(server: dict[str, Any], secret: str) -> bool:
    return hmac.compare_digest(str(server.get("secret_key", "")).encode(), secret.encode())


async def _of_events(
    client: VkClient, number: int, server: dict[str, Any], texts: Texts
) -> Finding:
    _ = texts.gettext
    settings = await client.call(
        "groups.getCallbackSettings", SHORTLY, group_id=number, server_id=server["id"]
    )
    missing = _missing_in(settings)
    if not missing:
        return well(_("Callback events: on"))
    try:
        await _switch_on(client, _SET_CALLBACK, group_id=number, server_id=server["id"])
    except VkRefused as refused:
        words = _(
            "Callback events: off are {events}, and VK does not let them be switched on ({why}). "
            "Switch them on: Manage → Work with API → Callback API."
        )
        return warning(words.format(events=listed(missing), why=refused))
    words = _("Callback events: were off, now switched on: {events}")
    return well(words.format(events=listed(missing)))
