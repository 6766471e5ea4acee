"""A version is changed piece by piece, by one person at a time; what was published is copied, never changed."""

import pytest

from consult.authorities.models import Authority
from consult.questionnaires import operations
from consult.questionnaires.access import can_publish
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, official
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked
from tests.questionnaires.sampling import document

pytestmark = pytest.mark.both_databases
REASON = {"pl": "Literówka"}


def test_a_correction_is_a_copy_changed_by_whoever_saw_its_state(write, kielce):
    with write() as session:
        office = session.get(Authority, kielce)
        published = make_asked(session, make_published(session, office, "Park", OPENS_ON, LAST_DAY))
        questionnaire, actor = published.questionnaire, official(office, "editor", "approver")
        by = {"actor": actor, "now": NOW}
        with pytest.raises(operations.NotInPreparation):
            operations.edit_version(session, questionnaire, document("text"), seen=operations.state_of(published), **by)
        copy = operations.begin_correction(session, questionnaire, reason=REASON, **by)
        assert (copy.number, copy.document, copy.reason) == (2, published.document, REASON)
        with pytest.raises(operations.ChangedMeanwhile):
            operations.begin_correction(session, questionnaire, reason=REASON, **by)

        seen = operations.state_of(copy)
        changed = operations.edit_version(session, questionnaire, document("text"), seen=seen, **by)
        assert changed is copy
        assert (changed.document, changed.reason, published.document) == (
            document("text"),
            REASON,
            document("single"),
        )
        assert not can_publish(actor, changed)
        with pytest.raises(operations.ChangedMeanwhile):
            operations.edit_version(session, questionnaire, document("scale"), seen=seen, **by)
