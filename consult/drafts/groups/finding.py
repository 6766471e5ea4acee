"""Look for remarks that are one text, and keep what was found; what officials said of a remark stays."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from consult.drafts.models import Draft, Remark, RemarkGroup
from consult.drafts.rules.decisions import State

AT_ONCE = 500


@dataclass(frozen=True)
class Found:
    """The remarks on a draft that are one text, by their ids; `mark` is the state in which they were looked at."""

    mark: str
    groups: Sequence[tuple[UUID, ...]]


def list_changed(session: Session) -> list[UUID]:
    """List the drafts on whose remarks something was changed since they were last looked at."""
    drafts = select(Draft.id, Draft.grouped_mark).where(Draft.decisions_published_at.is_(None))
    marks = _marks(session)
    return [draft_id for draft_id, mark in session.execute(drafts) if marks.get(draft_id, mark) != mark]


def look(session: Session, draft_id: UUID) -> Found:
    """Look for texts that are one; it takes a while, and writes nothing."""
    from consult.drafts.groups.alike import Written, alike  # noqa: PLC0415  # numpy takes long to load

    mark = _marks(session, draft_id).get(draft_id, "")
    rows = session.execute(
        select(Remark.id, Remark.unit_key, Remark.current_wording, Remark.proposed_wording, Remark.justification)
        .where(Remark.draft_id == draft_id, Remark.state != State.WITHDRAWN, ~Remark.is_group_chosen)
        .order_by(Remark.number)
    ).all()
    session.rollback()  # to compare them takes long, and needs no database
    found = alike([Written(*row[1:]) for row in rows])
    return Found(mark, [tuple(rows[place].id for place in group) for group in found])


def keep(session: Session, draft: Draft, found: Found) -> None:
    """Put the remarks into their groups; the draft must be held. A group that is found again keeps its number."""
    before: dict[UUID, UUID | None] = dict(
        iter(
            session.execute(
                select(Remark.id, Remark.group_id).where(Remark.draft_id == draft.id, ~Remark.is_group_chosen)
            )
        )
    )
    now: dict[UUID, UUID] = {}
    taken: set[UUID] = set()
    for members in found.groups:
        group_id = _known(members, before, taken) or begin(session, draft.id).id
        taken.add(group_id)
        now |= dict.fromkeys((one for one in members if one in before), group_id)
    changed: dict[UUID | None, list[UUID]] = defaultdict(list)
    for remark_id, was in before.items():
        if now.get(remark_id) != was:
            changed[now.get(remark_id)].append(remark_id)
    for other, remark_ids in changed.items():
        put(session, remark_ids, other)
    count(session, draft.id)
    draft.grouped_mark = found.mark
    session.flush()


def begin(session: Session, draft_id: UUID) -> RemarkGroup:
    """Begin a group with the next free number of the draft."""
    last = session.scalar(select(func.max(RemarkGroup.number)).where(RemarkGroup.draft_id == draft_id)) or 0
    group = RemarkGroup(draft_id=draft_id, number=last + 1, sender_count=0)
    session.add(group)
    session.flush()
    return group


def put(session: Session, remark_ids: Sequence[UUID], group_id: UUID | None) -> None:
    """Put remarks into a group, or into none."""
    for start in range(0, len(remark_ids), AT_ONCE):
        some = remark_ids[start : start + AT_ONCE]
        session.execute(update(Remark).where(Remark.id.in_(some)).values(group_id=group_id))


def count(session: Session, draft_id: UUID) -> None:
    """Count the senders of each group anew. One sender makes no group; its number is not given again."""
    rows = session.execute(
        select(Remark.group_id, func.count())
        .where(Remark.draft_id == draft_id, Remark.group_id.is_not(None), Remark.state != State.WITHDRAWN)
        .group_by(Remark.group_id)
    )
    counts: dict[UUID | None, int] = dict(iter(rows))
    for group in session.scalars(select(RemarkGroup).where(RemarkGroup.draft_id == draft_id)):
        group.sender_count = counts.get(group.id, 0)
    session.flush()


def _known(members: Iterable[UUID], before: Mapping[UUID, UUID | None], taken: Collection[UUID]) -> UUID | None:
    """Find the group in which most of these were, unless it is another one's already."""
    known = Counter(group for one in members if (group := before.get(one)) and group not in taken)
    return max(known, key=lambda one: (known[one], str(one)), default=None)


def _marks(session: Session, *draft_ids: UUID) -> dict[UUID, str]:
    """Give a mark of the remarks on each draft that changes with them."""
    rows = session.execute(
        select(Remark.draft_id, func.count(), func.sum(Remark.edit_count), func.max(Remark.number))
        .where(*([Remark.draft_id.in_(draft_ids)] if draft_ids else []))
        .group_by(Remark.draft_id)
    )
    return {draft_id: f"{remarks}-{edits}-{last}" for draft_id, remarks, edits, last in rows}
