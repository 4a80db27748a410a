"""The command line. What is heavy is imported by the command that needs it."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.roster.command import Find

OK = 0
FAILED = 1
MISCONFIGURED = 2

_BUG = "ошибка в самой программе; разработчикам нужны эти строки, секретов и имён в них нет"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status: 0 well, 1 it failed, 2 a setting is wrong."""
    # a mistake of the administrator's is said in one line, without a traceback
    from bot.settings import SettingsError
    from rules.policy_file import PolicyFileError
    from storage.faults import StorageError

    arguments = make_parser().parse_args(argv)
    # children's records: whatever a command makes, its owner alone may read
    os.umask(0o077)
    try:
        return _run(arguments)
    except (SettingsError, PolicyFileError) as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return MISCONFIGURED
    except StorageError as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return FAILED
    except KeyboardInterrupt:
        return OK
    except Exception as bug:  # a report that Python makes quotes rows, addresses, people's words
        from bot.log import passed

        print(f"bot {arguments.command}: {_BUG}\n{passed(bug)}", file=sys.stderr)  # noqa: T201
        return FAILED


def _run(arguments: argparse.Namespace) -> int:
    match arguments.command:
        case "run":
            return _run_bot()
        case "sandbox":
            return _run_sandbox(arguments.host, arguments.port, arguments.data)
        case "check":
            return _check(register_callback=arguments.register_callback)
        case "backup":
            return _backup(arguments.file)
        case "migrate-data":
            return _migrate_data(arguments.source, arguments.target)
        case "forget":
            return _forget(arguments.id, agreed=arguments.yes)
        case "verify":
            return _verify()
        case "report":
            return _report(arguments)
        case "roster":
            return _roster(arguments)
        case "detect":
            return _detect(arguments.file, as_json=arguments.json)
        case _:
            return _policy(arguments.locale)


def _run_bot() -> int:
    from bot.log import catch_strays, configure_log
    from bot.masking import secrets_of
    from bot.settings import load_settings

    settings = load_settings()
    configure_log(settings.log_level, secrets_of(settings))
    catch_strays()
    from bot.app import run

    return asyncio.run(run(settings))


def _run_sandbox(host: str, port: int, data: Path | None) -> int:
    from bot.sandbox.session import run_sandbox

    return asyncio.run(run_sandbox(host, port, data))


def _check(*, register_callback: bool) -> int:
    from bot.checking import check
    from bot.log import configure_log
    from bot.masking import secrets_of
    from bot.settings import load_settings

    settings = load_settings()
    configure_log("ERROR", secrets_of(settings))
    return asyncio.run(check(settings, register_callback=register_callback))


def _backup(file: Path) -> int:
    from bot.settings import load_database_settings
    from storage.backup import backup

    asyncio.run(backup(load_database_settings().database_url, file))
    print(f"Копия сохранена: {file}")  # noqa: T201
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


def _forget(person: str, *, agreed: bool) -> int:
    from bot.forgetting import forget_person
    from bot.log import configure_log
    from bot.masking import secrets_of
    from bot.settings import load_settings

    settings = load_settings()
    configure_log("ERROR", secrets_of(settings))
    return asyncio.run(forget_person(settings, person, agreed=agreed))


def _verify() -> int:
    from bot.settings import load_database_settings
    from storage.verification import verify

    verdict = asyncio.run(verify(load_database_settings().database_url))
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
    from bot.reporting.command import NoSuchChatError, write_report
    from bot.settings import load_database_settings, load_policy_settings, load_report_settings
    from rules.policy_file import read_policy

    policy = load_policy_settings()
    try:
        files = asyncio.run(
            write_report(
                load_database_settings().database_url,
                read_policy(policy.policy_file),
                policy.locale,
                load_report_settings().timezone,
                words=" ".join(arguments.period),
                chat=arguments.chat,
                folder=arguments.out,
            )
        )
    except NoSuchChatError as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return MISCONFIGURED
    if files is None:
        print("Период не понятен: 2026-11, 01.09-30.11, неделя, месяц или год", file=sys.stderr)  # noqa: T201
        return MISCONFIGURED
    print("Отчёт сохранён:", *files, sep="\n")  # noqa: T201
    return OK


def _roster(arguments: argparse.Namespace) -> int:
    from bot.roster.command import Wishes, export_list, import_list
    from bot.roster.tables import RosterFileError
    from bot.settings import load_database_settings, load_policy_settings
    from rules.policy_file import read_policy

    url = load_database_settings().database_url
    try:
        if arguments.action == "export":
            return asyncio.run(export_list(url, arguments.file))
        version = read_policy(load_policy_settings().policy_file).version
        wishes = Wishes(yes=arguments.yes, prune=arguments.prune, strict=arguments.strict)
        return asyncio.run(import_list(url, version, arguments.file, wishes, find=_page_finder()))
    except RosterFileError as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return FAILED


