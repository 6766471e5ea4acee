"""Static files under one hash of the whole tree, with bundles and compressed twins.

The sheets of a bundle are named, in order, in `css/<bundle>.txt`. A folder that is built is
never changed: another content has another hash.
"""

import gzip
import hashlib
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

BUNDLES = ("public", "desk")
COMPRESSED = frozenset({".css", ".js", ".svg", ".txt", ".json"})
KEPT = 3
"""How many built trees stay."""
A_YEAR = 365 * 24 * 3600
"""How long a browser may keep a file, in seconds: its address never holds anything else."""
COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|/\*.*?\*/', re.DOTALL)


class AssetMissing(LookupError):
    """A page asked for a static file that does not exist."""


@dataclass(frozen=True)
class Built:
    """A built tree, ready to be served under its hash."""

    hash: str
    folder: Path

    def url(self, path: str) -> str:
        """Give the address of one file, such as `css/public.css`."""
        if not (self.folder / path).is_file():
            raise AssetMissing(f"there is no static file {path}")
        return f"/static/{self.hash}/{path}"


def build(source: Path, cache: Path) -> Built:
    """Build the tree in `cache`, unless its hash is there already.

    Two processes may race. Each writes its own folder and renames it; who comes second
    discards.
    """
    name = tree_hash(source)
    built = Built(name, cache / name)
    if not built.folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".building-", dir=cache))
        _write(source, work / "tree")
        _move(work / "tree", built.folder)
        shutil.rmtree(work)
        _forget_old(cache, built.folder)
    return built


def tree_hash(source: Path) -> str:
    """Hash all paths and all bytes: 12 hex digits of SHA-256."""
    digest = hashlib.sha256()
    for path in _files(source):
        for part in (path.relative_to(source).as_posix().encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:12]


def _files(source: Path) -> list[Path]:
    return sorted(path for path in source.rglob("*") if path.is_file())


def _write(source: Path, folder: Path) -> None:
    for path in _files(source):
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)  # not its mode: an installed tree may be read-only
    for name in BUNDLES:
        (folder / "css" / f"{name}.css").write_text(_bundle(source / "css", name), encoding="utf-8")
    for path in _files(folder):
        if path.suffix in COMPRESSED:
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _bundle(css: Path, name: str) -> str:
    sheets = (css / f"{name}.txt").read_text(encoding="utf-8").split()
    return "\n".join(_without_comments((css / sheet).read_text(encoding="utf-8")) for sheet in sheets)


def _without_comments(sheet: str) -> str:
    """Leave comments out, but not what only looks like one inside a text."""
    bare = COMMENT.sub(lambda found: found[0] if found[0].startswith('"') else "", sheet)
    return "\n".join(line for line in bare.splitlines() if line.strip())


def _move(work: Path, folder: Path) -> None:
    try:
        work.rename(folder)
    except OSError:  # another process was first
        if not folder.is_dir():
            raise


def _forget_old(cache: Path, current: Path) -> None:
    """Keep the newest folders: pages that are open still ask for theirs."""
    others = [path for path in cache.iterdir() if path != current and not path.name.startswith(".")]
    newest_first = sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
