"""How a step's form is saved, and what becomes of what was typed where it cannot be."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from consult.consultations import forms, operations, queries
from consult.consultations.manage.desk import by
from consult.consultations.models import Consultation
from consult.extensions import db
from consult.web.forms import Form
from consult.web.transaction import transaction


def saved(found: Consultation, form: Form) -> bool:
    """Save the form; where that cannot be, say why and keep what was typed."""
    edit_count = forms.edit_count_of(form)
    values = {name: value for name, value in form.values().items() if name != "edit_count"}
    if "languages" in values:
        values["languages"] = ["pl", *values["languages"]]
    try:
        with transaction() as session:
            here = queries.get_consultation(session, found.id)
            operations.change(session, here, values, edit_count=edit_count, **by())
    except operations.ChangedMeanwhile as meanwhile:
        others = _saved_meanwhile(found, form, values)
        if not others:  # a double click: what was typed is what is saved
            return True
        form["edit_count"].data = meanwhile.edit_count
        form.form_errors.append(
            _("This was saved again after you opened it. Your text is below; sending it replaces what is saved.")
        )
        form.form_errors += others
    except operations.NotInPreparation:
        form.form_errors.append(
            _("This was published after you opened it. Your text is below: begin a correction, then send it again.")
        )
    else:
        return True
    return False


def _saved_meanwhile(found: Consultation, form: Form, typed: Mapping[str, Any]) -> list[str]:
    """Word what is saved now, for each field in which something else was typed."""
    version = queries.find_preparing(db.session(), found.id)
    here = {name: getattr(version, name) for name in typed if name in form}
    return [
        _("Saved in “%(field)s”: %(words)s", field=form[name].label.text, words=_in_one_line(here[name]))
        for name in here
        if here[name] != typed[name]
    ]


def _in_one_line(saved: Any) -> str:
    words = saved.values() if isinstance(saved, dict) else saved if isinstance(saved, list) else [saved or ""]
    return " / ".join(map(str, words))
