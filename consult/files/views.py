"""Hand a stored file over. Whoever calls has asked already whether the reader may have it."""

from pathlib import Path

from flask import Response, current_app, send_file

from consult.files.models import StoredFile
from consult.files.operations import path_of
from consult.web.headers import POLICY


def folder() -> Path:
    """Tell where the files of this app are kept."""
    return Path(current_app.extensions["settings"].data_dir) / "files"


def send(stored: StoredFile, *, is_public: bool = False) -> Response:
    """Answer with a file, always to be saved and never shown as a page of ours.

    Only a public file may be kept by caches between us and the reader.
    """
    response = send_file(
        path_of(folder(), stored.name),
        mimetype=stored.media_type,
        as_attachment=True,
        download_name=stored.original_name,
        etag=stored.sha256,
        conditional=True,
    )
    response.headers.add("Content-Security-Policy", "sandbox")
    response.headers.add("Content-Security-Policy", POLICY)  # a browser keeps to both
    response.headers["Cache-Control"] = f"{'public' if is_public else 'private'}, no-cache"
    return response
