"""Every setting, read once from the environment and ``.env``; nobody else reads the environment."""

from __future__ import annotations

import difflib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.engine.keeping import DOSSIER_DAYS, DRAFT_DAYS, Periods

PREFIX = "MOTCUA_"
KEY_FILE = "secret.key"
_SECRET_NAMES = ("TOKEN", "SECRET", "KEY", "DATABASE_URL")


class ConfigError(Exception):
    """A setting nobody can work with; the message is one line for the person who starts the program."""


class Settings(BaseSettings):
    """The settings of one installation; see ``.env.example`` for what each does."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file_encoding="utf-8", extra="ignore", frozen=True)

    data_dir: Path = Path("data")
    database_url: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    secret_key: SecretStr = SecretStr("")
    content: Annotated[tuple[Path, ...], NoDecode] = ()
    office: str = ""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"
    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    telegram_webhook_url: str = ""
    telegram_webhook_secret: SecretStr = SecretStr("")
    telegram_webhook_listen: str = ""
    telegram_bot_name: str = Field(default="", pattern=r"^(@?[A-Za-z0-9_]{5,32})?$")
    zalo_token: SecretStr = SecretStr("")
    zalo_api_url: str = ""
    gateway: Literal["desk", "http", "demo", "failing"] = "desk"
    gateway_url: str = ""
    public_url: str = ""
    keep_draft_days: int = Field(default=DRAFT_DAYS, ge=1, le=3650)
    keep_dossier_days: int = Field(default=DOSSIER_DAYS, ge=1, le=3650)

    @field_validator("log_level", "log_format", "gateway", mode="before")
    @classmethod
    def _small_letters(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("content", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(Path(part.strip()) for part in value.split(",") if part.strip())
        return value

    @field_validator("telegram_api_url", "telegram_webhook_url", "gateway_url", "public_url", "zalo_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            raise ValueError("một địa chỉ bắt đầu bằng http:// hoặc https://")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr) -> SecretStr:
        scheme = value.get_secret_value().partition("://")[0].partition("+")[0]
        if scheme not in {"", "sqlite", "postgresql", "postgres"}:
            raise ValueError("sqlite:///… hoặc postgresql://…")
        return value

    @field_validator("telegram_webhook_listen")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        if value and not value.rpartition(":")[2].isdigit():
            raise ValueError("máy:cổng, ví dụ 127.0.0.1:8081")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _telegram_alphabet(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if text and not (len(text) <= 256 and text.replace("_", "").replace("-", "").isalnum() and text.isascii()):
            raise ValueError("từ 1 đến 256 chữ cái không dấu, chữ số, dấu _ hoặc -")
        return value

    @property
    def keep(self) -> Periods:
        """How long what citizens gave is kept; the consent notice promises it, the purge does it."""
        return Periods(self.keep_draft_days, self.keep_dossier_days)

    @property
    def sqlite(self) -> bool:
        """Whether the embedded database is used: one process, schema upgraded at start."""
        return self.database.startswith("sqlite")

    @property
    def database(self) -> str:
        """The address of the database, with its password."""
        given = self.database_url.get_secret_value()
        if given.startswith("postgres://"):
            given = "postgresql" + given.removeprefix("postgres")
        return given or f"sqlite:///{self.data_dir / 'motcua.db'}"

    @property
    def site(self) -> str:
        """Root of the addresses people open, without a slash at the end."""
        if self.public_url:
            return self.public_url
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::", ""} else self.host  # noqa: S104 - shown, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def prepare(self) -> None:
        """Makes the data folder, readable by its owner only; raises ``ConfigError`` where that is not possible."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            self.data_dir.chmod(0o700)
        except OSError as error:
            held = f"{PREFIX}DATA_DIR={self.data_dir}"
            raise ConfigError(f"{held}: không tạo được hoặc không ghi được thư mục này ({error.strerror})") from None

    def keys(self) -> tuple[str, ...]:
        """The encryption keys, the first one encrypts; made in the data folder (mode 600) when none is set."""
        given = [key.strip() for key in self.secret_key.get_secret_value().split(",") if key.strip()]
        if not given:
            given = [self._kept_key()]
        if any(len(key) < 16 for key in given):
            raise ConfigError(f"{PREFIX}SECRET_KEY=***: mỗi khóa phải có ít nhất 16 ký tự, cách nhau bằng dấu phẩy")
        return tuple(given)

    def _kept_key(self) -> str:
        self.prepare()
        path = self.data_dir / KEY_FILE
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        if self.sqlite and not self.database_url.get_secret_value() and (self.data_dir / "motcua.db").exists():
            path.unlink()
            os.close(descriptor)
            raise ConfigError(
                f"{PREFIX}SECRET_KEY= đang trống và không thấy {path}: dữ liệu đã có cần đúng khóa cũ mới đọc được"
            )
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        return path.read_text(encoding="ascii").strip()


def read_settings(env_file: Path = Path(".env")) -> Settings:
    """The settings; raises ``ConfigError`` with one line that names the setting, its value and what is allowed."""
    _refuse_unknown(env_file)
    try:
        settings = Settings(_env_file=env_file if env_file.is_file() else None)  # type: ignore[call-arg]
    except ValidationError as error:
        raise ConfigError(_line(error.errors()[0])) from None
    _refuse_contradictions(settings)
    return settings


def _refuse_contradictions(settings: Settings) -> None:
    if settings.gateway == "http" and not settings.gateway_url:
        raise ConfigError(
            f"{PREFIX}GATEWAY_URL= đang trống: khi {PREFIX}GATEWAY=http thì cần địa chỉ hệ thống nhận hồ sơ"
        )
    if settings.telegram_webhook_url and not settings.telegram_webhook_secret.get_secret_value():
        raise ConfigError(
            f"{PREFIX}TELEGRAM_WEBHOOK_SECRET= đang trống: khi có {PREFIX}TELEGRAM_WEBHOOK_URL thì cần một chuỗi bí mật"
        )


def _refuse_unknown(env_file: Path) -> None:
    """A misspelt name in ``.env`` or the environment would be silence otherwise."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    names: dict[str, str] = {name: "biến môi trường" for name in os.environ if name.startswith(PREFIX)}
    if env_file.is_file():
        for line in env_file.read_text(encoding="utf-8-sig").splitlines():
            name = line.strip().removeprefix("export ").partition("=")[0].strip().upper()
            if name.startswith(PREFIX):
                names[name] = str(env_file)
    for name, where in names.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"có phải {near[0]}?" if near else "xem các tên được dùng trong .env.example"
            raise ConfigError(f"{name} ({where}): không có thiết lập này, {hint}")


def _line(error: Mapping[str, Any]) -> str:
    """One validation error as ``NAME=value: what is allowed``, the value masked where it is a secret."""
    name = PREFIX + str(error["loc"][0]).upper()
    value = error.get("input")
    shown = "***" if any(word in name for word in _SECRET_NAMES) else str(value)[:80]
    match error["type"]:
        case "literal_error":
            allowed = "chọn một trong " + str(error["ctx"]["expected"]).replace("' or '", "', '")
        case "int_parsing" | "int_type" | "greater_than_equal" | "less_than_equal":
            allowed = "cần một số nguyên từ " + ("1 đến 3650" if "_DAYS" in name else "0 đến 65535")
        case "value_error":
            allowed = "cần " + str(error["ctx"]["error"])
        case "string_pattern_mismatch":
            allowed = "cần tên bot Telegram, 5 đến 32 chữ cái không dấu, chữ số hoặc dấu _"
        case _:
            allowed = str(error["msg"])
    return f"{name}={shown}: {allowed}"
