"""What the pages of drafts show, made ready for their templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from consult.drafts import forms, queries
from consult.drafts.access import is_shown
from consult.drafts.comparing.since import Since, since
from consult.drafts.forms import KIND_WORDS
from consult.drafts.groups.labels import OneText, one_text
from consult.drafts.models import Draft, DraftUnit, Remark
from consult.drafts.rules.channels import SenderKind
from consult.drafts.rules.decisions import BY_OFFICIALS, State, Verdict
from consult.drafts.rules.units import HEADINGS, WHOLE, Kind
from consult.organisations.access import is_shown as is_organisation_shown
from consult.organisations.access import is_verified_for
from consult.texts import personal_data
from consult.texts.word_diff import Run, is_changed, word_diff
from consult.web.forms import Form

TALLY = (
    ("accepted", "yes"),
    ("partly_accepted", "part"),
    ("not_accepted", "no"),
    ("explained", "info"),
    ("out_of_scope", "wait"),
    ("left_unconsidered", "wait"),
)
"""Decisions in the order in which they are counted, each with its sign."""


@dataclass(frozen=True)
class Stamp:
    """An organisation that speaks in its own name."""

    name: str
    detail: str
    url: str
    is_verified: bool


@dataclass(frozen=True)
class Said:
    """One remark as the public reads it; `verdict` and `reason` are empty before their publication."""

    number: int
    url: str
    place: str
    place_url: str
    who: str
    person: int | None
    stamp: Stamp | None
    kind: str
    day: date
    runs: Sequence[Run]
    current: str
    justification: str
    verdict: str
    reason: str
    forwarded_to: str
    decided_at: datetime | None
    is_hidden: bool
    is_redacted: bool
    signed_by: Sequence[str]
    is_withdrawn: bool
    version: int
    since: Since | None
    one_text: OneText | None


def said(remark: Remark, slug: str) -> Said:
    """Make a remark ready to be read by everybody; of one that is held or withdrawn, no words."""
    hides = not is_shown(remark)
    decision = remark.decision if remark.state == State.PUBLISHED else None
    return Said(
        number=remark.number,
        url=url_for("drafts.one", consultation=slug, number=remark.number),
        place=place_words(remark.unit_key, remark.unit_label),
        place_url=url_for("drafts.remark", consultation=slug, number=remark.draft.number, unit_key=remark.unit_key),
        who=who(remark),
        person=remark.person_number,
        stamp=stamp(remark),
        kind=str(KIND_WORDS.get(remark.kind, "")),
        day=remark.received_on,
        runs=() if hides else open_runs_of(remark),
        current=remark.current_wording,
        justification="" if hides else remark.open_justification,
        verdict=decision.verdict if decision else "",
        reason=decision.reason if decision else "",
        forwarded_to=decision.forwarded_to if decision else "",
        decided_at=remark.draft.decisions_published_at if decision else None,
        is_hidden=remark.is_held,
        is_redacted=remark.is_redacted,
        signed_by=remark.signed_by,
        is_withdrawn=remark.state == State.WITHDRAWN,
        version=remark.version.number,
        since=since(remark, slug),
        one_text=one_text(remark, slug),
    )


def open_runs_of(remark: Remark) -> Sequence[Run]:
    """Compare the proposed wording with the draft's, as everybody may read it."""
    if not is_changed(remark.current_wording, remark.open_wording):
        return ()
    return word_diff(remark.current_wording, remark.open_wording)


def runs_of(remark: Remark) -> Sequence[Run]:
    """Compare the proposed wording with the draft's; where nothing is proposed, there is nothing to show."""
    if not is_changed(remark.current_wording, remark.proposed_wording):
        return ()
    return word_diff(remark.current_wording, remark.proposed_wording)


def who(remark: Remark) -> str:
    """Name the sender as everybody may: an organisation, a person who wants to be named, or a number.

    The name of a person goes with the words: where these are held back or withdrawn, a number stays.
    """
    if remark.organisation is not None:
        return remark.organisation.name
    if remark.name and remark.sender_kind != SenderKind.PERSON:
        return remark.name
    if remark.name and remark.is_name_public and is_shown(remark):
        return remark.name
    return str(_("Resident no. %(number)s", number=remark.person_number))


