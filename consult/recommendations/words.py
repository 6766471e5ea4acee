"""Keys of recommendations in words, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from consult.recommendations.models import RecommendationVersion
from consult.recommendations.rules import Outcome, State, Verdict

ADDRESSEES: Mapping[str, str] = {
    "organ": _("an organ of the authority"),
    "unit": _("a unit of the office"),
    "council": _("the council (the body of councillors)"),
    "rdpp": _("the council of public benefit activity (RDPP)"),
    "ngo": _("an organisation from the register"),
    "other": _("somebody else"),
}
USUAL_NAMES: Mapping[str, str] = {
    "council": _("The council"),
    "rdpp": _("The council of public benefit activity"),
}
"""How an addressee is called of whom an authority has one."""
KINDS: Mapping[str, str] = {
    "organisational": _("organisational"),
    "legal": _("legal"),
    "financial": _("financial"),
    "communication": _("communication"),
    "training": _("training"),
}
PRIORITIES: Mapping[str, str] = {
    "high": _("high priority"),
    "medium": _("medium priority"),
    "low": _("low priority"),
}
VERDICTS: Mapping[str, str] = {
    Verdict.ACCEPTED: _("accepted wholly"),
    Verdict.PARTLY_ACCEPTED: _("accepted in part"),
    Verdict.POSTPONED: _("put off"),
    Verdict.REJECTED: _("rejected"),
}
STATES: Mapping[str, str] = {
    State.WAITING: _("not answered yet"),
    State.IN_HAND: _("accepted, under way"),
    State.POSTPONED: _("put off"),
    State.REJECTED: _("rejected"),
    State.KEPT: _("done"),
    State.GIVEN_UP: _("accepted, but not done"),
}
SIGNS: Mapping[str, str] = {
    State.WAITING: "wait",
    State.IN_HAND: "part",
    State.POSTPONED: "info",
    State.REJECTED: "no",
    State.KEPT: "yes",
    State.GIVEN_UP: "no",
}
"""The sign of each state, of those that decisions have."""
VERDICT_SIGNS: Mapping[str, str] = {
    Verdict.ACCEPTED: "yes",
    Verdict.PARTLY_ACCEPTED: "part",
    Verdict.POSTPONED: "info",
    Verdict.REJECTED: "no",
}
OUTCOMES: Mapping[str, str] = {
    Outcome.UNDER_WAY: _("under way"),
    Outcome.KEPT: _("done"),
    Outcome.GIVEN_UP: _("will not be done"),
}
EVIDENCE: Mapping[str, str] = {
    "results_table": _("Results"),
    "indicator": _("Indicator"),
    "remark": _("Remark"),
    "remarks": _("Remarks"),
    "meeting": _("Meeting"),
    "finding": _("Point of a protocol"),
    "initiative": _("Initiative"),
    "idea": _("Idea from a meeting"),
    "consultation": _("Consultation"),
    "page": _("Page of this site"),
    "link": _("Elsewhere"),
}
"""What kind of thing a piece of evidence is."""
LACKS: Mapping[str, str] = {
    "title": _("Write in a few words what is recommended"),
    "text": _("Write the recommendation"),
    "problem": _("Write which problem it answers"),
    "kind": _("Choose the kind"),
    "priority": _("Choose the priority"),
    "indicator": _("Write by what one will see that it was kept"),
    "addressee": _("Say whom it asks"),
    "answer_due_on": _("Set the day by which an answer is due"),
    "answer_due_over": _("The day by which an answer is due is over: set a later one"),
    "reason": _("Write why it is corrected"),
}


def addressee_of(version: RecommendationVersion) -> str:
    """Name whom a version asks."""
    return version.addressee or str(USUAL_NAMES.get(version.addressee_kind, gettext("not said yet")))
