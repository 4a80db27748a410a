"""Several communities of one deployment: each has its own settings and nothing of another's."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.settings import Settings, SettingsError, load_database_settings, load_report_settings
from bot.tenants import choose_section, load_tenants

LYCEUM = '[lyceum]\nvk_token = "vk1.a.lyceum"\n'
COLLEGE = '[college]\nvk_token = "vk1.a.college"\n'


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def env(tmp_path: Path) -> Path:
    """An env file that names the file of communities, and sets what only one may have."""
    file = tmp_path / ".env"
    file.write_text(
        f"COMMUNITIES_FILE={tmp_path / 'communities.toml'}\n"
        "VK_TOKEN=vk1.a.env\nADMIN_IDS=777\nCALLBACK_SECRET=EnvSecret123\nVK_GROUP_ID=5\n"
        "DATABASE_URL=sqlite+aiosqlite:///env.db\nLOCALE=en\nTIMEZONE=Europe/Moscow\n"
    )
    return file


def write(env: Path, text: str) -> None:
    (env.parent / "communities.toml").write_text(text, encoding="utf-8")


def test_the_env_file_alone_is_one_community_without_a_name(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("VK_TOKEN=vk1.a.env\n")
    (tenant,) = load_tenants(env_file=env)
    assert (tenant.name, tenant.settings.vk_token.get_secret_value()) == ("", "vk1.a.env")
    assert choose_section(None, env) is None
    for ask in (load_tenants, choose_section):
        with pytest.raises(SettingsError, match="--community не нужно"):
            ask("lyceum", env)


def test_own_settings_come_from_the_section_alone(env: Path) -> None:
    write(env, LYCEUM + "admin_ids = [1, 2]\ntimezone = 'Asia/Omsk'\n" + COLLEGE)
    lyceum, college = (tenant.settings for tenant in load_tenants(env_file=env))
    assert lyceum.vk_token.get_secret_value() == "vk1.a.lyceum"
    assert lyceum.admin_ids == {1, 2}
    assert college.admin_ids == frozenset()
    for settings in (lyceum, college):
        assert settings.vk_group_id is None
        assert settings.callback_secret is None
        # what is not of one alone is the default for all
        assert settings.locale == "en"
    assert (lyceum.timezone, college.timezone) == ("Asia/Omsk", "Europe/Moscow")
    assert lyceum.database_url == "sqlite+aiosqlite:///data/lyceum.db"
    assert college.database_url == "sqlite+aiosqlite:///data/college.db"
    assert (lyceum.callback_path, college.callback_path) == (
        "/callback/lyceum",
        "/callback/college",
    )


def test_a_command_names_one_community(env: Path) -> None:
    write(env, LYCEUM + COLLEGE + "timezone = 'Asia/Omsk'\n")
    section = choose_section("college", env)
    assert load_database_settings(env, section).database_url.endswith("data/college.db")
    assert load_report_settings(env, section).timezone == "Asia/Omsk"
    assert [tenant.name for tenant in load_tenants("lyceum", env)] == ["lyceum"]
    with pytest.raises(SettingsError, match=r"укажите --community \(lyceum, college\)"):
        choose_section(None, env)
    with pytest.raises(SettingsError, match="Сообщества gymnasium нет: есть lyceum, college"):
        choose_section("gymnasium", env)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "нет ни одного сообщества"),
        ("[lyceum]\n", "VK_TOKEN"),
        ("[lyceum]\nvk_token = 'two words'\n", "Неверная настройка VK_TOKEN"),
        (LYCEUM + "admin_ids = 'teacher'\n", "Неверная настройка ADMIN_IDS"),
        (LYCEUM + "tokem = 1\n", "Неизвестная настройка TOKEM"),
        (LYCEUM + "log_level = 'DEBUG'\n", "Неизвестная настройка LOG_LEVEL"),
        (LYCEUM + "transport = 'callback'\n", "Неверная настройка CALLBACK_SECRET"),
        ("vk_token = 'vk1.a.x'\n", "стоит вне разделов"),
        ('["Лицей"]\nvk_token = "vk1.a.x"\n', "имя раздела"),
        (LYCEUM + LYCEUM, "не по правилам TOML"),
        (LYCEUM + "admin_ids = vk1.a.secret\n", "не по правилам TOML"),
        (
            LYCEUM + COLLEGE.replace("vk1.a.college", "vk1.a.lyceum"),
            "одинаковая настройка VK_TOKEN",
        ),
        (
            LYCEUM + COLLEGE + "database_url = 'sqlite+aiosqlite:///./data/lyceum.db'\n",
            "одинаковая настройка DATABASE_URL",
        ),
        (
            LYCEUM
            + "database_url = 'postgresql+asyncpg://a:1@db/school'\n"
            + COLLEGE
            + "database_url = 'postgresql+asyncpg://b:2@db:5432/school'\n",
            "одинаковая настройка DATABASE_URL",
        ),
        (
            LYCEUM
            + "transport = 'callback'\ncallback_secret = 'SecretOne1'\ncallback_path = '/in'\n"
            + COLLEGE
            + "transport = 'callback'\ncallback_secret = 'SecretTwo2'\ncallback_path = '/in'\n",
            "одинаковая настройка CALLBACK_PATH",
        ),
    ],
)
def test_a_mistake_is_told_in_one_line_without_secrets(env: Path, text: str, told: str) -> None:
    write(env, text)
    with pytest.raises(SettingsError) as mistake:
        load_tenants(env_file=env)
    said = str(mistake.value)
    assert told in said
    assert "\n" not in said
    assert "vk1.a" not in said
    assert "Secret" not in said


def test_the_guides_example_is_read(env: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "administrator.md").read_text("utf-8")
    (example,) = (
        each for each in re.findall(r"```toml\n(.+?)```", guide, re.DOTALL) if "vk_token" in each
    )
    (env.parent / "lyceum.toml").write_text("")
    write(env, example.replace('"lyceum.toml"', f'"{env.parent / "lyceum.toml"}"'))
    assert [tenant.name for tenant in load_tenants(env_file=env)] == ["lyceum", "college"]


def test_the_guides_section_of_a_service_listens_where_vk_is_sent(env: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "administrator.md").read_text("utf-8")
    (section,) = (
        each
        for each in re.findall(r"```toml\n(.+?)```", guide, re.DOTALL)
        if "callback_url" in each
    )
    write(env, section.replace("СЕКРЕТ-ЛИЦЕЯ", "Secret0123") + 'vk_token = "vk1.a.lyceum"\n')
    env.write_text(env.read_text("utf-8") + "TRANSPORT=callback\n", "utf-8")
    (tenant,) = load_tenants(env_file=env)
    settings = tenant.settings
    assert settings.database_url.startswith("sqlite+aiosqlite:////")
    assert settings.callback_url is not None
    assert urlsplit(settings.callback_url).path == settings.callback_path


def test_a_file_that_is_not_there_is_told(env: Path) -> None:
    with pytest.raises(SettingsError, match="COMMUNITIES_FILE"):
        load_tenants(env_file=env)


def test_a_file_that_is_no_text_is_told(env: Path) -> None:
    (env.parent / "communities.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="не читается"):
        load_tenants(env_file=env)
