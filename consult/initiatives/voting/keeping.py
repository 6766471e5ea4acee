"""The file of all ballots of a pool, written once by the job that counts it."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app

from consult.initiatives.rules import pabulib
from consult.initiatives.rules.elections import Election
from consult.initiatives.voting.models import VotePool


def path_of(pool: VotePool) -> Path:
    """Tell where the file of a pool is kept."""
    return Path(current_app.extensions["settings"].data_dir) / "votes" / f"{pool.id}.pb"


def keep(pool: VotePool, election: Election) -> None:
    """Write the file; whoever reads it meanwhile sees the one before, or the whole new one."""
    path = path_of(pool)
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(pabulib.write(election))
    os.replace(file.name, path)  # noqa: PTH105  # a name, not a path
