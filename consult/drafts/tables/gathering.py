"""What the table of remarks says, the same for every format; always in Polish, as the office publishes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult.clock import WARSAW
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force
from consult.drafts import pages
from consult.drafts import queries as drafts_queries
from consult.drafts.forms import KIND_WORDS, VERDICT_WORDS
from consult.drafts.models import Draft, Remark
from consult.drafts.rules.decisions import Verdict
from consult.drafts.tables import queries
from consult.texts.typography import typography
from consult.texts.word_diff import is_changed

LANGUAGE = "pl"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One remark with its decision; what is not known is empty."""

    place: int
    number: int
    received_on: date
    channel: str
    sender: str
    draft: str
    version: int
    unit: str
    kind: str
    current: str
    proposed: str
    justification: str
    verdict: str
    reason: str
    decided_on: date | None
    url: str


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The whole table."""

    office: str
    consultation: str
    url: str
    case_sign: str
    made_at: datetime
    published_on: Sequence[date]
    is_preview: bool
    total: int
    """All remarks on these drafts that were not withdrawn, those that are held back among them."""
    held: int
    tally: Sequence[tuple[str, int]]
    lines: Sequence[Line]


def gather(
    session: Session,
    consultation: Consultation,
    drafts: Sequence[Draft],
    *,
    base_url: str,
    now: datetime,
    is_preview: bool = False,
) -> Gathered:
    """Gather the table of these drafts; a preview has the decisions that are not public yet."""
    version = find_in_force(session, consultation)
    remarks = queries.list_in_table(session, drafts, only_decided=not is_preview)
    moments = [draft.decisions_published_at for draft in drafts if draft.decisions_published_at]
    counts = drafts_queries.count_by_verdict(session, queries.on_drafts(drafts))
    url = f"{base_url}/k/{consultation.slug}"
    with force_locale(LANGUAGE):
        return Gathered(
            office=consultation.authority.official_name or consultation.authority.name,
            consultation=typography(version.title.get(LANGUAGE, ""), LANGUAGE) if version else "",
            url=url,
            case_sign=version.case_sign if version else "",
            made_at=now if is_preview or not moments else max(moments),
            published_on=sorted({moment.astimezone(WARSAW).date() for moment in moments}),
            is_preview=is_preview,
            total=sum(counts.values()),
            held=drafts_queries.count_held(session, queries.on_drafts(drafts)),
            tally=[(_verdict(part.verdict), part.count) for part in pages.tally(counts)],
            lines=list(_lines(remarks, url, is_preview=is_preview)),
        )


def _lines(remarks: Sequence[Remark], url: str, *, is_preview: bool) -> Iterator[Line]:
    channel = _("on the web")
    for place, remark in enumerate(remarks, 1):
        decision, published_at = remark.decision, remark.draft.decisions_published_at
        changes = is_changed(remark.current_wording, remark.proposed_wording)
        yield Line(
            place=place,
            number=remark.number,
            received_on=remark.received_on,
            channel=channel,
            sender=pages.who(remark),
            draft=typography(remark.draft.title, LANGUAGE),
            version=remark.version.number,
            unit=typography(pages.place_words(remark.unit_key, remark.unit_label), LANGUAGE),
            kind=str(KIND_WORDS.get(remark.kind, "")),
            current=remark.current_wording if changes else "",
            proposed=(remark.proposed_wording or _("delete")) if changes else "",
            justification=remark.justification,
            verdict=_verdict(decision.verdict if decision else ""),
            reason=decision.reason if decision else "",
            decided_on=published_at.astimezone(WARSAW).date() if published_at and not is_preview else None,
            url=f"{url}/uwagi/{remark.number}",
        )


def _verdict(verdict: str) -> str:
    return str(VERDICT_WORDS[Verdict(verdict)] if verdict else _("waits for an answer"))
