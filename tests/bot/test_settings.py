from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import (
    Settings,
    SettingsError,
    env_example,
    load_database_settings,
    load_policy_settings,
    load_settings,
    read_database_url,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_a_token_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VK_TOKEN", "vk1.a.abc")

    settings = load_settings(None)

    assert settings.vk_token.get_secret_value() == "vk1.a.abc"
    assert settings.vk_group_id is None
    assert settings.vk_api_url == "https://api.vk.ru/method/"
    assert settings.admin_ids == frozenset()
    assert settings.database_url == "sqlite+aiosqlite:///data/bot.db"
    assert settings.policy_file is None
    assert settings.zone.key == "Europe/Saratov"
    assert settings.locale == "ru"
    assert settings.log_level == "INFO"
    assert settings.sandbox_clock_url is None


def test_without_a_token_the_error_names_it_and_says_where_to_get_one() -> None:
    with pytest.raises(SettingsError) as wrong:
        load_settings(None)

    assert "VK_TOKEN" in str(wrong.value)
    assert "Ключи доступа" in str(wrong.value)
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VK_TOKEN", "two words"),
        ("VK_TOKEN", "   "),
        ("VK_GROUP_ID", "club1"),
        ("VK_GROUP_ID", "-1"),
        ("VK_API_URL", "api.vk.ru/method/"),
        ("VK_API_URL", "https://"),
        ("ADMIN_IDS", "1,two"),
        ("ADMIN_IDS", "1;2"),
        ("ADMIN_IDS", "-5"),
        ("DATABASE_URL", "data/bot.db"),
        ("DATABASE_URL", "sqlite:///data/bot.db"),
        ("DATABASE_URL", "sqlite+aiosqlite:///"),
        ("POLICY_FILE", "/nowhere/policy.toml"),
        ("TIMEZONE", "Саратов"),
        ("TIMEZONE", "../etc/passwd"),
        ("LOCALE", "de"),
        ("LOG_LEVEL", "LOUD"),
        ("SANDBOX_CLOCK_URL", "clock"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_setting_and_not_the_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("VK_TOKEN", "vk1.a.abc")
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as wrong:
        load_settings(None)

    text = str(wrong.value)
    assert f"Неверная настройка {name}: нужно указать " in text
    assert "\n" not in text
    assert text.count("настройка") == 1
    assert "two words" not in text


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALE", "de")
    monkeypatch.setenv("TIMEZONE", "nowhere")

    with pytest.raises(SettingsError, match=r"TIMEZONE.*LOCALE.*VK_TOKEN"):
        load_settings(None)


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text("VK_TOKEN=from-file\nLOCALE=en\nADMIN_IDS=1, id2,\n", encoding="utf-8")
    monkeypatch.setenv("VK_TOKEN", "from-environment")

    settings = load_settings(file)

    assert settings.vk_token.get_secret_value() == "from-environment"
    assert settings.locale == "en"
    assert settings.admin_ids == {1, 2}


def test_an_unknown_key_in_the_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("VK_TOKEN=abc\nVK_TOKKEN=abc\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=r"Неизвестная настройка VK_TOKKEN .*VK_TOKEN"):
        load_settings(file)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("VK_TOKEN=ключ".encode("cp1251"))

    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(file)


def test_empty_values_count_as_not_set(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    names = (name.upper() for name in Settings.model_fields if name != "vk_token")
    file.write_text("VK_TOKEN=abc\n" + "".join(f"{name}=\n" for name in names), encoding="utf-8")

    settings = load_settings(file)

    assert settings.vk_group_id is None
    assert settings.admin_ids == frozenset()


def test_the_address_of_the_methods_ends_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VK_TOKEN", "abc")
    monkeypatch.setenv("VK_API_URL", "http://127.0.0.1:8080/method")

    assert load_settings(None).vk_api_url == "http://127.0.0.1:8080/method/"


def test_the_token_is_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VK_TOKEN", "very-secret")

    settings = load_settings(None)

    assert "very-secret" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_backup_and_policy_need_no_token(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DATABASE_URL=sqlite+aiosqlite:///x.db\nLOCALE=en\n", encoding="utf-8")

    assert load_database_settings(file).database_url == "sqlite+aiosqlite:///x.db"
    assert load_policy_settings(file).locale == "en"


def test_a_wrong_database_is_named_where_only_the_database_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost")

    with pytest.raises(SettingsError, match="DATABASE_URL"):
        load_database_settings(None)


def test_env_example_is_what_the_class_says() -> None:
    written = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert written == env_example(), "run: python -m bot.settings > .env.example"


def test_env_example_explains_every_setting() -> None:
    for name, field in Settings.model_fields.items():
        assert f"{name.upper()}=" in env_example()
        assert field.description


def test_env_example_works_once_the_token_is_filled_in(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    lines = [
        line.removeprefix("# ") if "=" in line and line.removeprefix("# ")[:1].isupper() else line
        for line in env_example().replace("VK_TOKEN=", "VK_TOKEN=abc").splitlines()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")

    bare = tmp_path / "bare.env"
    bare.write_text("VK_TOKEN=abc\n", encoding="utf-8")

    assert load_settings(file) == load_settings(bare)


@given(st.frozensets(st.integers(1, 2**31 - 1), max_size=5), st.sampled_from([",", ", ", " , "]))
def test_any_administrators_are_read_as_they_are_written(ids: frozenset[int], comma: str) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("VK_TOKEN", "abc")
        environment.setenv("ADMIN_IDS", comma.join(str(number) for number in ids))

        assert load_settings(None).admin_ids == ids


@pytest.mark.parametrize(
    "address",
    [
        "sqlite+aiosqlite:///data/bot.db",
        "sqlite+aiosqlite:////var/lib/poryadok/bot.db",
        "postgresql+asyncpg://bot:p%40ss@server:5433/poryadok",
        "postgresql+asyncpg://bot@/poryadok?host=/run/postgresql",
    ],
)
def test_either_kind_of_database_has_an_address(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert load_database_settings(None).database_url == address
    assert read_database_url(address) == address


def test_a_wrong_address_on_the_command_line_is_not_repeated() -> None:
    with pytest.raises(SettingsError, match="Неверный адрес") as wrong:
        read_database_url("postgresql://bot:secret@server/poryadok")
    assert "secret" not in str(wrong.value)
