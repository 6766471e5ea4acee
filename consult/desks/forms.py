"""What can be looked for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import ValidationError

from consult.desks.queries import Search
from consult.desks.words import ACTIONS
from consult.web.forms import Form, day, line, pick


class SearchForm(Form):
    """Look for entries of the log; sent by GET, so it has no token."""

    class Meta(Form.Meta):
        """Take what stands in the address."""

        csrf = False

    person = line(_("Name or e-mail address"))
    action = pick(_("What was done"))
    subject = line(_("Id of what it was done to"))
    from_on = day(_("From"))
    until_on = day(_("Until"))
    office = pick(_("Authority"))

    def __init__(self, offices: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.action.choices = [("", _("Everything")), *((key, str(words)) for key, words in ACTIONS.items())]
        self.office.choices = [("", _("All")), *((str(office_id), name) for office_id, name in offices)]

    def validate_subject(self, field: Any) -> None:
        """See that the id is one."""
        try:
            UUID(field.data)
        except ValueError as mistake:
            raise ValidationError(_("This is no id. Copy it from a line of the log.")) from mistake

    def search(self) -> Search:
        """Give what is looked for."""
        return Search(
            person=self.person.data or "",
            action=self.action.data or "",
            subject_id=UUID(self.subject.data) if self.subject.data else None,
            from_on=self.from_on.data,
            until_on=self.until_on.data,
            authority_id=UUID(self.office.data) if self.office.data else None,
        )
