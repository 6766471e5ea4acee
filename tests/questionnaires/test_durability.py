"""An acknowledged answer survives `kill -9` at any moment, and the same form sent again counts once."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.participation.rules.receipts import receipt_hash
from consult.participation.rules.slots import new_slot, sign
from consult.questionnaires.models import IncomingSubmission, QuestionnaireVersion, Submission
from tests.databases import ENVIRONMENT
from tests.factories.consultations import make_office
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked
from tests.test_serving import free_port, wait_until

pytestmark = [pytest.mark.complete, pytest.mark.both_databases]
ADDRESS = "/k/park-nad-silnica/ankieta/1/1"
CODE = re.compile(r'data-receipt="([0-9A-Z-]{19})"')
CLIENTS, EACH, KILLS = 12, 25, 10
SECRET = ENVIRONMENT["CONSULT_SECRET_KEY"]


@pytest.fixture
def version(write):
    """Publish a questionnaire that is open now."""
    today = datetime.now(UTC).date()
    with write() as session:
        office = make_office(session)
        days = today - timedelta(days=1), today + timedelta(days=9)
        consultation = make_published(session, session.get(Authority, office.id), "Park nad Silnicą", *days)
        make_asked(session, consultation)
    with write() as session:
        return session.scalar(select(QuestionnaireVersion.id))


class Server:
    """`consult serve`, which can be killed with all that it began, and begun again."""

    def __init__(self, environment):
        self.port = free_port()
        base = {"CONSULT_BASE_URL": f"http://127.0.0.1:{self.port}", "CONSULT_WORKERS": "2"}
        self.environment = os.environ | environment | base
        self.begin()

    def begin(self):
        command = [sys.executable, "-m", "consult.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(self.is_ready)

    def is_ready(self):
        try:
            return self.post({}) is not None
        except (OSError, HTTPException):
            return False

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def post(self, fields):
        """Send a form; gives the receipt, or an empty text where there is none."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", ADDRESS, urlencode(fields), headers)
            found = CODE.search(connection.getresponse().read().decode())
            return found[1] if found else ""
        finally:
            connection.close()


@pytest.fixture
def server(environment, version):
    running = Server(environment)
    yield running
    running.kill()


def forms(version, count):
    """Make forms as if they had been opened a minute ago."""
    begun = datetime.now(UTC) - timedelta(minutes=1)
    return [{"slot": sign(new_slot(version, begun), SECRET), "a.often": "daily", "go": "next"} for _ in range(count)]


def hashes(write):
    with write() as session:
        tables = (IncomingSubmission, Submission)
        return sorted(found for table in tables for found in session.scalars(select(table.receipt_hash)))


def send_until_acknowledged(server, fields, receipts):
    """Send as a patient person does, again and again, until a receipt is shown."""
    while True:
        try:
            if receipt := server.post(fields):
                receipts.append(receipt)
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.05)


def test_every_receipt_shown_is_found_and_none_twice(server, version, write):
    receipts = []

    def client():
        for fields in forms(version, EACH):
            send_until_acknowledged(server, fields, receipts)
            time.sleep(0.2)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in clients:
        thread.start()
    for _ in range(KILLS):
        time.sleep(0.7)
        server.kill()
        server.begin()
    for thread in clients:
        thread.join()
    assert len(receipts) == CLIENTS * EACH
    assert hashes(write) == sorted(receipt_hash(code) for code in receipts)


def test_one_form_sent_fifty_times_at_once_and_again_after_a_crash(server, version, write):
    (fields,) = forms(version, 1)
    receipts = []
    barrier = threading.Barrier(50)

    def client():
        barrier.wait()
        send_until_acknowledged(server, fields, receipts)

    clients = [threading.Thread(target=client) for _ in range(50)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    server.kill()
    server.begin()
    send_until_acknowledged(server, fields, receipts)
    assert len(receipts) == 51
    assert len(set(receipts)) == 1
    assert hashes(write) == [receipt_hash(receipts[0])]
