"""The command line. Heavy modules are imported by the command that needs them."""

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.parser import make_parser

if TYPE_CHECKING:
    from bot.roster.command import Find
    from bot.settings import Section, Settings

OK = 0
FAILED = 1
MISCONFIGURED = 2

_BUG = "ошибка в самой программе; разработчикам нужны эти строки, секретов и имён в них нет"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 success, 1 failure, 2 a wrong setting."""
    # an administrator's mistake is one line without a traceback
    from bot.settings import SettingsError
    from storage.faults import StorageError

    arguments = make_parser().parse_args(argv)
    # the files that a command makes hold children's records: only their owner may read them
    os.umask(0o077)
    try:
        return _run(arguments)
    except SettingsError as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return MISCONFIGURED
    except StorageError as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return FAILED
    except KeyboardInterrupt:
        return OK
    except Exception as bug:  # Python's traceback would quote rows, addresses, people's words
        from bot.log import passed

        print(f"bot {arguments.command}: {_BUG}\n{passed(bug)}", file=sys.stderr)  # noqa: T201
        return FAILED


def _run(arguments: argparse.Namespace) -> int:
    match arguments.command:
        case "run":
            return _run_bot(arguments.community)
        case "sandbox":
            return _run_sandbox(arguments.host, arguments.port, arguments.data)
        case "check":
            return _check(arguments.community, register_callback=arguments.register_callback)
        case "backup":
            return _backup(arguments)
        case "migrate-data":
            return _migrate_data(arguments.source, arguments.target)
        case "forget":
            return _forget(arguments)
        case "verify":
            return _verify(arguments.community)
        case "report":
            return _report(arguments)
        case "roster":
            return _roster(arguments)
        case "detect":
            return _detect(arguments)
        case _:
            return _policy(arguments)


def _run_bot(name: str | None) -> int:
    with _loading():
        from bot.app import run
        from bot.log import catch_strays
        from bot.settings import load_process_settings
        from bot.tenants import load_tenants

    process, tenants = load_process_settings(), load_tenants(name)
    _configure_log(process.log_level, [tenant.settings for tenant in tenants])
    catch_strays()
    return asyncio.run(run(tenants, process.health_port))


@contextmanager
def _loading() -> Iterator[None]:
    """Import code that stays for good: the garbage collector skips it, now and later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _configure_log(level: str, settings: "Iterable[Settings]") -> None:
    from bot.log import configure_log, secrets_of

    configure_log(level, [secret for each in settings for secret in secrets_of(each)])


def _run_sandbox(host: str, port: int, data: Path | None) -> int:
    from bot.sandbox.session import run_sandbox

    return asyncio.run(run_sandbox(host, port, data))


def _check(name: str | None, *, register_callback: bool) -> int:
    from bot.checking import check
    from bot.tenants import load_tenants

    tenants = load_tenants(name)
    _configure_log("ERROR", [tenant.settings for tenant in tenants])
    worst = OK
    for tenant in tenants:
        if tenant.name:
            print(f"[{tenant.name}]")  # noqa: T201
        found = asyncio.run(check(tenant.settings, register_callback=register_callback))
        worst = max(worst, found)
    return worst


def _backup(arguments: argparse.Namespace) -> int:
    from bot.settings import load_database_settings
    from bot.tenants import choose_section
    from storage.moving import backup

    url = load_database_settings(section=choose_section(arguments.community)).database_url
    asyncio.run(backup(url, arguments.file))
    print(f"Копия сохранена: {arguments.file}")  # noqa: T201
    return OK


def _migrate_data(source: str, target: str) -> int:
    from bot.settings import read_database_url
    from storage.moving import move

    moved = asyncio.run(move(read_database_url(source), read_database_url(target)))
    print(  # noqa: T201
        f"✓ Данные перенесены и проверены. Строк: {moved.rows}, записей журнала: {moved.entries}. "
        "Впишите новый адрес в DATABASE_URL и запустите бота."
    )
    return OK


