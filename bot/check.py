"""`bot check`: whatever the bot needs, looked at once, with what to do about each fault."""

import sys
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.clock import open_clock
from bot.community import EVENTS
from bot.settings import Settings
from bot.vk.client import Manner, TokenRejected, VkClient, VkRefused
from bot.vk.faults import UNANSWERED
from rules.clauses import Clause
from rules.policy import Policy
from rules.policy_file import PolicyFileError, read_policy
from rules.revision import changes
from storage.database import StorageError, open_storage

_RIGHTS = {"messages": "сообщения сообщества", "manage": "управление сообществом"}
"""The rights that the token needs (VK.md, 6), as VK's page calls them."""

_FILES = {"photos": "фотографии", "docs": "документы"}
"""The rights without which no report can be sent."""

_CLOCKS_APART = 2.0
"""Seconds between our clock and VK's that nobody minds."""

_SHORTLY = Manner(patience=5.0)
"""Seconds for which a question to VK is repeated; somebody waits for the answer."""


class Mark(StrEnum):
    """How a check ended. `WARNING` lets the bot run."""

    WELL = "✓"
    WARNING = "!"
    FAULT = "✗"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report."""

    mark: Mark
    text: str


async def check(settings: Settings) -> int:
    """Look at everything that the bot needs and say it, a line each; give the exit status.

    0 where the bot can run, 1 where something has to be mended first.
    """
    findings = [*await _of_vk(settings), await _of_database(settings)]
    findings.append(await _of_policy(settings))
    for finding in findings:
        sys.stdout.write(f"{finding.mark} {finding.text}\n")
    return int(any(finding.mark is Mark.FAULT for finding in findings))


async def _of_vk(settings: Settings) -> list[Finding]:
    token = settings.vk_token.get_secret_value()
    async with VkClient.open(url=settings.vk_api_url, token=token) as client:
        try:
            group = await _community(client)
        except TokenRejected as rejected:
            return [_fault(str(rejected))]
        except VkRefused as refused:
            return [_unreachable(refused, settings.vk_api_url)]
        return [
            _of_community(group, settings.vk_group_id),
            await _asked(_of_rights(client), "Права ключа"),
            await _asked(_of_events(client, int(group["id"])), "События Long Poll"),
            await _asked(_of_clock(client, settings.sandbox_clock_url), "Часы"),
        ]


async def _community(client: VkClient) -> dict[str, Any]:
    answer = await client.call("groups.getById", _SHORTLY)
    group: dict[str, Any] = (answer["groups"] if isinstance(answer, dict) else answer)[0]
    return group


def _unreachable(refused: VkRefused, url: str) -> Finding:
    if refused.code != UNANSWERED:
        return _fault(f"Ключ: VK ответил отказом ({refused}): проверьте VK_TOKEN")
    return _fault(
        f"VK: {url} не отвечает: проверьте подключение к интернету и настройку VK_API_URL"
    )


def _of_community(group: dict[str, Any], expected: int | None) -> Finding:
    number = int(group["id"])
    if expected is not None and number != expected:
        return _fault(
            f"Ключ: он от сообщества {number}, а VK_GROUP_ID={expected}: "
            "исправьте номер или возьмите ключ нужного сообщества"
        )
    return _well(f"Ключ: сообщество «{group.get('name', '')}», номер {number}")


async def _asked(question: Awaitable[Finding], subject: str) -> Finding:
    try:
        return await question
    except (VkRefused, TokenRejected) as refused:
        return _fault(
            f"{subject}: VK ответил отказом ({refused}): проверьте, что у ключа есть права "
            f"{_listed(_RIGHTS.values())}"
        )


async def _of_rights(client: VkClient) -> Finding:
    answer = await client.call("groups.getTokenPermissions", _SHORTLY)
    given = {permission["name"] for permission in answer["permissions"]}
    missing = [words for name, words in _RIGHTS.items() if name not in given]
    if missing:
        return _fault(
            f"Права ключа: не хватает прав {_listed(missing)}: создайте ключ с этими правами "
            "(Управление → Дополнительно → Работа с API) и впишите его в VK_TOKEN"
        )
    without = [words for name, words in _FILES.items() if name not in given]
    if without:
        return _warning(
            f"Права ключа: нет прав {_listed(without)}: отчёты и файлы с данными не будут "
            "отправляться; добавьте их, если они нужны"
        )
    return _well(f"Права ключа: {_listed([*_RIGHTS.values(), *_FILES.values()])}")


async def _of_events(client: VkClient, number: int) -> Finding:
    answer = await client.call("groups.getLongPollSettings", _SHORTLY, group_id=number)
    events = answer.get("events") or {}
    missing = [event for event in EVENTS if not events.get(event)]
    if answer.get("is_enabled") and not missing:
        return _well("События Long Poll: включены")
    where = "в разделе Управление → Дополнительно → Работа с API → Long Poll API"
    if not answer.get("is_enabled"):
        return _warning(
            "Long Poll API: не включён. Бот включит его сам при запуске; если не сможет, "
            f"включите его {where}"
        )
    return _warning(
        f"События Long Poll: не включены {', '.join(missing)}. Бот включит их сам при запуске; "
        f"если не сможет, включите их {where}"
    )


async def _of_clock(client: VkClient, sandbox: str | None) -> Finding:
    async with open_clock(sandbox) as clock:
        before = clock.now()
        theirs = int(await client.call("utils.getServerTime", _SHORTLY))
        after = clock.now()
    apart = _apart(theirs, before, after)
    if abs(apart) <= _CLOCKS_APART:
        return _well("Часы: идут верно")
    side = "спешат" if apart > 0 else "отстают"
    return _warning(
        f"Часы: {side} на {abs(apart):.0f} с по сравнению с VK, и блокировки будут кончаться "
        "не вовремя: включите на компьютере установку точного времени по сети (NTP)"
    )


def _apart(theirs: int, before: datetime, after: datetime) -> float:
    """Give by how many seconds ours is ahead of theirs, which they told in whole seconds."""
    if theirs + 1 < before.timestamp():
        return before.timestamp() - (theirs + 1)
    return min(after.timestamp() - theirs, 0.0)


async def _of_database(settings: Settings) -> Finding:
    try:
        async with open_storage(settings.database_url):
            return _well(f"База данных: {settings.database_url}")
    except StorageError as mistake:
        return _fault(f"База данных: {mistake}")


async def _of_policy(settings: Settings) -> Finding:
    try:
        policy = read_policy(settings.policy_file)
    except PolicyFileError as mistake:
        return _fault(f"Правила: {mistake}")
    if await _is_reworded(settings, policy):
        return _warning(
            f"Правила: текст изменился, а версия прежняя, {policy.version}: участники об этом не "
            f"узнают, задайте в файле новую version (п. {Clause.REVISION})"
        )
    return _well(f"Правила: версия {policy.version}, {settings.policy_file or 'из состава бота'}")


async def _is_reworded(settings: Settings, policy: Policy) -> bool:
    try:
        async with open_storage(settings.database_url) as storage, storage.reading() as reading:
            before = await reading.conduct_of(policy.version)
    except StorageError:
        # said where the database is looked at
        return False
    return before is not None and not changes(before, policy.conduct).is_empty


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"«{word}»" for word in words)


def _well(text: str) -> Finding:
    return Finding(mark=Mark.WELL, text=text)


def _warning(text: str) -> Finding:
    return Finding(mark=Mark.WARNING, text=text)


def _fault(text: str) -> Finding:
    return Finding(mark=Mark.FAULT, text=text)
