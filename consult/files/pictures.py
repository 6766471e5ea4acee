"""Take off what a picture tells beside itself: place, owner, camera, words, thumbnails, what hangs behind its end.

The picture's own data are copied as they are, never encoded anew. Of the Exif data one thing stays: which way
up the picture is shown.
"""

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from zlib import crc32

JPEG_BEGINS = b"\xff\xd8"
JPEG_ENDS = 0xD9
SCAN = 0xDA
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""
EXIF_SEGMENT = 0xE1
EXIF = b"Exif\0\0"
KEPT_SEGMENTS: Mapping[int, bytes] = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Of the segments of applications, those without which the colours would be wrong, by their first bytes."""
APPLICATIONS = range(0xE0, 0xF0)
COMMENT = 0xFE
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the data of a scan: a marker that is neither a filler nor a restart."""

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
PNG_ENDS = b"IEND"
EXIF_CHUNK = b"eXIf"
KEPT_CHUNKS = frozenset(
    {b"acTL", b"bKGD", b"cHRM", b"cICP", b"fcTL", b"fdAT", b"gAMA", b"hIST", b"iCCP", b"pHYs", b"sBIT", b"sPLT"}
    | {b"sRGB", b"tRNS"}
)
"""Of the chunks that a picture can do without, those that change how it looks."""
ANCILLARY = 0x20

ORIENTATION = 0x0112
UPRIGHT = 1
WAYS_UP = range(1, 9)
SHORT = 3
ENTRY_BYTES = 12


class BrokenPicture(Exception):
    """The file does not hold together as a picture."""


def without_metadata(picture: bytes, media_type: str) -> bytes:
    """Give the picture without what it tells beside itself; raise `BrokenPicture`. Other files stay as they are."""
    clean = CLEANERS.get(media_type)
    if clean is None:
        return picture
    try:
        return b"".join(clean(picture))
    except (IndexError, struct.error) as cut_off:
        raise BrokenPicture from cut_off


def _jpeg(picture: bytes) -> Iterator[bytes]:
    """Give the parts of a JPEG that stay: its segments, and between them the data of its scans."""
    if not picture.startswith(JPEG_BEGINS):
        raise BrokenPicture
    yield JPEG_BEGINS
    at = len(JPEG_BEGINS)
    while at < len(picture):
        marker, at = _marker(picture, at)
        if marker == JPEG_ENDS:
            yield bytes((0xFF, JPEG_ENDS))
            return
        if marker in ALONE:
            yield bytes((0xFF, marker))
            continue
        end = at + struct.unpack_from(">H", picture, at)[0]
        if end > len(picture):
            raise BrokenPicture
        yield _segment(marker, picture[at + 2 : end])
        at = end
        if marker == SCAN:
            following = AFTER_SCAN.search(picture, at)
            after = following.start() if following else len(picture)
            yield picture[at:after]
            at = after


def _marker(picture: bytes, at: int) -> tuple[int, int]:
    """Read a marker and where it ends; it may have fillers in front."""
    if picture[at] != 0xFF:  # noqa: PLR2004  # what every marker begins with
        raise BrokenPicture
    while picture[at] == 0xFF:  # noqa: PLR2004
        at += 1
    return picture[at], at + 1


def _segment(marker: int, held: bytes) -> bytes:
    """Give a segment as it stays: whole, with nothing but the way up, or nothing."""
    if marker == EXIF_SEGMENT:
        way_up = _way_up(held[len(EXIF) :]) if held.startswith(EXIF) else None
        return _written(marker, EXIF + _only(way_up)) if way_up else b""
    kept = KEPT_SEGMENTS.get(marker)
    if marker == COMMENT or (marker in APPLICATIONS and (kept is None or not held.startswith(kept))):
        return b""
    return _written(marker, held)


def _written(marker: int, held: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(held) + 2) + held


def _png(picture: bytes) -> Iterator[bytes]:
    """Give the chunks of a PNG that stay."""
    if not picture.startswith(PNG_BEGINS):
        raise BrokenPicture
    yield PNG_BEGINS
    at, kind = len(PNG_BEGINS), b""
    while kind != PNG_ENDS:
        length, kind = struct.unpack_from(">I4s", picture, at)
        end = at + 12 + length
        if end > len(picture):
            raise BrokenPicture
        if kind == EXIF_CHUNK and (way_up := _way_up(picture[at + 8 : end - 4])):
            yield _chunk(EXIF_CHUNK, _only(way_up))
        elif kind in KEPT_CHUNKS or not kind[0] & ANCILLARY:
            yield picture[at:end]
        at = end


def _chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", crc32(kind + held))


def _way_up(tiff: bytes) -> int | None:
    """Read from Exif data how the picture is to be turned; nothing where it is upright or not said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + number * ENTRY_BYTES)
            if (tag, kind) == (ORIENTATION, SHORT):
                return value if value in WAYS_UP and value != UPRIGHT else None
    except struct.error:
        return None
    return None


def _only(way_up: int) -> bytes:
    """Write Exif data that say the way up and nothing else."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, SHORT, 1, way_up, 0, 0)


CLEANERS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {"image/jpeg": _jpeg, "image/png": _png}
"""How pictures are cleaned, by their kind."""
