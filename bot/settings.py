"""The settings that an administrator of the college makes, in the environment or `.env`.

`python -m bot.settings > .env.example` writes the example from them.
"""

import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.operation_settings import READING, OperationSettings, ProcessSettings, lower, present
from bot.operation_settings import address as _address
from bot.operation_settings import setting as _setting

ENV_FILE = Path(".env")
"""The file that settings are read from besides the environment, relative to the working directory.
"""

_SQLITE = "sqlite+aiosqlite:///"
_POSTGRESQL = "postgresql+asyncpg://"

_DATABASES = f"адрес вида {_SQLITE}data/bot.db или {_POSTGRESQL}имя:пароль@сервер/база"


class SettingsError(Exception):
    """A setting, or its file, is missing or wrong; the text is lines for the administrator."""


def _filled(secret: SecretStr) -> SecretStr:
    stripped = secret.get_secret_value().strip()
    # a key with a blank inside was copied with something else
    if not stripped or len(stripped.split()) > 1:
        raise ValueError
    return SecretStr(stripped)


def _ids(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    return [part.strip().removeprefix("id") for part in raw.split(",") if part.strip()]


def _directory(address: str) -> str:
    return address if address.endswith("/") else address + "/"


def _database(url: str) -> str:
    if url.startswith(_POSTGRESQL):
        parts = urlsplit(url)
        # port raises ValueError if it is no number
        if not parts.path.strip("/") or parts.port == 0 or "/" in parts.path[1:]:
            raise ValueError
    elif not url.startswith(_SQLITE) or not url.removeprefix(_SQLITE):
        raise ValueError
    return url


def _zone(name: str) -> str:
    # such names count leap seconds, or depend on the machine
    if name.startswith(("posix", "right/")):
        raise ValueError
    try:
        ZoneInfo(name)
    except (KeyError, OSError) as unknown:
        raise ValueError from unknown
    return name


_Kind = TypeVar("_Kind", bound=BaseSettings)


class DatabaseSettings(BaseSettings):
    """What is needed to reach the database, without a token or VK."""

    model_config = READING

    database_url: Annotated[str, AfterValidator(_database)] = _setting(
        f"{_SQLITE}data/bot.db",
        "База данных. Файл SQLite: папка создаётся сама; путь после трёх косых черт отсчитывается "
        "от папки запуска, после четырёх он полный. Или PostgreSQL: "
        f"{_POSTGRESQL}имя:пароль@сервер/база; базу создаёт администратор, таблицы бот. Знаки "
        "@ : / % в пароле пишутся как %40 %3A %2F %25.",
        expected=_DATABASES,
    )


class PolicySettings(BaseSettings):
    """What is needed to read the policy and word it, without a token or VK."""

    model_config = READING

    policy_file: Annotated[Path, AfterValidator(present)] | None = _setting(
        None,
        "Файл правил колледжа (TOML). Без него действует тот, что входит в состав бота.",
        expected="путь к существующему файлу правил",
    )
    locale: Annotated[Literal["ru", "en"], BeforeValidator(lower)] = _setting(
        "ru", "Язык, на котором бот говорит в беседах: ru или en.", expected="ru или en"
    )


class ReportSettings(BaseSettings):
    """What is needed to show times, without a token or VK."""

    model_config = READING

    timezone: Annotated[str, AfterValidator(_zone)] = _setting(
        "Europe/Saratov",
        "Часовой пояс, по которому бот называет время в беседах.",
        expected="название часового пояса, например Europe/Saratov или Europe/Moscow",
    )


class Settings(
    PolicySettings, DatabaseSettings, ReportSettings, OperationSettings, ProcessSettings
):
    """All settings. The environment wins over the file.

    Use `load_settings`: constructing it reads the environment.
    """

    model_config = SettingsConfigDict(extra="forbid")

    vk_token: Annotated[SecretStr, AfterValidator(_filled)] = _setting(
        ...,
        "Ключ доступа сообщества ВКонтакте с правами «Сообщения сообщества» и «Управление "
        "сообществом», для отчётов ещё «Фотографии» и «Документы»: Управление → Работа с API "
        "(бывает внутри «Дополнительно») → Ключи доступа. Никому его не показывайте.",
        expected="ключ доступа сообщества одной строкой, без пробелов "
        "(Управление → Работа с API → Ключи доступа)",
    )
    vk_group_id: Annotated[int, Field(gt=0)] | None = _setting(
        None,
        "Номер сообщества. Можно не указывать: бот узнаёт его по ключу.",
        expected="номер сообщества, целое положительное число",
    )
    vk_api_url: Annotated[str, AfterValidator(_address), AfterValidator(_directory)] = _setting(
        "https://api.vk.ru/method/",
        "Адрес, по которому вызываются методы ВКонтакте.",
        expected="адрес, который начинается с https:// или http://",
    )
    admin_ids: Annotated[
        frozenset[Annotated[int, Field(gt=0)]], NoDecode, BeforeValidator(_ids)
    ] = _setting(
        frozenset(),
        "Номера страниц администраторов колледжа через запятую. У них права модератора во всех "
        "беседах бота.",
        expected="номера страниц через запятую, например 1234567,7654321",
    )
    monthly_report: Annotated[bool, BeforeValidator(lower)] = _setting(
        False,
        "Присылать ли администраторам отчёт за прошедший месяц: первого числа в девять утра, в "
        "личные сообщения. on или off.",
        expected="on или off",
    )
    sandbox_clock_url: Annotated[str, AfterValidator(_address)] | None = _setting(
        None,
        "Только для песочницы: адрес её часов. С настоящим ВКонтакте не указывайте.",
        expected="адрес часов песочницы, который начинается с http://",
    )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of chats without one of their own."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A community's section in a file of several: `values` by the names of settings. They win over
    the environment."""

    name: str
    file: Path
    values: Mapping[str, Any] = field(repr=False)

    @property
    def place(self) -> str:
        """Where the section stands, in words for the administrator."""
        return f"раздел [{self.name}] файла {self.file}"


def load_settings(env_file: Path | None = ENV_FILE, section: Section | None = None) -> Settings:
    """Read the settings from the environment and, if it exists, the file.

    With `section`, those of its community. Raises `SettingsError` that names every missing, wrong
    or unknown setting.
    """
    return _load(Settings, env_file, section)


def load_process_settings(env_file: Path | None = ENV_FILE) -> ProcessSettings:
    """Read the settings of the whole process. Raises `SettingsError`."""
    return _load(ProcessSettings, env_file, None)


def load_database_settings(
    env_file: Path | None = ENV_FILE, section: Section | None = None
) -> DatabaseSettings:
    """Read the database's address. Raises `SettingsError`."""
    return _load(DatabaseSettings, env_file, section)


def read_database_url(typed: str) -> str:
    """Check an address given as an argument. Raises `SettingsError`."""
    try:
        return _database(typed)
    except ValueError:
        # not quoted: it may hold a password
        raise SettingsError(f"Неверный адрес базы данных: нужен {_DATABASES}") from None


def load_policy_settings(
    env_file: Path | None = ENV_FILE, section: Section | None = None
) -> PolicySettings:
    """Read the policy's file and language. Raises `SettingsError`."""
    return _load(PolicySettings, env_file, section)


def load_report_settings(
    env_file: Path | None = ENV_FILE, section: Section | None = None
) -> ReportSettings:
    """Read the time zone of reports. Raises `SettingsError`."""
    return _load(ReportSettings, env_file, section)


def _load(kind: type[_Kind], env_file: Path | None, section: Section | None) -> _Kind:
    values = {} if section is None else section.values
    try:
        return kind(
            _env_file=env_file,
            **{name: value for name, value in values.items() if name in kind.model_fields},
        )
    except ValidationError as wrong:
        faults = [_fault(error["loc"], error["type"], section) for error in wrong.errors()]
        raise SettingsError("; ".join(dict.fromkeys(faults))) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"Файл {env_file} не читается: он должен быть текстовым, в кодировке UTF-8, "
            "и доступным для чтения"
        ) from None


