"""How fast results are counted from segments: N answers (default 100,000) to 14 questions, beside the bare engine.

`python benchmarks/results.py 4600000` measures the record. The ceiling is the engine alone, with the same columns in
memory: one filtered cross-tab, and all questions by grouping sets with a filter. Ours does more with it: every group
that the filter cuts off, disclosure control, and what came in a moment ago. *First* is without anything kept from an
earlier request, *again* with it. Building is measured from the database to the registered file; memory is that of a
process that only reads. The last line compares what a request costs at 1,000 and at N answers.
"""

import json
import random
import resource
import secrets
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import duckdb
from flask import Flask
from ground import demonstration
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations.models import Consultation
from consult.extensions import db
from consult.questionnaires.models import IncomingSubmission, Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations import import_version
from consult.results import counting, queries
from consult.results.rules.cross import showable_cross
from consult.results.rules.disclosure import AT_LEAST
from consult.results.rules.filters import CLASS, Filter
from consult.results.rules.groups import is_allowed
from consult.results.rules.results import groups_of, results_of
from consult.results.segments import engine as engines
from consult.results.segments import keeping, reading
from consult.web.transaction import transaction

USUAL = 100_000
FEW = 1_000
QUESTIONS = 14
ROUNDS = 5
AT_ONCE = 20_000
POOL = 20_000
FIRST_DAY = date(2026, 3, 1)
RESIDENTS = [Filter(CLASS, "resident")]


def document() -> dict[str, Any]:
    """Make a questionnaire; the last question is put only to some."""
    options = [{"key": f"o{number}", "text": {"pl": f"odpowiedź {number}"}} for number in range(5)]
    questions: list[dict[str, Any]] = [
        {"key": f"q{number}", "kind": "single", "text": {"pl": f"Pytanie {number}"}, "options": options}
        for number in range(QUESTIONS)
    ]
    questions[-1]["if"] = {"question": "q0", "op": "=", "value": "o1"}
    return {"consult": 1, "title": {"pl": "Pomiar"}, "sections": [{"key": "s", "questions": questions}]}


def answers(chance: random.Random) -> dict[str, str]:
    """Answer as anybody might."""
    given = {f"q{number}": f"o{min(chance.randrange(5), chance.randrange(5))}" for number in range(QUESTIONS)}
    if given["q0"] != "o1":
        del given[f"q{QUESTIONS - 1}"]
    return given


def publish(session: Session) -> QuestionnaireVersion:
    """Publish a questionnaire."""
    chosen = select(Consultation).where(Consultation.published_number.is_not(None))
    version = import_version(session, session.scalars(chosen.limit(1)).one(), document(), actor=None, now=clock.now())
    version.published_at = clock.now()
    version.questionnaire.published_number = version.number
    session.flush()
    return version


def store(version: QuestionnaireVersion, count: int) -> None:
    """Write sealed answers as they lie in the database: past the models, which this does not measure."""
    chance = random.Random(count)  # noqa: S311
    pool = [json.dumps(answers(chance)) for _ in range(POOL)]
    areas = [f"26{chance.randrange(1, 14):02}{chance.randrange(1, 20):02}" for _ in range(180)]
    days = [(FIRST_DAY + timedelta(days=day)).isoformat() for day in range(84)]
    statement = (
        "INSERT INTO submissions (id, questionnaire_id, version_id, batch, receipt_hash, answers, submitted_on,"
        " language, channel, participant_class, area, is_late) VALUES (?, ?, ?, 1, ?, ?, ?, 'pl', 'web', ?, ?, 0)"
    )
    both = version.questionnaire_id.hex, version.id.hex
    classes = ["resident", "organisation", "business"]
    left = count
    while left:
        part = min(left, AT_ONCE)
        ids = sorted(UUID(int=chance.getrandbits(128)).hex for _ in range(part))
        rows = [
            (
                id_,
                *both,
                f"{id_}{id_}",
                chance.choice(pool),
                chance.choice(days),
                chance.choice(classes),
                chance.choice(areas),
            )
            for id_ in ids
        ]
        with transaction() as session:
            driver: Any = session.connection().connection.driver_connection
            driver.executemany(statement, rows)
        left -= part


def best(do: Callable[[], object], before: Callable[[], object] | None = None) -> float:
    """Measure the best of some rounds, in seconds."""
    found = float("inf")
    for _ in range(ROUNDS):
        if before:
            before()
        begin = time.perf_counter()
        do()
        found = min(found, time.perf_counter() - begin)
    return found


def forget() -> None:
    """Forget what was counted before; the columns stay in memory."""
    reading._counts.clear()  # noqa: SLF001


