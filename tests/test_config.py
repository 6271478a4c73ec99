"""Settings: each wrong value stops with one line that names it, secrets masked."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.config import ConfigError, Settings, read_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    """The settings of an environment that holds ``values``."""
    for name, value in values.items():
        monkeypatch.setenv(f"MOTCUA_{name}", value)
    return read_settings()


def test_nothing_needs_to_be_set() -> None:
    found = read_settings()
    assert (found.database, found.host, found.port, found.gateway) == (
        "sqlite:///data/motcua.db",
        "127.0.0.1",
        8080,
        "desk",
    )
    assert found.site == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "MOTCUA_PORT=abc: cần một số nguyên"),
        ("PORT", "70000", "MOTCUA_PORT=70000: cần một số nguyên"),
        ("GATEWAY", "fax", "MOTCUA_GATEWAY=fax: chọn một trong 'desk', 'http', 'demo', 'failing'"),
        ("LOG_LEVEL", "loud", "MOTCUA_LOG_LEVEL=loud: chọn một trong 'debug'"),
        ("LOG_FORMAT", "xml", "MOTCUA_LOG_FORMAT=xml: chọn một trong 'console', 'json'"),
        ("DATABASE_URL", "mysql://u:hunter2@h/d", r"MOTCUA_DATABASE_URL=\*\*\*: cần sqlite:///… hoặc postgresql://…"),
        ("TELEGRAM_API_URL", "ftp://x", "MOTCUA_TELEGRAM_API_URL=ftp://x: cần một địa chỉ"),
        ("PUBLIC_URL", "motcua.vn", "MOTCUA_PUBLIC_URL=motcua.vn: cần một địa chỉ"),
        ("TELEGRAM_WEBHOOK_SECRET", "có dấu", r"MOTCUA_TELEGRAM_WEBHOOK_SECRET=\*\*\*: cần từ 1 đến 256"),
        ("TELEGRAM_WEBHOOK_LISTEN", "đâu đó", "MOTCUA_TELEGRAM_WEBHOOK_LISTEN=đâu đó: cần máy:cổng"),
        ("TELEGRAM_BOT_NAME", "b!", "MOTCUA_TELEGRAM_BOT_NAME=b!: cần tên bot"),
        ("GATEWAY", "http", "MOTCUA_GATEWAY_URL= đang trống"),
        ("TELEGRAM_WEBHOOK_URL", "https://x.vn/hook", "MOTCUA_TELEGRAM_WEBHOOK_SECRET= đang trống"),
        ("PROT", "1", r"MOTCUA_PROT \(biến môi trường\): không có thiết lập này, có phải MOTCUA_PORT\?"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    with pytest.raises(ConfigError, match=f"^{said}") as error:
        settings(monkeypatch, **{name: value})
    assert "\n" not in str(error.value)


def test_a_misspelt_name_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("\ufeff# ghi chú\nMOTCUA_TELEGRAM_TOKENS=1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"\.env\): không có thiết lập này, có phải MOTCUA_TELEGRAM_TOKEN\?"):
        read_settings()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MOTCUA_PORT=1111\nMOTCUA_LOG_FORMAT=JSON\nOTHER=1\n", encoding="utf-8")
    found = settings(monkeypatch, PORT="2222")
    assert (found.port, found.log_format) == (2222, "json")


def test_every_setting_is_explained_in_the_example_and_only_those() -> None:
    example = (Path(__file__).parents[1] / ".env.example").read_text(encoding="utf-8")
    named = {line[1:].partition("=")[0] for line in example.splitlines() if line.startswith("#MOTCUA_")}
    assert named == {f"MOTCUA_{name.upper()}" for name in Settings.model_fields}


def test_secrets_are_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(
        monkeypatch, TELEGRAM_TOKEN="123456:abc", SECRET_KEY="k" * 20, DATABASE_URL="postgresql://u:hunter2@h/d"
    )
    assert not any(secret in repr(found) + str(found) for secret in ("123456:abc", "kkkk", "hunter2"))


def test_a_key_is_made_once_for_its_owner_only() -> None:
    keys = read_settings().keys()
    assert read_settings().keys() == keys
    assert len(keys[0]) >= 32
    assert stat.S_IMODE(Path("data/secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(Path("data").stat().st_mode) == 0o700


def test_several_keys_are_read_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, SECRET_KEY=f"{'n' * 16} , {'o' * 16}").keys() == ("n" * 16, "o" * 16)


def test_a_short_key_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match=r"SECRET_KEY=\*\*\*.*16 ký tự"):
        settings(monkeypatch, SECRET_KEY="short").keys()


def test_a_lost_key_is_not_silently_replaced() -> None:
    """With a new key the data that is there could never be read again."""
    found = read_settings()
    found.prepare()
    Path("data/motcua.db").touch()
    with pytest.raises(ConfigError, match="khóa cũ"):
        found.keys()
    assert not Path("data/secret.key").exists()


def test_a_folder_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="MOTCUA_DATA_DIR="):
        settings(monkeypatch, DATA_DIR=str(tmp_path / "file" / "data")).prepare()


@pytest.mark.parametrize(
    ("values", "site"),
    [
        ({"HOST": "0.0.0.0", "PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"HOST": "::1"}, "http://[::1]:8080"),
        ({"PUBLIC_URL": "https://motcua.example.vn/"}, "https://motcua.example.vn"),
    ],
)
def test_the_address_people_open(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], site: str) -> None:
    assert settings(monkeypatch, **values).site == site
