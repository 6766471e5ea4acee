"""Words for what is kept as keys."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from consult.initiatives.rules.stages import Act, Kind, Stage

ADDRESSES: Mapping[str, Kind] = {
    "inicjatywa-lokalna": Kind.LOCAL,
    "otwarty-nabor": Kind.CALL,
    "projekt-uchwaly": Kind.RESOLUTION,
    "budzet-obywatelski": Kind.BUDGET,
}
"""Kinds as addresses have them."""
ADDRESS_OF = {kind: address for address, kind in ADDRESSES.items()}

KINDS: Mapping[str, str] = {
    Kind.LOCAL: _("Local initiative"),
    Kind.CALL: _("Proposal in an open call"),
    Kind.RESOLUTION: _("Citizens' draft resolution"),
    Kind.BUDGET: _("Participatory-budget project"),
}
ABOUT: Mapping[str, str] = {
    Kind.LOCAL: _(
        "You do a part of it yourselves: with work, things or money. The office does the rest, by a contract."
    ),
    Kind.CALL: _("You propose something, and the office chooses among what was proposed."),
    Kind.RESOLUTION: _("You write a resolution, residents sign it, and the council has to debate it."),
    Kind.BUDGET: _("You propose a project, and residents vote on how a part of the budget is spent."),
}
STAGES: Mapping[str, str] = {
    Stage.IDEA: _("waits for the office to look at it"),
    Stage.RETURNED: _("returned to the applicants"),
    Stage.SUPPORT: _("collects support"),
    Stage.FORMAL: _("formal check"),
    Stage.ASSESSMENT: _("assessment"),
    Stage.DECISION: _("waits for the decision"),
    Stage.COUNCIL: _("before the council"),
    Stage.VOTE: _("goes to the vote"),
    Stage.PLAN: _("the plan is drawn up together"),
    Stage.CONTRACT: _("contract signed, under way"),
    Stage.WORKS: _("under way"),
    Stage.DONE: _("done"),
    Stage.REFUSED: _("refused"),
    Stage.APPEAL: _("an appeal is heard"),
    Stage.WITHDRAWN: _("withdrawn"),
}
WAY: Mapping[str, str] = {
    Stage.IDEA: _("The idea is sent"),
    Stage.SUPPORT: _("Residents support it"),
    Stage.FORMAL: _("The office checks the card"),
    Stage.ASSESSMENT: _("It is assessed by the criteria"),
    Stage.DECISION: _("The office decides, with its reasons"),
    Stage.COUNCIL: _("The council debates it, within three months"),
    Stage.VOTE: _("Residents vote"),
    Stage.PLAN: _("Applicants and office draw up the plan and the costs"),
    Stage.CONTRACT: _("The contract is signed, and the work goes on"),
    Stage.WORKS: _("It is carried out"),
    Stage.DONE: _("It is done"),
}
"""The way ahead, as the public page shows it."""
NEXT: Mapping[str, str] = {
    Stage.IDEA: _("An official looks at it, and publishes it or asks the applicants to mend something."),
    Stage.RETURNED: _("The applicants mend what the office asked for, and send it again."),
    Stage.SUPPORT: _("When enough people support it, the office checks it."),
    Stage.FORMAL: _("When nothing is missing in the card, it goes on."),
    Stage.ASSESSMENT: _("Several people in the office score it by the criteria, then the office decides."),
    Stage.DECISION: _("One person writes the decision with its reasons, another approves it."),
    Stage.COUNCIL: _(
        "The council has to debate it at its next session, not later than three months after it was filed."
    ),
    Stage.VOTE: _("It is put to the vote of the residents."),
    Stage.PLAN: _("The applicants and the office draw up the schedule and the plan of costs, then sign a contract."),
    Stage.CONTRACT: _("What was agreed is carried out; photographs and the settlement will stand here."),
    Stage.WORKS: _("It is carried out; photographs and the settlement will stand here."),
    Stage.DONE: _("It has come to its end."),
    Stage.REFUSED: _("Nothing more, unless the applicants appeal where the rules allow it."),
    Stage.APPEAL: _("The office looks at it once more and decides; another person approves the decision."),
    Stage.WITHDRAWN: _("Nothing more: the applicants withdrew it."),
}
STEPS: Mapping[str, str] = {
    "sent": _("Sent to the office"),
    "mended": _("Mended by the applicants"),
    "comment": _("The office comments"),
    Act.PUBLISH: _("Published by the office"),
    Act.RETURN: _("Returned to the applicants"),
    Act.GO_ON: _("Goes on"),
    Act.GRANT: _("Decided: yes"),
    Act.REFUSE: _("Refused"),
    Act.APPEAL: _("The applicants appealed"),
    Act.WITHDRAW: _("Withdrawn by the applicants"),
}
DONE_STEPS: Mapping[str, str] = {
    Stage.FORMAL: _("Enough people support it"),
    Stage.ASSESSMENT: _("Nothing is missing in the card"),
    Stage.DECISION: _("Assessed by the criteria"),
    Stage.COUNCIL: _("Enough valid signatures: it goes to the council"),
    Stage.PLAN: _("Accepted"),
    Stage.CONTRACT: _("The contract is signed"),
    Stage.WORKS: _("The work has begun"),
    Stage.DONE: _("Done"),
    Stage.VOTE: _("Admitted to the vote"),
}
"""What a step says by where it leads, rather than by what was done."""
BUTTONS: Mapping[str, str] = {
    Act.PUBLISH: _("Publish it"),
    Act.RETURN: _("Return it to the applicants"),
    Act.GO_ON: _("Go on to the next stage"),
    Act.GRANT: _("Say yes"),
    Act.REFUSE: _("Say no"),
    Act.APPEAL: _("Note an appeal of the applicants"),
    Act.WITHDRAW: _("Note that the applicants withdrew it"),
}
CHECKS: Mapping[str, str] = {
    "applicants": _("Those who apply may apply, and there are enough of them"),
    "sphere": _("It belongs to the spheres of art. 19b (1) of the Act"),
    "place": _("The owner of the place agrees, in writing"),
    "share": _("The applicants give work, things or money"),
    "plan": _("The schedule and the plan of costs are complete"),
    "signatures": _("There are enough valid signatures or supporters"),
    "law": _("It breaks no law, and the authority may do it"),
}
OWNERS: Mapping[str, str] = {
    "authority": _("It belongs to the authority"),
    "private": _("It belongs to somebody else"),
    "other": _("We do not know"),
    "none": _("It needs no place"),
}
