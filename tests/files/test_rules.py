import io
import struct
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.files.archives import MOST_ENTRIES
from consult.files.forms import WORDS
from consult.files.rules import KINDS, LONGEST_NAME, PROBLEMS, BadFile, clean_name, judge, size_words
from tests.files.conftest import CONTENT_TYPES, DOCX, GOOD, ODS, ODT, XLSX, packed

NBSP = "\N{NO-BREAK SPACE}"
ZEROS = b"\0" * (60 * 1024 * 1024)


def problem_of(name, content):
    with pytest.raises(BadFile) as caught:
        judge(name, io.BytesIO(content))
    return caught.value.problem


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file(name):
    assert judge(name, io.BytesIO(GOOD[name])).media_type == KINDS[name[2:]].media_type


@pytest.mark.parametrize(("kind", "entries"), [("docx", DOCX), ("xlsx", XLSX), ("odt", ODT), ("ods", ODS)])
def test_a_good_document(kind, entries):
    content = packed(entries)
    assert judge(f"a.{kind.upper()}", io.BytesIO(content)).media_type == KINDS[kind].media_type
    for other in {"docx", "xlsx", "odt", "ods", "pdf", "txt", "png"} - {kind}:
        assert problem_of(f"a.{other}", content) == "mismatch"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("a.pdf", b" %PDF-1.7"),
        ("a.jpg", b"GIF89a/*"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.txt", b"<html>"),
        ("a.csv", b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>"),
        ("a.txt", b"\n<!DOCTYPE html>"),
        ("a.txt", GOOD["a.pdf"]),
        ("a.docx", GOOD["a.pdf"]),
        ("a.docx", packed({"x": "y"})),
        ("a.docx", packed(DOCX | {"xl/workbook.xml": "<x/>"})),
        ("a.odt", packed(ODT | DOCX)),
        ("a.docx", packed(DOCX | ODT)),
    ],
)
def test_what_it_holds_is_not_what_it_says(name, content):
    assert problem_of(name, content) == "mismatch"


@pytest.mark.parametrize(
    "name",
    ["a.svg", "a.html", "a.exe", "a", "", ".htaccess", "a.pdf.exe", "a.php", "a.docm", "a.zip", "pdf", "a.pdf\0.exe"],
)
def test_kinds_that_are_not_taken(name):
    assert problem_of(name, GOOD["a.pdf"]) == "kind"


def test_an_empty_file():
    assert problem_of("a.pdf", b"") == "empty"


@pytest.mark.parametrize(
    "content", [b"a\0b", b"\xff\xfea\0", "ąę".encode("cp1250"), b"a" * 65_536 + b"\xc5", b"\x1b[2J"]
)
def test_text_that_is_not_utf8(content):
    assert problem_of("a.csv", content) == "encoding"


@pytest.mark.parametrize(
    "entries",
    [
        DOCX | {"word/vbaProject.bin": "x"},
        DOCX | {"word/activeX/activeX1.xml": "x"},
        XLSX | {"xl/macrosheets/sheet1.xml": "x"},
        XLSX | {CONTENT_TYPES: "<x ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/>"},
        ODT | {"Basic/Standard/Module1.xml": "x"},
        ODS | {"Scripts/python/x.py": "x"},
        DOCX | {"word/embeddings/run.EXE": "x"},
    ],
)
def test_macros_are_refused(entries):
    kinds = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
    kind = next((kinds[name] for name in entries if name in kinds), "odt")
    assert problem_of(f"a.{kind}", packed(entries)) == "macros"


@pytest.mark.parametrize(
    "content",
    [
        packed(DOCX | {"word/media/zeros": ZEROS}),
        packed(DOCX | {f"word/media/{number}": "" for number in range(MOST_ENTRIES)}),
        packed(
            DOCX | {f"word/media/{number:0300}": "" for number in range(2900)} | {"x" * 60_000: ""} | {"y" * 60_000: ""}
        ),
        packed(DOCX | {"../../etc/passwd": "x"}),
        packed(DOCX | {"/etc/passwd": "x"}),
        packed(DOCX | {"word\\..\\x": "x"}),
        packed(DOCX | {"C:/x": "x"}),
        packed(DOCX, external_attr=0o120777 << 16),
    ],
    ids=["zeros", "entries", "directory", "up", "root", "backslash", "drive", "link"],
)
def test_bombs_and_odd_names_are_refused(content):
    assert problem_of("a.docx", content) == "packed"


