"""How settings are defined; those of the process and of its transport."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

READING = SettingsConfigDict(
    env_file_encoding="utf-8",
    env_ignore_empty=True,
    extra="ignore",
    frozen=True,
    hide_input_in_errors=True,
)
"""How settings are read. The last base class's config wins, so all share this one."""


def setting(default: Any, description: str, *, expected: str) -> Any:
    """Define a setting: its description, and what is expected («нужно указать …»)."""
    return Field(default, description=description, json_schema_extra={"expected": expected})


def address(raw: str) -> str:
    """Return a web address unchanged. Raises `ValueError` for anything else."""
    host = raw.partition("://")[2]
    if not raw.startswith(("https://", "http://")) or not host or host.startswith("/"):
        raise ValueError
    return raw


def present(path: Path) -> Path:
    """Return the path of an existing file unchanged. Raises `ValueError` for any other."""
    if not path.is_file():
        raise ValueError
    return path


def lower(raw: object) -> object:
    """Return a text in lower case, anything else unchanged."""
    return raw.lower() if isinstance(raw, str) else raw


def _callback_secret(secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
    if secret is None:
        # without it anybody could forge VK's events
        if info.data.get("transport") == "callback":
            raise ValueError
        return None
    if re.fullmatch(r"[A-Za-z0-9]{8,50}", secret.get_secret_value()) is None:
        raise ValueError
    return secret


class OperationSettings(BaseSettings):
    """How events come from VK."""

    model_config = READING

    transport: Annotated[Literal["longpoll", "callback"], BeforeValidator(lower)] = setting(
        "longpoll",
        "Как события приходят от ВКонтакте: longpoll — бот спрашивает сам, входящих соединений не "
        "нужно; callback — ВКонтакте присылает их на адрес CALLBACK_URL.",
        expected="longpoll или callback",
    )
    callback_secret: Annotated[
        SecretStr | None, AfterValidator(_callback_secret), Field(validate_default=True)
    ] = setting(
        None,
        "Секретный ключ callback-сервера, придумайте сами: от 8 до 50 латинских букв и цифр. По "
        "нему бот узнаёт, что событие прислал ВКонтакте. Никому его не показывайте.",
        expected="от 8 до 50 латинских букв и цифр; при TRANSPORT=callback он обязателен",
    )
    callback_url: Annotated[str, AfterValidator(address)] | None = setting(
        None,
        "Публичный адрес callback-сервера, по которому его видит ВКонтакте. Нужен, чтобы "
        "зарегистрировать сервер командой bot check --register-callback.",
        expected="адрес, который начинается с https:// или http://",
    )
    callback_host: Annotated[str, Field(min_length=1)] = setting(
        "127.0.0.1",
        "Адрес, на котором бот ждёт событий; по умолчанию только от прокси на этой же машине.",
        expected="адрес сетевого интерфейса, например 127.0.0.1",
    )
    callback_port: Annotated[int, Field(ge=0, le=65535)] = setting(
        8080, "Порт, на котором бот ждёт событий.", expected="номер порта от 1 до 65535"
    )
    callback_path: Annotated[str, Field(pattern=r"^/[\w./-]*$")] = setting(
        "/callback",
        "Путь, по которому бот ждёт событий.",
        expected="путь, который начинается с косой черты, например /callback",
    )
    callback_confirmation: Annotated[str, Field(pattern=r"^\w{1,64}$")] | None = setting(
        None,
        "Строка, которую должен вернуть сервер. Можно не указывать: бот спросит её у ВКонтакте.",
        expected="строку подтверждения из настроек Callback API",
    )
    callback_backlog: Annotated[int, Field(ge=1)] = setting(
        5000,
        "Сколько событий может ждать очереди, прежде чем бот попросит ВКонтакте прислать "
        "следующие позже.",
        expected="целое положительное число",
    )


class ProcessSettings(BaseSettings):
    """Which communities the process serves, and what it reports about itself."""

    model_config = READING

    communities_file: Annotated[Path, AfterValidator(present)] | None = setting(
        None,
        "Файл нескольких сообществ (TOML): у каждого свой раздел со своим ключом, правилами, "
        "администраторами и базой. С ним VK_TOKEN и другие настройки одного сообщества здесь не "
        "указывают: см. «Несколько сообществ» в docs/administrator.md.",
        expected="путь к существующему файлу сообществ",
    )
    health_port: Annotated[int, Field(ge=0, le=65535)] | None = setting(
        None,
        "Порт, на котором бот рассказывает о своём здоровье (/health) и показатели для Prometheus "
        "(/metrics): только на этой машине, 127.0.0.1. Без него не рассказывает.",
        expected="номер порта от 1 до 65535",
    )
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        BeforeValidator(lambda raw: raw.upper() if isinstance(raw, str) else raw),
    ] = setting(
        "INFO",
        "Подробность журнала работы: DEBUG, INFO, WARNING или ERROR. В DEBUG могут попасть имена "
        "и тексты сообщений.",
        expected="DEBUG, INFO, WARNING или ERROR",
    )
