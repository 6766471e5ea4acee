"""Evidence: a page that everybody can read, recognised by its address and named by what it shows.

An editor pastes an address. Of a page of this site we know what it shows: a question among results, an indicator of
a unit, a remark. Anything else is a link with the editor's own words.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit
from uuid import UUID

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from consult.authorities import hosts
from consult.consultations.access import is_public
from consult.consultations.models import Consultation
from consult.consultations.origins import find_origin
from consult.consultations.queries import find_consultation, find_in_force
from consult.drafts import queries as drafts
from consult.drafts.access import is_public as is_public_draft
from consult.drafts.access import is_shown
from consult.initiatives.access import is_public as is_public_initiative
from consult.initiatives.queries import find_initiative
from consult.meetings.access import is_public as is_public_meeting
from consult.meetings.queries import find_meeting
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import list_in_force
from consult.recommendations.models import Recommendation, RecommendationVersion
from consult.recommendations.queries import list_public_points
from consult.territory import queries as territory
from consult.web.access import anyone

LONGEST_TITLE = 300
OF_A_QUESTION = "q"
"""How the place of a question among public results begins: `q1-often`."""
OF_A_POINT = "punkt-"
"""How the place of a point in a protocol begins."""


class NotForEverybody(Exception):
    """Not everybody can read what is there."""


class NoSuchPage(Exception):
    """There is nothing at this address, or it is none."""


class NeedsWords(Exception):
    """Nothing here knows what is to be seen there."""


@dataclass(frozen=True)
class Piece:
    """One piece of evidence, as a version keeps it."""

    kind: str
    id: str
    title: str
    url: str

    def as_data(self) -> dict[str, str]:
        """Give it as it is stored."""
        return asdict(self)


Arguments = Mapping[str, Any]
Recogniser = Callable[[Session, Arguments, SplitResult], tuple[str, str, str]]
"""From the parts of an address to kind, id and title; raises what this module raises."""


def recognise(session: Session, typed: str, words: str) -> Piece:
    """Make a piece of evidence of an address; `words` are the editor's, and ours go before them."""
    address = _address(typed)
    if not _is_ours(address):
        if not words:
            raise NeedsWords
        return Piece("link", "", words, urlunsplit(address))
    endpoint, arguments = _matched(address.path)
    url = urlunsplit(("", "", address.path, address.query, address.fragment))
    known = RECOGNISERS.get(endpoint)
    if known is None:
        if not words:
            raise NeedsWords
        return Piece("page", "", words, url)
    kind, id_, title = known(session, arguments, address)
    return Piece(kind, id_, (words or title)[:LONGEST_TITLE], url)


def shown_of(session: Session, recommendation: Recommendation, version: RecommendationVersion) -> list[Piece]:
    """List the evidence of a version: first of what it was made, as far as everybody may read that."""
    pieces = [Piece(**one) for one in version.evidence]
    if not recommendation.origin_kind:
        return pieces
    origin = find_origin(session, recommendation.origin_kind, recommendation.origin_id)
    if origin is None:
        return pieces
    return [Piece(recommendation.origin_kind, recommendation.origin_id, origin.text, origin.url), *pieces]


def _address(typed: str) -> SplitResult:
    """Take an address of the web apart; one without a host is a path of this site."""
    try:
        address = urlsplit(typed if "://" in typed or typed.startswith("/") else f"https://{typed}")
        host = (address.hostname or "").strip(".")
    except ValueError as mistake:
        raise NoSuchPage from mistake
    is_elsewhere = address.scheme in {"http", "https"} and "." in host and "@" not in address.netloc
    if not (is_elsewhere or _is_ours(address)):
        raise NoSuchPage
    return address


def _is_ours(address: SplitResult) -> bool:
    """Tell whether it is a page of this site: a path alone, or under a host name that we answer for."""
    if not address.netloc:
        return not address.scheme and address.path.startswith("/")
    return hosts.is_ours((address.hostname or "").lower(), current_app.extensions["settings"])


def _matched(path: str) -> tuple[str, Arguments]:
    """Find the view of a path of this site, if everybody may see it."""
    try:
        endpoint, arguments = current_app.url_map.bind("localhost").match(path, method="GET")
    except (HTTPException, RequestRedirect) as nothing:
        raise NoSuchPage from nothing
    view: Any = current_app.view_functions[endpoint]
    if view.access is not anyone:
        raise NotForEverybody
    return endpoint, arguments


def _consultation(session: Session, slug: str) -> tuple[Consultation, str]:
    found = find_consultation(session, slug, is_public())
    version = find_in_force(session, found) if found else None
    if found is None or version is None:
        raise NotForEverybody
    return found, version.title["pl"]


