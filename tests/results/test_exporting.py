"""Exports, read back with the tools of others: every answer is in them, and nothing in them runs."""

import csv
import io
import json

import duckdb
import openpyxl
import pyreadstat
import pytest
from sqlalchemy import event, select

from consult.audit.models import AuditEntry
from consult.extensions import db
from consult.questionnaires.models import Submission
from consult.results.exporting.cli import submissions
from consult.results.exporting.formats import FORMATS
from consult.results.exporting.sav_layout import WIDEST, cut
from tests.factories.authorities import POWIAT_KIELECKI
from tests.factories.consultations import make_office
from tests.results.surveys import DESK
from tests.results.town import FIRST_DAY, people

PAGE = f"{DESK}/1/dane"
MERGED = "(few)"
LEFT = -9
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}")
WORDS = [
    "=1+1",
    "+48 41 000 00 00",
    "-5",
    "-9",
    "@SUM(A1)",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    '=cmd|"/C calc"!A1',
    "'=1",
    'semi;colon, comma and "quotes"',
    "two\nlines\n\nand a third",
    "tab\tinside",
    "_x0041_ &amp; <b>]]></b> {{7*7}}",
    "\N{GRINNING FACE} zażółć \N{RIGHT-TO-LEFT OVERRIDE}abc",
    "null",
    "NaN",
    "0012",
    *("\N{LATIN SMALL LETTER L WITH STROKE}" + "x" * size for size in (252, 253, 254, 255, 503, 506, 509, 760)),
    "\N{CYRILLIC SMALL LETTER ZHE}" * 16_000,
]
both_databases = pytest.mark.both_databases


@pytest.fixture
def crowd(survey):
    """Answer as people do, some of them with every naughty text, and seal."""
    found = people(80)
    for place, words in enumerate(WORDS):
        answers = found[place][0]
        answers.pop("bus", None)
        answers |= {"idea": words, "moves": "other", "moves.other": words[:300]}
    survey.answer(found)
    survey.seal()
    return found


@pytest.fixture
def given(app, survey, tmp_path):
    """Run `consult submissions export`: gives the bytes that it writes."""

    def run(kind, lang="en"):
        file = tmp_path / kind
        words = ["export", str(survey.questionnaire_id), "--format", kind, "--output", str(file), "--lang", lang]
        done = app.test_cli_runner().invoke(submissions, words, catch_exceptions=False)
        assert (done.exit_code, done.output) == (0, "")
        return file.read_bytes()

    return run


def flat(answers, *, asks_words="text"):
    """Give the answers as a row has them, in the plainest way."""
    row = {key: answers.get(key) for key in ("moves", "clean", "age", "idea")}
    if answers["moves"] == "bus":
        row["bus"] = answers.get("bus")
    if "moves.other" in answers:
        row[f"moves.other.{asks_words}"] = answers["moves.other"]
    row |= {f"wants.{key}": int(key in answers["wants"]) for key in ("bench", "light", "tree", "none")}
    state = answers.get("state", {})
    return row | {f"state.{key}": state.get(key) for key in ("lights", "paths", "trees")}


def ordered(rows):
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def truth(crowd):
    return ordered(flat(answers) for answers, *_about in crowd)


def read_csv(written, delimiter=","):
    return list(csv.DictReader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True))


def typed(cell):
    """Read a cell of CSV as a row has it: what begins with an apostrophe was text that looks like a formula."""
    if cell.startswith("'") and cell[1:].startswith(FORMULAS):
        return cell[1:]
    return int(cell) if cell.removeprefix("-").isdecimal() and cell != "0012" else cell


def answered(row, read):
    """Give what was asked: the answers to questions, those left blank as nothing."""
    about = ("version", "channel", "language", "class", "area", "late", "doubt")
    cells = {name: read(cell) for name, cell in row.items() if name not in about and cell not in {"", None}}
    return {name: None if cell == LEFT else cell for name, cell in cells.items()}


@both_databases
def test_json_lines_hold_every_answer_as_it_was_typed(given, crowd):
    rows = [json.loads(line) for line in given("jsonl").decode().splitlines()]
    keys = truth(crowd)
    assert ordered({name: cell for name, cell in row.items() if "." in name or name in keys[0]} for row in rows) == keys
    assert {row["area"] for row in rows} == {area for *_rest, area in crowd}
    assert {row["class"] for row in rows} == {group for *_rest, group, _area in crowd}


@pytest.mark.parametrize(("kind", "delimiter"), [("csv", ","), ("csv-excel", ";")])
def test_csv_holds_every_answer_and_no_formula(given, crowd, kind, delimiter):
    written = given(kind).decode()
    assert written.startswith("\N{ZERO WIDTH NO-BREAK SPACE}") == (kind == "csv-excel")
    assert "\r\n" in written
    rows = read_csv(written.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), delimiter)
    expected = ordered({name: "'=1" if cell == "'=1" else cell for name, cell in row.items()} for row in truth(crowd))
    assert ordered({**answered(row, typed)} for row in rows) == ordered(
        {name: "=1" if cell == "'=1" else cell for name, cell in row.items()} for row in expected
    )
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(FORMULAS) or cell == str(LEFT)


