"""The programme to which a consultation belongs, for the consultation's own page."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.consultations.origins import Link
from consult.programmes.queries import find_joined


def programme_of(session: Session, consultation: Consultation) -> Link | None:
    """Lead to the programme of a consultation, where everybody may read it."""
    joined = find_joined(session, consultation.id)
    if joined is None or joined.programme.published_at is None:
        return None
    title = joined.programme.title
    url = url_for("programmes.programme", programme=joined.programme.slug)
    return Link(_("Programme: %(title)s", title=title), url)