def _fault(place: tuple[int | str, ...], kind: str, section: Section | None) -> str:
    # values are never quoted: one of them is the token
    name = str(place[0])
    field = Settings.model_fields.get(name)
    if field is None:
        known = ", ".join(other.upper() for other in Settings.model_fields)
        return f"Неизвестная настройка {name.upper()} в файле .env: удалите её; есть {known}"
    of = "" if section is None else f" ({section.place})"
    if kind == "missing":
        where = "в .env или в окружение" if section is None else f"в {section.place}"
        return f"Не задана настройка {name.upper()}: впишите {where} {_expected(field)}"
    return f"Неверная настройка {name.upper()}{of}: нужно указать {_expected(field)}"


def _expected(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra["expected"]) if isinstance(extra, dict) else ""


_WIDTH = 96

_PREFACE = (
    "Настройки бота «Порядок». Скопируйте этот файл в .env и впишите ключ доступа. "
    "Строки с решёткой показывают, что действует без них. Окружение важнее этого файла."
)


def env_example() -> str:
    """Return the text of `.env.example`: every setting with its description and default."""
    parts = [_comment(_PREFACE)]
    fields = Settings.model_fields.items()
    for name, each in sorted(fields, key=lambda item: not item[1].is_required()):
        mark = "" if each.is_required() else "# "
        parts.append(f"{_comment(each.description or '')}{mark}{name.upper()}={_default(each)}\n")
    return "\n".join(parts)


def _comment(text: str) -> str:
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)


def _default(field: FieldInfo) -> str:
    if isinstance(field.default, bool):
        return "on" if field.default else "off"
    return "" if field.is_required() or not field.default else str(field.default)


if __name__ == "__main__":
    sys.stdout.write(env_example())
