"""Two versions of a questionnaire side by side, for residents and on the desk."""

from copy import deepcopy

from consult.questionnaires import operations
from consult.questionnaires.queries import find_preparing, find_questionnaire
from tests.factories.consultations import NOW, official
from tests.factories.questionnaires import publish
from tests.page_checks import words
from tests.questionnaires.sampling import document

DESK = "/urzad/k/park-nad-silnica/ankieta/1"
EN = "?lang=en"


def changed():
    """Change the sample: another text, a question that must be answered, one more."""
    said = deepcopy(document("routing"))
    questions = said["sections"][0]["questions"]
    questions[0]["text"] = {"pl": "Zupełnie inne pytanie?"}
    questions[0]["required"] = not questions[0].get("required", False)
    questions.append({"key": "nowe", "kind": "text", "text": {"pl": "Coś jeszcze?"}})
    return said


def test_everybody_sees_what_a_correction_changed(visitor, signed, asked, write):
    address = asked("routing")
    with write() as session:
        held = find_questionnaire(session, "park-nad-silnica", 1)
        editor = official(held.consultation.authority, "editor")
        reason = {"pl": "Pytanie myliło."}
        operations.import_version(
            session, held.consultation, changed(), questionnaire=held, reason=reason, actor=editor, now=NOW
        )
    clerk = signed("clerk")
    href = next(link["href"] for link in clerk.visit(DESK + EN).select("aside a") if "version 2 changes" in link.text)
    assert "Version 2 is in preparation" in words(clerk.visit(href + EN).select_one("main"))
    visitor.visit(f"{address}/zmiany/1/2", 404)
    with write() as session:
        held = find_questionnaire(session, "park-nad-silnica", 1)
        publish(session, find_preparing(session, held.id))
    page = visitor.visit(f"{address}{EN}")
    assert "What version 2 changes" in words(page.select_one("main"))
    page = visitor.visit(f"{address}/zmiany/1/2{EN}")
    said = words(page.select_one("main"))
    assert "Why: Pytanie myliło." in said
    assert "Only version 2 asks this:" in said
    assert next(one.text for one in page.select("ins")) == "Zupełnie inne pytanie?"
    assert "may be left out" in said
    assert "Nothing differs" in words(visitor.visit(f"{address}/zmiany/2/2{EN}").select_one("main"))
    visitor.visit(f"{address}/zmiany/1/9", 404)
