"""Fetch the files of others again from npm: `make vendor`.

Each `vendor/manifest.json` names packages, versions, licences and files with their SHA-256. To take a newer
version, change the version (and the folder's name in the paths), then run this.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from tests.architecture.sources import ROOT

MANIFESTS = (ROOT / "static/vendor/manifest.json", ROOT / "tests/browser/vendor/manifest.json")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetched(package: str, version: str) -> dict[str, bytes]:
    """Give the files of a package by their last name; the shortest path wins where two have one name."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            members = sorted((m for m in tar.getmembers() if m.isfile()), key=lambda m: len(m.name), reverse=True)
            return {Path(member.name).name: tar.extractfile(member).read() for member in members}


def main() -> None:
    """Write every file that the manifests name, and its hash."""
    for path in MANIFESTS:
        packages = json.loads(path.read_text(encoding="utf-8"))
        for package in packages:
            files = fetched(package["name"], package["version"])
            for name in package["files"]:
                content = files[Path(name).name]
                target = path.parent / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                package["files"][name] = digest(content)
        path.write_text(json.dumps(packages, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
