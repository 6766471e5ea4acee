"""Programmes for tests, made by the verbs of administrators and editors."""

from consult.authorities.models import Authority
from consult.programmes import operations
from consult.programmes.models import Programme
from consult.programmes.queries import find_member
from tests.factories.consultations import NOW, official

BASE_URL = "http://localhost"
TITLE = "Współpraca w powiatach"
SAID = {
    "summary": "Te same pytania w każdym powiecie.",
    "description": "Spotykamy się i pytamy.\n\nPotem piszemy rekomendacje.",
    "controller": "Fundacja, ul. Nowa 1",
    "contact": "biuro@example.org",
}


def make_programme(session, authority: Authority, *members: Authority, joined=(), now=NOW, **said) -> Programme:
    """Begin and publish a programme in which all members agreed, each with its consultations."""
    admin = official(authority, "admin")
    made = operations.begin(session, authority, TITLE, actor=admin, now=now)
    values = SAID | {"organiser_authority_id": authority.id} | said
    operations.change(session, made, values, edit_count=0, actor=admin, now=now)
    for other in members:
        operations.invite(session, made, other, base_url=BASE_URL, actor=admin, now=now)
        member = find_member(session, made.id, other.slug)
        operations.decide(session, made, member, agrees=True, actor=official(other, "admin"), now=now)
    session.refresh(made)
    for consultation in joined:
        editor = official(consultation.authority, "editor")
        operations.join(session, made, consultation, actor=editor, now=now)
    operations.publish(session, made, actor=admin, now=now)
    return made
