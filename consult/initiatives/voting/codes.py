"""The sheet of one-time codes, to be cut up and handed out."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from consult.documents import as_csv, as_pdf
from consult.documents.tree import Column, Document, Sheet, Table, bold, paragraph
from consult.initiatives.lists import Written
from consult.initiatives.voting.models import VoteEdition
from consult.texts.calendar_words import last_day_words


def sheet(edition: VoteEdition, codes: Sequence[str], kind: str, language: str, now: datetime) -> Written:
    """Write the codes as CSV or as PDF, each with where and until when it votes."""
    address = url_for("initiatives_voting.vote", edition=edition.slug, _external=True)
    if kind == "csv":
        columns = (Column(_("Code"), 24), Column(_("Address"), 60))
        rows = [(code, address) for code in codes]
        return Written(as_csv.write(Sheet(edition.title[:30], columns, rows)), as_csv.MEDIA_TYPE)
    until = last_day_words(edition.closes_at, language)
    table = Table(
        says=_("One-time codes, to be cut apart"),
        columns=(Column(_("Code"), 30), Column(_("How to vote"), 70)),
        rows=tuple(
            ((paragraph(bold(code)),), (paragraph(_("Open %(address)s, %(until)s.", address=address, until=until)),))
            for code in codes
        ),
    )
    document = Document(
        title=_("Codes for: %(title)s", title=edition.title),
        language=language,
        author=edition.authority.official_name or edition.authority.name,
        made_at=now,
        blocks=(paragraph(_("Each code votes once. Nothing leads from a code to a vote.")), table),
        footer=edition.title,
    )
    return Written(as_pdf.write(document), as_pdf.MEDIA_TYPE)
