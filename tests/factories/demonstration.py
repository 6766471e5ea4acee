"""The demonstration for tests: the command as people run it, with few who answer so that it is quick."""

from datetime import UTC, datetime

import pytest
from click.testing import Result
from flask import Flask

from consult import clock
from consult.site.cli import demo
from consult.site.demonstration import questionnaire
from consult.territory.operations import load_bundled, load_bundled_population
from consult.web.transaction import transaction

LOOPBACK = "http://127.0.0.1:8000"
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def load_territory(app: Flask) -> None:
    """Load what `consult init` loads."""
    with app.app_context(), transaction() as session:
        load_bundled(session)
        load_bundled_population(session)


def load_demonstration(app: Flask, now: datetime = NOW) -> Result:
    """Run the command at this moment; give what it said."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(questionnaire, "PEOPLE", 30)
        patched.setattr(clock, "now", lambda: now)
        return app.test_cli_runner().invoke(demo)
