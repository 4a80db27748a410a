"""`python -m tests.fuzz.guided TARGET SECONDS`: fuzz one target with atheris, in this process.

What is imported is instrumented, so the bot must not be loaded before.
"""

import json
import sys
from typing import Any

import atheris

from tests.fuzz.making import Made

with atheris.instrument_imports(include=["handlers", "rules", "bot.intake"]):
    from tests.fuzz.house import Lived
    from tests.fuzz.shapes import KINDS, PAYLOADS, PIECES, shape_of
    from tests.fuzz.targets import TARGETS, Targets


class Provided(Made):
    """What libFuzzer's bytes are taken for."""

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


def fuzz(name: str, seconds: int) -> None:
    """Fuzz a target; ends the process, with a status of its own where something was found."""
    targets, target = Targets(Lived()), TARGETS[name]

    def one(data: bytes) -> None:
        target(targets, Provided(atheris.FuzzedDataProvider(data)))

    options = ("-max_len=2048", "-timeout=30", "-verbosity=0", "-print_final_stats=1")
    where = "-artifact_prefix=/tmp/fuzz-"
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", where, *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(sys.argv[1], int(sys.argv[2]))