def stamp(remark: Remark) -> Stamp | None:
    """Make the stamp of an organisation, with its number in a register."""
    organisation = remark.organisation
    if organisation is None:
        return None
    has_page = is_organisation_shown(organisation)
    return Stamp(
        organisation.name,
        f"KRS {organisation.number}" if organisation.register == "krs" else organisation.number,
        url_for("desks_organisation.profile", organisation=organisation.slug) if has_page else "",
        is_verified_for(organisation, remark.draft.consultation.authority_id),
    )


def place_words(key: str, label: str) -> str:
    """Say what a remark is about."""
    return str(_("The draft as a whole")) if key == WHOLE else label


@dataclass(frozen=True)
class Line:
    """One unit as the page of a draft shows it."""

    unit: DraftUnit
    url: str
    count: int
    rows: Sequence[Sequence[str]] = field(default=())
    """The cells of a table; its first row is the head."""
    cells: Sequence[tuple[str, str]] = field(default=())
    """The cells of one row, each with the head of its column."""

    @property
    def is_heading(self) -> bool:
        """Tell whether it heads others."""
        return self.unit.kind in HEADINGS

    @property
    def depth(self) -> int:
        """Tell how far it stands to the right, of four steps; headings and § stand at the margin."""
        return _DEPTHS.get(self.unit.kind, 0)


_DEPTHS = {"point": 1, "letter": 2, "indent": 3}


def lines(slug: str, number: int, units: Iterable[DraftUnit], counts: Mapping[str, int]) -> list[Line]:
    """List the units, each with its address and the number of its remarks."""
    base = url_for("drafts.remark", consultation=slug, number=number, unit_key=WHOLE).removesuffix(WHOLE)
    shown: list[Line] = []
    table: DraftUnit | None = None
    for unit in units:
        table = unit if unit.kind == Kind.TABLE else table
        rows, pairs = table_rows(unit), row_cells(unit, table)
        shown.append(Line(unit, base + unit.key, counts.get(unit.key, 0), rows, pairs))
    return shown


def table_rows(unit: DraftUnit) -> list[list[str]]:
    """Read the rows of a table, as Markdown or with tabs."""
    if unit.kind != Kind.TABLE:
        return []
    rows = map(_cells, unit.text.split("\n"))
    return [cells for cells in rows if not all(set(cell) <= set(":- ") for cell in cells)]


def row_cells(unit: DraftUnit, table: DraftUnit | None) -> list[tuple[str, str]]:
    """Read the cells of a row that say something, each with the head of its column or the number of that."""
    if unit.kind != Kind.ROW:
        return []
    cells = _cells(unit.text)
    rows = table_rows(table) if table is not None else []
    heads = rows[0] if rows and len(rows[0]) == len(cells) else [""] * len(cells)
    named = zip(heads, cells, strict=True)
    return [(head or str(place), cell) for place, (head, cell) in enumerate(named, start=1) if cell]


def _cells(row: str) -> list[str]:
    cells = row.strip().strip("|").split("|") if row.strip().startswith("|") else row.split("\t")
    return [cell.strip() for cell in cells]


@dataclass(frozen=True)
class Chapter:
    """One line of the table of contents, with the remarks on all that stands below it."""

    key: str
    text: str
    count: int


def contents(shown: Sequence[Line]) -> list[Chapter]:
    """List the chapters of the highest level that has several headings, else those of all levels."""
    headings = [line for line in shown if line.is_heading]
    levels = sorted({line.unit.level for line in headings})
    chosen = next((n for n in levels if sum(line.unit.level <= n for line in headings) > 1), None)
    if chosen is None:
        return []
    found: list[Chapter] = []
    is_title = len(shown) > 1 and shown[0].is_heading and shown[1].is_heading
    for line in shown[1:] if is_title else shown:
        if line.is_heading and line.unit.level <= chosen:
            found.append(Chapter(line.unit.key, f"{line.unit.number} {line.unit.text}".strip(), 0))
        if found:
            last = found[-1]
            found[-1] = Chapter(last.key, last.text, last.count + line.count)
    return found


