"""The base of every form."""

from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, MultiDict


class Form(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """Base of every form: a token without time limit, and errors in the reader's words.

    Where a POST was refused and the view shows its form again (see `web.refusals`), the form is
    filled with what was typed, although nothing was sent.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # flask_wtf has no types
        """Keep the token as long as the session, and take what was typed when it is shown again."""

        csrf_time_limit = None

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Read what was typed; JSON is no form, and a file counts only where one is asked for."""
            if g.get("shown_again") or request.is_json:
                return request.form
            given = super().wrap_formdata(form, formdata)
            if isinstance(given, CombinedMultiDict):
                asked = {field.name for field in form if isinstance(field, FileField)}
                files = [(name, file) for name, file in request.files.items(multi=True) if name in asked]
                return CombinedMultiDict((MultiDict(files), request.form))
            return given

    def values(self) -> dict[str, Any]:
        """Give what was typed, without the token."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}

    def refuse(self, name: str, message: str) -> None:
        """Put an error that an operation found beside the field where it was made."""
        field = self[name]
        field.errors = [*field.errors, message]
