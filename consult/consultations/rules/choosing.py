"""From what is to be agreed, and with whom, to the legal procedures that fit."""

from collections.abc import Collection

RESIDENTS, ORGANISATIONS = "residents", "organisations"
OF_RESIDENTS = {"gmina": "konsultacje_gmina", "powiat": "konsultacje_powiat", "wojewodztwo": "konsultacje_wojewodztwo"}
"""Consultation of residents in any matter that is important to them, by level of government."""
OF_ORGANISATIONS = "akt_prawa_miejscowego_ngo"
FORECAST = "oos_dokument"
"""What an environmental forecast adds to a policy, plan or programme."""

OF_MATTER = {
    "programme": "program_wspolpracy",
    "strategy": "strategia_rozwoju",
    "revitalisation": "rewitalizacja",
    "general_plan": "plan_ogolny",
    "local_plan": "plan_miejscowy",
    "local_plan_simplified": "plan_miejscowy_uproszczony",
    "environment_document": FORECAST,
    "environment_decision": "oos_decyzja",
    "budget": "budzet_obywatelski",
    "state_report": "raport_o_stanie",
    "small_grant": "maly_grant_19a",
}
"""Matters for which a statute has a procedure of its own."""
MATTERS = ("matter", "programme", "local_act", *(matter for matter in OF_MATTER if matter != "programme"))
"""All matters, in the order in which they are asked."""


def suggested(
    matter: str, invited: Collection[str], level: str, known: Collection[str], *, has_forecast: bool = False
) -> tuple[str, ...]:
    """Suggest procedures, among those that the catalogue knows for the level of government.

    A consultation may follow several: a cooperation programme that residents discuss too, a strategy with an
    environmental forecast.
    """
    found = [OF_MATTER[matter]] if matter in OF_MATTER else []
    if matter == "local_act" and ORGANISATIONS in invited:
        found.append(OF_ORGANISATIONS)
    if matter == "matter" or (RESIDENTS in invited and matter in {"local_act", "programme"}):
        found.append(OF_RESIDENTS.get(level, ""))
    if has_forecast:
        found.append(FORECAST)
    return tuple(key for key in dict.fromkeys(found) if key in known)
