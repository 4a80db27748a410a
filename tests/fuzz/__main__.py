"""`uv run --group fuzz python -m tests.fuzz --seconds N [updates|commands|payloads|policy …]`.

Fuzzes with atheris, which follows which code an input reaches; ends non-zero at the first input
that must not happen, and prints it. A target is fuzzed in a process of its own.
"""

import argparse
import importlib.util
import subprocess
import sys

from tests.fuzz.making import NAMES

_MISSING = "atheris is not installed: uv run --group fuzz python -m tests.fuzz"


def main() -> int:
    """Fuzz the targets that are named, all if none is."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(NAMES)}; all if none is named")
    asked = parser.parse_args()
    unknown = set(asked.targets) - set(NAMES)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    if importlib.util.find_spec("atheris") is None:
        print(_MISSING)
        return 2
    found = []
    for name in asked.targets or NAMES:
        print(f"{name}: {asked.seconds} s", flush=True)
        command = [sys.executable, "-m", "tests.fuzz.guided", name, str(asked.seconds)]
        if subprocess.run(command, check=False).returncode:
            found.append(name)
    print(f"found something: {', '.join(found)}" if found else "found nothing")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
