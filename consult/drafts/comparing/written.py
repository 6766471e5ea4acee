"""The text of a version that was written on the page, as a file."""

from collections.abc import Sequence

from flask import Response

from consult.drafts.models import Draft, DraftUnit, DraftVersion
from consult.drafts.queries import list_units
from consult.drafts.rules.units import Kind
from consult.extensions import db
from consult.web.headers import POLICY

DEEPEST_HEADING = 6


def written(draft: Draft, version: DraftVersion, *, is_public: bool) -> Response:
    """Answer with the text as Markdown, always to be saved."""
    response = Response(text_of(list_units(db.session(), version.id)), mimetype="text/markdown")
    name = f"projekt-{draft.number}-wersja-{version.number}.md"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers.add("Content-Security-Policy", "sandbox")
    response.headers.add("Content-Security-Policy", POLICY)  # a browser keeps to both
    response.headers["Cache-Control"] = f"{'public' if is_public else 'private'}, no-cache"
    return response


def text_of(units: Sequence[DraftUnit]) -> str:
    """Write the units down, each in a paragraph of its own; the rows of a table without one."""
    parts: list[str] = []
    for unit in units:
        whole = f"{unit.number} {unit.text}".strip()
        if unit.kind == Kind.HEADING:
            whole = f"{'#' * min(unit.level + 1, DEEPEST_HEADING)} {whole}"
        parts += ["\n" if unit.kind == Kind.ROW else "\n\n", whole]
    return "".join(parts).strip() + "\n"
