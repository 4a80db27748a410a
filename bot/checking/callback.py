"""Checks the callback server in VK's settings, and registers it with VK (VK.md, 3.2)."""

import asyncio
import hmac
from typing import Any

from bot.checking.findings import SHORTLY, Finding, fault, listed, warning, well
from bot.checking.vk import missing_in
from bot.settings import Settings
from bot.vk.client import VkClient, VkRefused
from bot.vk.community import API_VERSION, EVENTS
from locales.texts import Texts

_TITLE = "Poryadok"
"""The server's name on VK's page: fourteen characters at most."""

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
    await client.call(
        "groups.setCallbackSettings",
        SHORTLY,
        group_id=number,
        server_id=server_id,
        api_version=API_VERSION,
        **dict.fromkeys(EVENTS, True),
    )
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
    missing = missing_in(settings)
    if not missing:
        return well(_("Callback events: on"))
    try:
        await client.call(
            "groups.setCallbackSettings",
            SHORTLY,
            group_id=number,
            server_id=server["id"],
            api_version=API_VERSION,
            **dict.fromkeys(EVENTS, True),
        )
    except VkRefused as refused:
        words = _(
            "Callback events: off are {events}, and VK does not let them be switched on ({why}). "
            "Switch them on: Manage → Work with API → Callback API."
        )
        return warning(words.format(events=listed(missing), why=refused))
    words = _("Callback events: were off, now switched on: {events}")
    return well(words.format(events=listed(missing)))
