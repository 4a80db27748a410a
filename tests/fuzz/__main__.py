"""`uv run --group fuzz python -m tests.fuzz --seconds N [updates|commands|payloads|policy …]`.

Fuzzes with atheris, which follows which code an input reaches; ends non-zero at the first input
that must not happen, and prints it. A target is fuzzed in a process of its own.
"""

import argparse
import json
import subprocess
import sys
from typing import Any

from tests.fuzz.house import Lived
from tests.fuzz.shapes import KINDS, PAYLOADS, PIECES, shape_of
from tests.fuzz.targets import TARGETS, Made, Targets

_MISSING = "atheris не установлен: uv run --group fuzz python -m tests.fuzz"


class _Provided(Made):
    def __init__(self, provider: Any) -> None:
        self._provider = provider

    def text(self) -> str:
        """Give words that commands know, between anything."""
        provider = self._provider
        parts: list[str] = []
        while provider.remaining_bytes() and len(parts) < 12:
            if provider.ConsumeBool():
                parts.append(PIECES[provider.ConsumeIntInRange(0, len(PIECES) - 1)])
            else:
                parts.append(provider.ConsumeUnicode(provider.ConsumeIntInRange(0, 40)))
        return " ".join(parts)

    def kind(self) -> str:
        """Give the kind of an update; none now and then."""
        return KINDS[self._provider.ConsumeIntInRange(0, len(KINDS) - 1)]

    def json(self) -> Any:
        """Give a shape of VK's with other values in places, or bytes that are a JSON by chance."""
        provider = self._provider
        if provider.ConsumeIntInRange(0, 7) == 0:
            try:
                return json.loads(provider.ConsumeUnicode(provider.remaining_bytes()))
            except ValueError:
                return None
        shapes = (*PAYLOADS, shape_of("message_new"), shape_of("message_event"))
        return self._changed(shapes[provider.ConsumeIntInRange(0, len(shapes) - 1)], 0)

    def _changed(self, value: Any, depth: int) -> Any:
        provider = self._provider
        if provider.remaining_bytes() and provider.ConsumeIntInRange(0, 5) == 0:
            return self._scalar()
        if isinstance(value, dict):
            return {name: self._changed(each, depth + 1) for name, each in value.items()}
        if isinstance(value, list):
            return [self._changed(each, depth + 1) for each in value]
        return value

    def _scalar(self) -> Any:
        provider = self._provider
        match provider.ConsumeIntInRange(0, 7):
            case 0:
                return provider.ConsumeInt(9)
            case 1:
                return provider.ConsumeUnicode(30)
            case 2:
                return provider.ConsumeFloat()
            case 3:
                return None
            case 4:
                return provider.ConsumeBool()
            case 5:
                return [provider.ConsumeInt(4)]
            case 6:
                return {provider.ConsumeUnicode(5): provider.ConsumeInt(4)}
            case _:
                return provider.ConsumeIntInRange(-3, 2_000_000_003)


def _fuzz(name: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["handlers", "rules.policy_file", "rules.toml_lines"]):
        import rules.policy_file  # noqa: F401
    targets, target = Targets(Lived()), TARGETS[name]

    def one(data: bytes) -> None:
        target(targets, _Provided(atheris.FuzzedDataProvider(data)))

    atheris.Setup(
        [sys.argv[0], f"-max_total_time={seconds}", "-max_len=2048", "-timeout=30", "-verbosity=0"],
        one,
    )
    atheris.Fuzz()


def main() -> int:
    """Fuzz the targets that are named, all if none is."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=[])
    asked = parser.parse_args()
    try:
        import atheris  # noqa: F401
    except ImportError:
        print(_MISSING)
        return 2
    names = asked.targets or list(TARGETS)
    if asked.here:
        _fuzz(names[0], asked.seconds)
        return 0
    status = 0
    for name in names:
        print(f"{name}: {asked.seconds} s", flush=True)
        command = [
            sys.executable,
            "-m",
            "tests.fuzz",
            "--here",
            "--seconds",
            str(asked.seconds),
            name,
        ]
        status |= subprocess.run(command, check=False).returncode
    return 1 if status else 0


if __name__ == "__main__":
    sys.exit(main())
