"""The same question in two places, side by side: only what each place shows everybody by itself."""

import pytest
from sqlalchemy import select

from consult.authorities.queries import get_authority
from consult.questionnaires.jobs import seal_what_came_in
from consult.questionnaires.models import QuestionnaireVersion
from tests.factories.accounts import english as english_browser
from tests.factories.consultations import make_public
from tests.factories.programmes import make_programme
from tests.factories.questionnaires import make_answers, make_asked, publish
from tests.page_checks import words
from tests.results.surveys import AFTER, OPEN

PAGE = "/p/wspolpraca-w-powiatach/porownanie"


@pytest.fixture
def asked(write, kielce, powiat):
    """Ask the same in two places: in Kielce half answer `daily`, in the powiat all do, and nine in a third one."""
    with write() as session:
        offices = [get_authority(session, one) for one in (kielce, powiat)]
        joined = []
        for office, title, counts in (
            (offices[0], "Tu", {"daily": 20, "never": 20}),
            (offices[1], "Tam", {"daily": 30}),
            (offices[1], "Garstka", {"daily": 9}),
        ):
            consultation = make_public(session, office, title)
            version = make_asked(session, consultation)
            for answer, count in counts.items():
                make_answers(session, version, count, {"often": answer}, now=OPEN)
            joined.append(consultation)
        make_programme(session, *offices, joined=joined)


def test_places_stand_side_by_side(asked, app, at):
    browser = english_browser(app)
    assert "Nothing can be compared yet" in words(browser.visit(PAGE).main)
    at(AFTER)
    with app.app_context():
        seal_what_came_in()
    page = browser.visit(PAGE)
    table = page.select_one("figure table")
    assert [words(one) for one in table.select("thead th")] == ["Answer", "Kielce", "Powiat kielecki"]
    assert "50%" in words(table)
    assert "from 50% (Kielce) to 100% (Powiat kielecki)" in words(page.select_one("figcaption"))
    assert "Kielce: 40 answered; Powiat kielecki: 30 answered" in words(page.select_one("figcaption"))
    browser.visit(f"{PAGE}?pytanie=nie-ma", status=404)
    assert "Compare the places" in words(browser.visit("/p/wspolpraca-w-powiatach").main)


@pytest.mark.complete
def test_the_gap_between_officials_and_residents_is_shown(write, kielce, english, app, at):
    with write() as session:
        here = get_authority(session, kielce)
        consultation = make_public(session, here)
        make_programme(session, here, joined=[consultation])
    desk = "/urzad/programy/wspolpraca-w-powiatach"
    editor = english(kielce, "editor")
    for _twice in range(2):
        editor.send(desk, button="Add the self-assessment of cooperation: Park nad Silnicą")
    with write() as session:
        asked = session.scalars(select(QuestionnaireVersion).order_by(QuestionnaireVersion.id)).all()
        assert len(asked) == 4
        for version in asked:
            [question] = version.document["sections"][0]["questions"]
            level = {"maturity_officials": 5, "maturity_residents": 2}.get(question["key"])
            publish(session, version)
            if level is not None:
                answers = {question["key"]: {row["key"]: level for row in question["rows"]}}
                make_answers(session, version, 20, answers, now=OPEN)
    at(AFTER)
    with app.app_context():
        seal_what_came_in()
    page = english_browser(app).visit("/p/wspolpraca-w-powiatach/samoocena")
    assert "officials see level 5, residents level 2" in words(page.select_one("figcaption"))
    assert [words(one) for one in page.select("figure thead th")] == ["Matter", "officials", "residents"]
    assert "See where officials" in words(english_browser(app).visit("/p/wspolpraca-w-powiatach").main)
