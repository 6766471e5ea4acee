"""What a large questionnaire costs: a page of 100 questions after the first time, and a path of 300 conditions.

The ceilings are what the issue asks: 15 ms of CPU for the page, 3 ms for the path.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ground import demonstration
from sqlalchemy import select

from consult.consultations.models import Consultation
from consult.extensions import db
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.operations import import_version
from consult.questionnaires.rules.answering import take
from consult.questionnaires.rules.compiling import compile_plan
from consult.web.transaction import transaction

ROUNDS = 200
OPTIONS = [{"key": f"o{number}", "text": {"pl": f"odpowiedź {number}"}} for number in range(5)]


def document(count: int, *, has_path: bool) -> dict[str, Any]:
    """Make a questionnaire of so many questions; along a path each is asked because of the one before."""
    questions: list[dict[str, Any]] = [
        {"key": f"q{number}", "kind": "single", "text": {"pl": f"Pytanie {number}"}, "options": OPTIONS}
        for number in range(count)
    ]
    if has_path:
        for number, question in enumerate(questions[1:]):
            question["if"] = {"question": f"q{number}", "op": "=", "value": "o1"}
    return {"consult": 1, "title": {"pl": "Pomiar"}, "sections": [{"key": "s", "questions": questions}]}


def milliseconds(do: Callable[[], object]) -> float:
    """Tell how much CPU it takes, after a first time."""
    do()
    began = time.process_time()
    for _ in range(ROUNDS):
        do()
    return 1000 * (time.process_time() - began) / ROUNDS


def main() -> None:
    """Measure and print."""
    with demonstration() as app:
        with app.app_context(), transaction() as session:
            consultation = session.scalars(select(Consultation).join(Questionnaire)).first()
            if consultation is None:
                raise SystemExit("the demonstration has no questionnaire")
            version = import_version(
                session, consultation, document(100, has_path=False), actor=None, now=datetime.now(UTC)
            )
            version.published_at = datetime.now(UTC)
            version.questionnaire.published_number = version.number
            address = f"/k/{consultation.slug}/ankieta/{version.questionnaire.number}/1"
        client = app.test_client(use_cookies=False)
        page = milliseconds(lambda: client.get(address))
        print(f"a page of 100 questions: {page:.1f} ms of CPU, ceiling 15, ratio {page / 15:.2f}")
        with app.app_context():
            db.session.remove()
    plan = compile_plan(document(300, has_path=True))
    typed = {f"a.q{number}": ["o1"] for number in range(300)}
    today = datetime.now(UTC).date()
    path = milliseconds(lambda: take(plan, typed, today))
    print(f"a path of 300 conditions: {path:.2f} ms of CPU, ceiling 3, ratio {path / 3:.2f}")


if __name__ == "__main__":
    main()
