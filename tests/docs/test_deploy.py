"""What the guide has an administrator install: it is there, and systemd understands it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import FAILED, MISCONFIGURED
from bot.parser import make_parser
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
GUIDE = (ROOT / "docs" / "administrator.md").read_text("utf-8")
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def commands_of(parser_help: str) -> set[str]:
    return set(re.findall(r"^ {4}([\w-]+)\s", parser_help, re.MULTILINE))


def test_there_are_a_service_a_backup_and_its_timer() -> None:
    names = {unit.name for unit in UNITS}
    assert names == {"poryadok-backup.service", "poryadok.service", "poryadok-backup.timer"}


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda file: file.name)
def test_every_file_is_told_of_in_the_guide(file: Path) -> None:
    assert f"(deploy/{file.name})" in GUIDE


@pytest.mark.parametrize("text", [GUIDE, *(unit.read_text("utf-8") for unit in UNITS)])
def test_commands_of_the_service_are_there(text: str) -> None:
    told = re.findall(r"(?:^ *poryadok|/bin/bot) ([\w-]+)", text, re.MULTILINE)
    assert set(told) <= commands_of(make_parser().format_help())


def test_settings_in_the_guides_examples_are_there() -> None:
    known = {field.upper() for field in Settings.model_fields}
    # a unit's are systemd's
    shown = re.findall(r"```ini\n(?!\[Service\])(.+?)```", GUIDE, re.DOTALL)
    named = {line.split("=")[0].strip() for part in shown for line in part.splitlines()}
    assert len(named) >= 4
    assert named - {""} <= known


def test_what_may_pass_is_tried_again_and_a_wrong_setting_is_not() -> None:
    unit = (DEPLOY / "poryadok.service").read_text("utf-8")
    assert "\nRestart=on-failure\n" in unit
    (final,) = re.findall(r"^RestartPreventExitStatus=(.*)$", unit, re.MULTILINE)
    assert str(MISCONFIGURED) in final.split()
    # a database that does not answer is back in a moment
    assert str(FAILED) not in final.split()


ANALYZE = shutil.which("systemd-analyze")


@pytest.mark.skipif(ANALYZE is None, reason="no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        # the bot is installed where it stands
        text = unit.read_text("utf-8").replace(
            "/opt/poryadok/.venv/bin/bot", str(Path(sys.executable).with_name("bot"))
        )
        (tmp_path / unit.name).write_text(text.replace("User=poryadok", "User=root"), "utf-8")
    verified = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [
        line for line in verified.stderr.splitlines() if str(tmp_path) in line or "oryadok" in line
    ]
    assert complaints == []
    assert verified.returncode == 0, verified.stderr
