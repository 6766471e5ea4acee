"""Consultations as lists show them to everybody: what is open, what comes, what is being considered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from consult.consultations import queries
from consult.consultations.access import is_public
from consult.consultations.models import Consultation
from consult.consultations.pages import Plate, plate_of
from consult.consultations.queries import Listed
from consult.consultations.rules.stages import Stage, days_left
from consult.orm import Texts
from consult.paging import Page
from consult.texts.calendar_words import WARSAW

SOON_AT_MOST = 500
CLOSED_AT_MOST = 500


@dataclass(frozen=True)
class Matter:
    """One consultation in a list; its long texts are cut to their first paragraph."""

    slug: str
    title: Texts
    summary: Texts
    decision: Texts
    office_name: str
    opens_on: date
    closes_at: datetime
    plate: Plate
    ends_today: bool


@dataclass(frozen=True)
class Matters:
    """What a list page holds: from the nearest end (in pages), from the nearest beginning, from the latest end."""

    open: Sequence[Matter]
    open_page: Page
    soon: Sequence[Matter]
    closed: Sequence[Matter]

    @property
    def count(self) -> int:
        """Count all of them."""
        return self.open_page.total + len(self.soon) + len(self.closed)

    @property
    def end_today(self) -> int:
        """Count those whose last day is today."""
        return sum(matter.ends_today for matter in self.open)


def find_matters(
    session: Session, now: datetime, *, closed_since: datetime, number: int = 1, office_id: UUID | None = None
) -> Matters:
    """Find what is public, of one office or of all; what closed until then is left out.

    `number` is that of the page of open ones. Three queries, and one that counts where there are several pages.
    """
    conditions: list[ColumnElement[bool]] = [is_public()]
    if office_id is not None:
        conditions.append(Consultation.authority_id == office_id)
    recent = Consultation.closes_at > closed_since
    open_page = queries.page_open(session, now, number, *conditions)
    soon = queries.list_public(session, Stage.PUBLISHED, now, *conditions, limit=SOON_AT_MOST)
    closed = queries.list_public(session, Stage.CLOSED, now, *conditions, recent, limit=CLOSED_AT_MOST)
    return Matters(_matters(open_page.rows, now), open_page, _matters(soon, now), _matters(closed, now))


def first_paragraph(texts: Texts) -> Texts:
    """Cut each language's text to its first paragraph, without the headings above it."""
    return {language: _first_paragraph(text) for language, text in texts.items()}


def _first_paragraph(text: str) -> str:
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return next((part for part in paragraphs if part and not part.startswith("#")), "")


def _matters(listed: Sequence[Listed], now: datetime) -> list[Matter]:
    return [
        _matter(one, one.consultation.opens_at, one.consultation.closes_at, now)
        for one in listed
        if one.consultation.opens_at is not None and one.consultation.closes_at is not None
    ]


def _matter(one: Listed, opens_at: datetime, closes_at: datetime, now: datetime) -> Matter:
    return Matter(
        slug=one.consultation.slug,
        title=one.version.title,
        summary=first_paragraph(one.version.summary),
        decision=first_paragraph(one.version.decision),
        office_name=one.consultation.authority.name,
        opens_on=opens_at.astimezone(WARSAW).date(),
        closes_at=closes_at,
        plate=plate_of(opens_at, closes_at, now),
        ends_today=days_left(now, closes_at) == 0,
    )
