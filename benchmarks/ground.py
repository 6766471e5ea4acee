"""What every benchmark stands on: an app with the demonstration, and how often a second something can be done."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from consult import clock, schema
from consult.app import create_app
from consult.config import Settings
from consult.extensions import db
from consult.files.views import folder
from consult.site.demonstration.load import load, receive_documents
from consult.territory.operations import load_bundled, load_bundled_population
from consult.web.transaction import transaction

ROUNDS = 5
SECONDS = 0.6


@contextmanager
def demonstration() -> Iterator[Flask]:
    """Give an app on a temporary SQLite database with the demonstration in it."""
    with tempfile.TemporaryDirectory() as data:
        app = create_app(Settings.from_environment({"CONSULT_DATA_DIR": str(Path(data))}))
        with app.app_context():
            schema.upgrade(db.engine)
            with transaction() as session:
                load_bundled(session)
                load_bundled_population(session)
            documents = receive_documents(db.session(), folder(), now=clock.now())
            with transaction() as session:
                load(session, documents, base_url="http://127.0.0.1:8000", now=clock.now())
        yield app
        with app.app_context():
            db.engine.dispose()


def per_second(do: Callable[[], object]) -> float:
    """Measure how often it can be done in a second: the best of some rounds, after a first one that warms up."""
    do()
    best = 0.0
    for _ in range(ROUNDS):
        count = 0
        begin = time.perf_counter()
        while time.perf_counter() - begin < SECONDS:
            do()
            count += 1
        best = max(best, count / (time.perf_counter() - begin))
    return best


def report(name: str, ours: float, ceiling: float) -> None:
    """Print one line: how often a second, the bare ceiling, and the ratio."""
    print(f"{name}: {ours:,.0f}/s, ceiling {ceiling:,.0f}/s, ratio {ours / ceiling:.2f}")
