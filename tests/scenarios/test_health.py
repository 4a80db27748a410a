"""The running bot tells how it is, on this machine alone."""

from pathlib import Path

import aiohttp
import pytest

from tests.ports import a_free_port
from tests.scenarios.stage import open_stage


@pytest.mark.slow
async def test_health_and_figures_of_a_running_bot(tmp_path: Path) -> None:
    port = a_free_port()
    async with (
        open_stage(tmp_path, HEALTH_PORT=str(port)) as stage,
        aiohttp.ClientSession() as http,
    ):
        story = await stage.story()
        await story.violation()
        async with http.get(f"http://127.0.0.1:{port}/health") as answer:
            assert answer.status == 200
            assert (await answer.json())["vk"]["errors_in_row"] == 0
        async with http.get(f"http://127.0.0.1:{port}/metrics") as answer:
            figures = await answer.text()
        assert 'poryadok_vk_calls_total{method="messages.send",outcome="ok"}' in figures
        assert "poryadok_chats_served 1.0" in figures
        for secret in ("Студентов", str(story.student), str(story.peer), stage.world.token):
            assert secret not in figures
