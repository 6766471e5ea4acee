"""Each kind reads what was typed, and says what is wrong with it."""
# what is typed and what comes of it read best on one line

import pytest

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.kinds.consent import WORDS
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
        ("date", "since", {"day": "5", "month": "1", "year": "2020"}, {"since": "2020-01-05"}),
        ("date", "since", {"day": "29.", "month": "02", "year": " 2024 "}, {"since": "2024-02-29"}),
        ("date", "moved", {"month": "12", "year": "1999"}, {"moved": "1999-12"}),
        ("date", "born", {"year": "1950"}, {"born": 1950}),
        ("date", "bus", {"hour": "7", "minute": "45"}, {"bus": "07:45"}),
        ("date", "born", {}, {"born": None}),
        ("ranking", "order", {"green": "2", "light": "3", "benches": "1"}, {"order": ["benches", "green", "light"]}),
        ("ranking", "best", {"a": "1"}, {"best": ["a"]}),
        ("ranking", "best", {}, {"best": None}),
        ("scale_looks", "nps", {"own": "10"}, {"nps": 10}),
        ("scale_looks", "share", {"own": "75"}, {"share": 75}),
        ("parts", "budget", {"green": "950 zł", "play": "50,00"}, {"budget": {"green": 950, "light": 0, "play": 50}}),
        ("parts", "points", {}, {"points": None}),
        ("parts", "people", {"adults": "2"}, {"people": {"adults": 2}}),
        ("parts", "price", {"own": "3,40 zł"}, {"price": 3.4}),
        ("parts", "percent", {"own": "35%"}, {"percent": 35}),
        ("grid", "when", {"park": ["pm", "am"], "pool": "never"}, {"when": {"park": ["am", "pm"], "pool": ["never"]}}),
        ("grid", "trips", {"bus.work": "5"}, {"trips": {"bus": {"work": 5}}}),
        ("grid", "ideas", {"south.what": " lampy "}, {"ideas": {"south": ["what"]}, "ideas.south.what": "lampy"}),
        ("lists", "district", {"own": "else", "else_": "Dyminy"}, {"district": "else", "district.else": "Dyminy"}),
        ("lists", "street", {"own": " zytnia "}, {"street": "z"}),
        ("lists", "street", {"own": "Сенкевича"}, {"street": "s"}),
        ("consent", "quote", {}, {"quote": "no"}),
        ("consent", "rules", {"own": "yes"}, {"rules": "yes", "rules.text": "cf28b857c508"}),
        (
            "when_where",
            "godziny",
            {"from.hour": "8", "from.minute": "0", "to.hour": "15", "to.minute": "30"},
            {"godziny": {"from": "08:00", "to": "15:30"}},
        ),
        ("when_where", "dojazd", {"hours": "1", "minutes": "20"}, {"dojazd": 80}),
        ("when_where", "dojazd", {"minutes": "75"}, {"dojazd": 75}),
        ("when_where", "kod", {"postcode": "25 001"}, {"kod": ["postcode"], "kod.postcode": "25-001"}),
        (
            "when_where",
            "gdzie",
            {"number": "5", "postcode": "25-001", "town": "Kielce"},
            {
                "gdzie": ["number", "postcode", "town"],
                "gdzie.number": "5",
                "gdzie.postcode": "25-001",
                "gdzie.town": "Kielce",
            },
        ),
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
        ("date", "since", {}, [("a.since", "missing_day")]),
        ("date", "since", {"day": "31", "month": "2", "year": "2020"}, [("a.since", "not_a_day")]),
        ("date", "since", {"day": "3", "year": "2020"}, [("a.since", "not_a_day")]),
        ("date", "since", {"day": "3", "month": "2", "year": "20"}, [("a.since", "not_a_day")]),
        ("date", "moved", {"month": "maj", "year": "2020"}, [("a.moved", "not_a_month")]),
        ("date", "bus", {"hour": "24", "minute": "0"}, [("a.bus", "not_a_time")]),
        ("date", "born", {"year": "٢٠٢٠"}, [("a.born", "not_a_year")]),
        ("ranking", "order", {}, [("a.order", "missing_places")]),
        ("ranking", "order", {"green": "1", "light": "2"}, [("a.order", "missing_places")]),
        (
            "ranking",
            "order",
            {"green": "1", "light": "1"},
            [("a.order.green", "same_place"), ("a.order.light", "same_place")],
        ),
        ("ranking", "best", {"a": "2"}, [("a.best", "place_left_out")]),
        ("ranking", "best", {"a": "3"}, [("a.best.a", "not_offered")]),
        ("parts", "budget", {}, [("a.budget", "wrong_total")]),
        ("parts", "budget", {"green": "950"}, [("a.budget", "wrong_total")]),
        ("parts", "budget", {"green": "1010"}, [("a.budget.green", "off_step")]),
        ("parts", "budget", {"green": "-50"}, [("a.budget.green", "out_of_limits")]),
        ("parts", "points", {"a": "2,5"}, [("a.points.a", "too_fine")]),
        ("parts", "price", {"own": "3,405"}, [("a.price", "too_fine")]),
        ("parts", "price", {"own": "3,40 EUR"}, [("a.price", "not_a_number")]),
        ("grid", "when", {"park": ["am", "never"]}, [("a.when.park", "exclusive"), ("a.when.pool", "missing_several")]),
        ("grid", "when", {"park": "x", "pool": "am"}, [("a.when.park", "not_offered")]),
        ("grid", "trips", {"bike.fun": "many"}, [("a.trips.bike.fun", "not_a_number")]),
        ("grid", "ideas", {"north.what": "x" * 61}, [("a.ideas.north.what", "too_long")]),
        ("lists", "street", {"own": "Długa"}, [("a.street", "not_in_list")]),
        ("consent", "rules", {}, [("a.rules", "missing_consent")]),
        ("when_where", "ferie", {}, [("a.ferie.from", "missing_day"), ("a.ferie.to", "missing_day")]),
        ("when_where", "godziny", {"from.hour": "8", "from.minute": "0"}, [("a.godziny.to", "missing_time")]),
        (
            "when_where",
            "godziny",
            {"from.hour": "8", "from.minute": "0", "to.hour": "7", "to.minute": "59"},
            [("a.godziny.to", "period_turned")],
        ),
        ("when_where", "dojazd", {"hours": "2", "minutes": "60"}, [("a.dojazd", "not_a_duration")]),
        ("when_where", "dojazd", {"minutes": "4"}, [("a.dojazd", "out_of_duration")]),
        ("when_where", "kod", {"postcode": "2500"}, [("a.kod.postcode", "not_a_postcode")]),
        (
            "when_where",
            "gdzie",
            {"street": "Prosta"},
            [
                ("a.gdzie.number", "missing_part"),
                ("a.gdzie.postcode", "missing_part"),
                ("a.gdzie.town", "missing_part"),
            ],
        ),
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
        ("date", "since", {"day": "5", "year": "2020"}, [Said({}, {}, "5.?.2020")]),
        (
            "ranking",
            "best",
            {"b": "1", "a": "2"},
            [Said({}, {"pl": "scena letnia nad rzeką"}, "1"), Said({}, {"pl": "boisko"}, "2")],
        ),
        ("parts", "price", {"own": "drogo"}, [Said({}, {}, "drogo", {"pl": "zł"})]),
        ("grid", "ideas", {"north.what": "lampy"}, [Said({"pl": "na północy"}, {"pl": "co"}, "lampy")]),
        ("lists", "street", {"own": "Długa"}, [Said({}, {}, "Długa")]),
        ("consent", "quote", {}, [Said({}, WORDS["no"], "")]),
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
        ("parts", "budget", {"green": 950, "light": 50}, "light", (50,)),
        ("parts", "people", {"adults": 2}, "children", ()),
        ("date", "since", "2026-11-24", "", (739944,)),
        ("date", "moved", "1999-12", "", (1999 * 12 + 11,)),
        ("date", "bus", "07:45", "", (465,)),
        ("ranking", "best", ["b", "a"], "a", (2,)),
        ("ranking", "best", ["b", "a"], "c", ()),
        ("grid", "when", {"park": ["am", "pm"]}, "park", ("am", "pm")),
        ("grid", "trips", {"bus": {"work": 5}}, "bus.work", (5,)),
        ("grid", "ideas", {"north": ["what"]}, "north.where", ()),
        ("consent", "quote", "no", "", ("no",)),
    ],
)
def test_what_is_counted(sample, key, answer, line, values):
    question = plan(sample).question(key)
    kind = KINDS[question.kind]
    assert kind.values(question, answer, line) == values
    counted = {one.key: one for one in kind.lines(question)}[line]
    assert counted.counts in {"numbers", "words"} or set(values) <= {value for value, _words in counted.values}


def test_steps_and_what_stands_apart():
    question = plan("scale").question("named")
    assert [column.value for column in question.steps] == [0, 1, 2, 3]
    assert [column.value for column in question.apart] == ["unknown"]
