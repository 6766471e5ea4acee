"""Forms of versions: what a unit is and was, what its words are, which remarks stand behind a change."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3

from consult.drafts.forms import LONGEST_DRAFT, EditForm
from consult.drafts.rules.units import Kind
from consult.web.forms import Form, checks, line, pick, text

LONGEST_NUMBER = 60
KIND_WORDS = {
    Kind.ANNEX: _("annex"),
    Kind.TITLE: _("title (part of an act)"),
    Kind.DIVISION: _("division (dział)"),
    Kind.CHAPTER: _("chapter (rozdział)"),
    Kind.SUBCHAPTER: _("subchapter (oddział)"),
    Kind.HEADING: _("heading"),
    Kind.ARTICLE: _("article (art.)"),
    Kind.SECTION: _("section (§)"),
    Kind.CLAUSE: _("clause (ust.)"),
    Kind.NUMBERED: _("numbered paragraph"),
    Kind.POINT: _("point (pkt)"),
    Kind.LETTER: _("letter (lit.)"),
    Kind.INDENT: _("indent (tiret)"),
    Kind.TEXT: _("paragraph without a number"),
    Kind.TABLE: _("table"),
    Kind.ROW: _("row of a table"),
    Kind.FIGURE: _("figure"),
    Kind.NOTE: _("footnote"),
}


class UnitForm(EditForm):
    """What a unit of the version in preparation is."""

    kind = pick(_("What is it?"), [SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()])
    number = line(
        _("Number, as it is written"),
        longest=LONGEST_NUMBER,
        hint=_("For example “§ 3.” or “2a)”. Leave it empty where there is none."),
    )

    @property
    def origins(self) -> list[Any]:
        """List the fields that ask what it was."""
        return [field for field in self if field.name.startswith("origin")]

    @property
    def came_from(self) -> list[str]:
        """Give the keys that were chosen."""
        return [field.data for field in self.origins if field.data]


def unit_form(before: Sequence[tuple[str, str]], origins: int, *, has_words: bool) -> type[UnitForm]:
    """Ask what a unit is; in a later version also which units it was, and where it is written here, for its words."""

    class AskedForm(UnitForm):
        """One unit."""

        if has_words:
            text = text(_("Its words"), longest=LONGEST_DRAFT)

    for place in range(origins if before else 0):
        label = _("It was") if place == 0 else _("and, joined with it")
        nothing = _("nothing: it is new") if place == 0 else _("nothing else")
        options = [SelectChoice(key, words) for key, words in (("", nothing), *before)]
        setattr(AskedForm, f"origin{place}", pick(label, options))
    return AskedForm


class AddForm(EditForm):
    """New units behind one."""

    added = text(
        _("New units behind this one"),
        missing=_("Write the words of the new unit."),
        longest=LONGEST_DRAFT,
        hint=_("Begin each with its number, as in the draft, and leave a blank line between two."),
    )


class BecameForm(Form):
    """What became of a unit that seems to be removed; the units are set by the view."""

    edit_count = EditForm.edit_count
    became = pick(_("It became"))

    def offer(self, units: Sequence[str]) -> None:
        """Offer these units of the new version, by their places."""
        chosen = [SelectChoice("", str(_("nothing: it is removed")))]
        self["became"].choices = [*chosen, *(SelectChoice(str(place), unit) for place, unit in enumerate(units))]


def causes_form(remarks: Sequence[tuple[str, str]]) -> type[Form]:
    """Ask which remarks stand behind a change: those on the unit to tick, others by their numbers."""

    class CausesForm(Form):
        """The remarks behind a change."""

        edit_count = EditForm.edit_count
        if remarks:
            remarks_here = checks(_("Remarks on this piece"), remarks)
        others = line(
            _("Other remarks, by their numbers"),
            hint=_("For example: 12, 15. Leave it empty where there are none."),
        )

    return CausesForm
