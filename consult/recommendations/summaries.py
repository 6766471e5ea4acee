"""The pages and files of the yearly summary, for everybody."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from functools import lru_cache

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from consult import clock
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.authorities.queries import find_by_slug
from consult.config import Settings
from consult.documents import as_docx, as_pdf
from consult.documents.tree import Document
from consult.extensions import db
from consult.recommendations import queries, words
from consult.recommendations.pages import url_of
from consult.recommendations.printed import answer_lines, document_of, figures_of, title_of
from consult.recommendations.summary import Summary, gather
from consult.web.access import allow, anyone
from consult.web.locale import language

bp = Blueprint("recommendations_summary", __name__)
WRITERS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "docx": (as_docx.MEDIA_TYPE, as_docx.write),
    "pdf": (as_pdf.MEDIA_TYPE, as_pdf.write),
}


@bp.get("/rekomendacje/<slug:authority>/rok/<int:year>")
@allow(anyone)
def year(authority: str, year: int) -> ResponseReturnValue:
    """Sum up a year: how many were recommended, answered in time, accepted, kept, what is overdue."""
    summary, years = _summary(authority, year)
    return render_template(
        "recommendations/year.html",
        summary=summary,
        title=title_of(summary),
        figures=figures_of(summary),
        years=years,
        url_of=url_of,
        answer_lines=answer_lines,
        words=words,
    )


@bp.get("/rekomendacje/<slug:authority>/rok/<int:year>/zestawienie.<any(docx, pdf):kind>")
@allow(anyone)
def file(authority: str, year: int, kind: str) -> ResponseReturnValue:
    """Give the summary as a file, in the reader's language."""
    summary, _years = _summary(authority, year)
    settings: Settings = current_app.extensions["settings"]
    made_at = datetime.combine(summary.as_of, time(), clock.WARSAW)
    content = _written(document_of(summary, base_url=settings.base_url, made_at=made_at), kind)
    response = Response(content, mimetype=WRITERS[kind][0])
    name = f"rekomendacje-{authority}-{year}-{language()}.{kind}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


@lru_cache(maxsize=32)
def _written(document: Document, kind: str) -> bytes:
    """Write the file; the same one is asked for again and again."""
    return WRITERS[kind][1](document)


def _summary(slug: str, year: int) -> tuple[Summary, list[int]]:
    """Gather a year in which the authority recommended something, or answer 404."""
    found: Authority = find_by_slug(db.session(), slug) or abort(404)
    enter(found)
    years = queries.list_years(db.session(), found.id)
    if year not in years:
        abort(404)
    return gather(db.session(), found, year, today=clock.today()), years
