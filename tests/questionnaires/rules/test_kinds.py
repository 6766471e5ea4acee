"""Each kind reads what was typed, and says what is wrong with it."""

import pytest

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Said
from tests.questionnaires.sampling import asking, options, plan


def read(sample, key, **typed):
    """Read one question; gives the answer with its words, and what is wrong as pairs of field and key."""
    question = plan(sample).question(key)
    found = KINDS[question.kind].read(question, as_typed(key, typed))
    return {key: found.value, **found.words}, [(mistake.name, mistake.what) for mistake in found.mistakes]


def as_typed(key, typed):
    """Name the fields as a form does: `own` is the question's, others are its parts."""
    return {
        f"a.{key}" if name == "own" else f"a.{key}.{name.removesuffix('_')}": value
        if isinstance(value, list)
        else [value]
        for name, value in typed.items()
    }


@pytest.mark.parametrize(
    ("sample", "key", "typed", "answers"),
    [
        ("single", "often", {"own": "daily"}, {"often": "daily"}),
        ("single_other", "how", {"own": "else", "else_": " pieszo "}, {"how": "else", "how.else": "pieszo"}),
        ("single_other", "how", {"else_": "pieszo"}, {"how": "else", "how.else": "pieszo"}),
        ("single_other", "how", {"own": "bus", "else_": "pieszo"}, {"how": "bus"}),
        ("single_other", "how", {"own": "else"}, {"how": "else"}),
        ("single_other", "how", {}, {"how": None}),
        ("multiple", "tasks", {"own": ["help", "sport"]}, {"tasks": ["sport", "help"]}),
        ("multiple", "tasks", {"own": ["none"]}, {"tasks": ["none"]}),
        ("multiple", "tasks", {"own": ["own"], "own_": "psy"}, {"tasks": ["own"], "tasks.own": "psy"}),
        ("scale", "plain", {"own": "4"}, {"plain": 4}),
        ("scale", "plain", {}, {"plain": None}),
        ("scale", "named", {"own": "unknown"}, {"named": "unknown"}),
        ("matrix", "weight", {"benches": "5", "light": "unknown"}, {"weight": {"benches": 5, "light": "unknown"}}),
        ("matrix", "who", {"paths": "we"}, {"who": {"paths": "we"}}),
        ("matrix", "who", {}, {"who": None}),
        ("number", "people", {"own": "4"}, {"people": 4}),
        ("number", "distance", {"own": "1 234,50"}, {"distance": 1234.5}),
        ("number", "distance", {"own": "2.0"}, {"distance": 2}),
        ("number", "distance", {"own": " "}, {"distance": None}),
        ("text", "name", {"own": " Słoneczny\r\n"}, {"name": "Słoneczny"}),
        ("text", "why", {"own": "a\r\nb\tc 👩‍👩‍👧 שלום"}, {"why": "a\nb\tc 👩‍👩‍👧 שלום"}),
        ("text", "why", {}, {"why": None}),
    ],
)
def test_what_is_understood(sample, key, typed, answers):
    if "own_" in typed:
        typed = {"own": typed["own"]} | {"own_": typed["own_"]}
    assert read(sample, key, **typed) == (answers, [])


@pytest.mark.parametrize(
    ("sample", "key", "typed", "wrong"),
    [
        ("single", "often", {}, [("a.often", "missing")]),
        ("single", "often", {"own": "weekly"}, [("a.often", "not_offered")]),
        ("single", "often", {"own": ["daily", "never"]}, [("a.often", "not_offered")]),
        ("single_other", "how", {"own": "else", "else_": "x" * 301}, [("a.how.else", "too_long")]),
        ("multiple", "tasks", {}, [("a.tasks", "missing_several")]),
        ("multiple", "tasks", {"own": ["sport", "x"]}, [("a.tasks", "not_offered")]),
        ("multiple", "tasks", {"own": ["sport", "none"]}, [("a.tasks", "exclusive")]),
        ("multiple", "tasks", {"own": ["sport", "help", "culture"]}, [("a.tasks", "too_many")]),
        ("scale", "named", {}, [("a.named", "missing_step")]),
        ("scale", "named", {"own": "4"}, [("a.named", "not_offered")]),
        ("scale", "named", {"own": ["1", "2"]}, [("a.named", "not_offered")]),
        ("matrix", "weight", {"light": "9"}, [("a.weight.benches", "missing_step"), ("a.weight.light", "not_offered")]),
        ("number", "people", {}, [("a.people", "missing_number")]),
        ("number", "people", {"own": "four"}, [("a.people", "not_a_number")]),
        ("number", "people", {"own": "1e9"}, [("a.people", "not_a_number")]),
        ("number", "people", {"own": "9" * 400}, [("a.people", "not_a_number")]),
        ("number", "people", {"own": "31"}, [("a.people", "out_of_limits")]),
        ("number", "distance", {"own": "−1"}, [("a.distance", "out_of_limits")]),
        ("text", "name", {"own": "\x00"}, [("a.name", "unstorable")]),
        ("text", "name", {"own": " \n "}, [("a.name", "missing_words")]),
        ("text", "name", {"own": "x" * 21}, [("a.name", "too_long")]),
        ("text", "why", {"own": "\ud800"}, [("a.why", "unstorable")]),
    ],
)
def test_what_is_wrong(sample, key, typed, wrong):
    assert read(sample, key, **typed)[1] == wrong


