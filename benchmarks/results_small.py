"""How fast 100,000 answers to 10 questions are tabulated, against bare SQL that groups by each question.

The ceiling asks SQLite for one GROUP BY a question and does nothing else: no routing, no shares, no disclosure.
The last line is the same with a filter, judged for disclosure.
"""

import random
import secrets
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ground import demonstration
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations.models import Consultation
from consult.extensions import db
from consult.questionnaires.models import IncomingSubmission, Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations import import_version
from consult.questionnaires.operations.seal import seal
from consult.questionnaires.queries import counted_submissions
from consult.results import queries
from consult.results.rules.disclosure import AT_LEAST, EVERYTHING
from consult.results.rules.filters import CLASS, Filter
from consult.results.rules.results import groups_of, results_of
from consult.web.transaction import transaction

ANSWERS = 100_000
QUESTIONS = 10
ROUNDS = 3
FIRST_DAY = date(2026, 3, 1)


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


def prepare(session: Session) -> Questionnaire:
    """Publish the questionnaire and store the answers."""
    consultation = session.scalars(select(Consultation).where(Consultation.published_number.is_not(None))).first()
    if consultation is None:
        raise SystemExit("the demonstration has no published consultation")
    now = clock.now()
    version: QuestionnaireVersion = import_version(session, consultation, document(), actor=None, now=now)
    version.published_at = now
    version.questionnaire.published_number = version.number
    session.flush()
    chance = random.Random(1)  # noqa: S311
    shared = {"questionnaire_id": version.questionnaire_id, "version_id": version.id, "language": "pl"}
    shared |= {"channel": "web", "is_late": False}
    session.execute(
        insert(IncomingSubmission),
        [
            shared
            | {"receipt_hash": secrets.token_hex(32), "answers": answers(chance), "area": None}
            | {"submitted_on": FIRST_DAY + timedelta(days=chance.randrange(30))}
            | {"participant_class": chance.choice(["resident", "organisation", "business"])}
            for _ in range(ANSWERS)
        ],
    )
    return version.questionnaire


def seconds(do: Callable[[], object]) -> float:
    """Measure the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        do()
        best = min(best, time.perf_counter() - begin)
    return best


def tabulate(questionnaire: Questionnaire, *filters: Filter) -> object:
    """Tabulate every question, as a page does."""
    session = db.session()
    scheme = queries.scheme(session, questionnaire)
    tallies = queries.tabulate(session, questionnaire.id, scheme, filters)
    return results_of(groups_of(tallies, scheme, at_least=AT_LEAST if filters else EVERYTHING))


def group_by(questionnaire: Questionnaire) -> object:
    """Group by each question in bare SQL."""
    given = counted_submissions(questionnaire.id).subquery()
    found = []
    for number in range(QUESTIONS):
        value = given.c.answers[f"q{number}"].as_string()
        found.append(db.session().execute(select(value, func.count()).group_by(value)).all())
    return found


def main() -> None:
    """Measure and print."""
    with demonstration() as app, app.app_context():
        with transaction() as session:
            questionnaire_id = prepare(session).id
        with transaction() as session:
            seal(session, questionnaire_id, now=datetime.now(UTC))
        questionnaire = db.session().get_one(Questionnaire, questionnaire_id)
        ceiling = seconds(lambda: group_by(questionnaire))
        print(f"N = {ANSWERS:,} answers, {QUESTIONS} questions; bare SQL {ceiling:.2f} s")
        for name, filters in (("everybody", ()), ("with a filter", (Filter(CLASS, "resident"),))):
            ours = seconds(lambda filters=filters: tabulate(questionnaire, *filters))
            print(f"{name}: {ours:.2f} s, {ANSWERS / ours:,.0f} answers/s, ratio {ceiling / ours:.2f}")


if __name__ == "__main__":
    main()
