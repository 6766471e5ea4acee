"""Logs are lines on the standard error stream, for people or for machines, without what people typed."""

import json

import pytest
import structlog

from consult.web.logs import configure
from tests.web.room import GOOD


@pytest.fixture
def log():
    yield structlog.get_logger("tests")
    configure("text")


def test_machines_read_one_json_document_a_line(log, capsys):
    configure("json")
    log.info("żółw", kind="x")
    said = capsys.readouterr()
    line = json.loads(said.err)
    assert (line["event"], line["kind"], line["level"], said.out) == ("żółw", "x", "info", "")
    assert line["timestamp"].endswith("Z")


def test_people_read_words(log, capsys):
    configure("text")
    log.warning("something", kind="x")
    said = capsys.readouterr()
    assert "something" in said.err
    assert "kind=x" in said.err
    assert "\x1b" not in said.err
    assert said.out == ""


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_a_traceback_holds_no_values(log, capsys, log_format):
    configure(log_format)
    typed = "what somebody typed"
    try:
        log.info({}[len(typed)])
    except KeyError:
        log.exception("failed")
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert typed not in said.replace('typed = "what somebody typed"', "")


def test_a_fault_of_a_page_is_told_in_the_same_way_without_address_and_question(app, capsys):
    from flask.logging import default_handler  # noqa: PLC0415

    configure("json")
    app.logger.addHandler(default_handler)
    client = app.test_client()
    with app.test_request_context():
        client.get("/trial/fail?email=anna@example.org", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    said = capsys.readouterr().err
    told = [json.loads(line) for line in said.splitlines()]
    app.logger.removeHandler(default_handler)
    configure("text")
    assert any("ZeroDivisionError" in line.get("exception", "") for line in told)
    assert "anna@example.org" not in said
    assert "203.0.113.9" not in said
    assert GOOD["password"] not in said
