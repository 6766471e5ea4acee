"""The form for a remark on paper: what the draft asks of its senders, where to send it, and until when."""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.clock import WARSAW
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.queries import find_in_force
from consult.consultations.rules.stages import Stage
from consult.documents import as_docx, as_pdf
from consult.documents.tree import (
    Blank,
    Block,
    Choices,
    Document,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Span,
    bold,
    paragraph,
)
from consult.drafts.forms import KIND_WORDS
from consult.drafts.models import Draft, DraftVersion
from consult.drafts.views import public_draft
from consult.extensions import db
from consult.orm import Texts
from consult.texts.calendar_words import format_day, last_day_words
from consult.texts.typography import typography
from consult.web.access import allow, anyone
from consult.web.locale import language

bp = Blueprint("drafts_paper", __name__)
QR_WIDTH = 30
"""Millimetres: large enough for a telephone held over the sheet."""
WRITERS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "pdf": (as_pdf.MEDIA_TYPE, as_pdf.write),
    "docx": (as_docx.MEDIA_TYPE, as_docx.write),
}


@bp.get("/k/<slug:consultation>/projekt/<int:number>/formularz.<any(pdf, docx):kind>")
@allow(anyone)
def form(consultation: str, number: int, kind: str) -> ResponseReturnValue:
    """Give the form to print, in the reader's language, until remarks can no longer be sent."""
    found, version = public_draft(consultation, number)
    said = find_in_force(db.session(), found.consultation)
    if said is None or found.consultation.stage(clock.now()) not in {Stage.PUBLISHED, Stage.OPEN}:
        return redirect(url_for("drafts.draft", consultation=consultation, number=number))
    sheet = document_of(found, version, said)
    response = Response(written(sheet, kind), mimetype=WRITERS[kind][0])
    name = f"{consultation}-{number}-{language()}.{kind}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


@lru_cache(maxsize=32)
def written(sheet: Document, kind: str) -> bytes:
    """Write the form; the same one is asked for again and again."""
    return WRITERS[kind][1](sheet)


def document_of(draft: Draft, version: DraftVersion, said: ConsultationVersion) -> Document:
    """Set the form out."""
    consultation = draft.consultation
    return Document(
        title=_("Remark on the draft: %(title)s", title=typography(draft.title, "pl")),
        language=language(),
        author=_office(consultation),
        made_at=_made_at(version),
        blocks=tuple(_blocks(draft, version, said)),
        footer=f"{_office(consultation)}. {_words(said.title)}",
    )


def _made_at(version: DraftVersion) -> datetime:
    return version.published_at or version.edited_at


def _office(consultation: Consultation) -> str:
    return consultation.authority.official_name or consultation.authority.name


def _words(texts: Texts) -> str:
    code = language() if language() in texts else "pl"
    return typography(texts.get(code, ""), code)


def _blocks(draft: Draft, version: DraftVersion, said: ConsultationVersion) -> Iterator[Block]:
    yield paragraph(bold(f"{_('Consultation')}: "), _words(said.title))
    yield paragraph(
        bold(f"{_('Text')}: "),
        _(
            "version %(number)s of %(day)s",
            number=version.number,
            day=format_day(_made_at(version).astimezone(WARSAW).date(), language()),
        ),
    )
    yield from _how_to_send(draft)
    yield Heading(_("What the remark is about"))
    yield Blank(_("Place in the draft (§, article, point, page, annex, or the draft as a whole)"))
    yield Choices(_("What is it?"), tuple(str(words) for words in KIND_WORDS.values()))
    yield Blank(_("Present wording, if the remark is about certain words"), 3)
    yield Blank(_("Proposed wording; to take something out, write: delete"), 4)
    yield Blank(_("The remark and its reasons"), 6)
    yield Heading(_("Who writes"))
    yield from _who(draft)
    yield from _becomes_of_it(draft)


def _how_to_send(draft: Draft) -> Iterator[Block]:
    consultation = draft.consultation
    authority = consultation.authority
    address = url_for("drafts.draft", consultation=consultation.slug, number=draft.number, _external=True)
    if consultation.closes_at:
        until = last_day_words(consultation.closes_at, language())
        yield paragraph(bold(_("Send it %(until)s.", until=until)))
    ways: list[Paragraph] = [paragraph(_("on the web, quickest: "), Span(address, address=address))]
    if authority.address:
        ways.append(paragraph(_("by post or at the desk: "), f"{_office(consultation)}, {_line(authority.address)}"))
    if authority.contact_email:
        email = authority.contact_email
        ways.append(paragraph(_("by e-mail: "), Span(email, address=f"mailto:{email}")))
    yield Listing(tuple(ways))
    says = _("QR code that leads to the draft on the web: %(address)s", address=address)
    yield Figure(qr_code(address), says, QR_WIDTH, is_beside=True)


def _line(address: str) -> str:
    return ", ".join(part.strip() for part in address.splitlines() if part.strip())


def _who(draft: Draft) -> Iterator[Block]:
    """Ask for what the draft asks of its senders, and for no more; an organisation speaks in its own name."""
    yield Choices(
        _("I write as"),
        (
            _("a resident"),
            _("a non-governmental organisation"),
            _("a firm"),
            _("a council, committee or auxiliary unit"),
            _("a public body"),
            _("somebody else"),
        ),
    )
    yield Blank(_("Organisations only: name, and number in the register"))
    if draft.asks_name:
        yield Blank(_("First name and surname (not needed)"))
        yield Choices(_("May the name stand beside the remark, for everybody to read?"), (_("yes"), _("no")))
    if draft.asks_contact:
        yield Blank(_("Address for the answer: e-mail or postal (not needed)"))


def _becomes_of_it(draft: Draft) -> Iterator[Block]:
    notice = url_for("consultations.privacy", consultation=draft.consultation.slug, _external=True)
    yield Heading(_("What becomes of it"))
    yield paragraph(
        _(
            "Remarks are public together with the office's answer and its reasons. A person is shown as a number, an "
            "organisation by its name. Leave out telephone numbers, PESEL and other people's personal data."
        )
    )
    yield paragraph(_("What becomes of your personal data: "), Span(notice, address=notice))


@lru_cache(maxsize=64)
def qr_code(address: str) -> bytes:
    """Draw an address as a QR code (PNG)."""
    import segno  # noqa: PLC0415  # the web starts without it

    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", scale=10, border=4)
    return file.getvalue()
