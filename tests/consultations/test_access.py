"""Nobody from outside sees or changes what an office prepares: every address is replayed."""

import pytest
from sqlalchemy import inspect, select

from consult.accounts.models import Account, RoleGrant
from consult.audit.models import AuditEntry
from consult.authorities.models import Authority
from consult.consultations import operations
from consult.consultations.models import Consultation, ConsultationDocument, ConsultationVersion
from consult.consultations.queries import find_preparing
from tests.factories.consultations import (
    NOW,
    add_text_document,
    approve,
    correct,
    make_preparing,
    official,
)

DESK = "/urzad/k/park-nad-silnica"


def everything(read):
    """Take down all that a request could have changed."""
    with read() as session:
        return {
            model.__name__: sorted(
                str([getattr(row, column.key) for column in inspect(model).columns])
                for row in session.scalars(select(model))
            )
            for model in (Consultation, ConsultationVersion, ConsultationDocument, AuditEntry)
        }


class TestOutside:
    """Nobody from outside sees or changes anything."""

    @pytest.fixture
    def requests(self, app, kielce, write, folder):
        """List every address of the office's side with each of its methods."""
        with write() as session:
            begun = make_preparing(session, session.get_one(Authority, kielce))
            add_text_document(session, begun, folder)
            approve(session, begun)
            correct(session, begun)
            document = find_preparing(session, begun.id).documents[0].id
            operations.send_for_approval(session, begun, actor=official(begun.authority, "editor"), now=NOW)
        found = []
        with app.test_request_context():
            for rule in app.url_map.iter_rules():
                if rule.endpoint.startswith("consultations_manage.") and "consultation" in rule.arguments:
                    values = {"consultation": "park-nad-silnica", "document": document}
                    url = rule.build(values, append_unknown=False)[1]
                    found += [(method, url) for method in rule.methods & {"GET", "POST"}]
        assert len(found) == 22
        return found

    @pytest.mark.parametrize(
        ("where", "roles"),
        [
            ("powiat", ("editor", "approver", "admin")),
            ("powiat", ("analyst", "moderator", "clerk")),
            (None, ("operator",)),
        ],
    )
    def test_another_office_gets_nothing(self, requests, signed, powiat, read, where, roles):
        stranger = signed(powiat if where else None, *roles)
        token = self._token(stranger)
        before = everything(read)
        for method, url in requests:
            sent = {"csrf_token": token, "edit_count": "2", "because": "x", "title-pl": "Hacked", "contact_name": "H"}
            answer = stranger.client.open(url, method=method, data=sent if method == "POST" else None)
            assert answer.status_code == 404, (method, url)
        assert everything(read) == before

    def test_colleagues_who_may_only_look_change_nothing(self, requests, signed, kielce, read):
        analyst = signed(kielce, "analyst", "moderator", "clerk", "admin")
        token = self._token(analyst)
        before = everything(read)
        readable = {DESK, f"{DESK}/podglad", f"{DESK}/publikacja"}
        for method, url in requests:
            sent = {"csrf_token": token, "edit_count": "3", "because": "x", "title-pl": "Hacked"}
            answer = analyst.client.open(url, method=method, data=sent if method == "POST" else None)
            assert answer.status_code == (200 if method == "GET" and url in readable else 404), (method, url)
        assert everything(read) == before

    def test_a_stranger_is_asked_to_sign_in(self, requests, visitor, read):
        before = everything(read)
        token = visitor.visit("/logowanie").select_one("[name=csrf_token]")["value"]
        for method, url in requests:
            answer = visitor.client.open(url, method=method, data={"csrf_token": token} if method == "POST" else None)
            assert answer.status_code == 401, (method, url)
            assert 'name="password"' in answer.text
        assert everything(read) == before

    def test_an_office_of_ones_own_lets_nobody_begin_elsewhere(self, signed, kielce, powiat, read):
        editor = signed(powiat, "editor")
        token = self._token(editor)
        editor.client.post("/urzad/k/nowa", data={"csrf_token": token, "title-pl": "Droga", "authority": str(kielce)})
        with read() as session:
            assert session.scalars(select(Consultation)).one().authority_id == powiat

    def _token(self, person):
        return person.visit("/konto").select_one("[name=csrf_token]")["value"]


def test_a_role_counts_in_its_own_office(signed, kielce, powiat, preparing, act, write):
    act(operations.send_for_approval)
    person = signed(powiat, "editor", "approver")
    with write() as session:
        account = session.scalars(select(Account)).one()
        account.roles.append(RoleGrant(role="analyst", authority_id=kielce))
    page = person.visit(f"{DESK}/publikacja")
    assert not page.select("main form")
    assert person.visit(f"{DESK}/tresc", status=404)
    sent = {"csrf_token": person.visit("/konto").select_one("[name=csrf_token]")["value"], "edit_count": "2"}
    assert person.client.post(f"{DESK}/opublikuj", data=sent).status_code == 404
