"""Consultations for tests, made by the verbs of the office; and officials who use these verbs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

from consult.accounts.models import Account, RoleGrant, WebSession
from consult.accounts.rules import hash_of, new_token
from consult.authorities.models import Authority
from consult.authorities.rules import level_of
from consult.consultations import operations
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.queries import find_preparing
from consult.consultations.rules.choosing import OF_RESIDENTS
from consult.files import operations as files
from tests.factories.authorities import KIELCE, make_authority
from tests.pages import Visitor

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
OPENS_ON = date(2026, 3, 10)
LAST_DAY = date(2026, 3, 31)
WORDS = {
    "summary": "Nowy park przy rzece.",
    "can_change": "- gdzie staną ławki",
    "cannot_change": "- granice parku, bo wynikają z planu",
    "invited": "Wszyscy mieszkańcy",
    "decision": "Rada Miasta w maju.",
    "contact_role": "prowadzi konsultacje",
    "purpose": "Odpowiedź na uwagi.",
    "legal_basis": "Art. 6 ust. 1 lit. e RODO.",
    "retention": "Pięć lat.",
}
COMPLETE = {name: {"pl": words} for name, words in WORDS.items()} | {
    "contact_name": "Ewa Lis",
    "contact_phone": "41 000 00 00",
    "contact_email": "ewa.lis@example.org",
    "opens_on": OPENS_ON,
    "last_day": LAST_DAY,
}


@dataclass(frozen=True)
class Official:
    """Somebody who works in an office, for operations alone."""

    authority_id: UUID
    roles: frozenset[str]
    id: UUID = field(default_factory=uuid4)
    is_authenticated: bool = True

    def holds(self, *roles: str, authority_id: UUID | None = None) -> bool:
        return bool(self.roles & set(roles)) and authority_id in (None, self.authority_id)

    def authority_ids(self, *roles: str) -> set[UUID]:
        return {self.authority_id} if self.roles & set(roles) else set()


def official(authority: Authority, *roles: str) -> Official:
    return Official(authority.id, frozenset(roles))


def make_office(session, teryt=KIELCE, name="Kielce", **settings) -> Authority:
    """Make an office that can publish."""
    needed = {"controller": {"pl": f"Prezydent: {name}"}, "data_protection_officer": "Jan Brzoza"}
    return make_authority(session, teryt, name, **needed | settings)


def make_preparing(
    session, authority: Authority, title="Park nad Silnicą", *, editor=None, now=NOW, languages=("pl",), **changes
) -> Consultation:
    """Prepare a consultation in which nothing is missing; `changes` are other values."""
    editor = editor or official(authority, "editor")
    begun = operations.prepare(session, authority, {"pl": title}, languages=languages, actor=editor, now=now)
    procedures = [OF_RESIDENTS[level_of(authority.teryt)]]
    changes = {"procedures": procedures} | COMPLETE | changes
    operations.change(session, begun, changes, edit_count=0, actor=editor, now=now)
    return begun


def approve(session, consultation: Consultation, *, approver=None, now=NOW) -> ConsultationVersion:
    """Send what is in preparation, and publish it."""
    authority = consultation.authority
    operations.send_for_approval(session, consultation, actor=official(authority, "editor"), now=now)
    approver = approver or official(authority, "approver")
    edit_count = find_preparing(session, consultation.id).edit_count
    return operations.publish(session, consultation, edit_count=edit_count, actor=approver, now=now)


def make_public(session, authority: Authority, title="Park nad Silnicą", **preparing) -> Consultation:
    """Prepare and publish a consultation."""
    begun = make_preparing(session, authority, title, **preparing)
    approve(session, begun, now=preparing.get("now", NOW))
    return begun


def correct(session, consultation: Consultation, *, editor=None, now=NOW + timedelta(days=1), **changes) -> None:
    """Begin a correction, and write in it."""
    editor = editor or official(consultation.authority, "editor")
    version = operations.begin_correction(session, consultation, actor=editor, now=now)
    changes = {"reason": {"pl": "Poprawiony błąd."}} | changes
    operations.change(session, consultation, changes, edit_count=version.edit_count, actor=editor, now=now)


def add_text_document(session, consultation: Consultation, folder: Path, name="Projekt", *, editor=None, now=NOW):
    """Add a small document."""
    stored = files.record(session, files.receive(BytesIO(b"Projekt parku."), "projekt.txt", folder), now)
    editor = editor or official(consultation.authority, "editor")
    return operations.add_document(session, consultation, stored, {"pl": name}, actor=editor, now=now)


def signed_in(app, session, offices: Sequence[UUID | None], *roles: str, name="Anna Nowak", now=NOW) -> Visitor:
    """Make a person with these roles in each office (`[None]` for the operator), and give their browser, signed in."""
    token = new_token()
    grants = [RoleGrant(role=role, authority_id=office) for role in roles for office in offices]
    account = Account(email=f"{token[:9]}@example.org", email_key=token, name=name, created_at=now, roles=grants)
    session.add(account)
    session.flush()
    session.add(
        WebSession(
            id=hash_of(token),
            account_id=account.id,
            data={"_user_id": str(account.id)},
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=8),
        )
    )
    client = app.test_client()
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], token)
    return Visitor(client)
