"""The policy is pure: importing it brings in nothing that waits, stores or talks."""

import subprocess
import sys
from dataclasses import is_dataclass
from importlib import import_module
from pkgutil import iter_modules, walk_packages
from types import ModuleType

import rules

IMPURE = ("asyncio", "sqlalchemy", "aiosqlite", "vkbottle", "aiohttp", "pydantic", "babel")

LOAD_ALL = """
import sys
from importlib import import_module
for name in sys.argv[1].split(","):
    import_module(f"rules.{name}")
print(*sorted({module.partition(".")[0] for module in sys.modules}))
"""


def test_importing_the_policy_imports_the_standard_library_only() -> None:
    names = ",".join(module.name for module in iter_modules(rules.__path__))

    loaded = subprocess.run(
        [sys.executable, "-c", LOAD_ALL, names], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "rules" in loaded
    assert not set(loaded) & set(IMPURE)
    # site hooks of the environment may load what is theirs; ours load nothing
    assert not set(loaded) & {"bot", "handlers", "locales", "storage"}


def modules() -> list[ModuleType]:
    return [import_module(module.name) for module in walk_packages(rules.__path__, "rules.")]


def test_what_the_policy_speaks_in_cannot_be_changed() -> None:
    named = [each for module in modules() for each in vars(module).values()]
    kinds = {each for each in named if isinstance(each, type) and is_dataclass(each)}
    # detectors remember what they read
    kinds = {kind for kind in kinds if not kind.__module__.startswith("rules.detectors.")}

    assert len(kinds) > 180
    for kind in kinds:
        assert getattr(kind, "__dataclass_params__").frozen, kind  # noqa: B009 -- unknown to mypy
        assert "__slots__" in vars(kind), kind


def test_every_module_says_what_it_holds() -> None:
    for module in modules():
        assert module.__doc__, module
