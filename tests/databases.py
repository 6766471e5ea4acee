"""Databases for tests: copies of one migrated SQLite file, and one temporary PostgreSQL for the whole run."""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from consult import schema
from consult.app import create_app
from consult.config import Settings
from consult.extensions import db

ENVIRONMENT = {
    "CONSULT_BASE_URL": "http://localhost",
    "CONSULT_SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "CONSULT_TRUSTED_HOSTS": "localhost 127.0.0.1",
}
HOW_TO_GET_POSTGRESQL = "install its server, on Debian `apt-get install postgresql`"
OLDEST_POSTGRESQL = 15
OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=64MB",
    "autovacuum=off",
)
WATCH = """
(
  while kill -0 "$1" && [ -d "$2" ]; do sleep 1; done
  [ ! -f "$2/data/postmaster.pid" ] || kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")"
  rm -rf "$2"
) >/dev/null 2>&1 &
"""


def migrated(database_url: str, data_dir: Path) -> None:
    """Bring an empty database to the newest schema, as `consult init` does."""
    environment = ENVIRONMENT | {"CONSULT_DATABASE_URL": database_url, "CONSULT_DATA_DIR": str(data_dir)}
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        schema.upgrade(db.engine)
        db.engine.dispose()


class Sqlite:
    """A migrated file, made once and copied for each test."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.sqlite3"
        migrated(f"sqlite:///{self.template}", folder)

    @contextmanager
    def database(self, folder: Path) -> Iterator[str]:
        """Give the address of a fresh migrated database."""
        copy = folder / "consult.sqlite3"
        shutil.copyfile(self.template, copy)
        yield f"sqlite:///{copy}"


def find_postgresql() -> Path | None:
    """Find the folder of the newest server programs that are new enough."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    asked = shutil.which("pg_config")
    if asked:
        folders.append(Path(_output(asked, "--bindir")))
    versions = {_version(folder): folder for folder in folders if (folder / "initdb").exists()}
    newest = max(versions, default=0)
    return versions[newest] if newest >= OLDEST_POSTGRESQL else None


def _version(folder: Path) -> int:
    """Read the major version: `postgres (PostgreSQL) 15.8 (Debian …)`."""
    words = _output(str(folder / "postgres"), "--version").partition("(PostgreSQL)")[2].split()
    return int(words[0].split(".")[0]) if words and words[0][0].isdigit() else 0


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


class Postgresql:
    """A temporary server without a port, shared by the workers of one run; the first that needs it starts it.

    The runner makes `home`, and stops the server and removes the folder at the end, also after Ctrl-C;
    where the runner itself is killed, a watch does it a second later.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.programs = find_postgresql()

    @classmethod
    def new_home(cls) -> Path:
        """Make the folder, its path short enough for a socket's."""
        home = Path(tempfile.mkdtemp(prefix="consult-pg-"))
        (home / "runner").write_text(str(os.getpid()))
        return home

    def url(self, name: str) -> str:
        return f"postgresql://consult@/{name}?host={self.home}"

    def start(self) -> None:
        """Start the server unless another worker has, with a migrated template in it."""
        with (self.home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if (self.home / "ready").exists():
                return
            runner = (self.home / "runner").read_text()
            subprocess.run(["sh", "-c", WATCH, "watch", runner, self.home], check=True)
            self._make_cluster()
            self._execute("CREATE DATABASE {}", "template_consult")
            migrated(self.url("template_consult"), self.home / "files")
            (self.home / "ready").touch()

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the address of a fresh migrated database, and drop it afterwards."""
        name = f"test_{uuid4().hex}"
        self._execute("CREATE DATABASE {} TEMPLATE template_consult", name)
        try:
            yield self.url(name)
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def stop(self) -> None:
        """Stop the server if it runs, and remove its folder."""
        if (self.home / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--pgdata", f"{self.home}/data", "--mode", "immediate", "--silent")
        shutil.rmtree(self.home, ignore_errors=True)

    def _make_cluster(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.home, _unprivileged())
        data = str(self.home / "data")
        self._run(
            "initdb", "--pgdata", data, "--username", "consult", "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions",
        )  # fmt: skip
        options = " ".join(f"-c {option}" for option in (*OPTIONS, f"unix_socket_directories={self.home}"))
        log = str(self.home / "log")
        self._run("pg_ctl", "start", "--pgdata", data, "--log", log, "--options", options, "--wait", "--silent")

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs, as another user when root: the server refuses root."""
        assert self.programs, HOW_TO_GET_POSTGRESQL
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", _unprivileged(), "--", *command]
        output = self.home / "output"
        with output.open("w") as file:  # a file, since the server would keep a pipe open
            done = subprocess.run(command, stdout=file, stderr=file, cwd=self.home, check=False)
        assert done.returncode == 0, f"{program}: {output.read_text()}"

    def _execute(self, statement: str, name: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _unprivileged() -> str:
    """Choose who runs the server when root runs the tests."""
    users = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"
