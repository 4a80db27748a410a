"""Bots forked from one process that has loaded their code: loading takes seconds, a fork none.

`python -m tests.scenarios.hatchery` reads orders, one JSON a line, and answers each with the id
of the process that runs that command line of `bot`; its exit status is written into a file.
"""

import atexit
import gc
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_REAP_EVERY = 0.02
"""Seconds between two looks at which processes have ended."""


@dataclass(frozen=True, slots=True)
class Hatched:
    """A process that was begun."""

    number: int
    _status: Path

    @property
    def returncode(self) -> int | None:
        """Its exit status once it has ended, negative for the signal that ended it."""
        return int(self._status.read_text()) if self._status.exists() else None

    def send_signal(self, which: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.number, which)


class Hatchery:
    """Begins processes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.scenarios.hatchery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        atexit.register(self._close)

    def _close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def hatch(
        self, arguments: list[str], *, folder: Path, environment: dict[str, str], output: Path
    ) -> Hatched:
        """Begin `bot` with those arguments, in a folder; what it says is added to `output`."""
        status = folder / f"status-{time.monotonic_ns()}"
        order = {
            "arguments": arguments,
            "folder": str(folder),
            "environment": environment,
            "output": str(output),
            "status": str(status),
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return Hatched(int(self._process.stdout.readline()), status)


@cache
def the_hatchery() -> Hatchery:
    """Give the one of this test process."""
    return Hatchery()


def _serve() -> None:
    import bot.app
    import bot.callback.transport
    import bot.checking
    import bot.cli  # noqa: F401
    from locales.texts import Catalogues
    from rules.assembly import maker_of
    from rules.detectors.registry import Detector

    for detector in Detector:
        maker_of(detector)
    Catalogues.load()
    gc.collect()
    gc.freeze()
    statuses: dict[int, Path] = {}
    orders = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 -- open to the end
    while True:
        ready, _, _ = select.select([orders], [], [], _REAP_EVERY)
        if ready:
            line = orders.readline()
            if not line:
                return
            order = json.loads(line)
            number = os.fork()
            if number == 0:
                _become(order)
            statuses[number] = Path(order["status"])
            os.write(sys.stdout.fileno(), f"{number}\n".encode())
        _reap(statuses)


def _reap(statuses: dict[int, Path]) -> None:
    while statuses:
        number, status = os.waitpid(-1, os.WNOHANG)
        if not number:
            return
        path = statuses.pop(number)
        # it is read as soon as it is there
        draft = path.with_suffix(".draft")
        draft.write_text(str(os.waitstatus_to_exitcode(status)))
        draft.rename(path)


def _become(order: dict[str, Any]) -> None:
    from bot.cli import main

    output = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, output), (2, output)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    os.chdir(order["folder"])
    status = 1
    try:
        status = main(order["arguments"])
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    except BaseException:  # as the interpreter does
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
