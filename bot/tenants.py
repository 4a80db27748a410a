"""The communities of one deployment: the one of the env file, or those of a file of several.

No community may use the token, administrators or data of another. Settings of one community are
read from its section alone, and no two may share a database.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.settings import (
    ENV_FILE,
    Section,
    Settings,
    SettingsError,
    load_process_settings,
    load_settings,
)
from storage.sqlite import file_of

OWN = (
    "vk_token",
    "vk_group_id",
    "admin_ids",
    "database_url",
    "callback_secret",
    "callback_url",
    "callback_confirmation",
    "callback_path",
)
"""Settings that only a section may set: from the environment they would apply to every community.
"""

SHARED = ("communities_file", "health_port", "log_level")
"""Settings of the process, which no section may set."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """A served community; the one of the env file has an empty name."""

    name: str
    settings: Settings


def load_tenants(name: str | None = None, env_file: Path | None = ENV_FILE) -> tuple[Tenant, ...]:
    """Read the communities that the process serves: all, or the one called `name`.

    Raises `SettingsError`.
    """
    sections = _sections(env_file)
    if sections is None:
        _refuse_name(name)
        return (Tenant(name="", settings=load_settings(env_file)),)
    chosen = sections if name is None else [_find(sections, name)]
    tenants = tuple(
        Tenant(name=section.name, settings=load_settings(env_file, section)) for section in chosen
    )
    _tell_apart(tenants)
    return tenants


def choose_section(name: str | None, env_file: Path | None = ENV_FILE) -> Section | None:
    """Return the section of the community that a command is for; None if there is only one
    community.

    Raises `SettingsError` if a name is needed and missing, or unknown.
    """
    sections = _sections(env_file)
    if sections is None:
        _refuse_name(name)
        return None
    if name is None:
        raise SettingsError(f"Сообществ несколько: укажите --community ({_names(sections)})")
    return _find(sections, name)


def _sections(env_file: Path | None) -> list[Section] | None:
    file = load_process_settings(env_file).communities_file
    if file is None:
        return None
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"Файл {file} не читается: он должен быть текстовым, в кодировке UTF-8, и доступным "
            "для чтения"
        ) from None
    except tomllib.TOMLDecodeError as wrong:
        # the text is not quoted: it may be the token
        place = re.search(r"\(at .+\)$", str(wrong))
        raise SettingsError(
            f"Файл {file} написан не по правилам TOML {place[0] if place else ''}".strip()
        ) from None
    if not written:
        raise SettingsError(f"В файле {file} нет ни одного сообщества: добавьте раздел [имя]")
    return [_section(file, name, values) for name, values in written.items()]


def _section(file: Path, name: str, values: object) -> Section:
    if not isinstance(values, dict):
        raise SettingsError(
            f"Файл {file}: настройка {name.upper()} стоит вне разделов; впишите её в раздел своего "
            "сообщества [имя], а общие настройки в .env"
        )
    if _NAME.fullmatch(name) is None:
        raise SettingsError(
            f"Файл {file}: имя раздела [{name[:40]}] не годится; до 32 строчных латинских букв, "
            "цифр, дефисов и подчёркиваний"
        )
    given = {key.lower(): value for key, value in values.items()}
    known = [setting for setting in Settings.model_fields if setting not in SHARED]
    for setting in given:
        if setting not in known:
            raise SettingsError(
                f"Неизвестная настройка {setting.upper()[:40]} (раздел [{name}] файла {file}): "
                f"удалите её; есть {', '.join(each.upper() for each in known)}"
            )
    return Section(name=name, file=file, values={**_defaults(name), **given})


def _defaults(name: str) -> dict[str, object]:
    fields = Settings.model_fields
    return {
        **{own: fields[own].default for own in OWN},
        # empty, so that it is reported as missing
        "vk_token": "",
        "database_url": f"sqlite+aiosqlite:///data/{name}.db",
        "callback_path": f"/callback/{name}",
    }


def _find(sections: Sequence[Section], name: str) -> Section:
    for section in sections:
        if section.name == name:
            return section
    raise SettingsError(f"Сообщества {name} нет: есть {_names(sections)}")


def _names(sections: Iterable[Section]) -> str:
    return ", ".join(section.name for section in sections)


def _refuse_name(name: str | None) -> None:
    if name is not None:
        raise SettingsError(
            "Сообщество одно, оно описано в .env: --community не нужно. Для нескольких сообществ "
            "задайте COMMUNITIES_FILE"
        )


def _tell_apart(tenants: Sequence[Tenant]) -> None:
    for what, marks in (
        ("DATABASE_URL", [_database(tenant.settings) for tenant in tenants]),
        ("VK_TOKEN", [tenant.settings.vk_token.get_secret_value() for tenant in tenants]),
        ("CALLBACK_PATH", [_door(tenant) for tenant in tenants]),
    ):
        seen: dict[object, str] = {}
        for tenant, mark in zip(tenants, marks, strict=True):
            other = seen.setdefault(mark, tenant.name)
            if other != tenant.name:
                raise SettingsError(
                    f"У сообществ {other} и {tenant.name} одинаковая настройка {what}: у каждого "
                    "она должна быть своя"
                )


def _database(settings: Settings) -> object:
    file = file_of(settings.database_url)
    if file is not None:
        return file.resolve()
    url = make_url(settings.database_url)
    return url.host, url.port or 5432, url.database, tuple(sorted(url.query.items()))


def _door(tenant: Tenant) -> object:
    settings = tenant.settings
    if settings.transport != "callback":
        return tenant.name
    return settings.callback_host, settings.callback_port, settings.callback_path
