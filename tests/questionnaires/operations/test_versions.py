"""A version that was published never changes; two people publish it."""

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.questionnaires import operations, queries
from consult.questionnaires.rules.reading import NotAQuestionnaire
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, official
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked, publish
from tests.questionnaires.sampling import document

pytestmark = pytest.mark.both_databases


@pytest.fixture
def consultation(write, kielce):
    """Give a function that gets the consultation in a session."""
    with write() as session:
        made = make_published(session, session.get(Authority, kielce), "Park", OPENS_ON, LAST_DAY).id
    return lambda session: session.get(Consultation, made)


def bring(session, consultation, sample="single", *, editor=None, **more):
    actor = editor or official(consultation.authority, "editor")
    return operations.import_version(session, consultation, document(sample), actor=actor, now=NOW, **more)


def test_numbers_within_the_consultation(write, consultation):
    with write() as session:
        here = consultation(session)
        assert [bring(session, here).questionnaire.number for _ in range(3)] == [1, 2, 3]


def test_what_is_in_preparation_is_replaced_and_what_was_published_stays(write, consultation):
    with write() as session:
        here = consultation(session)
        first = bring(session, here)
        questionnaire = first.questionnaire
        assert bring(session, here, "text", questionnaire=questionnaire) is first
        publish(session, first)
        second = bring(session, here, "scale", questionnaire=questionnaire, reason={"pl": "Błąd"})
        assert (second.number, second.reason) == (2, {"pl": "Błąd"})
        assert first.document == document("text")
        assert queries.find_in_force(session, questionnaire) is first
        publish(session, second)
        assert [version.number for version in queries.list_versions(session, questionnaire.id)] == [2, 1]
        assert queries.find_in_force(session, questionnaire) is second
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == questionnaire.id)).all()
        assert sorted(set(actions)) == ["questionnaire.imported", "questionnaire.published"]


def test_what_cannot_be_used_is_refused(write, consultation):
    with write() as session:
        here = consultation(session)
        with pytest.raises(NotAQuestionnaire):
            operations.import_version(session, here, {"consult": 1}, actor=None, now=NOW)
        assert queries.list_questionnaires(session, here.id) == []


def test_four_eyes(write, consultation):
    with write() as session:
        here = consultation(session)
        both = official(here.authority, "editor", "approver")
        version = bring(session, here, editor=both)
        arguments = {"edit_count": version.edit_count, "now": NOW}
        for actor in (both, official(here.authority, "editor")):
            with pytest.raises(operations.NotYours):
                operations.publish_version(session, version.questionnaire, actor=actor, **arguments)
        here.authority.requires_four_eyes = False
        operations.publish_version(session, version.questionnaire, actor=both, **arguments)
        assert version.is_single_handed


def test_only_what_was_read_is_published(write, consultation):
    with write() as session:
        here = consultation(session)
        version = bring(session, here)
        approver = official(here.authority, "approver")
        with pytest.raises(operations.ChangedMeanwhile):
            operations.publish_version(session, version.questionnaire, edit_count=7, actor=approver, now=NOW)
        publish(session, version)
        with pytest.raises(operations.NotInPreparation):
            operations.publish_version(session, version.questionnaire, edit_count=1, actor=approver, now=NOW)


def test_a_command_brings_without_an_account(write, consultation):
    with write() as session:
        here = consultation(session)
        version = operations.import_version(session, here, document("single"), actor=None, now=NOW)
        assert version.edited_by_id is None
        make_asked(session, here)


def test_nobody_publishes_what_they_brought_before_somebody_replaced_it(write, consultation):
    with write() as session:
        here = consultation(session)
        marek, anna = (official(here.authority, "editor", "approver") for _ in range(2))
        asked = bring(session, here, editor=marek).questionnaire
        bring(session, here, editor=anna, questionnaire=asked)
        for author in (marek, anna):
            with pytest.raises(operations.NotYours):
                operations.publish_version(session, asked, edit_count=2, actor=author, now=NOW)
        here.authority.requires_four_eyes = False
        assert operations.publish_version(session, asked, edit_count=2, actor=marek, now=NOW).is_single_handed


def test_a_new_version_has_authors_of_its_own(write, consultation):
    with write() as session:
        here = consultation(session)
        marek, anna = (official(here.authority, "editor", "approver") for _ in range(2))
        asked = bring(session, here, editor=marek).questionnaire
        operations.publish_version(session, asked, edit_count=1, actor=anna, now=NOW)
        again = bring(session, here, editor=anna, questionnaire=asked)
        assert again.author_ids == [str(anna.id)]
        assert not operations.publish_version(session, asked, edit_count=1, actor=marek, now=NOW).is_single_handed