@dataclass(frozen=True)
class Part:
    """One part of a bar of decisions, in per cent, and its line in the tally."""

    verdict: str
    sign: str
    count: int
    start: float
    width: float


def tally(counts: Mapping[str | None, int]) -> list[Part]:
    """Count the published decisions, and what waits, as parts of one bar."""
    total = sum(counts.values())
    parts: list[Part] = []
    start = 0.0
    for verdict, sign in (*TALLY, (None, "wait")):
        count = counts.get(verdict, 0)
        if count:
            width = 100 * count / total
            parts.append(Part(verdict or "", sign, count, round(start, 2), round(width, 2)))
            start += width
    return parts


def preview(current: str, proposed: str) -> Sequence[Run]:
    """Compare what is being written with the draft's wording."""
    return word_diff(current, proposed)


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    url: str
    text: str


def filter_of(session: Session, drafts: Sequence[Draft]) -> Form:
    """Make the form with which a reader asks for a part of the remarks."""
    units = queries.list_remarked_units(session, [draft.id for draft in drafts])
    places = [(key, place_words(key, label)) for key, label in units]
    verdicts = [(verdict.value, forms.VERDICT_WORDS[verdict]) for verdict in BY_OFFICIALS]
    kind = forms.filter_form(
        [
            (
                "j",
                str(_("Place in the draft")),
                [("", _("all")), *places],
            ),
            ("d", str(_("Answer")), [("", _("any")), *verdicts, ("waiting", _("waits for an answer"))]),
            ("k", str(_("Who wrote")), [("", _("all")), *SENDER_WORDS.items()]),
            ("r", str(_("Kind")), [("", _("all")), *forms.KIND_WORDS.items()]),
        ]
    )
    return kind(request.args)


SENDER_WORDS = {"organisations": lazy_gettext("organisations"), "residents": lazy_gettext("residents")}


def chips(wanted: queries.Wanted, drafts: Sequence[Draft]) -> list[Chip]:
    """List the filters that are on, each with the address without it."""
    words = {
        "q": f"„{wanted.words}”" if wanted.words else "",
        "j": wanted.unit_key,
        "d": _verdict_words(wanted.verdict),
        "k": str(SENDER_WORDS.get(wanted.sender, "")),
        "r": str(forms.KIND_WORDS.get(wanted.kind, "")),
        "o": wanted.organisation,
        "g": str(_("one text")) if wanted.group else "",
        "p": next((draft.title for draft in drafts if draft.number == wanted.draft), ""),
    }
    return [Chip(_without(name), text) for name, text in words.items() if text]


def _verdict_words(verdict: str) -> str:
    if verdict == "waiting":
        return str(_("waits for an answer"))
    return str(forms.VERDICT_WORDS[Verdict(verdict)]) if verdict else ""


def _without(name: str) -> str:
    left = [(key, value) for key, value in request.args.items(multi=True) if key not in {name, "strona"} and value]
    return f"{request.path}?{urlencode(left)}" if left else request.path


@dataclass(frozen=True)
class Earlier:
    """What a remark said before it was corrected."""

    until: date
    runs: Sequence[Run]
    justification: str


def history(remark: Remark) -> list[Earlier]:
    """List what a remark said before, the latest first."""
    return [
        Earlier(
            earlier.corrected_on,
            word_diff(remark.current_wording, earlier.proposed_wording)
            if is_changed(remark.current_wording, earlier.proposed_wording)
            else (),
            earlier.justification,
        )
        for earlier in reversed(remark.corrections)
    ]


def marked(text: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces, and tell of each whether it looks like personal data; nothing where none does."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for place in personal_data.find(text):
        pieces += [(text[end : place.start], False), (text[place.start : place.end], True)]
        end = place.end
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]] if pieces else []
