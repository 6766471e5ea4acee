"""A temporary PostgreSQL that keeps what it acknowledges, for benchmarks."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = iter(f"bench{number}" for number in range(1000))
NOBODY = "nobody"


@contextmanager
def postgresql() -> Iterator[Callable[[], str] | None]:
    """Give a function that makes a database and gives its address; nothing where there is no server."""
    programs = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        home = Path(folder)
        if os.geteuid() == 0:
            shutil.chown(home, NOBODY)
        options = f"-c listen_addresses= -c max_connections=120 -c unix_socket_directories={home}"
        _run(home, programs.parent / "initdb", "-D", f"{home}/data", "-U", "consult", "-A", "trust", "-E", "UTF8")
        _run(home, programs.parent / "pg_ctl", "start", "-w", "-D", f"{home}/data", "-l", f"{home}/log", "-o", options)
        try:
            yield lambda: _database(home, programs.parent)
        finally:
            _run(home, programs.parent / "pg_ctl", "stop", "-D", f"{home}/data", "-m", "immediate")


def _database(home: Path, programs: Path) -> str:
    name = next(NAMES)
    _run(home, programs / "createdb", "-h", str(home), "-U", "consult", name)
    return f"postgresql://consult@/{name}?host={home}"


def _run(home: Path, program: Path, *arguments: str) -> None:
    """Run one of the server's programs, as another user when root: the server refuses root."""
    command = [str(program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", NOBODY, "--", *command]
    with (home / "output").open("a") as file:  # a file, since the server would keep a pipe open
        subprocess.run(command, check=True, stdout=file, stderr=file, cwd=home)  # noqa: S603
