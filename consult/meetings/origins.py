"""Ideas of workshops: handed over to whatever can be made of them, and found again as the origin of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult.consultations.origins import LONGEST_TITLE, Link, Said
from consult.consultations.origins import made_of as made_of_origin
from consult.meetings import pages, queries
from consult.meetings.models import Idea, Point

IDEA = "idea"
FINDING = "finding"


def said_of(idea: Idea) -> Said:
    """Hand an idea over."""
    consultation = idea.meeting.consultation
    return Said(
        IDEA,
        str(idea.id),
        consultation.authority_id,
        consultation,
        idea.title[:LONGEST_TITLE],
        idea.text or idea.title,
    )


def said_of_point(point: Point) -> Said:
    """Hand a point of a protocol over."""
    consultation = point.protocol.meeting.consultation
    title = point.text.partition("\n")[0]
    return Said(FINDING, str(point.id), consultation.authority_id, consultation, title[:LONGEST_TITLE], point.text)


def made_of(session: Session, ideas: Sequence[Idea]) -> Mapping[str, Sequence[Link]]:
    """List what became of ideas, as everybody may see it, by the id of each."""
    return made_of_origin(session, IDEA, [str(idea.id) for idea in ideas])


class SaidAtMeetings:
    """Where ideas are found again."""

    kinds: Sequence[str] = (IDEA, FINDING)

    def find(self, session: Session, kind: str, id: str) -> Link | None:  # noqa: A002  # an origin is a kind and an id
        """Lead to the page of the meeting or of its protocol; nothing before what was said there is public."""
        try:
            lasting = UUID(id)
        except ValueError:
            return None
        return self._idea(session, lasting) if kind == IDEA else self._point(session, lasting)

    def _point(self, session: Session, id_: UUID) -> Link | None:
        point = queries.find_public_point(session, id_)
        if point is None:
            return None
        meeting = point.protocol.meeting
        words = _("A point of the protocol of “%(title)s”", title=pages.said(meeting.title))
        slug, anchor = meeting.consultation.slug, f"punkt-{point.number}"
        address = url_for("meetings.protocol", consultation=slug, number=meeting.number, _anchor=anchor)
        return Link(str(words), address)

    def _idea(self, session: Session, id_: UUID) -> Link | None:
        idea = queries.find_public_idea(session, id_)
        if idea is None:
            return None
        meeting = idea.meeting
        words = _("An idea of the meeting “%(title)s”", title=pages.said(meeting.title))
        address = url_for(
            "meetings.meeting",
            consultation=meeting.consultation.slug,
            number=meeting.number,
            _anchor=f"pomysl-{idea.number}",
        )
        return Link(str(words), address)