def test_labels_stand_for_codes_where_words_are_asked_for(given, crowd):
    rows = read_csv(given("csv-labels").decode())
    assert {row["bus"] for row in rows} >= {"yes", "no", ""}
    assert {row["clean"] for row in rows} >= {"very bad", "asked, left blank"}
    assert {row["area"] for row in rows} >= {"Kielce", "Bodzentyn"}


def test_the_workbook_holds_text_and_numbers_and_its_codebook(given, crowd):
    book = openpyxl.load_workbook(io.BytesIO(given("xlsx")))
    data, codes = book.worksheets
    names = [cell.value for cell in data[1]]
    rows = []
    for line in data.iter_rows(min_row=2):
        assert {cell.data_type for cell in line} <= {"s", "n", "inlineStr"}
        rows.append(dict(zip(names, (cell.value for cell in line), strict=True)))
    assert ordered(answered(row, plain) for row in rows) == ordered(
        {name: "=1" if cell == "'=1" else cell for name, cell in row.items()} for row in truth(crowd)
    )
    explained = [row for row in codes.iter_rows(min_row=2, values_only=True) if row[0] == "clean"]
    assert explained[0][2] == "How clean is the town?"
    assert {(row[4], row[5]): row[6] for row in explained} == {
        (1, 1): "very bad",
        (2, 2): "bad",
        (3, 3): "neither",
        (4, 4): "good",
        (5, 5): "very good",
        ("dk", -8): "I do not know",
        (-9, -9): "asked, left blank",
        ("(empty)", None): "not asked",
    }


def plain(cell):
    """Undo what keeps text from being a formula, and Excel's own way of writing `_x0041_`, which openpyxl leaves."""
    if not isinstance(cell, str):
        return cell
    words = cell.replace("_x005F_", "_")
    return words[1:] if words.startswith("'") and words[1:].startswith(FORMULAS) else words


def test_spss_reads_labels_codes_and_what_is_missing(given, crowd, tmp_path):
    given("sav")
    frame, about = pyreadstat.read_sav(str(tmp_path / "sav"), output_format="dict", user_missing=True)
    assert about.column_names_to_labels["clean"] == "How clean is the town?"
    assert about.variable_value_labels["clean"][-8] == "I do not know"
    assert about.missing_ranges["clean"] == [{"lo": -9, "hi": -8}]
    assert about.missing_ranges["age"] == [{"lo": -9, "hi": -9}]
    labels = about.variable_value_labels["moves"]
    rows = [dict(zip(frame, cells, strict=True)) for cells in zip(*frame.values(), strict=True)]
    assert len(rows) == len(crowd)
    assert sorted(labels[row["moves"]] for row in rows) == sorted(
        {"bus": "by bus", "car": "by car", "bike": "by bicycle", "foot": "on foot", "other": "in another way"}[
            answers["moves"]
        ]
        for answers, *_about in crowd
    )
    written = {row["idea"] for row in rows}
    for words in WORDS:
        expected = {"-9": "'-9"}.get(words, words)
        assert expected in written
    ages = [answers.get("age", LEFT) for answers, *_about in crowd]
    assert sorted(row["age"] for row in rows) == sorted(ages)
    assert [row["bus"] for row in rows].count(None) == sum(answers["moves"] != "bus" for answers, *_about in crowd)


def test_parquet_holds_every_answer_as_it_was_typed(given, crowd, tmp_path):
    given("parquet")
    with duckdb.connect() as engine:
        found = engine.execute("SELECT * FROM read_parquet($file)", {"file": str(tmp_path / "parquet")})
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    keys = truth(crowd)[0]
    for row in rows:
        for name in ("clean", "state.lights", "state.paths", "state.trees"):
            row[name] = int(row[name]) if row[name] not in {None, "dk"} else row[name]
    blanks = {"idea": {""}, "moves.other.text": {""}}
    read = [
        {
            name: None if cell in blanks.get(name, {LEFT, str(LEFT)}) else cell
            for name, cell in row.items()
            if cell is not None and ("." in name or name in keys or name == "bus")
        }
        for row in rows
    ]
    assert ordered(read) == ordered(float_age(row) for row in truth(crowd))


def float_age(row):
    return row | {"age": None if row["age"] is None else float(row["age"])}


def test_a_text_too_long_for_spss_is_cut_between_two_characters_and_says_so():
    written = cut("\N{CYRILLIC SMALL LETTER ZHE}" * 20_000, WIDEST)
    assert len(written) <= WIDEST
    assert written.decode().endswith("\N{HORIZONTAL ELLIPSIS}")


