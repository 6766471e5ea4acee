"""A position as a document: the general part, then a table of amendments, and who signs it."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _

from consult.documents.tree import Block, Cell, Column, Document, Heading, Listing, Span, Table, bold, paragraph
from consult.drafts.forms import KIND_WORDS
from consult.drafts.positions.models import Position, PositionPart
from consult.drafts.rules.units import WHOLE
from consult.texts.calendar_words import WARSAW, format_day
from consult.texts.typography import typography


def document_of(position: Position, *, now: datetime, language: str) -> Document:
    """Set a position out."""
    draft = position.draft
    title = _("Position of %(name)s", name=position.organisation.name)
    return Document(
        title=title,
        language=language,
        author=position.organisation.name,
        made_at=position.sent_at or now,
        blocks=tuple(_blocks(position, language)),
        footer=f"{position.organisation.name}. {typography(draft.title, 'pl')}",
        is_wide=True,
    )


def _blocks(position: Position, language: str) -> Iterator[Block]:
    draft = position.draft
    office = draft.consultation.authority
    yield paragraph(bold(f"{_('Draft')}: "), typography(draft.title, "pl"))
    yield paragraph(bold(f"{_('To')}: "), office.official_name or office.name)
    if position.sent_at is None:
        yield paragraph(Span(_("In preparation: not sent."), is_italic=True))
    else:
        day = format_day(position.sent_at.astimezone(WARSAW).date(), language)
        yield paragraph(bold(f"{_('Sent on')}: "), day)
        if position.has_news:
            yield paragraph(Span(_("Changed since; the changes are not sent."), is_italic=True))
    current = [part for part in position.parts if not part.is_removed]
    for part in current:
        if part.unit_key == WHOLE:
            yield Heading(_("On the draft as a whole"))
            yield paragraph(typography(part.justification, "pl"))
    amended = [part for part in current if part.unit_key != WHOLE]
    if amended:
        yield Heading(_("Remarks and amendments"))
        yield Table(_("Remarks and amendments"), _columns(), tuple(tuple(_cells(part)) for part in amended))
    signed = [one.organisation.name for one in position.signatures if one.confirmed_edit_count == position.edit_count]
    if signed:
        yield Heading(_("Signed also by"))
        yield Listing(tuple(paragraph(name) for name in signed))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Unit of the draft"), 26),
        Column(_("Kind of remark"), 20),
        Column(_("Present wording"), 60),
        Column(_("Proposed wording"), 60),
        Column(_("Remark and its reasons"), 60),
    )


def _cells(part: PositionPart) -> Iterator[Cell]:
    proposes = part.proposed_wording != part.current_wording
    yield (paragraph(typography(part.unit_label, "pl")),)
    yield (paragraph(str(KIND_WORDS[part.kind])),)
    yield (paragraph(typography(part.current_wording, "pl")),)
    yield (paragraph(typography(part.proposed_wording or _("delete"), "pl")),) if proposes else ()
    yield (paragraph(typography(part.justification, "pl")),) if part.justification else ()
