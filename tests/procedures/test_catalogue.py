"""What the catalogue in the package holds."""

import pytest

from consult.procedures.loading import load_catalogue
from consult.procedures.rules.catalogue import NoSuchProcedure
from consult.procedures.rules.records import LANGUAGES, Confidence, Severity
from tests.procedures.samples import KEYS, day, planned

CATALOGUE = load_catalogue()
ALL = [version for versions in CATALOGUE.versions.values() for version in versions]
EVERY = pytest.mark.parametrize("procedure", ALL, ids=lambda one: f"{one.key}-{one.legal.valid_from}")


def test_seventeen_procedures():
    assert KEYS == [
        "akt_prawa_miejscowego_ngo", "budzet_obywatelski", "inicjatywa_lokalna", "inicjatywa_uchwalodawcza",
        "konsultacje_gmina", "konsultacje_powiat", "konsultacje_wojewodztwo", "maly_grant_19a", "oos_decyzja",
        "oos_dokument", "plan_miejscowy", "plan_miejscowy_uproszczony", "plan_ogolny", "program_wspolpracy",
        "raport_o_stanie", "rewitalizacja", "strategia_rozwoju",
    ]  # fmt: skip
    newest = [CATALOGUE.newest(key) for key in KEYS]
    assert sum(len(one.rules) for one in newest) == 61
    assert sum(len(one.steps) for one in newest) == 78


@EVERY
def test_each_rule_has_a_reference_and_words_in_three_languages(procedure):
    assert procedure.rules
    for rule in procedure.rules:
        assert rule.ref.strip()
        for language in LANGUAGES:
            words = procedure.words(rule, language)
            assert words
            assert "{" not in words
        assert len({rule.name.pl, rule.name.en, rule.name.uk}) == 3


@EVERY
def test_each_name_is_in_three_languages(procedure):
    assert all(getattr(procedure.name, language).strip() for language in LANGUAGES)


def test_each_word_is_in_three_languages():
    for group in CATALOGUE.vocabulary.groups.values():
        for names in group.values():
            assert all(getattr(names, language).strip() for language in LANGUAGES)


@EVERY
def test_what_was_not_read_warns(procedure):
    if procedure.legal.confidence is not Confidence.READ:
        assert {rule.severity for rule in procedure.rules} == {Severity.WARNING}


@EVERY
def test_no_pesel(procedure):
    assert "pesel" in procedure.identity.forbidden


@EVERY
def test_each_step_makes_papers(procedure):
    assert all(step.artefacts for step in procedure.steps)


@pytest.mark.parametrize("key", KEYS)
def test_a_plan_has_a_day_for_both_sides_of_each_rule(key):
    computed = planned(key, start="2026-12-01")
    assert [finding.id for finding in computed.findings] == [rule.id for rule in CATALOGUE.newest(key).rules]
    assert len(computed.steps) == len(CATALOGUE.newest(key).steps)


def test_a_local_rule_that_no_statute_holds_warns():
    (rule,) = [rule for rule in CATALOGUE.newest("inicjatywa_uchwalodawcza").rules if rule.id == "check_first"]
    assert rule.severity is Severity.WARNING


def test_the_version_of_a_day():
    assert CATALOGUE.version("rewitalizacja", day("2023-09-23")).periods["remarks"].days == 30
    assert CATALOGUE.version("rewitalizacja", day("2023-09-24")).periods["remarks"].days == 35
    assert CATALOGUE.version("maly_grant_19a", day("2026-08-31")).details["parameters"]["max_per_task_pln"] == 10000
    assert CATALOGUE.version("maly_grant_19a", day("2026-09-01")).details["parameters"]["max_per_task_pln"] == 20000


def test_a_day_without_a_version():
    with pytest.raises(NoSuchProcedure, match=r"plan_ogolny has no version for 2023-09-23; it has 2023-09-24 to …"):
        CATALOGUE.version("plan_ogolny", day("2023-09-23"))


def test_an_unknown_key():
    with pytest.raises(NoSuchProcedure, match="there is no procedure 'mpzp'; there are akt_prawa"):
        CATALOGUE.newest("mpzp")


def test_the_offices_of_a_level():
    powiat = CATALOGUE.at_level(CATALOGUE.newest("program_wspolpracy"), "powiat")
    assert {step.who for step in powiat.steps} == {"pelnomocnik_ngo", "rdpp", "zarzad_powiatu", "rada_powiatu"}
    assert powiat.actors["organiser"] == "zarzad_powiatu"
    assert powiat.actors["decides"] == ["rada_powiatu"]
    assert powiat.periods["rdpp"].days == 14
    assert CATALOGUE.at_level(CATALOGUE.newest("program_wspolpracy"), "wojewodztwo").periods["rdpp"].days == 30
    (own,) = CATALOGUE.chosen(["konsultacje_powiat"], day("2026-12-01"))
    assert "wojt" not in {step.who for step in own.steps}


def test_a_level_that_all_share():
    chosen = CATALOGUE.chosen(["program_wspolpracy", "konsultacje_powiat"], day("2026-12-01"))
    assert chosen[0].actors["organiser"] == "zarzad_powiatu"
    assert len(CATALOGUE.chosen(["plan_ogolny", "konsultacje_powiat", "plan_ogolny"], day("2026-12-01"))) == 2


def test_a_level_that_the_procedure_is_not_for():
    with pytest.raises(NoSuchProcedure, match="plan_ogolny is not for the level powiat; it is for gmina"):
        CATALOGUE.at_level(CATALOGUE.newest("plan_ogolny"), "powiat")
