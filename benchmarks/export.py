"""How fast sealed answers are given out in each format, and in how much memory: 35 columns, N rows (default 20,000).

`python benchmarks/export.py 1000000` measures a million, as the promise has it. The ceiling is Python's csv module
that writes rows which stand ready; the last line but one is what an analyst gets, thin categories merged.
Memory is the peak above what the process held before the first.
"""

import csv
import io
import random
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import force_locale
from ground import demonstration
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations.models import Consultation
from consult.extensions import db
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion, Submission
from consult.questionnaires.operations import import_version
from consult.results.exporting.formats import FORMATS
from consult.results.exporting.making import data_set
from consult.results.rules.disclosure import AT_LEAST
from consult.web.transaction import transaction

USUAL = 20_000
AT_ONCE = 5_000
COLUMNS = 35
MEASURED = ("csv", "csv-excel-labels", "jsonl", "xlsx", "sav", "parquet")
DAY = date(2026, 3, 1)


def document() -> dict[str, Any]:
    """Make the questionnaire: 6 single, 2 multiple, a matrix of 4 rows, 2 scales, a number, a text."""
    options = [{"key": f"o{number}", "text": {"pl": f"odpowiedź {number}"}} for number in range(5)]
    other = {"key": "inne", "text": {"pl": "inne"}, "other": True}
    rows = [{"key": f"r{number}", "text": {"pl": f"wiersz {number}"}} for number in range(4)]
    questions: list[dict[str, Any]] = [
        *({"key": f"q{number}", "kind": "single", "options": options} for number in range(6)),
        *({"key": f"m{number}", "kind": "multiple", "options": [*options, other]} for number in range(2)),
        {"key": "stan", "kind": "matrix", "rows": rows},
        {"key": "s1", "kind": "scale"},
        {"key": "s2", "kind": "scale"},
        {"key": "wiek", "kind": "number", "min": 0, "max": 120},
        {"key": "uwagi", "kind": "text", "long": True},
    ]
    questions[5]["if"] = {"question": "q0", "op": "=", "value": "o1"}
    texts = [{"text": {"pl": f"Pytanie {one['key']}"}} | one for one in questions]
    return {"consult": 1, "title": {"pl": "Pomiar"}, "sections": [{"key": "s", "questions": texts}]}


def answers(chance: random.Random) -> dict[str, Any]:
    """Answer as anybody might; three in ten write something."""
    given: dict[str, Any] = {f"q{number}": f"o{chance.randrange(5)}" for number in range(6)}
    if given["q0"] != "o1":
        del given["q5"]
    given["m0"] = [f"o{number}" for number in range(5) if chance.random() < 0.4]
    given["m1"] = ["inne"]
    given["m1.inne"] = "coś jeszcze"
    given["stan"] = {f"r{number}": chance.randrange(1, 6) for number in range(4)}
    given |= {"s1": chance.randrange(1, 6), "s2": chance.randrange(1, 6), "wiek": chance.randrange(16, 95)}
    if chance.random() < 0.3:
        given["uwagi"] = "Potrzebujemy ławek, drzew i lepszego oświetlenia, " * chance.randrange(1, 8)
    return given


def publish(session: Session) -> QuestionnaireVersion:
    """Publish the questionnaire."""
    consultation = session.scalars(select(Consultation).where(Consultation.published_number.is_not(None))).first()
    if consultation is None:
        raise SystemExit("the demonstration has no published consultation")
    version = import_version(session, consultation, document(), actor=None, now=clock.now())
    version.published_at = clock.now()
    version.questionnaire.published_number = version.number
    session.flush()
    return version


def store(session: Session, shared: dict[str, Any], count: int, chance: random.Random) -> None:
    """Store sealed answers."""
    session.execute(
        insert(Submission),
        [shared | {"receipt_hash": secrets.token_hex(32), "answers": answers(chance)} for _ in range(count)],
    )


def peak() -> float:
    """Give the highest memory so far, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def forget_peak() -> None:
    """Let the highest memory begin anew, at what is held now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def measured(
    name: str, count: int, write: Callable[[], Iterator[bytes]], held: float, ceiling: float | None = None
) -> float:
    """Write it to nowhere, and print how fast, how large, and in how much memory; give the rows per second."""
    forget_peak()
    size, first = 0, 0.0
    begin = time.perf_counter()
    for block in write():
        first = first or time.perf_counter() - begin
        size += len(block)
    speed = count / (time.perf_counter() - begin)
    beside = f", ratio {speed / ceiling:.2f}" if ceiling else ""
    print(
        f"{name}: {speed:,.0f} rows/s{beside}, first byte {first:.2f} s, {size / 2**20:,.1f} MiB,"
        f" peak memory +{peak() - held:,.0f} MiB"
    )
    return speed


def bare(count: int) -> Iterator[bytes]:
    """Write rows that stand ready with the csv module."""
    page = io.StringIO()
    writer = csv.writer(page)
    row = [1, "web", "pl", "o1", *range(COLUMNS - 5), "Potrzebujemy ławek"]
    for start in range(0, count, 500):
        writer.writerows([row] * min(500, count - start))
        yield page.getvalue().encode()
        page.seek(0)
        page.truncate()


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    with demonstration() as app, app.app_context(), force_locale("pl"):
        with transaction() as session:
            version = publish(session)
            shared = {"questionnaire_id": version.questionnaire_id, "version_id": version.id, "language": "pl"}
        shared |= {"channel": "web", "is_late": False, "submitted_on": DAY, "batch": 1}
        chance = random.Random(1)  # noqa: S311
        for start in range(0, count, AT_ONCE):
            with transaction() as session:
                store(session, shared, min(AT_ONCE, count - start), chance)
        found = db.session().get_one(Questionnaire, shared["questionnaire_id"])
        print(f"N = {count:,} rows, {COLUMNS} columns")
        forget_peak()
        held = peak()
        ceiling = measured("csv module, rows that stand ready", count, lambda: bare(count), held)
        for kind in MEASURED:
            data = data_set(db.session(), found, with_words=True, at_least=None)
            measured(kind, count, lambda kind=kind, data=data: FORMATS[kind].write(data), held, ceiling)
        thin = data_set(db.session(), found, with_words=True, at_least=AT_LEAST)
        measured("csv, thin categories merged", count, lambda: FORMATS["csv"].write(thin), held, ceiling)


if __name__ == "__main__":
    main()
