"""The protocol as it is read: on a page, and as a document with the statutory fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.documents.tree import Block, Column, Document, Heading, Listing, Paragraph, Table, bold, paragraph
from consult.meetings import pages
from consult.meetings.models import Objection, Point, Protocol, Speech
from consult.meetings.protocol_forms import POINT_HEADINGS, VERDICT_WORDS
from consult.meetings.rules.protocol import POINTS
from consult.meetings.rules.vocabulary import GROUPS
from consult.meetings.words import GROUP_WORDS
from consult.texts.calendar_words import WARSAW, format_day
from consult.web.locale import language


@dataclass(frozen=True)
class ShownObjection:
    """An objection as everybody reads it."""

    objection: Objection
    who: str
    verdict: str


@dataclass(frozen=True)
class Shown:
    """A protocol in words: pairs of label and text, then what was said, what came out, what was objected."""

    facts: Sequence[tuple[str, str]]
    speeches: Sequence[Speech]
    points: Sequence[tuple[str, Sequence[Point]]]
    objections: Sequence[ShownObjection]


def shown_of(protocol: Protocol) -> Shown:
    """Make a protocol ready to be read."""
    points = [(str(POINT_HEADINGS[kind]), [one for one in protocol.points if one.kind == kind]) for kind in POINTS]
    objections = [
        ShownObjection(one, pages.group_words(one.group), str(VERDICT_WORDS.get(one.verdict, "")))
        for one in protocol.objections
    ]
    facts = [(label, words) for label, words in _facts(protocol) if words]
    return Shown(facts, protocol.speeches, [pair for pair in points if pair[1]], objections)


def _facts(protocol: Protocol) -> Iterator[tuple[str, str]]:
    """List the fields that a protocol must have, in the order in which they are read."""
    meeting = protocol.meeting
    yield _("Form"), pages.kind_of(meeting)
    yield _("When"), pages.when(meeting)
    yield _("Where"), ", ".join(part for part in (meeting.place, meeting.address, meeting.link) if part)
    yield _("Accessibility provided"), protocol.access_provided
    yield _("Led by"), protocol.chair
    yield _("Officials, experts and designers present"), protocol.present
    yield _("Participants"), _participants(protocol)
    yield _("Agenda"), "\n".join(pages.agenda_of(meeting))
    yield _("Presented"), protocol.presented
    yield _("Votes or dots"), protocol.votes
    yield _("Recording"), protocol.recording
    yield _("Annexes"), protocol.annexes
    yield _("Written by"), protocol.recorder


def _participants(protocol: Protocol) -> str:
    """Count who came, by group."""
    counts = protocol.participants
    total = sum(counts.values())
    if not total:
        return ""
    groups = ", ".join(f"{GROUP_WORDS[group]}: {counts[group]}" for group in GROUPS if counts.get(group))
    words = ngettext("%(num)d person", "%(num)d people", total)
    return f"{words} ({groups})"


def document_of(protocol: Protocol) -> Document:
    """Set the protocol out as a document."""
    meeting = protocol.meeting
    authority = meeting.consultation.authority
    office = authority.official_name or authority.name
    return Document(
        title=_("Protocol: %(title)s", title=pages.said(meeting.title)),
        language=language(),
        author=office,
        made_at=protocol.published_at or meeting.ends_at,
        blocks=tuple(_blocks(protocol)),
        footer=office,
    )


def _blocks(protocol: Protocol) -> Iterator[Block]:
    shown = shown_of(protocol)
    consultation = protocol.meeting.consultation
    address = url_for("consultations.consultation", consultation=consultation.slug, _external=True)
    yield paragraph(bold(f"{_('Consultation')}: "), address)
    for label, words in shown.facts:
        yield paragraph(bold(f"{label}: "), words)
    if shown.speeches:
        yield Heading(_("What was said"))
        yield _speeches(shown.speeches)
    for kind, points in shown.points:
        yield Heading(kind)
        yield Listing(tuple(paragraph(one.text) for one in points))
    if shown.objections:
        yield Heading(_("Objections and dissent"))
        for one in shown.objections:
            yield _objection(one)
    if protocol.published_at:
        day = format_day(protocol.published_at.astimezone(WARSAW).date(), language())
        yield paragraph(_("Approved and published on %(day)s.", day=day))


def _speeches(speeches: Sequence[Speech]) -> Table:
    columns = (Column(_("No."), 1), Column(_("Who"), 3), Column(_("What was said"), 7), Column(_("Answer"), 6))
    rows = tuple(
        (
            (paragraph(str(one.number)),),
            (paragraph(one.role),),
            tuple(paragraph(words) for words in (one.gist, _labelled(_("Question"), one.question)) if words),
            tuple(paragraph(words) for words in (one.answer, follow_up(one)) if words) or (paragraph(""),),
        )
        for one in speeches
    )
    return Table(_("What was said, in turn, with questions, answers and what has to be done"), columns, rows)


def _labelled(label: str, words: str) -> str:
    return f"{label}: {words}" if words else ""


def follow_up(speech: Speech) -> str:
    """Say what has to be done, by whom and until when."""
    if not speech.follow_up:
        return ""
    until = format_day(speech.follow_up_on, language()) if speech.follow_up_on else ""
    more = ", ".join(part for part in (speech.follow_up_by, until) if part)
    return _labelled(_("To be done"), f"{speech.follow_up} ({more})" if more else speech.follow_up)


def _objection(one: ShownObjection) -> Paragraph:
    said = _("(the words are kept from the public)") if one.objection.is_hidden else one.objection.text
    return paragraph(bold(f"{one.objection.number}. {one.who}: "), said, f"\n{one.verdict}. {one.objection.answer}")
