"""Consultations as lists show them to everybody: what is open, what comes, what is being considered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

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

LISTS = ("strona", "ogloszone", "zakonczone")
"""What the lists of open, announced and closed matters are called in an address that asks for a page of them."""


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
    """What a list page holds, in pages of `Matter`: from the nearest end, the nearest beginning, the latest end."""

    open: Page
    soon: Page
    closed: Page

    @property
    def count(self) -> int:
        """Count all of them."""
        return self.open.total + self.soon.total + self.closed.total

    @property
    def end_today(self) -> int:
        """Count those whose last day is today."""
        return sum(matter.ends_today for matter in self.open.rows)


def find_matters(
    session: Session,
    now: datetime,
    *,
    closed_since: datetime,
    closed_until: datetime | None = None,
    numbers: Sequence[int] = (1, 1, 1),
    office_id: UUID | None = None,
) -> Matters:
    """Find what is public, of one office or of all; of what is closed, what closed in this time.

    `numbers` are those of the pages asked for, in the order of `LISTS`. Three queries, and one that counts for
    each list of several pages.
    """
    conditions = [is_public(), *([Consultation.authority_id == office_id] if office_id is not None else [])]
    recent = [Consultation.closes_at > closed_since]
    if closed_until is not None:
        recent.append(Consultation.closes_at <= closed_until)
    asked = ((Stage.OPEN, conditions), (Stage.PUBLISHED, conditions), (Stage.CLOSED, [*conditions, *recent]))
    pages = [
        queries.page_public(session, stage, now, *met, number=number)
        for (stage, met), number in zip(asked, numbers, strict=True)
    ]
    return Matters(*(replace(page, rows=_matters(page.rows, now)) for page in pages))


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
