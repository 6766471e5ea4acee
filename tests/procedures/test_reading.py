"""A data file that is wrong says where, and why."""

import tomllib

import pytest

from consult.procedures.loading import FOLDER, load_catalogue, read_file
from consult.procedures.rules.catalogue import read_catalogue
from consult.procedures.rules.part import BadCatalogue, Part
from tests.procedures.samples import day

VOCABULARY = (FOLDER / "vocabulary.toml").read_text(encoding="utf-8")
RECORD = (FOLDER / "strategia_rozwoju.toml").read_text(encoding="utf-8")
PLAN = (FOLDER / "program_wspolpracy.toml").read_text(encoding="utf-8")


def part(name, text):
    return Part(name, "", tomllib.loads(text))


def read(*texts, vocabulary=VOCABULARY):
    records = [part(f"{number}.toml", text) for number, text in enumerate(texts, 1)]
    return read_catalogue(part("words.toml", vocabulary), records)


def changed(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


def refused(*texts, vocabulary=VOCABULARY):
    with pytest.raises(BadCatalogue) as mistake:
        read(*texts, vocabulary=vocabulary)
    return str(mistake.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("min_days = 35", "min_days = -1", "1.toml: periods.remarks.min_days: must not be negative"),
        ("min_days = 35", "min_days = true", "1.toml: periods.remarks.min_days: True is not a whole number"),
        ("min_days = 35", "min_day = 35", "1.toml: periods.remarks.min_day: unknown key; known are at_level, exact,"),
        ("min_days = 35", "", "1.toml: periods.remarks: needs one of min_days, max_days,"),
        ("min_days = 35", "min_days = 35\nat_level = {kraj = 1}", "1.toml: periods.remarks.at_level.kraj: unknown key"),
        ('level = ["gmina"', 'level = ["kraj"', "1.toml: level: 'kraj' is not in the vocabulary; known are gmina,"),
        ('level = ["gmina", "ponadlokalny", "wojewodztwo"]', "level = []", "1.toml: level: is empty"),
        ('level = ["gmina", "ponadlokalny", "wojewodztwo"]', "", "1.toml: level: is missing"),
        ("checked_on = 2026-11-24", "checked_on = 2026-11-24T10:00:00", "1.toml: checked_on: must be a day without a"),
        ("checked_on = 2026-11-24", 'checked_on = "now"', "1.toml: checked_on: 'now' is not a day"),
        ('starts_with = "remarks_open"', 'starts_with = "x"', "1.toml: starts_with: 'x' is not one of initiated,"),
        ('confidence = "read"', 'confidence = "sure"', "1.toml: legal.confidence: 'sure' is not one of read,"),
        ('confidence = "read"', 'confidence = "read"\nvalid_from = 2026-02-01\nvalid_to = 2026-01-01', "is before"),
        ("[name]\npl =", '[name]\nde = "x"\npl =', "1.toml: name.de: unknown key; known are en, pl, uk"),
        ('uk = "Консультації стратегії розвитку гміни"', 'uk = " "', "1.toml: name.uk: is empty"),
        ('id = "min_period"', "", "1.toml: rules[1].id: is missing"),
        ('ref = "art. 6 ust. 5"', 'ref = ""', "1.toml: rules[min_period].ref: is empty"),
        ('ref = "art. 6 ust. 5"', "", "1.toml: rules[min_period].ref: is missing"),
        ('op = ">="', 'op = ">"', "1.toml: rules[min_period].op: '>' is not one of >=, <=, =="),
        ('right = "notice_published"', 'right = "start"', "1.toml: rules[min_period].right: 'start' is not one of"),
        ('\nperiod = "remarks"', '\nperiod = "remark"', "1.toml: rules[min_period].period: 'remark' is not one of"),
        (
            '\nperiod = "remarks"',
            "\ndays = 1\nmonths = 1",
            "1.toml: rules[min_period]: needs only one of days, months,",
        ),
        ('name.pl = "Co najmniej {days} dni na uwagi"', 'name.pl = "{dni}"', "rules[min_period].name.pl: '{dni}' may"),
        ('id = "mode"', 'id = "mood"', "1.toml: steps[mood].id: 'mood' is not in the vocabulary"),
        ('who = "rada_gminy"', 'who = "sejm"', "1.toml: steps[mode].who: 'sejm' is not in the vocabulary"),
        ('artefacts = ["order"]', 'artefacts = ["odrer"]', "steps[mode].artefacts: 'odrer' is not in the vocabulary"),
        ('artefacts = ["order"]', "artefacts = [1]", "1.toml: steps[mode].artefacts: 1 is not a text"),
        ("{min = 1,", "{min = 4,", "1.toml: forms.require[1].min: 4 of 3 forms cannot be required"),
        ('default = "contact_optional"', 'default = "pesel"', "1.toml: identity.default: 'pesel' is not one of anony"),
        ("[[sequence]]", "[[sequences]]", "1.toml: sequences: unknown key"),
        ("require = [", "require = [1,", "1.toml: forms.require[1]: is not a table"),
    ],
)
def test_a_record_that_is_wrong(old, new, message):
    assert message in refused(changed(RECORD, old, new))


