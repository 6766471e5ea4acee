"""Published consultations for tests of pages that list them."""

from datetime import UTC, date, datetime

from consult.authorities.models import Authority
from consult.consultations.models import TEXTS, Consultation, ConsultationVersion
from consult.consultations.rules.stages import closing_moment, opening_moment
from consult.texts.folding import slug

MADE_AT = datetime(2026, 1, 2, 9, tzinfo=UTC)


def make_published(session, authority: Authority, title: str, opens_on: date, last_day: date, **says) -> Consultation:
    """Make a consultation that the public sees, with what its version says: texts in Polish, names as they are."""
    consultation = Consultation(
        authority=authority,
        slug=slug(title),
        created_at=MADE_AT,
        published_number=1,
        opens_at=opening_moment(opens_on),
        closes_at=closing_moment(last_day),
    )
    version = ConsultationVersion(
        number=1,
        title={"pl": title},
        opens_on=opens_on,
        last_day=last_day,
        edited_at=MADE_AT,
        published_at=MADE_AT,
        **{name: {"pl": said} if name in TEXTS else said for name, said in says.items()},
    )
    consultation.versions.append(version)
    session.add(consultation)
    session.flush()
    return consultation
