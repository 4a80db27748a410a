"""A PostgreSQL server of one's own, for as long as a command runs.

`uv run python -m tests.postgresql pytest tests/storage` makes a cluster in a temporary folder,
starts it on a socket there, runs the command with `POSTGRESQL_SERVER` set, and takes all of it
down. It needs Debian's package `postgresql`. The server will not run as root: run by root it
belongs to the user `postgres`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "POSTGRESQL_SERVER"
"""Names the address of a server on which tests may make databases."""

_NOTHING_TO_LOSE = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
    " -c listen_addresses='' -c shared_buffers=64MB -c autovacuum=off"
)


@contextmanager
def serving() -> Iterator[str]:
    """Run a server; give the address of its first database."""
    binaries = _binaries()
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        cluster = Path(folder) / "cluster"
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _run(binaries / "initdb", "-D", cluster, "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = f"{_NOTHING_TO_LOSE} -k {folder}"
        log = Path(folder) / "log"
        control = binaries / "pg_ctl"
        _run(control, "-D", cluster, "-l", log, "-w", "-o", settings, "start")
        try:
            user = "postgres" if os.geteuid() == 0 else os.environ.get("USER", "postgres")
            yield f"postgresql+asyncpg://{user}@/postgres?host={folder}"
        finally:
            _run(control, "-D", cluster, "-m", "immediate", "-w", "stop")


def _binaries() -> Path:
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name)
    )
    if not versions:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
    return versions[-1]


def _run(*command: str | Path) -> None:
    line = [str(part) for part in command]
    if os.geteuid() == 0:
        line = ["runuser", "-u", "postgres", "--", *line]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, cwd="/")


def main() -> int:
    """Run the command that is given, beside a server; give its exit status."""
    with serving() as url:
        command = [sys.executable, "-m", *sys.argv[1:]]
        return subprocess.run(command, env={**os.environ, VARIABLE: url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
