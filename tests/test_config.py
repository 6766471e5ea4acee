"""Each setting is read once, and what cannot work is told in one line."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from consult.config import BadSetting, Settings

GOOD_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH"
BAD = {
    "BASE_URL": ["konsultacje.example.pl", "ftp://a.pl", "http://", "https://a.pl/path", "https://a.pl?x=1", "http://[::1",
                 "http://a.pl:port", "http://a.pl:99999", "https://user@a.pl", "https://a.pl#x", "/", "javascript:x"],
    "DATABASE_URL": ["mysql://a/b", "consult.sqlite3", "sqlite://", "sqlite:///", "sqlite:///:memory:", "postgres", "://"],
    "LOG_FORMAT": ["xml", "JSON"],
    "SECRET_KEY": ["short", "a" * 64, "password" * 8, "x" * 31],
    "SMTP_URL": ["mail.example.pl", "http://mail.example.pl", "smtp://", "smtp://a:port", "smtp://[::1"],
    "THREADS": ["0", "-1", "many", "1.5", "9" * 5000],
    "TRUSTED_HOSTS": ["https://a.pl", "a.pl:8000", "a.pl/path", "*", "a.pl, b_c"],
    "TRUSTED_PROXIES": ["-1", "yes"],
    "WORKERS": ["0", "two"],
}  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def settings(**given):
        given = {"DATA_DIR": str(tmp_path / "data")} | given
        return Settings.from_environment({f"CONSULT_{name}": value for name, value in given.items()})

    return settings


def test_nothing_has_to_be_set(read, tmp_path):
    settings = read()
    assert settings.database_url == f"sqlite:///{tmp_path}/data/consult.sqlite3"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert (settings.host, settings.is_loopback, settings.is_secure) == ("127.0.0.1", True, False)
    assert (settings.workers, settings.threads, settings.trusted_proxies) == (2, 8, 0)
    assert (settings.smtp_url, settings.mail_dir, settings.mail_from) == (None, None, "consult@localhost")
    assert (settings.log_format, settings.trusted_hosts) == ("text", ())


def test_the_data_folder_is_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({}).data_dir == tmp_path / "data"


def test_each_can_be_set(read, tmp_path):
    settings = read(
        BASE_URL="https://konsultacje.example.pl/",
        DATABASE_URL="postgresql://consult@db/consult",
        LOG_FORMAT="json",
        MAIL_DIR=str(tmp_path / "mails"),
        MAIL_FROM="urzad@example.pl",
        SECRET_KEY=GOOD_KEY,
        SMTP_URL="smtps://user:word@mail.example.pl:465",
        THREADS="4",
        TRUSTED_HOSTS="A.example.pl, b.example.pl  ::1",
        TRUSTED_PROXIES="1",
        WORKERS=" 3 ",
    )
    assert (settings.base_url, settings.host) == ("https://konsultacje.example.pl", "konsultacje.example.pl")
    assert (settings.is_secure, settings.is_loopback) == (True, False)
    assert settings.database_url == "postgresql+psycopg://consult@db/consult"
    assert (settings.log_format, settings.mail_from) == ("json", "urzad@example.pl")
    assert settings.mail_dir == tmp_path / "mails"
    assert (settings.secret_key, settings.smtp_url) == (GOOD_KEY, "smtps://user:word@mail.example.pl:465")
    assert settings.trusted_hosts == ("a.example.pl", "b.example.pl", "::1")
    assert (settings.threads, settings.trusted_proxies, settings.workers) == (4, 1, 3)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_what_cannot_work_is_told_in_one_line(read, name, value):
    with pytest.raises(BadSetting) as told:
        read(**{name: value})
    assert str(told.value).startswith(f"CONSULT_{name} ")
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 200


@pytest.mark.parametrize("url", ["postgres://a/b", "postgresql://a/b", "postgresql+psycopg://a/b"])
def test_postgresql_means_psycopg(read, url):
    assert read(DATABASE_URL=url).database_url == "postgresql+psycopg://a/b"


@pytest.mark.parametrize("url", ["http://localhost", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_loopback(read, url):
    assert read(BASE_URL=url).is_loopback


@pytest.mark.parametrize("url", ["http://127.0.0.1.example.pl", "http://localhost.example.pl", "http://10.0.0.1"])
def test_no_loopback(read, url):
    assert not read(BASE_URL=url).is_loopback


def test_a_key_that_is_not_set_is_made_once_for_its_owner_alone(read, tmp_path):
    first = read().secret_key
    kept = tmp_path / "data" / "secret-key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert len(first) >= 32
    assert read().secret_key == first
    assert read(SECRET_KEY=GOOD_KEY).secret_key == GOOD_KEY
    assert kept.read_text() == first


@pytest.mark.parametrize("kept", ["", "short", "a" * 64])
def test_a_kept_key_that_is_weak_is_refused(read, tmp_path, kept):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret-key").write_text(kept)
    with pytest.raises(BadSetting, match="secret-key"):
        read()


def test_a_data_folder_that_cannot_be_is_told(read, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match="CONSULT_DATA_DIR"):
        read(DATA_DIR=str(tmp_path / "file" / "data"))


def test_processes_that_start_at_once_share_one_key(tmp_path):
    ask = "import os; from consult.config import Settings; print(Settings.from_environment(os.environ).secret_key)"

    def key(_number):
        done = subprocess.run(
            [sys.executable, "-c", ask],
            env={"CONSULT_DATA_DIR": str(tmp_path / "new" / "data")},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(key, range(8)))
    assert len(set(keys)) == 1
    assert [path.name for path in (tmp_path / "new" / "data").iterdir()] == ["secret-key"]


def test_a_key_is_never_shown(read):
    settings = read(SECRET_KEY=GOOD_KEY, SMTP_URL="smtp://user:password-of-mail@host")
    assert GOOD_KEY not in repr(settings)
    assert "password-of-mail" not in repr(settings)
