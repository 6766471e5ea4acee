"""Who may do what stands in one file that a reviewer reads: a change of it shows in the diff."""

import pytest
from flask import Flask

from consult.web.access import enforce_access
from tests.architecture.access_list import LIST, access_list


def test_the_access_list_is_up_to_date(app):
    assert LIST.read_text() == access_list(app), "run `python -m tests.architecture.access_list`, and read the diff"


def test_an_app_with_a_silent_view_does_not_start():
    app = Flask("silent")
    app.add_url_rule("/x", "x", lambda: "")
    with pytest.raises(RuntimeError, match=r"no @allow rule.* x"):
        enforce_access(app)
