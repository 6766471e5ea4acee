"""A picture is kept, what it tells of its place and owner is not (TRUST 4.1)."""

import struct
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.files.pictures import BrokenPicture, without_metadata

PLACE = b"GPS 50.87 N, by Anna, Silnica"
SCAN = b"\x12\xff\x00\x34\xff\xd0\x56"
"""Data of a scan, with a filled byte and a restart in it."""


def segment(marker, held):
    return struct.pack(">BBH", 0xFF, marker, len(held) + 2) + held


def exif(way_up, order=">"):
    head = struct.pack(f"{order}2sHI", b"MM" if order == ">" else b"II", 42, 8)
    place = struct.pack(f"{order}HHII", 0x8825, 4, 1, 38)
    turned = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, way_up, 0)
    return b"Exif\0\0" + head + struct.pack(f"{order}H", 2) + turned + place + b"\0\0\0\0" + PLACE


def jpeg(*told):
    tables = segment(0xDB, b"\0" * 65) + segment(0xC0, b"\x08\0\1\0\1\1\1\x11\0")
    first = segment(0xDA, b"\1\1\0\0\x3f\0") + SCAN
    second = segment(0xC4, b"\0" * 17) + first
    return b"\xff\xd8" + b"".join(told) + tables + first + second + b"\xff\xd9"


ICC = segment(0xE2, b"ICC_PROFILE\0\1\1profile")
COLOURS = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + ICC + segment(0xEE, b"Adobe\0")
TOLD = (
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
    segment(0xE2, b"MPF\0" + PLACE),
    segment(0xED, b"Photoshop 3.0\0" + PLACE),
    segment(0xEC, PLACE),
    segment(0xFE, PLACE),
    segment(0xE0, b"JFXX\0" + PLACE),
)
MINE = jpeg(COLOURS, segment(0xE1, exif(6)), *TOLD)


def chunk(kind, held):
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", crc32(kind + held))


def png(*told):
    begins = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0") + chunk(b"gAMA", b"\0\0\xb1\x8f")
    return begins + b"".join(told) + chunk(b"IDAT", b"pixels") + chunk(b"IEND", b"")


@pytest.mark.parametrize("order", "<>")
def test_a_photograph_keeps_its_data_and_the_way_up(order):
    told = jpeg(COLOURS, segment(0xE1, exif(6, order)), *TOLD)
    cleaned = without_metadata(told, "image/jpeg")
    only = b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
    assert cleaned == jpeg(COLOURS, segment(0xE1, only))
    assert without_metadata(cleaned, "image/jpeg") == cleaned


def test_of_an_upright_photograph_nothing_is_told():
    assert without_metadata(jpeg(segment(0xE1, exif(1)), *TOLD), "image/jpeg") == jpeg()


def test_what_hangs_behind_the_end_goes_too():
    """Telephones put further pictures and films there, with their own places."""
    assert without_metadata(MINE + jpeg(segment(0xE1, PLACE)), "image/jpeg") == without_metadata(MINE, "image/jpeg")
    assert without_metadata(png() + PLACE, "image/png") == png()


def test_a_picture_without_loss_keeps_its_colours_and_the_way_up():
    told = (
        chunk(b"tEXt", b"Author\0" + PLACE),
        chunk(b"zTXt", PLACE),
        chunk(b"iTXt", PLACE),
        chunk(b"tIME", b"1234567"),
    )
    assert without_metadata(png(*told, chunk(b"eXIf", exif(1)[6:])), "image/png") == png()
    turned = without_metadata(png(*told, chunk(b"eXIf", exif(8)[6:])), "image/png")
    assert (b"Silnica" in turned, b"eXIf" in turned, len(turned) - len(png())) == (False, True, 12 + 26)
    assert without_metadata(turned, "image/png") == turned


@pytest.mark.parametrize("said", [b"", b"MM\0*", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\0\x09"])
def test_broken_notes_are_taken_off_like_whole_ones(said):
    assert without_metadata(jpeg(segment(0xE1, b"Exif\0\0" + said)), "image/jpeg") == jpeg()


@pytest.mark.parametrize(
    ("kind", "picture"),
    [("jpeg", b"\xff\xd8\xffrest"), ("jpeg", b"\xff\xd8\xff\xe1\xff\xff"), ("jpeg", jpeg()[:30]), ("png", png()[:-13])],
)
def test_what_does_not_hold_together_is_refused(kind, picture):
    with pytest.raises(BrokenPicture):
        without_metadata(picture, f"image/{kind}")


@given(st.sampled_from(["jpeg", "png"]), st.binary(max_size=200), st.integers(0, 400))
def test_whatever_is_sent_is_cleaned_or_refused(kind, noise, cut):
    whole = MINE if kind == "jpeg" else png(chunk(b"tEXt", PLACE))
    try:
        cleaned = without_metadata(whole[:cut] + noise, f"image/{kind}")
    except BrokenPicture:
        return
    assert without_metadata(cleaned, f"image/{kind}") == cleaned


def test_other_files_stay_as_they_are():
    assert without_metadata(b"%PDF-" + PLACE, "application/pdf") == b"%PDF-" + PLACE