class Ours:
    """What requests do."""

    def __init__(self, questionnaire_id: UUID) -> None:
        self.id = questionnaire_id

    def dashboard(self) -> list[Any]:
        """Count everything with a filter, judge it, and make all tables."""
        session = db.session()
        scheme = queries.scheme(session, session.get_one(Questionnaire, self.id))
        tallies = counting.tabulate(session, self.id, scheme, RESIDENTS)
        if not is_allowed(tallies, RESIDENTS, at_least=AT_LEAST):
            raise SystemExit("the group may not be shown")
        return results_of(groups_of(tallies, scheme, at_least=AT_LEAST))

    def cross(self) -> object:
        """Cross two questions with a filter, judged."""
        session = db.session()
        scheme = queries.scheme(session, session.get_one(Questionnaire, self.id))
        both = scheme.questions[0], scheme.questions[1]
        groups = counting.cross(session, self.id, scheme, both, RESIDENTS)
        return showable_cross([groups[number] for number in sorted(groups)], *both, at_least=AT_LEAST)

    def answer(self) -> None:
        """Let one more answer come in."""
        with transaction() as session:
            version_id = session.scalars(
                select(QuestionnaireVersion.id).where(QuestionnaireVersion.questionnaire_id == self.id)
            ).one()
            session.execute(
                insert(IncomingSubmission),
                {
                    "id": uuid4(),
                    "questionnaire_id": self.id,
                    "version_id": version_id,
                    "receipt_hash": secrets.token_hex(32),
                    "answers": {"q0": "o1"},
                    "submitted_on": FIRST_DAY,
                    "language": "pl",
                    "channel": "web",
                    "participant_class": "resident",
                    "is_late": False,
                },
            )


def bare(path: Path) -> tuple[float, float]:
    """Measure the engine alone: one filtered cross-tab, and all questions by grouping sets with a filter."""
    engine = duckdb.connect(":memory:")
    engine.execute(f"CREATE TABLE t AS FROM read_parquet('{path}')")
    names = [f"q{number}_0" for number in range(QUESTIONS)]
    sets = ", ".join(f"({name})" for name in names)
    listed = ", ".join(names)
    one = "SELECT q0_0, q1_0, count(*) FROM t WHERE class = 0 GROUP BY ALL"
    every = f"SELECT {listed}, count(*) FROM t WHERE class = 0 GROUP BY GROUPING SETS ({sets})"  # noqa: S608
    found = tuple(best(lambda sql=sql: engine.execute(sql).fetchall()) for sql in (one, every))
    engine.close()
    return found


def build(app: Flask, questionnaire_id: UUID) -> Path:
    """Make the segment, and give its path."""
    begin = time.perf_counter()
    keeping.keep(questionnaire_id)
    spent = time.perf_counter() - begin
    (path,) = (Path(app.extensions["settings"].data_dir) / "segments" / questionnaire_id.hex).glob("*.parquet")
    print(f"building: {spent:.1f} s, {path.stat().st_size / 2**20:.0f} MiB", end="")
    print(f", peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    return path


def read_alone(app: Flask, questionnaire_id: UUID) -> None:
    """Count in a process of its own, and tell what memory it took."""
    with app.app_context():
        ours = Ours(questionnaire_id)
        begin = time.perf_counter()
        ours.dashboard()
        first = time.perf_counter() - begin
        ours.cross()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        db.engine.dispose(close=False)
    print(f"a process that begins: first dashboard {first * 1000:,.0f} ms, peak memory {peak:,.0f} MiB (at most 600)")


def measure(app: Flask, count: int) -> float:
    """Measure N answers; give the seconds that a request costs while answers come in."""
    with transaction() as session:
        version = publish(session)
        questionnaire_id = version.questionnaire_id
    store(version, count)
    print(f"N = {count:,} answers, {QUESTIONS} questions")
    begin = time.perf_counter()
    path = build(app, questionnaire_id)
    print(f"  {count / (time.perf_counter() - begin):,.0f} rows/s (at least 100,000)")
    db.engine.dispose()
    process = get_context("fork").Process(target=read_alone, args=(app, questionnaire_id))
    process.start()
    process.join()
    ours = Ours(questionnaire_id)
    one, every = bare(path)
    for name, do, ceiling in (
        ("filtered cross-tab", ours.cross, one),
        ("dashboard with a filter", ours.dashboard, every),
    ):
        first = best(do, forget)
        again = best(do)
        print(
            f"{name}: first {first * 1000:,.1f} ms, again {again * 1000:,.1f} ms, bare {ceiling * 1000:,.1f} ms,"
            f" ratio {ceiling / first:.2f} (at least 0.50)"
        )
    before = ours.dashboard()[0].asked
    ours.answer()
    if ours.dashboard()[0].asked != before + 1:
        raise SystemExit("an answer that was acknowledged was not counted")
    return best(ours.dashboard, ours.answer)


def main() -> None:
    """Measure few, then N, and compare."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    with demonstration() as app, app.app_context():
        few = measure(app, FEW)
        engines.engine()
        many = measure(app, count)
        print(
            f"a request while answers come in: {few * 1000:.1f} ms at {FEW:,}, {many * 1000:.1f} ms at {count:,}",
            end="",
        )
        print(f", ratio {few / many:.2f} (at least 0.90)")


if __name__ == "__main__":
    main()
