"""Entry point for a WSGI server."""

import os

from consult.app import create_app
from consult.config import Settings

app = create_app(Settings.from_environment(os.environ))
