"""`bot check`: checks everything that the bot needs, and says how to mend each fault."""

import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from bot.checking.findings import (
    Finding,
    Mark,
    asked,
    fault,
    of_administrators,
    of_database,
    of_disk,
    of_policy,
)
from bot.checking.vk import (
    community_of,
    of_callback,
    of_chats,
    of_clock,
    of_community,
    of_long_poll,
    of_refusal,
    of_rights,
)
from bot.settings import Settings
from bot.vk.client import TokenRejected, VkClient, VkRefused
from locales.texts import Catalogues, Texts
from storage.database import Storage, open_storage
from storage.engines import version_of
from storage.faults import StorageError
from storage.records import Chat


async def check(settings: Settings, *, register_callback: bool = False) -> int:
    """Check everything and print a line for each finding, in the language of `LOCALE`.

    Returns the exit status: 0 if the bot can run, 1 if something has to be mended first.
    """
    texts = Catalogues.load().texts(settings.locale)
    async with _present_storage(settings.database_url) as storage:
        chats = await _chats(storage)
        findings = (
            *await _of_vk(settings, chats, texts, register=register_callback),
            of_administrators(settings, texts),
            await of_database(settings.database_url, texts),
            *of_disk(settings.database_url, texts),
            *await of_policy(settings.policy_file, storage, texts),
        )
    for finding in findings:
        sys.stdout.write(f"{finding.mark} {finding.text}\n")
    return int(any(finding.mark is Mark.FAULT for finding in findings))


@asynccontextmanager
async def _present_storage(url: str) -> AsyncIterator[Storage | None]:
    """Open an existing database of the present version: a check changes none."""
    try:
        version = await version_of(url)
    except (StorageError, OSError):
        # reported by the check of the database
        version = None
    if version is None or version.present != version.newest:
        yield None
        return
    async with open_storage(url) as storage:
        yield storage


async def _chats(storage: Storage | None) -> tuple[Chat, ...]:
    if storage is None:
        return ()
    async with storage.reading() as reading:
        return tuple(await reading.chats())


async def _of_vk(
    settings: Settings, chats: Iterable[Chat], texts: Texts, *, register: bool
) -> tuple[Finding, ...]:
    _ = texts.gettext
    token = settings.vk_token.get_secret_value()
    async with VkClient.open(url=settings.vk_api_url, token=token) as client:
        try:
            number, name = await community_of(client)
        except TokenRejected:
            words = _(
                "Token: VK does not accept it. Make a new one (Manage → Work with API) and put it "
                "into {setting}."
            )
            return (fault(words.format(setting="VK_TOKEN")),)
        except VkRefused as refused:
            return (of_refusal(refused, settings.vk_api_url, texts),)
        if settings.transport == "callback" or register:
            events = of_callback(client, number, settings, texts, register=register)
            subject = _("Callback")
        else:
            events, subject = of_long_poll(client, number, texts), _("Long Poll events")
        return (
            of_community(number, name, settings.vk_group_id, texts),
            *await asked(of_rights(client, texts), _("Token's rights"), texts),
            *await asked(events, subject, texts),
            *await asked(of_clock(client, settings.sandbox_clock_url, texts), _("Clock"), texts),
            *await asked(of_chats(client, chats, texts), _("Chats"), texts),
        )
