"""The settings of how a community's events come from VK."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo
from pydantic_settings import BaseSettings

from bot.describing import READING, address, lower, setting


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
        8080,
        "Порт, на котором бот ждёт событий.",
        expected="номер порта от 1 до 65535",
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
