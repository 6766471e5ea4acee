import json

import pytest
from sqlalchemy import update

from consult import clock
from consult.audit import log
from consult.audit.cli import audit
from consult.audit.models import AuditEntry
from tests.audit.test_log import record


@pytest.fixture
def verify(app):
    return lambda *options: app.test_cli_runner().invoke(audit, ["verify", *options])


@pytest.fixture
def entries(write):
    with write() as session:
        for minute in range(3):
            record(session, minute)
        log.chain(session)
        record(session, 4)


def test_a_whole_log(verify, entries):
    done = verify()
    assert done.exit_code == 0
    assert "3 entries chained, 1 wait" in done.stdout


def test_as_json(verify, entries):
    said = json.loads(verify("--json").stdout)
    assert said.keys() == {"ok", "first_bad", "chained", "waiting", "head"}
    assert (said["ok"], said["first_bad"], said["chained"], said["waiting"]) == (True, None, 3, 1)


def test_a_changed_log(verify, entries, write):
    with write() as session:
        session.execute(update(AuditEntry).where(AuditEntry.number == 2).values(recorded_at=clock.now()))
    done = verify()
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: entry 2 is the first")
    done = verify("--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["first_bad"] == 2
