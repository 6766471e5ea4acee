"""Files that are archives of XML: what DOCX and ODT share."""

import io
import struct
from collections.abc import Mapping
from pathlib import Path
from string import Template
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

SKELETONS = Path(__file__).parent / "skeletons"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same document is the same file."""
PNG_SIZE = struct.Struct(">II")


def packed(parts: Mapping[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    """Pack the parts in their order; those that are named stay uncompressed."""
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()


def skeleton(folder: str, **values: str) -> dict[str, str]:
    """Read the parts that are the same in every document, with some values put in; they are escaped already."""
    root = SKELETONS / folder
    return {
        path.relative_to(root).as_posix(): Template(path.read_text(encoding="utf-8")).substitute(values)
        for path in sorted(root.rglob("*.*"))
        if path.is_file()
    }


def height_of(picture: bytes, width: float) -> float:
    """Tell how high a PNG is that is so wide."""
    across, down = PNG_SIZE.unpack_from(picture, 16)
    return width * float(down) / float(across)


def shares(widths: tuple[int, ...], whole: int) -> list[int]:
    """Share a width among columns."""
    total = sum(widths)
    return [whole * width // total for width in widths]
