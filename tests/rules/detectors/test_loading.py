"""Loading the detectors of conduct is cheap: what takes long to load waits until it is needed."""

import subprocess
import sys

LOAD = """
import sys
import rules.detectors.attachment, rules.detectors.flood, rules.detectors.insult
import rules.detectors.late
print(*sorted({module.partition(".")[0] for module in sys.modules}))
"""


def test_loading_brings_in_no_library() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "rules" in loaded
    assert not set(loaded) & {"rapidfuzz", "asyncio", "numpy", "pydantic"}
