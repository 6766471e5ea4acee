"""`consult doctor` says how the installation stands, and ends with 1 only where something is wrong."""

import json

from consult import clock, schema
from consult.cli import consult
from consult.extensions import db
from consult.jobs.models import Job


def doctor(app, *options):
    return app.test_cli_runner().invoke(consult.commands["doctor"], options)


def test_a_new_installation_is_in_order_though_no_mail_server_is_set(app):
    result = doctor(app)
    assert result.exit_code == 0, result.output
    assert "ok  Database: SQLite, up to date" in result.output
    assert "--  Mail server" in result.output
    assert "CONSULT_SMTP_URL" in result.output


def test_a_job_that_was_given_up_is_told_with_the_way_to_mend_it(app, write):
    with write() as session:
        session.add(Job(kind="x", payload={}, due_at=clock.now(), given_up_at=clock.now()))
    result = doctor(app, "--json")
    assert result.exit_code == 1
    wrong = [check for check in json.loads(result.output) if not check["is_ok"] and not check["is_optional"]]
    assert [check["title"] for check in wrong] == ["Jobs given up"]
    assert wrong[0]["mending"]


def test_an_old_schema_is_told(app):
    with app.app_context():
        schema.downgrade(db.engine, "base")
    assert doctor(app).exit_code != 0
