"""The schools of the API sample as answers to a questionnaire, to compare with R."""

from datetime import date

from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from tests.factories.questionnaires import make_asked
from tests.results.surveys import store
from tests.results.town import option, texts

DAY = date(2026, 3, 12)


def choice(key, labels):
    return {
        "key": key,
        "kind": "single",
        "text": texts(key),
        "options": [option(label.lower(), label) for label in labels],
    }


DOCUMENT = {
    "consult": 1,
    "title": texts("Schools"),
    "languages": ["pl", "en"],
    "sections": [
        {
            "key": "schools",
            "questions": [
                choice("stype", ["E", "H", "M"]),
                choice("wide", ["No", "Yes"]),
                choice("awards", ["No", "Yes"]),
                {"key": "district", "kind": "number", "text": texts("district"), "min": 0, "max": 999},
                {"key": "pw", "kind": "number", "text": texts("pw"), "min": 0, "max": 999, "decimals": 6},
            ],
        }
    ],
}


def ask_schools(survey, data) -> str:
    """Publish the questionnaire, and let each school answer; gives its id."""
    answers = [
        {
            "stype": kind.lower(),
            "wide": wide.lower(),
            "awards": award.lower(),
            "district": int(number),
            "pw": float(weight),
        }
        for kind, wide, award, number, weight in zip(
            data["stype"], data["sch.wide"], data["awards"], data["dnum"], data["pw"], strict=True
        )
    ]
    with survey.write() as session:
        consultation = session.get_one(Questionnaire, survey.questionnaire_id).consultation
        version = make_asked(session, consultation, DOCUMENT)
        store(session, session.get_one(QuestionnaireVersion, version.id), [(one, DAY, None, None) for one in answers])
        return str(version.questionnaire_id)
