"""Questionnaires for tests, brought and published by the verbs of the office; and answers."""

import secrets

from consult.consultations.models import Consultation
from consult.questionnaires import operations
from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.operations import Given
from tests.factories.consultations import NOW, official
from tests.questionnaires.sampling import document


def make_asked(session, consultation: Consultation, sample="single", *, now=NOW, **more) -> QuestionnaireVersion:
    """Bring a questionnaire and publish it; `sample` is a name or a document."""
    said = document(sample) if isinstance(sample, str) else sample
    editor = official(consultation.authority, "editor")
    version = operations.import_version(session, consultation, said, actor=editor, now=now, **more)
    return publish(session, version, now=now)


def publish(session, version: QuestionnaireVersion, *, now=NOW) -> QuestionnaireVersion:
    questionnaire = version.questionnaire
    approver = official(questionnaire.consultation.authority, "approver")
    return operations.publish_version(session, questionnaire, edit_count=version.edit_count, actor=approver, now=now)


def given(version: QuestionnaireVersion, answers=None, *, now=NOW, **more) -> Given:
    """Make what one form says."""
    return Given(
        questionnaire_id=version.questionnaire_id,
        version_id=version.id,
        answers=answers or {"often": "daily"},
        language="pl",
        submitted_on=now.date(),
        **more,
    )


def make_answers(session, version: QuestionnaireVersion, count: int, answers=None, **more) -> list[str]:
    """Let so many people answer; gives their receipts' hashes."""
    hashes = [secrets.token_hex(32) for _ in range(count)]
    for receipt_hash in hashes:
        operations.submit(session, receipt_hash, given(version, answers, **more))
    return hashes
