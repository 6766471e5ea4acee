"""The list on which people sign for an initiative: what it is, whom it reaches, and room for each signature."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from consult.documents import as_docx, as_pdf
from consult.documents.tree import Block, Column, Document, Paragraph, Span, Table, bold, paragraph
from consult.initiatives.models import Initiative
from consult.initiatives.words import KINDS
from consult.texts.typography import typography

LINES = 20
WRITERS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "pdf": (as_pdf.MEDIA_TYPE, as_pdf.write),
    "docx": (as_docx.MEDIA_TYPE, as_docx.write),
}


@dataclass(frozen=True)
class Written:
    """A document that is ready to be handed over."""

    content: bytes
    media_type: str


def support_list(initiative: Initiative, kind: str, language: str, now: datetime) -> Written:
    """Write the list for an initiative; it asks for no PESEL and no date of birth."""
    media_type, write = WRITERS[kind]
    authority = initiative.authority
    document = Document(
        title=_("Support for: %(title)s", title=typography(initiative.title, "pl")),
        language=language,
        author=authority.official_name or authority.name,
        made_at=now,
        blocks=tuple(_blocks(initiative)),
        footer=f"{authority.official_name or authority.name}, {initiative.slug}",
    )
    return Written(write(document), media_type)


def _blocks(initiative: Initiative) -> Iterator[Block]:
    address = url_for("initiatives.initiative", initiative=initiative.slug, _external=True)
    yield paragraph(bold(f"{KINDS[initiative.kind]}. "), _("All about it: "), Span(address, address=address))
    if initiative.support_needed:
        yield paragraph(_("Signatures needed: %(count)s.", count=initiative.support_needed))
    yield paragraph(_who_signs(initiative))
    yield Table(
        says=_("Room for signatures: name, where the person lives, day, signature"),
        columns=(
            Column(_("No."), 6),
            Column(_("First name and surname"), 34),
            Column(_("Street and place where you live"), 34),
            Column(_("Day"), 12),
            Column(_("Signature"), 24),
        ),
        rows=tuple(_row(number) for number in range(1, LINES + 1)),
    )
    yield paragraph(
        _(
            "The office uses the data on this list to count the signatures, and for nothing else; it keeps the list as "
            "its rules on files say. Nobody may ask for your PESEL."
        )
    )


def _row(number: int) -> tuple[tuple[Paragraph, ...], ...]:
    empty = (paragraph(" "),)
    return ((paragraph(str(number)),), empty, empty, empty, empty)


def _who_signs(initiative: Initiative) -> str:
    if initiative.kind == "resolution":
        return str(_("Those sign who may vote for the council of %(office)s.", office=initiative.authority.name))
    return str(_("Those sign who live in %(office)s, whatever their age.", office=initiative.authority.name))
