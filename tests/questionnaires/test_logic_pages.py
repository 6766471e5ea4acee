"""Logic on the pages: a calculation, a doubt that is confirmed, answers in texts, sections that scripts make one."""

import json

from tests.questionnaires.conftest import ADDRESS


def test_a_household_answers(begin, visitor, stored):
    page = begin("logic")
    page = visitor.send(page, {"a.osoby": "12", "a.dzieci": "10", "a.dochod": "1300"}, go="next")
    assert "Czy na pewno?" in page.select_one("[id='a.dzieci.?-error']").text
    page = visitor.send(page, {"a.dzieci.?": "1"}, go="next")
    assert "Gdzie bywacie (12 osób)?" in page.select_one("fieldset legend").text
    page = visitor.send(page, {"a.bywa": ["plac"]}, go="next")
    assert "park" not in page.select_one("fieldset").text
    page = visitor.send(page, {"a.oceny.plac": "2"}, go="next")
    page = visitor.send(page, {"a.zle": "Ciasno"}, go="next")
    assert "Czy na pewno?" not in page.text
    visitor.send(page, go="next")
    (row,) = stored()
    assert row.answers == {
        "plakat": "inne", "osoby": 12, "dzieci": 10, "dochod": 1300, "naosobe": 100, "bywa": ["plac"],
        "oceny": {"plac": 2}, "zle": "Ciasno",
    }  # fmt: skip


def test_the_address_of_a_poster_is_kept(asked, visitor, at, stored):
    intro = visitor.visit(f"{asked('logic')}?plakat=rynek")
    assert intro.select_one("a.button")["href"].endswith("/1?plakat=rynek")
    page = visitor.visit(f"{ADDRESS}/1?plakat=rynek")
    assert page.select_one("input[name='a.plakat']")["value"] == "rynek"


def test_pages_of_a_section_are_one_where_scripts_run(begin, visitor, stored):
    page = begin("routing")
    form = page.select_one("form#answers")
    assert [rule["key"] for rule in json.loads(form["data-rules"])] == ["visits", "likes", "why_not"]
    sent = {"a.visits": "no", "a.why_not": "daleko", "scripted": "yes", "go": "next"}
    slot = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    response = visitor.client.post(form["action"], data={**slot, **sent})
    assert response.status_code == 200
    assert f'action="{ADDRESS}/3' in response.text
    assert 'name="a.why_not" value="daleko"' in response.text
