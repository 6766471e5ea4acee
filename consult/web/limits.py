"""How large a request may be: small by default, and what a view says of itself otherwise."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, request

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
DEFAULT = MEGABYTE
"""Enough for a step with a dozen texts of 20,000 characters each."""
GIVEN_BACK = 4 * MEGABYTE
"""Most text that is read although it is refused, so that it can be given back."""
FIELDS = 2000
"""Most fields in one form: a large matrix question has more than a thousand."""

View = Callable[..., Any]


def at_most(size: int) -> Callable[[View], View]:
    """Let this view take bodies of up to `size` bytes."""

    def mark(view: View) -> View:
        view.body_limit = size  # type: ignore[attr-defined]
        return view

    return mark


def read_all_the_same() -> bool:
    """Let a body that was refused for its size be read once, if nothing of it was read yet and it is not vast."""
    size, limit = request.content_length, request.max_content_length
    if size is None or limit is None or size <= limit:
        return False
    has_files = request.mimetype == "multipart/form-data"
    request.max_content_length = max(GIVEN_BACK, 2 * limit) if has_files else GIVEN_BACK
    request.max_form_memory_size = GIVEN_BACK
    return size <= request.max_content_length


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "body_limit", DEFAULT)
    request.max_form_memory_size = request.max_content_length
    request.max_form_parts = FIELDS


def _close_uploads(_error: BaseException | None) -> None:
    """Remove the temporary files of a request that was refused, too, and at once."""
    request.close()


def init_app(app: Flask) -> None:
    """Set the limit before anything reads the body."""
    app.config.update(MAX_CONTENT_LENGTH=DEFAULT, MAX_FORM_PARTS=FIELDS)
    app.before_request(_limit)
    app.teardown_request(_close_uploads)