@both_databases
def test_nothing_tells_the_day_the_order_or_the_receipt(given, crowd, read):
    rows = [json.loads(line) for line in given("jsonl").decode().splitlines()]
    with read() as session:
        stored = session.scalars(select(Submission).order_by(Submission.id)).all()
        assert [row["age"] for row in rows] == [one.answers.get("age") for one in stored]
        for kind in ("csv", "jsonl"):
            said = given(kind).decode()
            assert not any(one.receipt_hash in said or str(one.id) in said for one in stored)
            assert str(FIRST_DAY.year) not in said
    assert set(rows[0]) & {"submitted_on", "day", "batch", "id"} == set()


def test_what_is_not_sealed_is_not_given_out(given, survey, crowd):
    survey.answer(people(5, seed=9))
    assert len(given("jsonl").decode().splitlines()) == len(crowd)


@both_databases
def test_an_analyst_gets_thin_categories_merged_and_words_only_when_asked_for(official, survey):
    crowd = [(answers, day, "resident", area) for answers, day, _group, area in people(200)]
    survey.answer([*crowd[4:], *((answers, day, "business", area) for answers, day, _group, area in crowd[:4])])
    survey.seal()
    browser = official("analyst")
    page = browser.visit(DESK)
    assert page.select_one(f"a[href='{PAGE}']")
    rows = read_csv(download(browser, format="csv").text)
    assert len(rows) == 200
    assert {row["class"] for row in rows} == {MERGED}
    assert not {"idea", "moves.other.text"} & rows[0].keys()
    for name in ("moves", "bus", "area", "clean", "wants.none"):
        cells = [row[name] for row in rows if row[name] not in {"", str(LEFT)}]
        assert all(cells.count(cell) >= 10 for cell in set(cells)), name
    rows = read_csv(download(browser, format="csv", words=True).text)
    assert {"idea", "moves.other.text"} <= rows[0].keys()


def test_each_download_is_recorded_with_its_format_and_nothing_of_its_content(official, survey, crowd, read):
    browser = official("analyst")
    for kind in FORMATS:
        response = download(browser, format=kind, words=kind == "sav")
        assert response.headers["Content-Disposition"].startswith("attachment; filename=park-nad-silnica-1-")
        assert "no-store" in response.headers["Cache-Control"]
    with read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "questionnaire.exported")).all()
        assert {(entry.details["format"], entry.details["words"]) for entry in entries} == {
            (kind, kind == "sav") for kind in FORMATS
        }
        assert all(entry.actor_id for entry in entries)


def test_too_few_sealed_answers_are_not_given_out(official, survey):
    survey.answer(people(9))
    survey.seal()
    browser = official("analyst")
    page = browser.visit(PAGE)
    assert "Too few sealed answers yet" in page.main.get_text()
    assert not page.select("main form")
    origin = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert browser.client.post(PAGE, data={"format": "csv"}, headers=origin).mimetype == "text/html"


def test_nobody_but_an_analyst_gets_rows(official, survey, crowd):
    browser = official("admin", "editor", "approver", "moderator", "clerk")
    browser.visit(PAGE, status=404)
    assert not browser.visit(DESK).select(f"a[href='{PAGE}']")
    origin = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert browser.client.post(PAGE, data={"format": "csv"}, headers=origin).status_code == 404


def test_an_analyst_of_another_office_finds_nothing(official, survey, write):
    with write() as session:
        elsewhere = make_office(session, POWIAT_KIELECKI, "Powiat kielecki").id
    official("analyst", office=elsewhere).visit(PAGE, status=404)


def test_a_stranger_is_sent_to_sign_in(visitor, survey, crowd):
    visitor.visit(PAGE, status=401)


@both_databases
def test_it_asks_the_database_as_often_for_many_rows_as_for_few(app, given, survey):
    def statements():
        asked = []
        with app.app_context():
            engine = db.engine
        note = lambda *said: asked.append(said[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", note)
        given("csv")
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    survey.answer(people(20))
    survey.seal()
    statements()  # the questionnaire is compiled once
    few = statements()
    survey.answer(people(1200, seed=2))
    survey.seal()
    assert statements() == few


def test_the_command_says_what_is_wrong_in_one_line(app, survey):
    for arguments, said in (
        (["00000000-0000-0000-0000-000000000000", "--format", "csv"], "there is no published questionnaire"),
        ([str(survey.questionnaire_id), "--format", "ods"], "'ods' is not one of"),
    ):
        done = app.test_cli_runner().invoke(submissions, ["export", *arguments])
        assert done.exit_code
        assert said in done.output


def download(browser, **fields):
    """Send the form of the page as a browser does, and give the file."""
    page = browser.visit(PAGE)
    token = page.select_one("main form input[name=csrf_token]")["value"]
    data = {"csrf_token": token, "format": fields["format"]} | ({"words": "y"} if fields.get("words") else {})
    headers = {"Origin": "http://localhost", "Referer": page.url, "Sec-Fetch-Site": "same-origin"}
    response = browser.client.post(PAGE, data=data, headers=headers)
    assert response.data
    assert response.status_code == 200
    assert response.mimetype == FORMATS[fields["format"]].mimetype.partition(";")[0]
    return response
