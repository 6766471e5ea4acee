from tests.questionnaires.conftest import OPEN
from datetime import timedelta

def test_try(visitor, asked, at):
    for name in ("single","multiple","scale","matrix","number","text","about","languages","routing"):
        pass
    address = asked("matrix")
    page = visitor.visit(address)
    print(page.select_one("main").get_text(" ", strip=True)[:800])
    page = visitor.visit(address + "/1")
    at(OPEN + timedelta(minutes=1))
    print(page.select_one("form#answers").prettify()[:6000])
    page = visitor.send(page, form="#answers")
    print(page.select_one("main").get_text(" ", strip=True)[:800])
    page = visitor.send(page, {"a.weight.benches": "3", "a.weight.light": "unknown"}, form="#answers")
    print(page.select_one("main").get_text(" ", strip=True)[:800])
