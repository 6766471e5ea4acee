"""The files of the table as a page offers them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.drafts.tables.formats import FORMATS, PDF
from consult.drafts.tables.keeping import find_kept
from consult.files.rules import size_words
from consult.web.locale import language

LONGEST_PREVIEW = 1000
"""Rows of the longest preview as a PDF: it is made while an official waits."""


@dataclass(frozen=True)
class Offer:
    """A file to take away."""

    url: str
    name: str
    detail: str
    lang: str | None = None


def offers_of(session: Session, consultation: Consultation) -> Sequence[Offer]:
    """List the files of the published table, with the sizes of those that are made."""
    kept = find_kept(session, consultation)
    return (
        [_offer("drafts_tables.table", consultation, name, kept.size_of(name)) for name in kept.names] if kept else []
    )


def previews_of(consultation: Consultation, rows: int) -> Sequence[Offer]:
    """List the files that an office can take before it publishes its decisions."""
    names = [name for name in FORMATS if name != PDF or rows <= LONGEST_PREVIEW]
    return [_offer("drafts_tables.preview", consultation, name, None) for name in names]


def _offer(endpoint: str, consultation: Consultation, name: str, size: int | None) -> Offer:
    form = FORMATS[name]
    detail = f"{form.kind}, {size_words(size, language())}" if size else form.kind
    return Offer(url_for(endpoint, consultation=consultation.slug, name=name), str(form.words), detail)
