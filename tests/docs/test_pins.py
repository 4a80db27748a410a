"""Every library that the bot runs on is pinned to the version that is installed."""

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def closure(name: str, extras: frozenset[str] = frozenset()) -> dict[str, str]:
    """Give what a distribution needs at run time here, with versions, itself left out."""
    found: dict[str, str] = {}
    waiting = [(name, extras)]
    while waiting:
        wanted, asked = waiting.pop()
        for line in distribution(wanted).requires or ():
            need = Requirement(line)
            marker = need.marker
            if marker and not any(marker.evaluate({"extra": each}) for each in {"", *asked}):
                continue
            key = canonicalize_name(need.name)
            try:
                version = distribution(key).version
            except PackageNotFoundError:
                continue
            if key not in found:
                found[key] = version
                waiting.append((key, frozenset(need.extras)))
    return found


def test_everything_that_runs_is_pinned() -> None:
    pins = tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["uv"]["constraint-dependencies"]
    pinned = dict(pin.split("==") for pin in pins)
    needed = closure("poryadok")
    assert len(needed) > 20
    assert {name: pinned.get(name) for name in needed} == needed
