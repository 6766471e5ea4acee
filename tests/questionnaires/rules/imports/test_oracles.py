"""Conditions hold for the same answers as in the engines of SurveyJS and of XLSForm, on random expressions.

What the engines say was recorded: `npm install --ignore-scripts` in a copy of `oracles`, then
`python -m tests.questionnaires.rules.imports.test_oracles COPY` records it anew where cases change.
"""

import json
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.computing import computed, holds
from consult.questionnaires.rules.imports.recognising import read_foreign
from tests.questionnaires.rules.imports.sheets import workbook

ORACLES = Path(__file__).parent / "oracles"
RECORD = ORACLES / "said.json"
pytestmark = pytest.mark.complete
EXPRESSIONS, ANSWERS = 300, 25
HIGHEST = 20


def joined(chance, atoms, both, either, depth=0):
    """Make a random expression."""
    pick = chance.random()
    if depth > 2 or pick < 0.4:
        return chance.choice(atoms)(chance)
    if pick < 0.55:
        return f"{'!' if both == '&&' else 'not'}({joined(chance, atoms, both, either, depth + 1)})"
    first, second = (joined(chance, atoms, both, either, depth + 1) for _ in range(2))
    return f"({first} {both if pick < 0.8 else either} {second})"


def some(chance, values):
    return [value for value in values if chance.random() < 0.4]


JS_ATOMS = (
    lambda c: f"{{s}} {c.choice(('=', '<>', 'contains', 'notcontains'))} '{c.choice('abAz')}'",
    lambda c: f"{{s}} {c.choice(('anyof', 'allof', 'noneof'))} {some(c, 'abcz') or ['a']}",
    lambda c: f"{{{c.choice('smntdrb')}}} {c.choice(('empty', 'notempty'))}",
    lambda c: f"{{m}} {c.choice(('contains', 'notcontains', 'anyof', 'noneof', 'allof'))} {some(c, 'xyz') or ['x']}",
    lambda c: f"{{m}} {c.choice(('contains', 'notcontains'))} '{c.choice('xyX')}'",
    lambda c: f"{{m.length}} {c.choice(('>', '<', '=', '>='))} {c.randint(1, 3)}",
    lambda c: f"{{n}} {c.choice(('>', '<', '=', '>=', '<=', '<>'))} {c.randint(0, 5)}",
    lambda c: f"{c.randint(0, 5)} {c.choice(('>', '<', '='))} {{n}}",
    lambda c: f"{{b}} {c.choice(('=', '<>'))} {c.choice(('true', 'false'))}",
    lambda c: "{b}",
    lambda c: f"{{r}} {c.choice(('>', '<', '=', '>=', '<=', '<>'))} {c.randint(0, 6)}",
    lambda c: f"{{r}} + {c.randint(1, 2)} {c.choice(('>', '<=', '='))} {c.randint(2, 6)}",
    lambda c: f"{{d}} {c.choice(('>', '<', '=', '>='))} '2021-0{c.randint(1, 9)}-10'",
    lambda c: "iif({s} = 'a', {b}, {r} > 2)",
)


def survey(expressions):
    asked = [
        {"type": "radiogroup", "name": "s", "choices": ["a", "b", "c"]},
        {"type": "checkbox", "name": "m", "choices": ["x", "y", "z"]},
        {"type": "text", "name": "n", "inputType": "number"},
        {"type": "boolean", "name": "b"},
        {"type": "rating", "name": "r"},
        {"type": "text", "name": "t"},
        {"type": "text", "name": "d", "inputType": "date"},
    ]
    tested = [
        {"type": "text", "name": f"q{at}", "maxLength": 10, "visibleIf": one} for at, one in enumerate(expressions)
    ]
    return json.dumps({"title": "T", "pages": [{"elements": asked + tested}]}).encode()


def js_answers(chance):
    """Give answers as SurveyJS has them, and as we have."""
    theirs, ours = {}, {}
    if chance.random() < 0.75:
        theirs["s"] = ours["s"] = chance.choice("abc")
    if several := some(chance, "xyz"):
        theirs["m"] = ours["m"] = several
    if chance.random() < 0.75:
        theirs["n"] = ours["n"] = chance.randint(0, 5)
    if chance.random() < 0.75:
        theirs["b"] = chance.random() < 0.5
        ours["b"] = "true" if theirs["b"] else "false"
    if chance.random() < 0.75:
        theirs["r"] = ours["r"] = chance.randint(1, 5)
    if chance.random() < 0.5:
        theirs["t"] = ours["t"] = "words"
    if chance.random() < 0.75:
        theirs["d"] = ours["d"] = f"2021-0{chance.randint(1, 9)}-10"
    return theirs, ours


