"""Several communities in one process: each moderates its own chats and knows of no other's."""

import asyncio
import json
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import World
from tests.databases import a_database, ask_at_once
from tests.ports import a_free_port
from tests.scenarios.stage import ADMINISTRATOR, BotProcess, Stage, advance_to

NAMES = ("lyceum", "college")


@dataclass
class Deployment:
    """One process and the emulators of its communities, by their names."""

    stages: dict[str, Stage]
    bot: BotProcess


def a_world(group: int, name: str) -> World:
    clock = SandboxClock()
    advance_to(clock, 12)
    world = World(clock=clock, group_id=group, token=f"token-of-{name}")
    world.limits.per_second = None
    world.add_person(ADMINISTRATOR, first_name="Софья", last_name="Порядкова", role="administrator")
    return world


def section(name: str, url: str, database: str, token: str) -> str:
    """Give what the file of communities says of one."""
    values = {
        "vk_token": token,
        "vk_api_url": f"{url}/method/",
        "sandbox_clock_url": f"{url}/sandbox/clock",
        "database_url": database,
    }
    lines = [f"[{name}]", f"admin_ids = [{ADMINISTRATOR}]"]
    lines += [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    return "\n".join(lines) + "\n"


@asynccontextmanager
async def deployed(
    folder: Path, *, tokens: dict[str, str] | None = None
) -> AsyncIterator[Deployment]:
    """Raise an emulator for each community, and one bot for all of them."""
    worlds = {name: a_world(number, name) for number, name in enumerate(NAMES, start=1)}
    for name in NAMES:
        (folder / name).mkdir()
    one, other = (worlds[name] for name in NAMES)
    file = folder / "communities.toml"
    async with (
        a_database(folder / NAMES[0]) as first,
        a_database(folder / NAMES[1]) as second,
        serve(one) as url,
        serve(other) as other_url,
    ):
        written = [
            section(name, at, database, (tokens or {}).get(name, world.token))
            for name, world, at, database in (
                (NAMES[0], one, url, first),
                (NAMES[1], other, other_url, second),
            )
        ]
        file.write_text("\n".join(written))
        settings = {"COMMUNITIES_FILE": str(file), "HEALTH_PORT": str(a_free_port())}
        # what would be of one community alone is of none of several
        bot = BotProcess(url, folder, one, settings, database=first, forked=True)
        stages = {
            name: Stage(world, world.clock, bot, at)
            for name, world, at in ((NAMES[0], one, url), (NAMES[1], other, other_url))
        }
        await bot.start()
        try:
            yield Deployment(stages, bot)
        finally:
            await bot.stop()


@pytest.mark.over_http
@pytest.mark.slow
async def test_each_moderates_its_own_and_knows_of_no_other(tmp_path: Path) -> None:
    async with deployed(tmp_path) as deployment:
        for stage in deployment.stages.values():
            await stage.until(stage.world.stream.asked.is_set, "the bot listens")
        stories = {name: await stage.story() for name, stage in deployment.stages.items()}
        lyceum, college = stories["lyceum"], stories["college"]
        # their chats have the same numbers: VK counts them for each community
        assert lyceum.peer == college.peer
        await lyceum.violation()
        await lyceum.violation()
        await college.asks(f"/журнал @id{college.student}")
        await college.hears("В журнале нет записей о человеке", peer=college.teacher)
        await college.violation()
        said = [message.text for message in college.bot_messages()]
        assert any("№\u00a01" in text for text in said)
        assert not any("№\u00a02" in text for text in said)

        for name, entries in (("lyceum", 2), ("college", 1)):
            status, verdict = await deployment.bot.command("verify", "--community", name)
            assert status == 0, verdict
            url = tomllib.loads((tmp_path / "communities.toml").read_text())[name]["database_url"]
            rows = ask_at_once(url, "SELECT number FROM violations")
            assert len(rows) == entries

        async with aiohttp.ClientSession() as http:
            port = deployment.bot.environment["HEALTH_PORT"]
            async with http.get(f"http://127.0.0.1:{port}/health") as answer:
                report = await answer.json()
            assert (answer.status, set(report["communities"])) == (200, set(NAMES))
            async with http.get(f"http://127.0.0.1:{port}/metrics") as answer:
                figures = await answer.text()
            assert 'poryadok_chats_served{community="lyceum"} 1.0' in figures

        lines = deployment.bot.lines()
        assert all(any(f"[{name}] community" in line for line in lines) for name in NAMES)


@pytest.mark.over_http
@pytest.mark.slow
async def test_one_that_cannot_live_disturbs_no_other(tmp_path: Path) -> None:
    async with deployed(tmp_path, tokens={"lyceum": "another-token"}) as deployment:
        stage = deployment.stages["college"]
        await stage.until(stage.world.stream.asked.is_set, "the bot listens")
        await stage.until(
            lambda: any("[lyceum] VK не принимает ключ" in line for line in stage.bot.lines()),
            "the other is told of",
        )
        story = await stage.story()
        await story.violation()
        assert "another-token" not in deployment.bot.log.read_text()
        assert await deployment.bot.stop() == 0


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_command_asks_for_which_community_it_is(tmp_path: Path) -> None:
    async with deployed(tmp_path) as deployment:
        for stage in deployment.stages.values():
            await stage.until(stage.world.stream.asked.is_set, "the bot listens")
        status, told = await deployment.bot.command("verify")
        assert status == 2
        assert "укажите --community (lyceum, college)" in told
        status, told = await deployment.bot.command("check")
        assert [f"[{name}]" in told for name in NAMES] == [True, True], (status, told)


@pytest.mark.over_http
@pytest.mark.slow
async def test_one_whose_bot_falls_is_begun_anew_by_itself(tmp_path: Path) -> None:
    async with deployed(tmp_path) as deployment:
        stage, other = (deployment.stages[name] for name in NAMES)
        for each in (stage, other):
            await each.until(each.world.stream.asked.is_set, "the bot listens")
        await deployment.bot.stop()
        file = tmp_path / "communities.toml"
        broken = tmp_path / "policy.toml"
        whole = file.read_text()
        broken.write_text("version = ")
        file.write_text(whole.replace("[lyceum]\n", f'[lyceum]\npolicy_file = "{broken}"\n'))
        other.world.stream.asked.clear()
        await deployment.bot.start()
        await other.until(other.world.stream.asked.is_set, "the other listens")
        await other.until(
            lambda: any("[lyceum] beginning anew in 5 s" in line for line in other.bot.lines()),
            "it falls",
        )
        stage.world.stream.asked.clear()
        broken.unlink()
        broken.write_text((Path(__file__).parents[2] / "rules" / "default_policy.toml").read_text())
        async with asyncio.timeout(20):
            await stage.world.stream.asked.wait()