def test_at_least_two():
    said = asking(kind="multiple", required=True, min=2, options=options("a", "b", "c"))
    question = compile_plan(said).questions[0]
    wrong = [KINDS["multiple"].read(question, {"a.q": chosen}).mistakes[0].what for chosen in ([], ["a"])]
    assert wrong == ["too_few", "too_few"]
    assert KINDS["multiple"].read(question, {"a.q": ["a", "b"]}).value == ["a", "b"]


def test_options_alone_are_the_columns():
    words = compile_plan(asking(kind="scale", options=options("low", "high", "dunno", dunno={"exclusive": True})))
    assert [(c.value, c.is_apart) for c in words.questions[0].columns] == [
        ("low", False),
        ("high", False),
        ("dunno", True),
    ]
    numbers = compile_plan(asking(kind="scale", options=options("-1", "0", "1")))
    assert [c.value for c in numbers.questions[0].columns] == [-1, 0, 1]
    ends = compile_plan(asking(kind="scale", options=options("0", "3", "dunno")))
    assert [c.value for c in ends.questions[0].columns] == [0, 1, 2, 3, "dunno"]
    one = compile_plan(asking(kind="scale", options=options("dunno")))
    assert [c.value for c in one.questions[0].columns] == [1, 2, 3, 4, 5, "dunno"]


@pytest.mark.parametrize(
    ("sample", "key", "typed", "said"),
    [
        ("single_other", "how", {"own": "else", "else_": "pieszo"}, [Said({}, {"pl": "inaczej"}, "pieszo")]),
        ("single_other", "how", {"own": "bus"}, [Said({}, {"pl": "autobusem"}, "")]),
        ("multiple", "tasks", {"own": ["sport"]}, [Said({}, {"pl": "sport"}, "")]),
        ("scale", "named", {"own": "3"}, [Said({}, {"pl": "dobrze"}, "3")]),
        ("scale", "named", {"own": "unknown"}, [Said({}, {"pl": "nie wiem"}, "")]),
        ("scale", "named", {}, []),
        ("matrix", "who", {"paths": "we"}, [Said({"pl": "ścieżki"}, {"pl": "mieszkańcy"}, "")]),
        ("number", "people", {"own": "dużo"}, [Said({}, {}, "dużo")]),
        ("text", "why", {"own": ""}, []),
    ],
)
def test_what_was_typed_can_be_read_again(sample, key, typed, said):
    question = plan(sample).question(key)
    assert list(KINDS[question.kind].said(question, as_typed(key, typed))) == said


@pytest.mark.parametrize(
    ("sample", "key", "answer", "line", "values"),
    [
        ("single", "often", "daily", "", ("daily",)),
        ("multiple", "tasks", ["sport", "help"], "", ("sport", "help")),
        ("scale", "named", 3, "", (3,)),
        ("matrix", "weight", {"light": 2}, "light", (2,)),
        ("matrix", "weight", {"light": 2}, "benches", ()),
        ("number", "people", 4, "", (4,)),
        ("text", "why", "bo tak", "", ("bo tak",)),
    ],
)
def test_what_is_counted(sample, key, answer, line, values):
    question = plan(sample).question(key)
    kind = KINDS[question.kind]
    assert kind.values(question, answer, line) == values
    lines = {one.key: [value for value, _words in one.values] for one in kind.lines(question)}
    assert not lines or set(values) <= set(lines[line])


def test_steps_and_what_stands_apart():
    question = plan("scale").question("named")
    assert [column.value for column in question.steps] == [0, 1, 2, 3]
    assert [column.value for column in question.apart] == ["unknown"]