def _of_consultation(session: Session, arguments: Arguments, _address: SplitResult) -> tuple[str, str, str]:
    found, title = _consultation(session, arguments["consultation"])
    return "consultation", str(found.id), title


def _of_results(session: Session, arguments: Arguments, address: SplitResult) -> tuple[str, str, str]:
    """Name a question by its words; before the results are final, there is nothing to be seen."""
    found, title = _consultation(session, arguments["consultation"])
    in_force = list_in_force(session, found.id)
    if not in_force or any(version.questionnaire.smallest_group is None for version in in_force):
        raise NotForEverybody
    place = address.fragment.removesuffix("-title")
    for version in in_force:
        begin = f"{OF_A_QUESTION}{version.questionnaire.number}-"
        for question in plan_of(version).questions if place.startswith(begin) else ():
            if question.key == place.removeprefix(begin):
                return "results_table", f"{version.questionnaire_id}/{question.key}", question.text["pl"]
    return "results_table", str(found.id), title


def _of_indicator(session: Session, arguments: Arguments, _address: SplitResult) -> tuple[str, str, str]:
    unit = territory.find_unit(session, arguments["teryt"])
    indicator = territory.find_indicator(session, arguments["key"])
    if unit is None or indicator is None or indicator.key not in territory.values_of(session, unit.code6):
        raise NoSuchPage
    return "indicator", f"{unit.code}/{indicator.key}", f"{indicator.name}: {unit.name}"


def _of_remark(session: Session, arguments: Arguments, _address: SplitResult) -> tuple[str, str, str]:
    found, title = _consultation(session, arguments["consultation"])
    remark = drafts.find_remark(session, found.id, arguments["number"], is_public_draft())
    if remark is None or not is_shown(remark):
        raise NotForEverybody
    return "remark", str(remark.id), str(_("Remark no. %(number)s: %(title)s", number=remark.number, title=title))


def _of_remarks(session: Session, arguments: Arguments, address: SplitResult) -> tuple[str, str, str]:
    """Name a group of remarks by its consultation; which they are stands in the address."""
    found, title = _consultation(session, arguments["consultation"])
    if not drafts.list_drafts(session, found.id, is_public_draft()):
        raise NotForEverybody
    return "remarks", f"{found.id}?{address.query}"[:200], str(_("Remarks: %(title)s", title=title))


def _of_meeting(session: Session, arguments: Arguments, _address: SplitResult) -> tuple[str, str, str]:
    found = find_meeting(session, arguments["consultation"], arguments["number"], is_public_meeting())
    if found is None:
        raise NotForEverybody
    return "meeting", str(found.id), found.title["pl"]


def _of_protocol(session: Session, arguments: Arguments, address: SplitResult) -> tuple[str, str, str]:
    """Name a point of a published protocol by its first words; without a point, the protocol by its meeting."""
    kind, meeting_id, title = _of_meeting(session, arguments, address)
    points = list_public_points(session, UUID(meeting_id))
    if points is None:
        raise NotForEverybody
    asked = address.fragment.removeprefix(OF_A_POINT)
    point = next((one for one in points if str(one.number) == asked), None)
    if point is None:
        return kind, meeting_id, str(_("Protocol: %(title)s", title=title))
    return "finding", str(point.id), point.text.partition("\n")[0]


def _of_initiative(session: Session, arguments: Arguments, _address: SplitResult) -> tuple[str, str, str]:
    found = find_initiative(session, arguments["initiative"], is_public_initiative())
    if found is None:
        raise NotForEverybody
    return "initiative", str(found.id), found.title


RECOGNISERS: Mapping[str, Recogniser] = {
    "consultations.consultation": _of_consultation,
    "drafts.one": _of_remark,
    "drafts.remarks": _of_remarks,
    "indicators.indicator": _of_indicator,
    "initiatives.initiative": _of_initiative,
    "meetings.meeting": _of_meeting,
    "meetings.protocol": _of_protocol,
    "results.results": _of_results,
}
"""What each view shows, by its name among the app's."""


def indicator_of(piece: Piece) -> tuple[str, str] | None:
    """Give the unit's code and the key of an indicator among the evidence."""
    if piece.kind != "indicator":
        return None
    code, _slash, key = piece.id.partition("/")
    return code, key


def consultation_url(session: Session, consultation_id: UUID | None) -> tuple[str, dict[str, str]] | None:
    """Give the address and the title of a public consultation."""
    found = session.get(Consultation, consultation_id) if consultation_id else None
    version = find_in_force(session, found) if found else None
    if found is None or version is None:
        return None
    return url_for("consultations.consultation", consultation=found.slug), dict(version.title)