def _detect(file: Path, *, as_json: bool) -> int:
    from bot.detecting import detect_in
    from bot.settings import load_policy_settings
    from rules.policy_file import read_policy

    settings = load_policy_settings()
    policy = read_policy(settings.policy_file)
    return detect_in(file, policy, as_json=as_json, locale=settings.locale, output=sys.stdout)


def _page_finder() -> "Find | None":
    """Give who asks VK about pages; None where the bot is not connected yet."""
    from bot.log import configure_log
    from bot.masking import secrets_of
    from bot.roster.pages import find_pages
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings()
    except SettingsError:
        return None
    configure_log("ERROR", secrets_of(settings))
    return partial(find_pages, settings)


def _policy(locale: str | None) -> int:
    from bot.policy_words import policy_in_words
    from bot.settings import load_policy_settings
    from rules.policy_file import read_policy

    settings = load_policy_settings()
    print(policy_in_words(read_policy(settings.policy_file), locale or settings.locale))  # noqa: T201
    return OK


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="bot", description="«Порядок»: бот, который ведёт беседы колледжа по пункту 5.12."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="команда")
    commands.add_parser("run", help="запустить бота")
    sandbox = commands.add_parser("sandbox", help="попробовать бота в учебной беседе, без VK")
    sandbox.add_argument("--host", default="127.0.0.1", help="адрес (по умолчанию %(default)s)")
    sandbox.add_argument(
        "--port", type=int, default=8080, help="порт (по умолчанию %(default)s или следующий)"
    )
    sandbox.add_argument("--data", type=Path, help="папка для базы данных (по умолчанию временная)")
    checking = commands.add_parser("check", help="проверить настройки, ключ, базу, правила, чаты")
    checking.add_argument(
        "--register-callback", action="store_true", help="назвать VK адрес из CALLBACK_URL"
    )
    backup = commands.add_parser("backup", help="сделать копию базы, не останавливая бота")
    backup.add_argument("file", type=Path, metavar="FILE", help="куда сохранить копию")
    migrate = commands.add_parser(
        "migrate-data", help="перенести данные в другую базу (бот остановлен)"
    )
    migrate.add_argument("source", metavar="FROM", help="адрес базы, где данные есть")
    migrate.add_argument("target", metavar="TO", help="адрес пустой базы или нового файла")
    forget = commands.add_parser(
        "forget", help="стереть по просьбе человека то, что о нём хранится и уже не нужно"
    )
    forget.add_argument("id", metavar="ID", help="номер страницы: 123 или vk.com/id123")
    forget.add_argument("--yes", action="store_true", help="стереть; без этого только показать")
    commands.add_parser("verify", help="проверить, что журнал цел и таблицы следуют из него")
    report = commands.add_parser("report", help="сохранить отчёт: картинку и таблицу")
    report.add_argument("period", nargs="*", help="2026-11, 01.09-30.11, неделя, месяц, год")
    report.add_argument("--chat", type=int, help="номер беседы (по умолчанию все)")
    report.add_argument("--out", type=Path, default=Path(), help="папка (по умолчанию эта)")
    _add_roster(commands.add_parser("roster", help="список колледжа: принять или отдать"))
    detect = commands.add_parser("detect", help="что заметят детекторы в файле, строка — сообщение")
    detect.add_argument("file", type=Path, metavar="FILE", help="текст в UTF-8; «-»: с ввода")
    detect.add_argument("--json", action="store_true", help="по объекту JSON на строку")
    policy = commands.add_parser("policy", help="показать действующие правила словами")
    policy.add_argument("--locale", choices=["ru", "en"], help="язык")
    return parser


def _add_roster(roster: argparse.ArgumentParser) -> None:
    actions = roster.add_subparsers(dest="action", required=True, metavar="действие")
    taking = actions.add_parser("import", help="принять список: CSV или XLSX")
    taking.add_argument("file", type=Path, metavar="FILE", help="список колледжа")
    taking.add_argument("--yes", action="store_true", help="не спрашивать подтверждения")
    taking.add_argument("--prune", action="store_true", help="удалить тех, кого в файле нет")
    taking.add_argument(
        "--strict", action="store_true", help="ничего не менять, если есть строки с ошибками"
    )
    giving = actions.add_parser("export", help="отдать список в том же виде: CSV или XLSX")
    giving.add_argument("file", type=Path, metavar="FILE", help="куда сохранить список")
