"""What the table of remarks says, the same for every format; always in Polish, as the office publishes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult.clock import WARSAW
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force
from consult.drafts import pages
from consult.drafts import queries as drafts_queries
from consult.drafts.comparing.queries import list_changes
from consult.drafts.forms import KIND_WORDS, VERDICT_WORDS
from consult.drafts.models import Decision, Draft, Remark
from consult.drafts.rules.decisions import Verdict
from consult.drafts.tables import queries
from consult.drafts.words import CHANNELS
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
    department: str
    decided_on: date | None
    url: str
    one_text: str
    """How many sent the same text, where several did."""
    change: str
    """The units of later versions that changed because of it."""


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
            lines=list(_lines(remarks, list_changes(session, drafts), url, is_preview=is_preview)),
        )


def _lines(remarks: Sequence[Remark], changes_of: Mapping[UUID, str], url: str, *, is_preview: bool) -> Iterator[Line]:
    for place, remark in enumerate(remarks, 1):
        decision, published_at = remark.decision, remark.draft.decisions_published_at
        changes = is_changed(remark.current_wording, remark.open_wording)
        yield Line(
            place=place,
            number=remark.number,
            received_on=remark.received_on,
            channel=_way(remark),
            sender="; ".join([pages.who(remark), *remark.signed_by]),
            draft=typography(remark.draft.title, LANGUAGE),
            version=remark.version.number,
            unit=typography(pages.place_words(remark.unit_key, remark.unit.label if remark.unit else ""), LANGUAGE),
            kind=str(KIND_WORDS.get(remark.kind, "")),
            current=remark.current_wording if changes else "",
            proposed=(remark.open_wording or _("delete")) if changes else "",
            justification=remark.open_justification,
            verdict=_verdict(decision.verdict if decision else ""),
            reason=_reason(decision) if decision else "",
            department=remark.department.name if remark.department else "",
            decided_on=published_at.astimezone(WARSAW).date() if published_at and not is_preview else None,
            url=f"{url}/uwagi/{remark.number}",
            one_text=_one_text(remark),
            change=changes_of.get(remark.id, ""),
        )


def _way(remark: Remark) -> str:
    """Say how it came: of what was sent before it came, when, and whether it came late."""
    words = str(CHANNELS[remark.channel])
    if remark.posted_on is not None:
        words = _("%(way)s, sent on %(day)s", way=words, day=f"{remark.posted_on:%d.%m.%Y}")
    return _("%(way)s; late", way=words) if remark.is_late else words


def _reason(decision: Decision) -> str:
    """Give the reason, and to whom a remark was forwarded that is out of scope."""
    if not decision.forwarded_to:
        return decision.reason
    return f"{decision.reason}\n{_('Forwarded to: %(name)s', name=decision.forwarded_to)}"


def _one_text(remark: Remark) -> str:
    """Say with how many others a remark is one text, and under which number these stand together."""
    group = remark.group
    if group is None or group.sender_count <= 1:
        return ""
    words: str = ngettext(
        "%(group)s: one text, %(num)d sender",
        "%(group)s: one text, %(num)d senders",
        group.sender_count,
        group=group.number,
    )
    return words


def _verdict(verdict: str) -> str:
    return str(VERDICT_WORDS[Verdict(verdict)] if verdict else _("waits for an answer"))
