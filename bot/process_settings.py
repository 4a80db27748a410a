"""The settings of a whole process, whichever communities it serves."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings

from bot.describing import READING, present, setting


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
