"""How many whole journeys a second two web workers take, against a bare view with one durable insert, in one run.

A journey opens the form of a one-page questionnaire (6 single, 2 multiple, a 4 x 5 matrix, an open text) and sends
it, on a fresh connection without cookies. The bare view is a Flask view in the same server that stores the same
bytes durably and does nothing else. Rounds alternate between the bare view, an empty database and a full one, so
that what else the machine does weighs on all three alike; ratios are medians over the rounds.

    python benchmarks/intake.py [--stored 1000000] [--rounds 5] [--seconds 4] [--only sqlite|postgresql]
"""

import argparse
import json
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from clients import Measured, bare_posts, free_port, journey, measure
from flask import Flask, request
from postgresql import postgresql
from sqlalchemy import func, select, text

from consult import schema
from consult.app import create_app
from consult.authorities.operations import create_authority
from consult.config import Settings
from consult.consultations.models import Consultation, ConsultationVersion
from consult.extensions import db
from consult.participation.rules.receipts import receipt_hash
from consult.questionnaires.models import IncomingSubmission, Questionnaire, Submission
from consult.questionnaires.operations import import_version
from consult.serving import Server
from consult.territory.operations import load_bundled
from consult.web.transaction import transaction

SECRET = "benchmarks-only-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105
ADDRESS = "/k/pomiar/ankieta/1/1"
TYPED = {f"a.s{number}": "o1" for number in range(6)} | {f"a.m{number}": "o2" for number in range(2)}
TYPED |= {f"a.x.r{number}": "4" for number in range(4)} | {"a.t": "Więcej ławek i drzew przy placu zabaw."}


def document() -> dict[str, Any]:
    """Make the questionnaire."""
    options = [{"key": f"o{number}", "text": {"pl": f"odpowiedź {number}"}} for number in range(5)]
    rows = [{"key": f"r{number}", "text": {"pl": f"wiersz {number}"}} for number in range(4)]
    asked: list[dict[str, Any]] = [
        *({"key": f"s{number}", "kind": "single", "options": options} for number in range(6)),
        *({"key": f"m{number}", "kind": "multiple", "options": options} for number in range(2)),
        {"key": "x", "kind": "matrix", "rows": rows, "min": 1, "max": 5},
        {"key": "t", "kind": "text", "long": True},
    ]
    questions = [{"text": {"pl": f"Pytanie {number}"}, **question} for number, question in enumerate(asked, 1)]
    return {"consult": 1, "title": {"pl": "Pomiar"}, "sections": [{"key": "s", "questions": questions}]}


