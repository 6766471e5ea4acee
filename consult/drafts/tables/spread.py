"""The table of remarks as plain cells, one for each thing that is known of a remark."""

from collections.abc import Iterator

from flask_babel import gettext as _

from consult.documents.tree import Column, Sheet, Value
from consult.drafts.tables.gathering import Gathered, Line
from consult.drafts.tables.printed import about, held_words, title_of


def remarks_of(table: Gathered) -> Sheet:
    """Lay the remarks out, one in each row."""
    columns = (
        Column(_("Item"), 6),
        Column(_("No. of the remark"), 8),
        Column(_("Came on"), 12),
        Column(_("How it came"), 14),
        Column(_("Who sent it"), 26),
        Column(_("Draft"), 28),
        Column(_("Version of the draft"), 9),
        Column(_("Unit of the draft"), 18),
        Column(_("Kind of remark"), 14),
        Column(_("Present wording"), 44),
        Column(_("Proposed wording"), 44),
        Column(_("Remark and its reasons"), 50),
        Column(_("Decision"), 22),
        Column(_("Reasons for the decision"), 50),
        Column(_("Department"), 20),
        Column(_("Decided on"), 12),
        Column(_("Address of the remark"), 34),
        Column(_("One text with others"), 22),
        Column(_("What changed in the draft"), 30),
    )
    return Sheet(_("Remarks"), columns, [_values(line) for line in table.lines])


def about_of(table: Gathered) -> Sheet:
    """Lay out whose table it is, and how many remarks were decided how."""
    columns = (Column(_("About this table"), 34), Column(title_of(table), 80))
    return Sheet(_("About this table"), columns, list(_about(table)))


def _values(line: Line) -> tuple[Value, ...]:
    return (
        line.place,
        line.number,
        line.received_on,
        line.channel,
        line.sender,
        line.draft,
        line.version,
        line.unit,
        line.kind,
        line.current,
        line.proposed,
        line.justification,
        line.verdict,
        line.reason,
        line.department,
        line.decided_on,
        line.url,
        line.one_text,
        line.change,
    )


def _about(table: Gathered) -> Iterator[tuple[Value, ...]]:
    for label, words, url in about(table):
        yield label, words
        if url:
            yield _("Address"), url
    yield from table.tally
    if table.held:
        yield _("Not shown"), held_words(table)
