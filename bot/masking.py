"""Putting `***` in the place of whatever must not be read by whoever reads the log."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from pydantic import SecretStr

from bot.settings import Settings

MASK = "***"
"""What stands where a secret was."""

SHORTEST = 6
"""Characters of a secret below which it is masked in addresses alone: as a word by itself it would
be one that people use, and the log could not be read."""

_IN_ADDRESSES = re.compile(r"\b(access_token|key|secret|password)=[^&\s\"'<>]+")
_IN_JSON = re.compile(r"""(["'](?:access_token|key|secret|password)["']\s*:\s*)(["'])[^"']{6,}\2""")
_LOGIN = re.compile(r"(://[^:/@\s]*):[^/\s]*@")


class Masking:
    """Masks those secrets, as they are and as addresses write them, and what stands where in an
    address or a JSON secrets stand, whoever knows them."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets for form in (secret, quote(secret, safe=""))}
        # the longest first: one may be a part of another
        known = sorted((form for form in forms if len(form) >= SHORTEST), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """Give the text without secrets."""
        if self._known is not None:
            text = self._known.sub(MASK, text)
        text = _LOGIN.sub(rf"\1:{MASK}@", text)
        return _IN_JSON.sub(rf"\1\2{MASK}\2", _IN_ADDRESSES.sub(rf"\1={MASK}", text))


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Give what of the settings nobody may read in a log."""
    given = (settings.vk_token, settings.callback_secret)
    return (*map(_secret, given), *_password(settings.database_url))


def _secret(given: SecretStr | None) -> str:
    return given.get_secret_value() if given else ""


def _password(url: str) -> tuple[str, ...]:
    password = urlsplit(url).password or ""
    # as the address has it, and as the server is told it
    return password, unquote(password)