XPATH_ATOMS = (
    lambda c: f"${{s}} {c.choice(('=', '!='))} '{c.choice('abz')}'",
    lambda c: f"selected(${{{c.choice('sm')}}}, '{c.choice('abxy')}')",
    lambda c: f"count-selected(${{m}}) {c.choice(('>', '<', '=', '>='))} {c.randint(0, 3)}",
    lambda c: f"${{n}} {c.choice(('>', '<', '=', '>=', '<=', '!='))} {c.randint(0, 5)}",
    lambda c: f"{c.randint(0, 5)} {c.choice(('>', '<', '='))} ${{n}}",
    lambda c: f"${{{c.choice('snt')}}} {c.choice(('=', '!='))} ''",
    lambda c: f"string-length(${{{c.choice('st')}}}) {c.choice(('>', '='))} 0",
    lambda c: f"${{c}} = '{c.choice('01')}'",
    lambda c: f"coalesce(${{s}}, 'a') = '{c.choice('ab')}'",
    lambda c: "(${k} > 2 or ${k} = '1')",
)
CALCULATED = "if(${s} = 'a' or ${n} > 3, '1', '0')"


def form(expressions):
    asked = [("select_one l", "s"), ("select_multiple o", "m"), ("integer", "n"), ("text", "t"), ("select_one k", "k")]
    rows = [("type", "name", "relevant", "label", "calculation")]
    rows += [(kind, name, "", name, "") for kind, name in asked]
    rows += [("calculate", "c", "", "", CALCULATED)]
    rows += [("text", f"q{at}", one, f"q{at}", "") for at, one in enumerate(expressions)]
    lists = {"l": "abc", "o": "xyz", "k": "123"}
    choices = [(name, code, code) for name, codes in lists.items() for code in codes]
    return workbook(survey=rows, choices=[("list_name", "name", "label"), *choices])


def xpath_answers(chance):
    theirs, ours = dict.fromkeys("smntk", ""), {}
    if chance.random() < 0.75:
        theirs["s"] = ours["s"] = chance.choice("abc")
    if several := some(chance, "xyz"):
        theirs["m"], ours["m"] = " ".join(several), several
    if chance.random() < 0.75:
        ours["n"] = chance.randint(0, 5)
        theirs["n"] = str(ours["n"])
    if chance.random() < 0.5:
        theirs["t"] = ours["t"] = "words"
    if chance.random() < 0.75:
        theirs["k"] = ours["k"] = chance.choice("123")
    theirs["c"] = "1" if theirs["s"] == "a" or ours.get("n", 0) > 3 else "0"
    return theirs, ours


ENGINES = {
    "surveyjs": (JS_ATOMS, survey, js_answers, ("&&", "or")),
    "xlsform": (XPATH_ATOMS, form, xpath_answers, ("and", "or")),
}


def cases_of(engine):
    """Make the expressions, and the answers for which each is asked about: as the engine has them, and as we do."""
    atoms, _made, answered, signs = ENGINES[engine]
    chance = random.Random(7)  # noqa: S311  # the same cases each time
    expressions = [joined(chance, atoms, *signs) for _ in range(EXPRESSIONS)]
    return expressions, [answered(chance) for _ in range(ANSWERS)]


def digest(engine):
    expressions, given = cases_of(engine)
    return sha256(json.dumps([expressions, given], sort_keys=True).encode()).hexdigest()


def with_computed(plan, answers):
    """Give the answers with what is computed from them."""
    known = dict(answers)
    for question in plan.questions:
        if question.computed is not None and (value := computed(question.computed, known)) is not None:
            known[question.key] = value
    return known


@pytest.mark.parametrize("engine", ENGINES)
def test_a_condition_holds_for_the_same_answers(engine):
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))[engine]
    assert recorded["cases"] == digest(engine), "the cases changed: record anew"
    expressions, given = cases_of(engine)
    translated = 0
    for begin in range(0, EXPRESSIONS, 100):
        part = expressions[begin : begin + 100]
        brought = read_foreign(ENGINES[engine][1](part), "T")
        plan = compile_plan(brought.document)
        lost = {line.where for line in brought.lines if "text" in line.said and "said" in line.said}
        for at, expression in enumerate(part):
            question = plan.question(f"q{at}")
            place = f"pages[0].elements[{at + 7}]" if engine == "surveyjs" else f"survey:{at + 8}"
            if place in lost:
                continue
            translated += 1
            for (theirs, ours), they_say in zip(given, recorded["said"][begin + at], strict=True):
                known = with_computed(plan, ours)
                we_say = question.condition is None or holds(question.condition, known)
                assert we_say is (they_say == "1"), (expression, theirs, question.condition)
    assert translated > 0.95 * EXPRESSIONS


def record(folder):
    """Ask the engines in a folder where they are installed, and keep what they say."""
    kept = {}
    for engine in ENGINES:
        expressions, given = cases_of(engine)
        cases = [{"expression": one, "answers": [theirs for theirs, _ours in given]} for one in expressions]
        command = ["node", str(folder / f"{engine}.mjs")]
        done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=True)
        said = ["".join("01"[bool(one)] for one in answers) for answers in json.loads(done.stdout)]
        kept[engine] = {"cases": digest(engine), "said": said}
    RECORD.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record(Path(sys.argv[1]))
