"""A questionnaire in preparation is tried by those who have the link, and nothing is kept of it."""

from consult.questionnaires import operations
from consult.questionnaires.queries import find_preparing, find_questionnaire
from tests.factories.consultations import NOW, official
from tests.factories.questionnaires import publish
from tests.page_checks import words
from tests.questionnaires.sampling import document

EN = "?lang=en"


def main(page):
    return words(page.select_one("main"))


def test_a_try_is_kept_nowhere_and_ends_with_publication(visitor, signed, asked, write, stored):
    asked()
    with write() as session:
        park = find_questionnaire(session, "park-nad-silnica", 1).consultation
        editor = official(park.authority, "editor")
        said = document("single")
        for question in said["sections"][0]["questions"]:
            question["required"] = True
        operations.import_version(session, park, said, actor=editor, now=NOW)
    href = signed("clerk").visit(f"/urzad/k/park-nad-silnica/ankieta/2{EN}").select_one("#trial ~ p a")["href"]
    link = "/proba-ankiety/" + href.rsplit("/", 1)[1]
    page = visitor.visit(link + EN)
    assert "not kept and not counted" in main(page)
    page = visitor.send(page, form="#answers")
    assert page.select(".problems")
    chosen = {}
    for control in page.select("#answers input[type=radio]"):
        chosen.setdefault(control["name"], control["value"])
    page = visitor.send(page, chosen, form="#answers")
    if page.select("#answers"):
        page = visitor.send(page, form="#answers", button="End the try")
    assert "Nothing was kept" in main(page)
    assert stored() == []
    visitor.visit(link[:-1] + ("A" if link[-1] != "A" else "B"), 404)
    visitor.visit("/proba-ankiety/ą", 404)
    with write() as session:
        held = find_questionnaire(session, "park-nad-silnica", 2)
        publish(session, find_preparing(session, held.id))
    assert "published" in main(visitor.visit(link + EN, 410))