class Site:
    """`consult serve` with two workers on a database of its own."""

    def __init__(self, folder: Path, database_url: str, stored: int) -> None:
        self.port = free_port()
        self.codes: list[str] = []
        self.environment = {
            "CONSULT_DATABASE_URL": database_url,
            "CONSULT_DATA_DIR": str(folder),
            "CONSULT_SECRET_KEY": SECRET,
            "CONSULT_BASE_URL": f"http://127.0.0.1:{self.port}",
        }
        with self.app() as app:
            schema.upgrade(db.engine)
            with transaction() as session:
                load_bundled(session)
                version_id, questionnaire_id = publish(session)
            if stored:
                fill(version_id.hex, questionnaire_id.hex, stored)
            for job in app.extensions["work"].recurring:  # what the worker would do with them while we measure
                job.do()
        self.stored = stored

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """Open the database as the site does."""
        app = create_app(Settings.from_environment(self.environment))
        with app.app_context():
            yield app
            db.engine.dispose()

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve until the block ends."""
        command = [sys.executable, "-m", "consult.cli", "serve", "--port", str(self.port), "--workers", "2"]
        with running(command, self.port, os.environ | self.environment):
            yield

    def journeys(self, seconds: float) -> Measured:
        """Let people answer."""
        result = measure(lambda result: journey(self.port, ADDRESS, TYPED, result), seconds)
        self.codes += result.codes
        return result

    def check(self) -> None:
        """See that every receipt is held once, and nothing else."""
        wanted = sorted(map(receipt_hash, self.codes))
        with self.app():
            session = db.session()
            tables = (IncomingSubmission, Submission)
            held = sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
            found: list[str] = []
            for table in tables:
                for start in range(0, len(wanted), 500):
                    part = wanted[start : start + 500]
                    found += session.scalars(select(table.receipt_hash).where(table.receipt_hash.in_(part)))
        if sorted(found) != wanted or held != len(wanted) + self.stored:
            raise SystemExit(f"{len(wanted)} receipts were shown, {len(found)} of them are held, {held} rows in all")


def publish(session: Any) -> tuple[Any, Any]:
    """Publish the questionnaire in a consultation that is open."""
    now = datetime.now(UTC)
    office = create_authority(session, teryt="2661011", name="Pomiar", host=None, now=now)
    consultation = Consultation(
        authority=office, slug="pomiar", created_at=now, published_number=1,
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9),
    )  # fmt: skip
    consultation.versions.append(ConsultationVersion(number=1, title={"pl": "Pomiar"}, edited_at=now, published_at=now))
    session.add(consultation)
    session.flush()
    version = import_version(session, consultation, document(), actor=None, now=now)
    version.published_at = now
    session.get_one(Questionnaire, version.questionnaire_id).published_number = version.number
    session.flush()
    return version.id, version.questionnaire_id


def fill(version_id: str, questionnaire_id: str, count: int) -> None:
    """Store so many sealed answers, written by the database itself."""
    answers = json.dumps({"s0": "o1", "m0": ["o2"], "x": {f"r{n}": 4 for n in range(4)}, "t": "Więcej ławek."})
    columns = "id, receipt_hash, answers, submitted_on, language, channel, is_late, questionnaire_id, version_id, batch"
    if db.engine.dialect.name == "sqlite":
        source = (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
            "SELECT lower(hex(randomblob(16))), lower(hex(randomblob(32))), :answers, '2026-11-01', 'pl', 'web', 0, "
            ":questionnaire, :version, 1 FROM n ORDER BY 1"
        )
    else:
        source = (
            "SELECT gen_random_uuid(), encode(sha256(random()::text::bytea || i::text::bytea), 'hex'), "
            "CAST(:answers AS jsonb), DATE '2026-11-01', 'pl', 'web', false, CAST(:questionnaire AS uuid), "
            "CAST(:version AS uuid), 1 FROM generate_series(1, :count) AS i"
        )
    values = {"count": count, "answers": answers, "questionnaire": questionnaire_id, "version": version_id}
    with transaction() as session:
        session.execute(text(f"INSERT INTO submissions ({columns}) {source}"), values)


def bare_app(url: str) -> Flask:
    """Make the ceiling: a view that stores what was sent in one durable insert."""
    app = Flask("bare")
    local = threading.local()

    @app.post("/")
    def store() -> str:
        if not hasattr(local, "connection"):
            local.connection = bare_connection(url)
        mark = "?" if url.startswith("/") else "%s"
        row = (uuid4().hex, json.dumps(request.form.to_dict()))
        local.connection.execute(f"INSERT INTO bare VALUES ({mark}, {mark})", row)  # noqa: S608
        return row[0]

    return app


def bare_connection(url: str) -> Any:
    """Connect as durably as the site does; each statement is a transaction."""
    if not url.startswith("/"):
        return psycopg.connect(url, autocommit=True)
    connection = sqlite3.connect(url, isolation_level=None, timeout=30)
    for pragma in ("journal_mode=wal", "synchronous=full", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def bare(url: str) -> Iterator[Callable[[float], Measured]]:
    """Serve the ceiling; give what measures it."""
    connection = bare_connection(url)
    connection.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, answers TEXT)")
    connection.close()
    port = free_port()
    with running([sys.executable, __file__, "--bare", url, "--port", str(port)], port, dict(os.environ)):
        yield lambda seconds: measure(lambda result: bare_posts(port, "/", TYPED, result), seconds)


def serve_bare(url: str, port: int) -> None:
    """Serve the bare view with the server and the number of workers and threads that the site has."""
    options = {
        "bind": f"127.0.0.1:{port}", "threads": 8, "workers": 2, "loglevel": "warning",
        "worker_class": "consult.serving.PatientWorker",
    }  # fmt: skip
    Server(lambda: bare_app(url), options).run()


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """Run a server until the block ends."""
    process = subprocess.Popen(  # noqa: S603  # our own servers
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                HTTPConnection("127.0.0.1", port, timeout=5).connect()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def probe(folder: Path) -> float:
    """Tell how many milliseconds a small durable write takes, as a median."""
    times = []
    with (folder / "probe").open("wb", buffering=0) as file:
        for _ in range(200):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def compare(name: str, sites: dict[str, Site], ceiling: Callable[[float], Measured], options: Any) -> None:
    """Measure in turn, and print medians."""
    rounds: dict[str, list[Measured]] = {"bare": [], **{kind: [] for kind in sites}}
    for site in sites.values():
        site.journeys(1.5)  # the first of each process imports, compiles and renders
    ceiling(1.0)
    for number in range(options.rounds):
        rounds["bare"].append(ceiling(options.seconds))
        kinds = list(sites) if number % 2 else list(reversed(sites))
        for kind in kinds:
            rounds[kind].append(sites[kind].journeys(options.seconds))
    middle = {kind: statistics.median(one.per_second for one in found) for kind, found in rounds.items()}
    print(f"{name}: bare view with one durable insert {middle['bare']:,.0f} requests/s")
    for kind in sites:
        shares = [ours.per_second / top.per_second for ours, top in zip(rounds[kind], rounds["bare"], strict=True)]
        p99 = statistics.median(one.p99 for one in rounds[kind])
        print(f"  {kind}: {middle[kind]:,.0f} journeys/s, ratio {statistics.median(shares):.2f}, p99 {p99:.0f} ms")
    if len(sites) > 1:
        empty, full = (rounds[kind] for kind in sites)
        flat = [two.per_second / one.per_second for one, two in zip(empty, full, strict=True)]
        print(f"  with answers stored against none: ratio {statistics.median(flat):.2f}")
    for site in sites.values():
        site.check()
    print(f"  {sum(len(site.codes) for site in sites.values()):,} receipts, each held once")


def measure_on(name: str, new_database: Callable[[], str], options: Any) -> None:
    """Measure on one kind of database."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sites = {}
        for kind, stored in {"none stored": 0, f"{options.stored:,} stored": options.stored}.items():
            (folder / kind).mkdir()
            sites[kind] = Site(folder / kind, new_database(), stored)
            stack.enter_context(sites[kind].served())
        url = new_database()
        ceiling = stack.enter_context(bare(url.removeprefix("sqlite:///")))
        compare(name, sites, ceiling, options)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stored", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--only")
    parser.add_argument("--bare")
    parser.add_argument("--port", type=int)
    options = parser.parse_args()
    if options.bare:
        serve_bare(options.bare, options.port)
        return
    with tempfile.TemporaryDirectory() as folder:
        print(f"a durable write of 4 kB takes {probe(Path(folder)):.2f} ms here")
        if options.only != "postgresql":
            measure_on("SQLite", lambda: f"sqlite:///{folder}/{uuid4().hex}.sqlite3", options)
        if options.only != "sqlite":
            with postgresql() as new_database:
                if new_database is None:
                    print("PostgreSQL: not installed")
                else:
                    measure_on("PostgreSQL", new_database, options)


if __name__ == "__main__":
    main()
