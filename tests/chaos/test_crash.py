"""The crash test in short, with fixed seeds; `python -m tests.chaos` plays the whole day."""

from pathlib import Path

import pytest

from tests.chaos.trial import attempt

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [11, 12])
async def test_kills_and_faults_leave_no_trace(tmp_path: Path, seed: int) -> None:
    figures = await attempt(tmp_path, seed=seed, kills=6, updates=40, chats=4)
    assert figures.stormy.kills == 6
    assert figures.differences == (), figures.in_words()
