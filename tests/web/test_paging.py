"""Which page of a list is asked for, and which is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select

from consult.extensions import db
from consult.jobs.models import Job
from consult.paging import Page, page_of
from consult.web.paging import page_number
from tests.web.test_transaction import job


@pytest.mark.parametrize(
    ("given_page", "number"),
    [("", 1), ("strona=3", 3), ("strona=0", 1), ("strona=-1", 1), ("strona=x", 1), ("strona=1.5", 1), ("strona=", 1)]
    + [(f"strona={'9' * digits}", 999999 if digits == 6 else 1) for digits in (6, 7, 5000)]
    + [("strona=%C2%B2", 1), ("strona=2&strona=3", 2), ("strona=%00", 1), ("strona=%D9%A3", 3)],
)
def test_what_is_no_page_is_the_first(app, given_page, number):
    with app.test_request_context(f"/?{given_page}"):
        assert page_number() == number


@given(total=st.integers(0, 10_000), size=st.integers(1, 100))
def test_the_last_page_holds_the_rest(total, size):
    last = Page([], 1, total, size).last
    assert last >= 1
    assert (last - 1) * size < total <= last * size or total == 0 == last - 1


@pytest.mark.both_databases
def test_every_row_is_on_one_page_and_a_page_costs_two_statements_at_most(app, write):
    with write() as session:
        session.add_all(job(try_count=number) for number in range(7))
    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        ordered = select(Job).order_by(Job.try_count)
        pages = [page_of(db.session(), ordered, number, size=3) for number in (1, 2, 3)]
        assert len([statement for statement in asked if statement.startswith("SELECT")]) == 6
        assert [[row.try_count for row in page.rows] for page in pages] == [[0, 1, 2], [3, 4, 5], [6]]
        assert {(page.total, page.last) for page in pages} == {(7, 3)}
        assert page_of(db.session(), ordered, 999_999, size=3).number == 3
        assert page_of(db.session(), ordered.where(Job.try_count > 99), 5, size=3).number == 1