def _forget(arguments: argparse.Namespace) -> int:
    from bot.forgetting import forget_person
    from bot.settings import load_settings
    from bot.tenants import choose_section

    settings = load_settings(section=choose_section(arguments.community))
    _configure_log("ERROR", [settings])
    return asyncio.run(forget_person(settings, arguments.id, agreed=arguments.yes))


def _verify(name: str | None) -> int:
    from bot.settings import load_database_settings
    from bot.tenants import choose_section
    from storage.verification import verify

    url = load_database_settings(section=choose_section(name)).database_url
    verdict = asyncio.run(verify(url))
    for fault in verdict.faults:
        print(f"✗ {fault}")  # noqa: T201
    if verdict.faults:
        return FAILED
    erased = f" Стёрто по сроку или по просьбе: {verdict.erased}." if verdict.erased else ""
    print(  # noqa: T201
        f"✓ Журнал цел, таблицы следуют из него. Записей: {verdict.entries}.{erased}"
    )
    return OK


def _report(arguments: argparse.Namespace) -> int:
    from bot.policy.file import policy_in_force
    from bot.reporting.command import NoSuchChatError, PeriodError, write_report
    from bot.settings import load_database_settings, load_policy_settings, load_report_settings
    from bot.tenants import choose_section

    section = choose_section(arguments.community)
    policy = load_policy_settings(section=section)
    try:
        files = asyncio.run(
            write_report(
                load_database_settings(section=section).database_url,
                policy_in_force(policy.policy_file, policy.locale),
                policy.locale,
                load_report_settings(section=section).timezone,
                words=" ".join(arguments.period),
                chat=arguments.chat,
                folder=arguments.out,
            )
        )
    except (NoSuchChatError, PeriodError) as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return MISCONFIGURED
    print("Отчёт сохранён:", *files, sep="\n")  # noqa: T201
    return OK


def _roster(arguments: argparse.Namespace) -> int:
    from bot.policy.file import policy_in_force
    from bot.roster.command import ImportOptions, export_list, import_list
    from bot.roster.rows import RosterFileError
    from bot.settings import load_database_settings, load_policy_settings
    from bot.tenants import choose_section

    section = choose_section(arguments.community)
    url = load_database_settings(section=section).database_url
    try:
        if arguments.action == "export":
            return asyncio.run(export_list(url, arguments.file))
        policy = load_policy_settings(section=section)
        version = policy_in_force(policy.policy_file, policy.locale).version
        options = ImportOptions(
            yes=arguments.yes,
            prune=arguments.prune or arguments.prune_many,
            prune_many=arguments.prune_many,
            removing=arguments.removing,
            strict=arguments.strict,
        )
        find = _page_finder(section)
        return asyncio.run(import_list(url, version, arguments.file, options, find=find))
    except RosterFileError as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return FAILED


def _detect(arguments: argparse.Namespace) -> int:
    from bot.detecting import detect_in
    from bot.policy.file import policy_in_force
    from bot.settings import load_policy_settings
    from bot.tenants import choose_section

    settings = load_policy_settings(section=choose_section(arguments.community))
    return detect_in(
        arguments.file,
        policy_in_force(settings.policy_file, settings.locale),
        as_json=arguments.json,
        locale=settings.locale,
        output=sys.stdout,
    )


def _page_finder(section: "Section | None") -> "Find | None":
    """Return the function that asks VK about pages; None if the bot is not connected yet."""
    from bot.roster.command import find_pages
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings(section=section)
    except SettingsError:
        return None
    _configure_log("ERROR", [settings])
    return partial(find_pages, settings)


def _policy(arguments: argparse.Namespace) -> int:
    from bot.policy.file import policy_in_force
    from bot.policy.words import policy_in_words
    from bot.settings import load_policy_settings
    from bot.tenants import choose_section

    settings = load_policy_settings(section=choose_section(arguments.community))
    locale = arguments.locale or settings.locale
    policy = policy_in_force(settings.policy_file, locale)
    print(policy_in_words(policy, locale))  # noqa: T201
    return OK
