import json
from io import StringIO
from pathlib import Path

import pytest

from bot.detecting import detect_in
from rules.policy_file import read_policy

LINES = ("добрый день", "номер Пети 8 917 123-45-67", "", "ты дебил", "заходи: t.me/joinchat/AAA")


def told(file: Path, *, as_json: bool) -> str:
    output = StringIO()
    assert detect_in(file, read_policy(None), as_json=as_json, locale="ru", output=output) == 0
    return output.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "messages.txt"
    path.write_text("\n".join(LINES) + "\n", "utf-8")
    return path


def test_json_has_an_object_a_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    objects = [json.loads(line) for line in told(file, as_json=True).splitlines()]
    assert [each["line"] for each in objects] == [1, 2, 3, 4, 5]
    assert [len(each["detections"]) for each in objects] == [0, 1, 0, 1, 1]
    ((phone),) = objects[1]["detections"]
    assert phone == {
        "detector": "personal_data",
        "class": "phone",
        "found": "8 917 123-45-67",
        "certainty": 0.95,
        "rule": 7,
    }
    assert [each["detections"][0]["detector"] for each in objects[3:]] == ["insult", "link"]
    assert "5 messages, " in capsys.readouterr().err


def test_words_name_the_line_what_was_found_and_the_rule(file: Path) -> None:
    first, *rest = told(file, as_json=False).splitlines()
    assert first.startswith("2: личные данные: номер телефона: «8 917 123-45-67» (95")
    assert first.endswith("правило 7 «Берегите чужие личные данные»")
    assert len(rest) == 2


def test_a_file_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = detect_in(
        tmp_path / "no", read_policy(None), as_json=True, locale="ru", output=StringIO()
    )
    assert status == 1
    assert "не читается" in capsys.readouterr().err
