"""How fast the pages of 1,000 remarks open, against the bare queries for their rows in the same run.

The ceiling asks the database for the rows of one page and does nothing with them: no session, no access, no template.
"""

from datetime import datetime, timedelta
from io import BytesIO
from uuid import uuid4

from flask.testing import FlaskClient
from ground import demonstration, per_second, report
from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from consult import clock
from consult.accounts.models import Account, Stranger, WebSession
from consult.accounts.rules import hash_of, new_token
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation
from consult.drafts import importing, queries
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import versions
from consult.extensions import db
from consult.files import operations as files
from consult.files.views import folder
from consult.web.transaction import transaction

SLUG = "roczny-program-wspolpracy-z-organizacjami-pozarzadowymi"
REMARKS = 1000
ON_PAGE = 50
TEXT = "\n\n".join(f"§ {number}. Jednostka numer {number} programu." for number in range(1, 61))
WHY = "Uzasadnienie uwagi, które ma kilka zdań. Mieszkańcy piszą zwykle krótko, ale nie zawsze. " * 3


def main() -> None:
    """Measure and print."""
    with demonstration() as app:
        with app.app_context():
            number, token = _fill()
        client = app.test_client()
        public = per_second(lambda: _get(client, f"/k/{SLUG}/uwagi?p={number}"))
        client.set_cookie(app.config["SESSION_COOKIE_NAME"], token)
        queue = per_second(lambda: _get(client, f"/urzad/k/{SLUG}/rozpatrywanie/{number}?stan=todo"))
        one = per_second(lambda: _get(client, f"/urzad/k/{SLUG}/rozpatrywanie/{number}/10040?stan=todo"))
        with app.app_context():
            draft_id, consultation_id = db.session.execute(
                select(Draft.id, Draft.consultation_id).where(Draft.number == number, Draft.title == "Pomiar")
            ).one()
            asked = queries.Wanted(state="todo")
            bare_queue = per_second(lambda: _rows(queries.queue(draft_id, asked)))
            bare_public = per_second(lambda: _rows(queries.public_remarks(consultation_id, queries.Wanted())))
        for name, ours, ceiling in (
            ("public table", public, bare_public),
            ("queue", queue, bare_queue),
            ("one remark beside its queue", one, bare_queue),
        ):
            report(f"{name}, {REMARKS} remarks ({1000 / ours:.0f} ms)", ours, ceiling)


def _fill() -> tuple[int, str]:
    """Publish a draft with many remarks, and sign its editor in; give its number and the session's token."""
    taken = importing.take(BytesIO(TEXT.encode()), "pomiar.txt", folder())
    now = clock.now()
    token = new_token()
    with transaction() as session:
        consultation = find_consultation(session, SLUG)
        editor = session.scalar(select(Account).where(Account.email.like("anna%")))
        if consultation is None or editor is None:
            raise SystemExit("the demonstration has changed: no consultation or no editor")
        draft = _draft(session, consultation, taken, now)
        session.add(
            WebSession(
                id=hash_of(token), account_id=editor.id, data={"_user_id": str(editor.id)}, created_at=now, seen_at=now,
                expires_at=now + timedelta(hours=8),
            )
        )  # fmt: skip
        return draft.number, token


def _draft(session: Session, consultation: Consultation, taken: importing.Taken, now: datetime) -> Draft:
    stored = files.record(session, taken.received, clock.now())
    asked = versions.Asked(title="Pomiar")
    draft = versions.import_draft(
        session, consultation, taken.units, stored, asked=asked, actor=Stranger(), now=clock.now()
    )
    version = draft.versions[0]
    version.published_at = now
    draft.published_number = 1
    session.flush()
    units = queries.list_units(session, version.id)
    rows = [
        {
            "id": uuid4(), "consultation_id": consultation.id, "draft_id": draft.id, "version_id": version.id,
            "unit_id": unit.id, "unit_key": unit.key, "unit_label": unit.label, "unit_position": unit.position,
            "number": 10_000 + number, "person_number": 10_000 + number,
            "receipt_hash": uuid4().hex * 2, "kind": "change", "current_wording": unit.text,
            "proposed_wording": f"{unit.text} Zmiana.", "justification": WHY, "folded": WHY.lower(), "notice_number": 1,
            "received_on": clock.today(), "state": "submitted",
        }
        for number in range(REMARKS)
        for unit in [units[number % len(units)]]
    ]  # fmt: skip
    session.execute(insert(Remark), rows)
    return draft


def _get(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url} answers {answer.status}")


def _rows(query: Select[Remark]) -> None:
    db.session().execute(query.with_only_columns(*Remark.__table__.c).limit(ON_PAGE)).all()
    db.session().rollback()


if __name__ == "__main__":
    main()
