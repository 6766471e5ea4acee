"""consult submissions import: other people's tables, whole or not at all."""

import json

import pytest
from sqlalchemy import func, select

from consult.cli import consult as program
from consult.questionnaires.cli import import_submissions
from consult.questionnaires.models import IncomingSubmission, Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations import seal
from tests.questionnaires.conftest import OPEN
from tests.questionnaires.operations.test_seal import OVER

DOCUMENT = {
    "consult": 1,
    "title": {"pl": "Park"},
    "languages": ["pl", "en"],
    "sections": [
        {
            "key": "s",
            "questions": [
                {
                    "key": "often",
                    "kind": "single",
                    "required": True,
                    "text": {"pl": "Jak często?"},
                    "options": [
                        {"key": "daily", "text": {"pl": "Codziennie", "en": "Every day"}},
                        {"key": "never", "text": {"pl": "Nigdy; wcale", "en": "Never"}},
                        {"key": "else", "text": {"pl": "Inaczej"}, "other": True},
                    ],
                },
                {
                    "key": "why",
                    "kind": "text",
                    "max": 40,
                    "text": {"pl": "Dlaczego nigdy?"},
                    "if": {"question": "often", "op": "=", "value": "never"},
                },
                {
                    "key": "what",
                    "kind": "multiple",
                    "max": 2,
                    "text": {"pl": "Co?"},
                    "options": [{"key": key, "text": {"pl": text}} for key, text in
                                (("bench", "Ławki"), ("tree", "Drzewa"), ("light", "Światło"))],
                },
                {"key": "clean", "kind": "scale", "text": {"pl": "Czystość"},
                 "options": [{"key": "5", "text": {"pl": "bardzo czysto"}}, {"key": "dk", "text": {"pl": "nie wiem"}}]},
                {"key": "state", "kind": "matrix", "text": {"pl": "Stan"},
                 "rows": [{"key": "paths", "text": {"pl": "ścieżki"}}, {"key": "trees", "text": {"pl": "drzewa"}}]},
                {"key": "age", "kind": "number", "min": 0, "max": 120, "text": {"pl": "Wiek"}},
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def bring(app, asked, read, tmp_path):
    """Bring a file: gives the answers, or what is said against it: then nothing is kept."""
    asked(DOCUMENT)
    with read() as session:
        version = session.scalar(select(QuestionnaireVersion))
        questionnaire_id = version.questionnaire_id

    def command(content, *words, code=0, columns=None):
        data = content.encode() if isinstance(content, str) else content
        path = tmp_path / "answers.csv"
        path.write_bytes(data)
        more = []
        if columns is not None:
            (tmp_path / "map.json").write_text(json.dumps(columns))
            more = ["--map", tmp_path / "map.json"]
        arguments = [path, "--questionnaire", questionnaire_id, *more, *words]
        done = app.test_cli_runner().invoke(import_submissions, [str(word) for word in arguments])
        assert done.exit_code == code, done.output
        with read() as session:
            rows = session.scalars(select(IncomingSubmission)).all()
        if code:
            assert not rows
            assert done.output.count("\n") == 1
            return done.output.split("answers.csv: ")[-1].strip()
        return sorted((row.answers for row in rows), key=repr) if "--json" not in words else json.loads(done.output)

    command.id = questionnaire_id
    return command


def test_the_command_is_part_of_the_program():
    assert program.commands["submissions"].commands["import"] is import_submissions


@pytest.mark.parametrize("cell", ["daily", "Codziennie", "every day", "  EVERY  DAY "])
def test_cells_are_keys_or_labels_in_any_language(bring, cell):
    assert bring(f"often,age\n{cell},7\n") == [{"often": "daily", "age": 7}]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffoften;age;state.paths\r\nEvery day;7,5;4\r\n",
        "often\tage\tstate.paths\nEvery day\t7,5\t4.0\n",
        '"often","age","state.paths"\n"Every day","7,5","4"\n\n,,\n',
        "often;age;state.paths\nEvery day;7,5;4".encode("utf-16"),
        "sep=;\r\noften;age;state.paths\r\nEvery day;7,5;4\r\n",
    ],
)
def test_tables_come_in_many_shapes(bring, content):
    assert bring(content) == [{"often": "daily", "age": 7.5, "state": {"paths": 4}}]


def test_an_old_polish_encoding(bring):
    content = "often;what;why\r\nNigdy; wcale;Ławki;Brak światła\r\n".replace("Nigdy; wcale", '"Nigdy; wcale"')
    assert bring(content.encode("cp1250")) == [{"often": "never", "what": ["bench"], "why": "Brak światła"}]


def test_newlines_and_quotes_in_a_cell_and_words_beside_an_option(bring):
    content = 'often,why,often.else.text\nnever,"a\n""b"", c",\nelse,,"raz na\nrok"\n'
    assert bring(content) == [
        {"often": "else", "often.else": "raz na\nrok"},
        {"often": "never", "why": 'a\n"b", c'},
    ]


def test_several_answers_in_one_column_or_in_columns_of_their_own(bring):
    assert bring('what\n"Światło; Ławki"\n') == [{"what": ["bench", "light"]}]


def test_columns_of_options(bring):
    content = "what.bench,what.tree,what.light,clean\n1,0,tak,nie wiem\nnie,,,5\n0,0,1.0,Bardzo Czysto\n"
    assert bring(content) == [
        {"clean": 5},
        {"what": ["bench", "light"], "clean": "dk"},
        {"what": ["light"], "clean": 5},
    ]


def test_a_map_day_class_and_area(bring, read):
    columns = {"often": "F1", "@day": "kiedy", "@class": "kto", "@area": "gmina"}
    bring(
        "nr,F1,kiedy,kto,gmina\n1,daily,2.03.2026,For a business,2661011\n2,never,2026-03-01 12:30,resident,260402.0\n",
        columns=columns,
    )
    with read() as session:
        found = session.execute(
            select(IncomingSubmission.submitted_on, IncomingSubmission.participant_class, IncomingSubmission.area)
        ).all()
    assert sorted((str(day), group, area) for day, group, area in found) == [
        ("2026-03-01", "resident", "260402"),
        ("2026-03-02", "business", "266101"),
    ]


def test_what_was_not_to_be_asked_is_left_out_and_told(bring):
    made = bring("often,why,extra\ndaily,Bo tak,1\nnever,Daleko,2\n", "--json")
    assert made["submissions"] == 2
    assert {"where": "extra", "what": "this column was not read"} in made["report"]
    assert {"where": "why", "what": "left out in 1 rows: by the other answers it was not asked"} in made["report"]
    assert {"where": "age", "what": "no column has answers to this question"} in made["report"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("often,age\ndaily,7\nweekly,8\ndaily,9\n", "line 3, column often: 'weekly': none of the answers to often"),
        ('often,why\nnever,"a\nb"\nnever,c\n\nsometimes,\n', "line 6, column often: 'sometimes'"),
        ("often,age\ndaily,seven\n", "line 2, column age: 'seven': Write a number in digits"),
        ("often,age\ndaily,130\n", "line 2, column age: '130': Write a number from 0 to 120."),
        ("what\nbench;tree;light\n", "line 2, column what: 'bench; tree; light': Choose at most 2 answers."),
        ("often\ndaily;never\n", "line 2, column often: 'daily; never'"),
        ("what.bench\nmaybe\n", "line 2, column what.bench: 'maybe'"),
        ("state.paths\n6\n", "line 2, column state.paths: '6'"),
        ("often,why\nnever," + "x" * 41 + "\n", "Use at most 40 characters."),
        ("often,why\nnever,a\x00b\n", "line 2, column why"),
        ("often,age\ndaily\n", "line 2 has 1 cells, the header has 2"),
        ("often\ndaily,7\n", "line 2 has 2 cells, the header has 1"),
        ('often,age\ndaily,"7\n', "line 2: unexpected end of data"),
        ("often,@day\ndaily,31.02.2026\n", "line 2, column @day: '31.02.2026': no day until today"),
        ("often,@day\ndaily,2099-01-01\n", "line 2, column @day"),
        ("often,@class\ndaily,king\n", "line 2, column @class: 'king': must be one of resident,"),
        ("often,@area\ndaily,9999999\n", "line 2, column @area: '9999999'"),
        ("nr,płeć\n1,k\n", "no column is named as a question; the file has: nr, płeć"),
        ("often,often\ndaily,never\n", "the file has two columns named often"),
        ("often,age\n", "the file has a header, and no row below it"),
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        (b"often\n\x81\x83\n", "the file is no text that can be read"),
        ("often\n" + "x" * 1_000_001 + "\n", "line 2: field larger than field limit"),
    ],
)  # fmt: skip
def test_one_bad_row_and_nothing_is_kept(bring, content, says):
    assert says in bring(content, code=1)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"oftn": "often"}, "the map names oftn, which the questionnaire does not ask"),
        ({"often": "F2"}, "the map names the column F2, which the file does not have"),
        (["often"], "the map must be an object of texts"),
    ],
)
def test_a_wrong_map(bring, columns, says):
    assert says in bring("often\ndaily\n", columns=columns, code=1)


def test_a_file_counts_once(bring, app, write, tmp_path, read):
    bring("often\n" + "daily\n" * 20)
    with write() as session:
        seal(session, bring.id, now=OPEN)
    done = app.test_cli_runner().invoke(
        import_submissions, [str(tmp_path / "answers.csv"), "--questionnaire", str(bring.id)]
    )
    assert done.exit_code == 1
    assert "these answers are here already" in done.output
    with read() as session:
        assert session.scalar(select(func.count()).select_from(IncomingSubmission)) == 0


def test_public_results_take_nothing_more(bring, write, read):
    with write() as session:
        seal(session, bring.id, now=OVER)
    with read() as session:
        assert session.get_one(Questionnaire, bring.id).smallest_group == 10
    assert "the results are public" in bring("often\ndaily\n", code=1)
