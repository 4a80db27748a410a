"""Descriptions of settings, for `.env.example` and for the error about a wrong value."""

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
