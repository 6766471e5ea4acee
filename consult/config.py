"""The settings: the only reader of the environment."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, urlsplit

PACKAGE = Path(__file__).parent
LEAST_SECRET = 32
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LOG_FORMATS = ("text", "json")
LONGEST_COUNT = 5
"""Most digits of a count."""
HOST_NAME = re.compile(r"[a-z0-9.-]+|[0-9a-f]*:[0-9a-f:.]*")


class BadSetting(Exception):
    """A setting has a value that cannot work; the message names it and says what would."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings; README.md says what each is for."""

    database_url: str = field(repr=False)
    data_dir: Path
    base_url: str
    secret_key: str = field(repr=False)
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = "consult@localhost"
    mail_dir: Path | None = None
    workers: int = 2
    threads: int = 8
    log_format: str = "text"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read the `CONSULT_…` variables; raise `BadSetting` where one cannot work."""
        given = {name: environ.get(f"CONSULT_{name}", "").strip() for name in NAMES}
        data_dir = _data_dir(given["DATA_DIR"])
        return cls(
            database_url=_database_url(given["DATABASE_URL"], data_dir),
            data_dir=data_dir,
            base_url=_base_url(given["BASE_URL"]),
            secret_key=_secret_key(given["SECRET_KEY"], data_dir),
            trusted_hosts=_hosts(given["TRUSTED_HOSTS"]),
            trusted_proxies=_count("TRUSTED_PROXIES", given["TRUSTED_PROXIES"], 0, least=0),
            smtp_url=_smtp_url(given["SMTP_URL"]),
            mail_from=_mail_from(given["MAIL_FROM"]),
            mail_dir=Path(given["MAIL_DIR"]).resolve() if given["MAIL_DIR"] else None,
            workers=_count("WORKERS", given["WORKERS"], 2),
            threads=_count("THREADS", given["THREADS"], 8),
            log_format=_one_of("LOG_FORMAT", given["LOG_FORMAT"], LOG_FORMATS),
        )

    @property
    def is_secure(self) -> bool:
        """Tell whether people reach the site over https."""
        return self.base_url.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        """Tell whether only this machine reaches the site."""
        return urlsplit(self.base_url).hostname in LOOPBACK

    @property
    def host(self) -> str:
        """Name the host of BASE_URL, without its port."""
        return urlsplit(self.base_url).hostname or ""


NAMES = (
    "BASE_URL",
    "DATABASE_URL",
    "DATA_DIR",
    "LOG_FORMAT",
    "MAIL_DIR",
    "MAIL_FROM",
    "SECRET_KEY",
    "SMTP_URL",
    "THREADS",
    "TRUSTED_HOSTS",
    "TRUSTED_PROXIES",
    "WORKERS",
)


def root() -> Path:
    """Find the folder that holds templates, static files, migrations and translations.

    That is the repository, where this package stands in one, else what travels inside the wheel.
    """
    repository = PACKAGE.parent
    return repository if (repository / "pyproject.toml").is_file() else PACKAGE / "bundled"


def _database_url(given: str, data_dir: Path) -> str:
    if not given:
        return f"sqlite:///{data_dir / 'consult.sqlite3'}"
    scheme, separator, rest = given.partition("://")
    if separator and scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        return f"postgresql+psycopg://{rest}"
    if given.startswith("sqlite:///") and Path(given.removeprefix("sqlite:///")).name not in {"", ":memory:"}:
        return given
    raise BadSetting("CONSULT_DATABASE_URL must be like sqlite:///folder/file or postgresql://user@host/name")


def _data_dir(given: str) -> Path:
    """Find the data folder, and make it for its owner alone where it is missing."""
    folder = Path(given or "data").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refusal:
        raise BadSetting(f"CONSULT_DATA_DIR cannot be used: {refusal}") from refusal
    return folder


def _parts(url: str, *schemes: str) -> SplitResult | None:
    """Take an address apart, or find that it is none with these schemes."""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an end, a port that is no number
        return None
    return parts if is_good else None


def _base_url(given: str) -> str:
    url = (given or "http://127.0.0.1:8000").rstrip("/")
    parts = _parts(url, "http", "https")
    if parts is None or parts.username is not None or parts.path or parts.query or parts.fragment:
        raise BadSetting("CONSULT_BASE_URL must be like https://konsultacje.example.pl")
    return url


def _hosts(given: str) -> tuple[str, ...]:
    hosts = tuple(given.lower().replace(",", " ").split())
    if not all(HOST_NAME.fullmatch(host) for host in hosts):
        raise BadSetting("CONSULT_TRUSTED_HOSTS must be host names like konsultacje.example.pl, with spaces between")
    return hosts


def _smtp_url(given: str) -> str | None:
    if given and _parts(given, "smtp", "smtps") is None:
        raise BadSetting("CONSULT_SMTP_URL must be like smtp://user:password@host:587 or smtps://host:465")
    return given or None


def _mail_from(given: str) -> str:
    given = given or "consult@localhost"
    local, at, domain = parseaddr(given)[1].rpartition("@")
    if not (local and at and domain) or any(ord(character) < ord(" ") for character in given):
        raise BadSetting("CONSULT_MAIL_FROM must be like consult@example.pl, or Consult <consult@example.pl>")
    return given


def _secret_key(given: str, data_dir: Path) -> str:
    """Take the key that is set, else the one kept in the data folder, made on the first run."""
    if given:
        if _is_weak(given):
            raise BadSetting(f"CONSULT_SECRET_KEY is weak: give at least {LEAST_SECRET} random characters")
        return given
    kept = data_dir / "secret-key"
    try:
        if not kept.exists():
            _write_private(kept, secrets.token_urlsafe(48))
        key = kept.read_text().strip()
    except OSError as refusal:
        raise BadSetting(f"CONSULT_SECRET_KEY is not set, and none can be kept: {refusal}") from refusal
    if _is_weak(key):
        raise BadSetting(f"CONSULT_SECRET_KEY is not set, and {kept} holds none: remove the file to have one made")
    return key


def _is_weak(key: str) -> bool:
    return len(key) < LEAST_SECRET or len(set(key)) < LEAST_SECRET // 4


def _write_private(path: Path, words: str) -> None:
    """Write a file that only its owner may read, unless another process was first."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(words)
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()


def _count(name: str, given: str, default: int, *, least: int = 1) -> int:
    if not given:
        return default
    if not given.isdecimal() or len(given) > LONGEST_COUNT or int(given) < least:
        raise BadSetting(f"CONSULT_{name} must be a whole number, at least {least}")
    return int(given)


def _one_of(name: str, given: str, choices: tuple[str, ...]) -> str:
    if given and given not in choices:
        raise BadSetting(f"CONSULT_{name} must be one of: {', '.join(choices)}")
    return given or choices[0]
