"""The table of remarks as a document to be read and printed: nine columns on pages that lie on their side."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.clock import WARSAW
from consult.documents.tree import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Span,
    Table,
    bold,
    paragraph,
)
from consult.drafts.tables.gathering import LANGUAGE, Gathered, Line
from consult.texts.calendar_words import format_day, format_number
from consult.texts.typography import typography


def document_of(table: Gathered) -> Document:
    """Set the table out."""
    return Document(
        title=title_of(table),
        language=LANGUAGE,
        author=table.office,
        made_at=table.made_at,
        blocks=tuple(_blocks(table)),
        footer=f"{table.office}. {title_of(table)}",
        is_wide=True,
        about_signs=_(
            "Where a remark has a sign that this file cannot show, � stands for it. The page of the remarks and "
            "the other files have it."
        ),
    )


def title_of(table: Gathered) -> str:
    """Say what the table is."""
    if table.is_preview:
        return str(_("Table of remarks before its publication: %(consultation)s", consultation=table.consultation))
    return str(_("Table of remarks: %(consultation)s", consultation=table.consultation))


def about(table: Gathered) -> Iterator[tuple[str, str, str]]:
    """Say whose table it is and of when: a label, words, and the address of a page where there is one."""
    yield _("Office"), table.office, ""
    yield _("Consultation"), table.consultation, table.url
    if table.case_sign:
        yield _("Case sign"), table.case_sign, ""
    if table.published_on and not table.is_preview:
        yield _("Decisions published on"), ", ".join(format_day(day, LANGUAGE) for day in table.published_on), ""
    else:
        yield _("As of"), format_day(table.made_at.astimezone(WARSAW).date(), LANGUAGE), ""
    yield _("Remarks"), format_number(table.total, LANGUAGE), ""


def held_words(table: Gathered) -> str:
    """Say how many remarks are counted and not shown."""
    return str(
        ngettext(
            "One remark is counted and not shown here, because it has personal data in it.",
            "%(num)d remarks are counted and not shown here, because they have personal data in them.",
            table.held,
        )
    )


def _blocks(table: Gathered) -> Iterator[Block]:
    yield from (
        paragraph(bold(f"{label}: "), Span(typography(words, LANGUAGE), address=url))
        for label, words, url in about(table)
    )
    yield Heading(_("What the office decided"))
    yield Listing(tuple(paragraph(f"{words}: ", bold(format_number(count, LANGUAGE))) for words, count in table.tally))
    if table.held:
        yield paragraph(held_words(table))
    for draft, lines in groupby(table.lines, key=lambda line: line.draft):
        yield Heading(draft)
        yield Table(_("Remarks and the office's decisions: %(draft)s", draft=draft), _columns(), _rows(list(lines)))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Item"), 10),
        Column(_("No. of the remark"), 14),
        Column(_("When and how it came"), 23),
        Column(_("Who sent it"), 27),
        Column(_("Unit of the draft"), 24),
        Column(_("Proposed wording"), 48),
        Column(_("Remark and its reasons"), 48),
        Column(_("Decision"), 30),
        Column(_("Reasons for the decision"), 48),
    )


def _rows(lines: Sequence[Line]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cells(line)) for line in lines)


def _cells(line: Line) -> Iterator[Cell]:
    yield (paragraph(str(line.place)),)
    yield (paragraph(Span(str(line.number), address=line.url)),)
    yield (paragraph(f"{line.received_on:%d.%m.%Y}"), paragraph(line.channel))
    yield (paragraph(_set(line.sender)),)
    yield (paragraph(line.unit), paragraph(_("version %(number)s", number=line.version)))
    yield tuple(_wording(line))
    yield tuple(_said(line))
    yield tuple(_decision(line))
    yield (paragraph(_set(line.reason)),) if line.reason else ()


def _wording(line: Line) -> Iterator[Paragraph]:
    if line.proposed:
        if line.current:
            yield paragraph(Span(_("now: "), is_italic=True), _set(line.current))
        yield paragraph(Span(_("proposed: "), is_italic=True), _set(line.proposed))


def _said(line: Line) -> Iterator[Paragraph]:
    if line.kind:
        yield paragraph(Span(line.kind, is_italic=True))
    if line.justification:
        yield paragraph(_set(line.justification))


def _decision(line: Line) -> Iterator[Paragraph]:
    yield paragraph(bold(line.verdict))
    if line.decided_on:
        yield paragraph(f"{line.decided_on:%d.%m.%Y}")


def _set(words: str) -> str:
    """Set people's words as the page's own are set: no line ends with § or with a one-letter word."""
    return typography(words, LANGUAGE)
