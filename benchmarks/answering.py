"""How many answers a second are acknowledged, against the bare insert of the same rows in the same run.

The ceiling is a durable commit of one row and nothing else: what the disk allows. Both are one client after another.
"""

import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from flask import Flask
from ground import demonstration, per_second, report
from sqlalchemy import create_engine, select, text

from consult.extensions import db
from consult.participation.rules.slots import new_slot, sign
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.plans import plan_of
from consult.web.transaction import make_durable


def main() -> None:
    """Measure and print."""
    with demonstration() as app, TemporaryDirectory() as folder:
        address, forms = prepared(app)
        client = app.test_client(use_cookies=False)

        def answer() -> None:
            sent = client.post(address, data=next(forms))
            if b"data-receipt" not in sent.data:
                raise SystemExit(f"no receipt: {sent.status}")

        report("answers acknowledged", per_second(answer), per_second(bare_insert(Path(folder))))
        page = per_second(lambda: client.get(address.rpartition("/")[0] + "/1"))
        report("form pages", page, per_second(bare_page(client.get(address.rpartition("/")[0] + "/1").data)))


def prepared(app: Flask) -> tuple[str, Iterator[dict[str, str]]]:
    """Give the address of the demonstration's questionnaire, and forms that were filled in a minute ago."""
    with app.app_context():
        version = db.session.scalars(select(QuestionnaireVersion).join(Questionnaire)).one()
        questionnaire, plan = version.questionnaire, plan_of(version)
        address = f"/k/{questionnaire.consultation.slug}/ankieta/{questionnaire.number}/{len(plan.pages) + 1}"
        version_id = version.id
    typed = {"a.used": "never", "a.more": "sport", "a.clear": "4", "a.committee": "yes", "a.else": "Więcej ławek."}
    typed |= {f"a.near.{row.key}": "5" for row in plan.question("near").rows}
    begun = datetime.now(UTC) - timedelta(minutes=1)
    secret = app.extensions["settings"].secret_key

    def forms() -> Iterator[dict[str, str]]:
        while True:
            yield typed | {"slot": sign(new_slot(version_id, begun), secret)}

    return address, forms()


def bare_insert(folder: Path):  # noqa: ANN201  # a function that inserts one row durably
    """Insert a row of the same size, in a transaction of its own, with the same settings."""
    engine = create_engine(f"sqlite:///{folder / 'bare.sqlite3'}")
    make_durable(engine)
    answers = json.dumps({"used": "never", "more": ["sport"], "near": {"dayroom": 5}, "else": "Więcej ławek."})
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE bare (id TEXT PRIMARY KEY, hash TEXT UNIQUE, answers TEXT) WITHOUT ROWID")
        )

    def insert() -> None:
        with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
            row = {"id": uuid4().hex, "hash": secrets.token_hex(32), "answers": answers}
            connection.execute(text("INSERT INTO bare VALUES (:id, :hash, :answers)"), row)

    return insert


def bare_page(body: bytes):  # noqa: ANN201  # a function that fetches the same bytes
    """Serve the same bytes from a view that does nothing."""
    bare = Flask("bare")
    bare.add_url_rule("/", "page", lambda: body)
    client = bare.test_client(use_cookies=False)
    return lambda: client.get("/")


if __name__ == "__main__":
    main()
