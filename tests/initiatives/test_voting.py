"""A vote: prepared by two people, one ballot for a code, sealed, counted by a job, counted again by anybody."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from consult.authorities.queries import get_authority
from consult.initiatives.cli import ballots
from consult.initiatives.operations import office
from consult.initiatives.rules.elections import VoteType
from consult.initiatives.rules.greedy import greedy
from consult.initiatives.rules.pabulib import parse
from consult.initiatives.rules.stages import Kind
from consult.initiatives.voting import jobs, operations, queries
from consult.initiatives.voting.models import IncomingBallot, SealedBallot, VoteCode, VoteEdition
from consult.initiatives.voting.sealing import seal
from consult.participation.rules.receipts import receipt_hash
from tests.factories.consultations import official
from tests.factories.initiatives import CARD, make_initiative, make_move, open_call
from tests.factories.votes import FILE, NOW, OPEN, OVER, make_codes, make_vote
from tests.initiatives.test_support import at_once
from tests.page_checks import words

VOTE = "/inicjatywy/glosowanie/kielce-2026"
DESK = "/urzad/inicjatywy/glosowania"


@pytest.fixture
def vote(write, kielce):
    """Make a published vote with codes: `vote(5)` gives them."""

    def make(codes=1, **said):
        with write() as session:
            edition = make_vote(session, get_authority(session, kielce.id), **said)
            return make_codes(session, edition, codes)

    return make


def job(app):
    with app.app_context():
        jobs.seal_and_count()


def test_an_office_prepares_it_and_another_person_announces_it(write, kielce, desk, read):
    editor, approver = desk("editor", kielce), desk("approver", kielce)
    with write() as session:
        admit(session, get_authority(session, kielce.id))
    page = editor.send(f"{DESK}/nowe/kielce", title="Budżet 2027", max_length="99", opens_on="2026-03-03")
    assert {"max_length-error", "vote_type-error", "last_day-error"} <= {
        str(one.get("id")) for one in page.select("[id]")
    }
    given = {"vote_type": "approval", "rule": "greedy", "max_length": "2", "last_day": "2026-03-11"}
    editor.send(page, given)
    desk_page = f"{DESK}/kielce-2026"
    editor.send(desk_page, name="Czarnów", budget="1 000", button="Add")
    for mistake in (("1;60;", "1;0,001;"), ("1;60;Park\n2;50;Ławki\n3;30;Zieleń\n", ""), ("1;60;", f"{'9' * 90};60;")):
        page = editor.send(
            desk_page, file=(BytesIO(FILE.replace(*mistake).encode()), "v.pb"), button="Add the projects"
        )
        assert page.select_one("#file-1[aria-invalid]")
        assert "The file is not taken" in words(page.select_one("#file-1-error"))
    editor.send(desk_page, file=(BytesIO(FILE.encode()), "v.pb"), button="Add the projects")
    editor.send(desk_page, button="Add: Ogród za biblioteką")
    editor.send(desk_page, button="Take off: project 2")
    page = approver.send(desk_page, button="Announce the vote")
    assert "nothing of it changes any more" in words(page)
    editor.visit("/inicjatywy/glosowanie")
    paper = editor.visit(f"{VOTE}?okreg=czarnow").text
    assert "Ogród za biblioteką" in paper
    assert "Zieleń" in paper
    assert "Ławki" not in paper
    sheet = editor.client.post(
        f"{desk_page}/kody",
        data={"csrf_token": token(editor.visit(desk_page)), "count": "3", "kind": "csv"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert sheet.text.count("\n") == 4
    with read() as session:
        assert session.scalar(select(func.count()).select_from(VoteCode)) == 3
        assert {column.name for column in VoteCode.__table__.columns} == {"id", "edition_id", "code_hash", "is_spent"}


def admit(session, authority):
    """Lead a project of a budget to the vote."""
    open_call(session, authority, Kind.BUDGET, support=0)
    made = make_initiative(session, authority, Kind.BUDGET, card=CARD)
    for act in ("publish", "go_on"):
        made = make_move(session, made, act)
    made.checked = ["applicants", "place", "plan", "signatures", "law"]
    session.flush()
    made = make_move(session, made, "go_on")
    open_call_points(session, made)
    for act in ("go_on", "grant"):
        made = make_move(session, made, act)
    assert made.stage == "vote"


def open_call_points(session, made):
    """Score an initiative, so that it can be decided."""
    office.assess(session, made, {}, "", actor=official(made.authority, "editor"), now=NOW)


def token(page):
    return page.select_one("input[name=csrf_token]")["value"]


def test_a_ballot_is_judged_before_it_is_sent_and_a_code_votes_once(app, vote, visitor, at, read, write):
    codes = vote(2)
    at(NOW)
    assert "You can vote from" in words(visitor.visit(VOTE).main)
    at(OPEN)
    marks = {"p-1-1": True, "p-1-2": True, "p-1-3": True}
    page = visitor.send(VOTE, marks, code=codes[0], button="Put it into the box")
    assert "At most 2 projects count here" in words(page.select_one(".problems"))
    page = visitor.send(page, {"p-1-1": False, "code": "K7M2-94QD-3F0A-9TZ0"}, button="Put it into the box")
    assert page.select_one("#code-error")
    assert page.select_one("#p-1-2").has_attr("checked")
    page = visitor.send(page, code=codes[0], button="Put it into the box")
    receipt = page.select_one("[data-receipt]")["data-receipt"]
    page = visitor.send(VOTE, {"p-1-1": True}, code=codes[0].lower(), button="Put it into the box", status=409)
    assert "voted with this code already" in words(page.main)
    again = visitor.send(page, code=codes[1], button="Put it into the box")
    assert again.select_one("[data-receipt]")["data-receipt"] != receipt
    third = visitor.send(page, code=codes[1], button="Put it into the box")
    assert third.select_one("[data-receipt]") == again.select_one("[data-receipt]")
    with read() as session:
        assert sorted(one["cale-miasto"]["named"] for one in session.scalars(select(IncomingBallot.choices))) == [
            ["1"],
            ["2", "3"],
        ]

    assert "Your vote is in the box" in words(visitor.send("/sprawdz", code=receipt).h1)

    at(OVER)
    job(app)
    visitor.visit(f"{VOTE}/wyniki", status=404)
    with write() as session:
        edition = queries.find_edition(session, "kielce-2026")
        operations.publish_results(session, edition, actor=official(edition.authority, "approver"), now=OVER)
    see_the_results(visitor)


def see_the_results(visitor):
    """Look at who won, and count the published ballots again."""
    page = visitor.visit(f"{VOTE}/wyniki")
    assert "2 projects are carried out" in words(page.main)
    assert "for 80 zł out of 100 zł" in words(page.main)
    export = visitor.fetch(f"{VOTE}/cale-miasto.pb").text
    assert sorted(ballot.named for ballot in parse(export).ballots) == [("1",), ("2", "3")]
    assert greedy(parse(export)) == ("3", "2")
    assert "The vote is over" in words(visitor.visit(VOTE).main)


@pytest.mark.both_databases
def test_a_code_at_twenty_places_at_once_votes_once(app, vote, read):
    (code,) = vote()

    def cast(session, index):
        edition = session.scalar(select(VoteEdition))
        sending = operations.Sending(receipt_hash(code), receipt_hash(f"form {index}"), OPEN - timedelta(minutes=1))
        try:
            operations.vote(session, edition, {"cale-miasto": {"named": ["1"]}}, sending, now=OPEN)
        except operations.SpentCode:
            return False
        return True

    assert sum(at_once(app, 20, cast)) == 1
    with read() as session:
        assert queries.count_ballots(session, session.scalar(select(VoteEdition.id))) == 1


@pytest.mark.both_databases
def test_the_box_forgets_the_order(write, vote, read):
    codes = vote(45)
    with write() as session:
        edition = session.scalar(select(VoteEdition))
        edition_id = edition.id
        for number, code in enumerate(codes[:22]):
            cast(session, edition, code, number)
    with write() as session:
        assert seal(session, edition_id, is_over=False) == 22
    with write() as session:
        for number, code in enumerate(codes[22:], 22):
            cast(session, session.scalar(select(VoteEdition)), code, number)
    with write() as session:
        seal(session, edition_id, is_over=True)
    with read() as session:
        kept = session.scalars(select(SealedBallot)).all()
        assert len(kept) == 45
        assert len({ballot.batch for ballot in kept}) == 1
        stored = [int(ballot.choices["cale-miasto"]["named"][0]) for ballot in kept]
        assert stored != sorted(stored)
        assert session.scalar(select(func.count()).select_from(IncomingBallot)) == 0


def cast(session, edition, code, number):
    sending = operations.Sending(receipt_hash(code), receipt_hash(f"form {number}"), OPEN - timedelta(minutes=1))
    operations.vote(session, edition, {"cale-miasto": {"named": [str(number)]}}, sending, now=OPEN)


@pytest.mark.complete
def test_wieliczka_is_counted_from_the_box(app, write, kielce, shared_data, at, read, tmp_path):
    """30 projects for 995,079 zł, as published; the ballots come in by the command, the job counts."""
    at(OVER)
    file = shared_data / "pabulib" / "poland_wieliczka_2023_.pb"
    file = file if file.is_file() else next((shared_data / "pabulib").glob("*wieliczka*2023*.pb"))
    election = parse(file.read_text(encoding="utf-8-sig"))
    with write() as session:
        said = {"rule": "equal-shares", "max_length": election.limits.max_length or len(election.projects)}
        made = make_vote(
            session,
            get_authority(session, kielce.id),
            projects=election.projects,
            budget=int(election.budget),
            vote_type=VoteType(election.vote_type),
            **said,
        )
        edition_id = made.id
    result = CliRunner().invoke(
        ballots,
        ["import", str(file), "--edition", "kielce-2026", "--pool", "cale-miasto", "--json"],
        obj=ScriptInfo(create_app=lambda: app),
    )
    assert json.loads(result.output) == {"ballots": len(election.ballots)}
    job(app)
    with read() as session:
        counted = session.get_one(VoteEdition, edition_id).pools[0].result
        assert (len(counted["winners"]), counted["cost"]) == (30, 995_079)
