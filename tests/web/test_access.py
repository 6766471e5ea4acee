"""Every view says who may use it."""

import pytest
from flask import Flask

from consult.accounts.models import Stranger
from consult.web.access import allow, anyone, enforce_access, holding, signed_in
from tests.factories.accounts import CHEAP, make_account, sign_in
from tests.factories.authorities import make_authority


def test_an_app_with_a_silent_view_does_not_start():
    app = Flask("silent", static_folder=None)
    app.add_url_rule("/loud", "loud", allow(anyone)(lambda: ""))
    enforce_access(app)
    app.add_url_rule("/quiet", "quiet", lambda: "")
    with pytest.raises(RuntimeError, match="quiet"):
        enforce_access(app)


def test_strangers_are_anyone_and_no_more():
    assert anyone(Stranger())
    assert not signed_in(Stranger())
    assert not holding("admin")(Stranger())


def test_a_role_somewhere_is_enough_for_the_door(app, write):
    with write() as session:
        office = make_authority(session)
        editor = make_account(session, "anna@example.org", "editor", authority_id=office.id)
        assert signed_in(editor)
        assert holding("editor", "admin")(editor)
        assert not holding("admin")(editor)


def test_a_rule_is_named_by_its_roles():
    assert holding("admin", "editor").__name__ == "holding admin or editor"


def test_a_stranger_is_asked_to_sign_in_and_others_find_nothing(app, visitor, write):
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_account(session)
    visitor.visit("/admin", status=401)
    sign_in(visitor)
    visitor.visit("/admin", status=404)