def test_entries_over_one_another_are_refused():
    content = bytearray(packed(DOCX))
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<L", 0)
    assert problem_of("a.docx", bytes(content)) == "packed"


def test_a_repeated_entry_is_refused():
    content = packed(DOCX | {"word/documenu.xml": "x"}).replace(b"word/documenu.xml", b"word/document.xml")
    assert problem_of("a.docx", content) == "packed"


@pytest.mark.parametrize(
    "content",
    [
        packed(DOCX)[:-1],
        packed(DOCX, comment=b"<script>"),
        packed(DOCX) + b"<html>",
        packed(DOCX)[:200],
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\0" * 500,
        b"PK\x03\x04" + packed(DOCX),
    ],
)
def test_damaged_archives_and_archives_with_more_in_them(content):
    assert problem_of("a.docx", content) == "broken"


def test_an_encrypted_archive_is_refused():
    content = packed(DOCX).replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")
    assert problem_of("a.docx", content) == "locked"


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_damage_is_an_error_of_ours(noise, place):
    content = packed(DOCX)
    try:
        judge("a.docx", io.BytesIO(content[:place] + noise + content[place + len(noise) :]))
    except BadFile as bad:
        assert bad.problem in PROBLEMS


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\x\\plan.pdf", "plan.pdf"),
        ("..%2fplan.pdf", "%2fplan.pdf"),
        ("plan.pdf\0", "plan.pdf"),
        ("pl\0an\x1b.pdf", "plan.pdf"),
        ("plan.pdf.", "plan.pdf"),
        (".htaccess", "htaccess"),
        ("  plan \u2028 a.pdf ", "plan a.pdf"),
        ("exe\u202efdp.txt", "exefdp.txt"),
        ("a\r\nContent-Type: x.pdf", "aContent-Type: x.pdf"),
        ("Załącznik nr 1.PDF", "Załącznik nr 1.PDF"),
        ("z\u0307.pdf", "ż.pdf"),
        ("", "file"),
        ("..", "file"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("x." + "p" * 300, "p" * 150),
    ],
)
def test_names_are_made_clean(given_name, kept):
    assert clean_name(given_name) == kept


@given(st.text(max_size=400))
def test_every_name_is_safe(name):
    clean = clean_name(name)
    assert 0 < len(clean) <= LONGEST_NAME
    assert not {"/", "\\"} & set(clean)
    assert not any(category(c)[0] == "C" for c in clean)
    assert clean not in {".", ".."}
    assert clean_name(clean) == clean


@pytest.mark.parametrize(
    ("size", "language", "words"),
    [
        (0, "pl", f"0{NBSP}B"),
        (999, "pl", f"999{NBSP}B"),
        (1000, "pl", f"1{NBSP}kB"),
        (340_400, "pl", f"340{NBSP}kB"),
        (999_499, "en", f"999{NBSP}kB"),
        (999_500, "en", f"1{NBSP}MB"),
        (1_230_000, "pl", f"1,2{NBSP}MB"),
        (1_230_000, "en", f"1.2{NBSP}MB"),
        (20_000_000, "uk", f"20{NBSP}MB"),
        (999_900_000, "pl", f"999,9{NBSP}MB"),
        (999_950_000, "pl", f"1{NBSP}GB"),
        (12_345_000_000, "pl", f"12,3{NBSP}GB"),
    ],
)
def test_sizes_in_words(size, language, words):
    assert size_words(size, language) == words


def test_every_problem_has_words():
    assert WORDS.keys() | {"too_large"} == set(PROBLEMS)