@pytest.mark.parametrize("md", ["02-29", "13-01", "30-11", "30 XI", "04-31"])
def test_a_date_of_the_calendar_that_does_not_exist(md):
    assert "rules[adopted_30_xi].right.calendar.md: " in refused(changed(PLAN, 'md = "11-30"', f'md = "{md}"'))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[levels]", "[level]", "words.toml: level: unknown key"),
        ('pl = "prasa", ', "", "words.toml: channels.press.pl: is missing"),
        ('wojt = "zarzad_powiatu"', 'wojt = "nobody"', "words.toml: at_level.powiat.wojt: 'nobody' is not an office"),
        ('wojt = "zarzad_powiatu"', 'mayor = "wojt"', "words.toml: at_level.powiat.mayor: unknown key"),
    ],
)
def test_a_vocabulary_that_is_wrong(old, new, message):
    assert message in refused(vocabulary=changed(VOCABULARY, old, new))


def test_two_versions_for_one_day():
    older = changed(RECORD, 'confidence = "read"', 'confidence = "read"\nvalid_to = 2026-01-01')
    newer = changed(RECORD, 'confidence = "read"', 'confidence = "read"\nvalid_from = 2026-01-01')
    assert refused(newer, older) == "1.toml: legal.valid_from: strategia_rozwoju has two versions for the same day"
    later = changed(newer, "valid_from = 2026-01-01", "valid_from = 2026-01-02")
    versions = read(later, older).versions["strategia_rozwoju"]
    assert [version.legal.valid_from for version in versions] == [None, day("2026-01-02")]


def test_an_extended_record_copies_what_it_does_not_give():
    extended = (
        'key = "other"\nextends = "strategia_rozwoju"\n[name]\npl = "a"\nen = "b"\nuk = "c"\n[periods.remarks]\n'
        "min_days = 14\n[periods.report]\nmax_days = 30\n[periods.rdpp]\nmax_days = 14\n"
        "[periods.board]\nmax_days = 30\n[periods.notice_lead]\nlead_days = 0\n"
    )
    other = read(extended, RECORD).newest("other")
    assert other.periods["remarks"].days == 14
    assert other.rules == read(RECORD).newest("strategia_rozwoju").rules
    message = "1.toml: extends: 'strategia_rozwoju' must be one record with one version, not itself extended"
    assert refused(extended) == message
    assert refused(extended, RECORD, RECORD) == message


def test_a_file_that_is_no_toml(tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text("key = \n", encoding="utf-8")
    with pytest.raises(BadCatalogue, match=r"bad.toml: Invalid value \(at line 1"):
        read_file(file)
    file.write_bytes(b'key = "\xff"')
    with pytest.raises(BadCatalogue, match=r"bad.toml: 'utf-8' codec"):
        read_file(file)


def test_a_lawyer_corrects_one_number(tmp_path):
    """All that counts with the number follows it: the rule, the step, the words."""
    for file in FOLDER.glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace("min_days = 35", "min_days = 40")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    corrected = load_catalogue(tmp_path).newest("rewitalizacja")
    (rule,) = [rule for rule in corrected.rules if rule.id == "min_period"]
    assert corrected.resolved(rule.offset).days == 40
    assert corrected.words(rule, "pl") == "Co najmniej 40 dni na uwagi"


def test_a_lawyer_who_reads_the_statute_makes_errors_of_warnings():
    text = (FOLDER / "maly_grant_19a.toml").read_text(encoding="utf-8")
    read_now = read(changed(text, 'confidence = "second_hand"', 'confidence = "read"')).newest("maly_grant_19a")
    assert [rule.severity.value for rule in read_now.rules] == ["warning", "error", "error"]
