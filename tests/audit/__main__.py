"""`uv run --group audit python -m tests.audit`: is anything installed known to be vulnerable?

Ends with 1 where something is, naming it. Where no advisory service answers, nothing is known:
that is said, and is no failure, since a build is no better for being tried again. What is given
besides goes to pip-audit.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

Report = dict[str, list[dict[str, Any]]]

UNKNOWN = "NOT AUDITED: no advisory service answers"

CANARY = "urllib3==1.24.1"
"""Known to be vulnerable since 2019 (CVE-2019-11324). Whoever knows nothing of it, as a mirror of
packages may not, knows nothing of the others."""


def main() -> int:
    """Audit what is installed; give the exit status."""
    if importlib.util.find_spec("pip_audit") is None:
        print("pip-audit is not installed: uv run --group audit python -m tests.audit")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(CANARY, "utf-8")
        known, why = _ask(folder, "--requirement", str(canary), "--no-deps", "--disable-pip")
        if known is None or not _vulnerable(known):
            print(f"{UNKNOWN} ({why or 'it knows nothing of ' + CANARY})")
            return 0
        report, why = _ask(folder, "--skip-editable")
    if report is None:
        print(f"{UNKNOWN} ({why})")
        return 0
    return judge(report)


def _ask(folder: str, *about: str) -> tuple[Report | None, str]:
    """Ask pip-audit; give its report, or None and what it says."""
    output = Path(folder) / "report.json"
    output.unlink(missing_ok=True)
    options = ("--progress-spinner", "off", "--format", "json", "--output", str(output))
    command = [sys.executable, "-m", "pip_audit", *options, *about, *sys.argv[1:]]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    # its status says the same of a vulnerability and of a service that does not answer
    if output.exists():
        return json.loads(output.read_text("utf-8")), ""
    lines = ended.stderr.strip().splitlines()
    return None, lines[-1][:200] if lines else "nothing was said"


def _vulnerable(report: Report) -> list[dict[str, Any]]:
    return [each for each in report["dependencies"] if each.get("vulns")]


def judge(report: Report) -> int:
    """Tell what pip-audit found; give the exit status."""
    found = _vulnerable(report)
    for each in found:
        ids = ", ".join(vuln["id"] for vuln in each["vulns"])
        print(f"✗ {each['name']} {each['version']}: {ids}")
    print(f"{len(report['dependencies'])} packages audited, {len(found)} vulnerable")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
