"""How a setting is described, for `.env.example` and for whoever has set it wrong."""

from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import SettingsConfigDict

READING = SettingsConfigDict(
    env_file_encoding="utf-8",
    env_ignore_empty=True,
    extra="ignore",
    frozen=True,
    hide_input_in_errors=True,
)
"""How settings are read; of several bases the last one's way would win, so all have this one."""


def setting(default: Any, description: str, *, expected: str) -> Any:
    """Describe a setting: what it is, and what is to be given («нужно указать …»)."""
    return Field(default, description=description, json_schema_extra={"expected": expected})


def address(raw: str) -> str:
    """Give an address of the web back. Raises `ValueError` for what is none."""
    host = raw.partition("://")[2]
    if not raw.startswith(("https://", "http://")) or not host or host.startswith("/"):
        raise ValueError
    return raw


def present(path: Path) -> Path:
    """Give the path of a file that is there back. Raises `ValueError` for any other."""
    if not path.is_file():
        raise ValueError
    return path


def lower(raw: object) -> object:
    """Give a text in small letters, and anything else as it is."""
    return raw.lower() if isinstance(raw, str) else raw
