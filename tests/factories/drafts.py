"""Drafts and remarks for tests, made by the verbs of offices and of senders."""

from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

from sqlalchemy import update

from consult.accounts.models import WebSession
from consult.authorities.models import Authority
from consult.consultations.models import TEXTS, Consultation
from consult.consultations.queries import get_consultation
from consult.drafts import importing, queries
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import decisions, versions
from consult.drafts.operations import remarks as operations
from consult.drafts.operations.remarks import Given, Place, Sending
from consult.drafts.rules.alignment import inherited
from consult.drafts.rules.units import WHOLE
from consult.files import operations as files
from consult.participation.rules.receipts import receipt_hash
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, WORDS, official
from tests.factories.published import make_published

TEXT = """# Projekt programu

§ 1. 1. Świetlica jest otwarta trzy dni w tygodniu.
2. Wstęp jest wolny:
1) dla dzieci;
2) dla osób starszych.

§ 2. Uchwała wchodzi w życie po 14 dniach.
"""
OPEN = NOW + timedelta(days=9)
"""A moment in which the consultation of the factories takes remarks."""
OVER = NOW + timedelta(days=40)
RECEIPTS = count(1)


def make_open(session, authority: Authority, title="Park nad Silnicą") -> Consultation:
    """Make a consultation that takes remarks at the moment `OPEN`."""
    says = {name: words for name, words in WORDS.items() if name in TEXTS} | {"contact_name": "Ewa Lis"}
    return make_published(session, authority, title, OPENS_ON, LAST_DAY, contact_phone="41 000 00 00", **says)


class Stranger:
    """Somebody without an account, for operations alone."""

    id = None
    is_authenticated = False

    def holds(self, *_roles, authority_id=None):
        return False

    def authority_ids(self, *_roles):
        return set()


def make_draft(
    session,
    consultation: Consultation,
    folder: Path,
    text=TEXT,
    *,
    title="Program",
    published=True,
    editor=None,
    now=NOW,
    **asks,
) -> Draft:
    """Import a draft, and publish it."""
    taken = importing.take(BytesIO(text.encode()), "projekt.md", folder)
    editor = editor or official(consultation.authority, "editor")
    stored = files.record(session, taken.received, now)
    asked = versions.Asked(title=title, **asks)
    draft = versions.import_draft(session, consultation, taken.units, stored, asked=asked, actor=editor, now=now)
    if published:
        publish(session, draft, now=now)
    return draft


def make_version(session, draft: Draft, folder: Path, text: str, *, reason="Po uwagach.", published=True, now=OPEN):
    """Import another text of a published draft, and publish it."""
    taken = importing.take(BytesIO(text.encode()), "projekt.md", folder)
    public = queries.find_version(session, draft.id, draft.published_number)
    units = inherited([queries.as_unit(row) for row in queries.list_units(session, public.id)], taken.units)
    stored = files.record(session, taken.received, now)
    editor = official(draft.consultation.authority, "editor")
    version = versions.import_version(session, draft, units, stored, reason={"pl": reason}, actor=editor, now=now)
    if published:
        publish(session, draft, now=now)
    return version


def publish(session, draft: Draft, *, now=NOW):
    """Send the version in preparation for approval, and publish it."""
    authority = draft.consultation.authority
    versions.send_for_approval(session, draft, actor=official(authority, "editor"), now=now)
    version = queries.find_preparing(session, draft.id)
    approver = official(authority, "approver")
    return versions.publish(session, draft, edit_count=version.edit_count, actor=approver, now=now)


def receipt(code: str) -> str:
    return receipt_hash(code)


def make_remark(
    session, draft: Draft, key="par-1-ust-1", *, code=None, now=OPEN, actor=None, membership=None, **said
) -> Remark:
    """Send a remark on a unit."""
    version = queries.find_version(session, draft.id, draft.published_number)
    unit = None if key == WHOLE else queries.find_unit(session, version.id, key)
    wording = unit.text if unit else ""
    given = Given(**{"kind": "change", "proposed_wording": wording, "justification": "Bo tak lepiej."} | said)
    sending = Sending(receipt(code or f"code {next(RECEIPTS)}"), now - timedelta(minutes=1))
    return operations.submit_remark(
        session,
        get_consultation(session, draft.consultation_id),
        Place(version, unit),
        given,
        sending,
        membership=membership,
        actor=actor or Stranger(),
        now=now,
    )


def decide(session, remark: Remark, verdict="accepted", reason="Słusznie.", *, now=OPEN):
    """Write a decision, and have it approved."""
    authority = remark.draft.consultation.authority
    decisions.propose(
        session, remark, verdict, reason, edit_count=remark.edit_count, actor=official(authority, "editor"), now=now
    )
    approver = official(authority, "approver")
    decisions.approve(session, remark, edit_count=remark.edit_count, actor=approver, now=now)


def publish_decisions(session, draft: Draft, *, now=OVER):
    held = get_consultation(session, draft.consultation_id)
    decisions.publish_decisions(session, held, draft, actor=official(held.authority, "approver"), now=now)


def stay_signed_in(session, now) -> None:
    """Let everybody who is signed in have signed in just now."""
    over = now + timedelta(hours=8)
    session.execute(update(WebSession).values(created_at=now, seen_at=now, expires_at=over))
