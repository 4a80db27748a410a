"""The syntax of the command line."""

import argparse
from pathlib import Path


def make_parser() -> argparse.ArgumentParser:
    """Build the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="bot",
        description="«Порядок»: бот, который ведёт беседы по разделу 5.12 положения колледжа.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="команда")
    of_one = argparse.ArgumentParser(add_help=False)
    of_one.add_argument(
        "--community", metavar="ИМЯ", help="которое из сообществ файла COMMUNITIES_FILE"
    )
    commands.add_parser("run", help="запустить бота", parents=[of_one])
    sandbox = commands.add_parser("sandbox", help="попробовать бота в учебной беседе, без VK")
    sandbox.add_argument("--host", default="127.0.0.1", help="адрес (по умолчанию %(default)s)")
    sandbox.add_argument(
        "--port", type=int, default=8080, help="порт (по умолчанию %(default)s или следующий)"
    )
    sandbox.add_argument(
        "--data", type=Path, help="папка, в которой история сохранится (по умолчанию временная)"
    )
    checking = commands.add_parser(
        "check", help="проверить настройки, ключ, базу, правила, беседы", parents=[of_one]
    )
    checking.add_argument(
        "--register-callback", action="store_true", help="назвать VK адрес из CALLBACK_URL"
    )
    backup = commands.add_parser(
        "backup", help="сделать копию базы, не останавливая бота", parents=[of_one]
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="куда сохранить копию")
    migrate = commands.add_parser(
        "migrate-data", help="перенести данные в другую базу (бот остановлен)"
    )
    migrate.add_argument("source", metavar="FROM", help="адрес базы, где данные есть")
    migrate.add_argument("target", metavar="TO", help="адрес пустой базы или нового файла")
    forget = commands.add_parser(
        "forget",
        help="стереть по просьбе человека то, что о нём хранится и уже не нужно",
        parents=[of_one],
    )
    forget.add_argument("id", metavar="ID", help="номер страницы: 123 или vk.com/id123")
    forget.add_argument("--yes", action="store_true", help="стереть; без этого только показать")
    commands.add_parser(
        "verify", help="проверить, что журнал цел и таблицы следуют из него", parents=[of_one]
    )
    report = commands.add_parser(
        "report", help="сохранить отчёт: картинку и таблицу", parents=[of_one]
    )
    report.add_argument(
        "period",
        nargs="*",
        help="2026-11, 01.09-30.11, неделя, месяц, семестр, учебный год, 2025/2026",
    )
    report.add_argument("--chat", type=int, help="номер беседы (по умолчанию все)")
    report.add_argument("--out", type=Path, default=Path(), help="папка (по умолчанию эта)")
    _add_roster(commands.add_parser("roster", help="список колледжа: принять или отдать"), of_one)
    detect = commands.add_parser(
        "detect", help="что заметят детекторы в файле, строка — сообщение", parents=[of_one]
    )
    detect.add_argument("file", type=Path, metavar="FILE", help="текст в UTF-8; «-»: с ввода")
    detect.add_argument("--json", action="store_true", help="по объекту JSON на строку")
    policy = commands.add_parser(
        "policy", help="показать действующие правила словами", parents=[of_one]
    )
    policy.add_argument("--locale", choices=["ru", "en"], help="язык")
    return parser


def _add_roster(roster: argparse.ArgumentParser, of_one: argparse.ArgumentParser) -> None:
    actions = roster.add_subparsers(dest="action", required=True, metavar="действие")
    taking = actions.add_parser("import", help="принять список: CSV или XLSX", parents=[of_one])
    taking.add_argument("file", type=Path, metavar="FILE", help="список колледжа")
    taking.add_argument("--yes", action="store_true", help="не спрашивать подтверждения")
    taking.add_argument(
        "--prune",
        action="store_true",
        help="удалить тех, кого в файле нет; число удаляемых нужно ввести",
    )
    taking.add_argument(
        "--prune-many", action="store_true", help="удалить, даже если это больше пятой части списка"
    )
    taking.add_argument(
        "--removing", type=int, metavar="ЧИСЛО", help="число удаляемых, если спросить некого"
    )
    taking.add_argument(
        "--strict", action="store_true", help="ничего не менять, если есть строки с ошибками"
    )
    giving = actions.add_parser(
        "export", help="отдать список в том же виде: CSV или XLSX", parents=[of_one]
    )
    giving.add_argument("file", type=Path, metavar="FILE", help="куда сохранить список")
