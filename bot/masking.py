"""Masks secrets in log lines with `***`."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from pydantic import SecretStr

from bot.settings import Settings

MASK = "***"
"""The text in place of a secret."""

SHORTEST = 6
"""Secrets shorter than this many characters are masked in addresses alone: elsewhere they may be
ordinary words, and the log would be unreadable."""

_IN_ADDRESSES = re.compile(r"\b(access_token|key|secret|password)=[^&\s\"'<>]+")
_IN_JSON = re.compile(r"""(["'](?:access_token|key|secret|password)["']\s*:\s*)(["'])[^"']{6,}\2""")
_LOGIN = re.compile(r"(://[^:/@\s]*):[^/\s]*@")


class Masking:
    """Masks the given secrets, plain and URL-encoded, and any value in a secret's place in an
    address or JSON."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets for form in (secret, quote(secret, safe=""))}
        # longest first: one may be a part of another
        known = sorted((form for form in forms if len(form) >= SHORTEST), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """Return the text without secrets."""
        if self._known is not None:
            text = self._known.sub(MASK, text)
        text = _LOGIN.sub(rf"\1:{MASK}@", text)
        return _IN_JSON.sub(rf"\1\2{MASK}\2", _IN_ADDRESSES.sub(rf"\1={MASK}", text))


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Return the secrets in the settings."""
    given = (settings.vk_token, settings.callback_secret)
    return (*map(_secret, given), *_password(settings.database_url))


def _secret(given: SecretStr | None) -> str:
    return given.get_secret_value() if given else ""


def _password(url: str) -> tuple[str, ...]:
    password = urlsplit(url).password or ""
    # as the address has it, and as the server receives it
    return password, unquote(password)
