"""The summary of a year as a document: figures first, then each recommendation on a row."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import flask_babel

from consult.documents.tree import Block, Cell, Column, Document, Heading, Listing, Span, Table, bold, paragraph
from consult.recommendations import words
from consult.recommendations.summary import Line, Summary
from consult.texts.calendar_words import format_day, format_number
from consult.texts.typography import typography
from consult.web.locale import language

_: Callable[..., str] = flask_babel.gettext


def title_of(summary: Summary) -> str:
    """Say what the document is."""
    name = summary.authority.official_name or summary.authority.name
    return _("Recommendations in %(year)s: %(office)s", year=summary.year, office=name)


def figures_of(summary: Summary) -> list[tuple[str, str, str]]:
    """Tell the figures of the year: label, number, and of what it is a part."""
    counts = summary.counts
    of_all = _("of %(count)s recommended", count=_number(counts.made))
    of_answered = _("of %(count)s answered", count=_number(counts.answered))
    of_accepted = _("of %(count)s accepted", count=_number(counts.accepted))
    return [
        (_("Recommended"), _number(counts.made), _("in %(year)s", year=summary.year)),
        (_("Answered"), _number(counts.answered), of_all),
        (_("Answered in time"), _number(counts.in_time), of_all),
        (_("Accepted, wholly or in part"), _number(counts.accepted), of_answered),
        (_("Rejected"), _number(counts.rejected), of_answered),
        (_("Put off"), _number(counts.postponed), of_answered),
        (_("Done"), _number(counts.kept), of_accepted),
        (_("Overdue"), _number(counts.overdue), _("as of %(day)s", day=format_day(summary.as_of, language()))),
    ]


def document_of(summary: Summary, *, base_url: str, made_at: datetime) -> Document:
    """Set the summary out."""
    title = title_of(summary)
    return Document(
        title=title,
        language=language(),
        author=summary.authority.official_name or summary.authority.name,
        made_at=made_at,
        blocks=tuple(_blocks(summary, base_url)),
        footer=title,
        is_wide=True,
    )


def _blocks(summary: Summary, base_url: str) -> Iterator[Block]:
    yield paragraph(
        _(
            "Counted is what was published in the year. Where it stands is told as of this day: %(day)s",
            day=format_day(summary.as_of, language()),
        )
    )
    yield Listing(
        tuple(paragraph(f"{label}: ", bold(value), f", {base}") for label, value, base in figures_of(summary))
    )
    yield Heading(_("What was recommended"))
    if summary.lines:
        yield _table(_("What was recommended in %(year)s", year=summary.year), summary.lines, base_url)
    else:
        yield paragraph(_("Nothing was recommended in this year."))
    if summary.left_open:
        yield Heading(_("Still open from earlier years"))
        yield _table(_("Recommendations of earlier years that are still open"), summary.left_open, base_url)


def _table(says: str, lines: Sequence[Line], base_url: str) -> Table:
    columns = (
        Column(_("No."), 8),
        Column(_("What is recommended"), 50),
        Column(_("Whom it asks"), 30),
        Column(_("Published"), 20),
        Column(_("Answer due"), 20),
        Column(_("Answer"), 40),
        Column(_("Where it stands"), 28),
    )
    return Table(says, columns, tuple(tuple(_cells(line, base_url)) for line in lines))


def _cells(line: Line, base_url: str) -> Iterator[Cell]:
    recommendation, version = line.listed.recommendation, line.listed.version
    url = f"{base_url}/rekomendacje/{recommendation.authority.slug}/{recommendation.number}"
    yield (paragraph(Span(str(recommendation.number), address=url)),)
    yield (paragraph(typography(version.title, "pl")),)
    yield (paragraph(typography(words.addressee_of(version), "pl")),)
    yield (paragraph(f"{recommendation.published_on:%d.%m.%Y}"),)
    yield (paragraph(f"{recommendation.answer_due_on:%d.%m.%Y}"),)
    yield tuple(paragraph(said) for said in answer_lines(line))
    late = [paragraph(bold(_("overdue")))] if line.is_overdue else []
    yield (*(paragraph(said) for said in state_lines(line)), *late)


def state_lines(line: Line) -> list[str]:
    """Say where it stands, and of what has ended since when."""
    ended_on = line.listed.recommendation.ended_on
    return [str(words.STATES[line.state]), *([f"{ended_on:%d.%m.%Y}"] if ended_on else [])]


def answer_lines(line: Line) -> list[str]:
    """Say the last answer in a few lines: the verdict, by when, whether in time."""
    if line.answer is None:
        return [_("none yet")]
    answered_on = line.listed.recommendation.answered_on
    said = [str(words.VERDICTS[line.answer.verdict])]
    if answered_on is not None:
        day = f"{answered_on:%d.%m.%Y}"
        said.append(_("%(day)s, in time", day=day) if line.is_in_time else _("%(day)s, late", day=day))
    if line.answer.owner:
        said.append(typography(line.answer.owner, "pl"))
    if line.answer.deadline:
        said.append(_("to be done by %(day)s", day=f"{line.answer.deadline:%d.%m.%Y}"))
    return said


def _number(value: int) -> str:
    return format_number(value, language())
