"""Files that are made to do harm, locked, damaged or not what they say are refused, each with its reason."""

import io
import time

import pytest

from consult.drafts import importing
from consult.drafts.reading import apart, gathering, package, pdf
from consult.drafts.reading import docx as word_reading
from consult.drafts.reading.problems import PROBLEMS, Unreadable
from consult.drafts.refusals import words_of
from consult.files.rules import BadFile
from tests.drafts.reading.word import SPACES, docx, p
from tests.drafts.reading.writer import odt
from tests.drafts.reading.writer import p as odt_p
from tests.files.conftest import DOCX, packed

LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
ELSEWHERE = "<!DOCTYPE w [<!ENTITY i SYSTEM 'file:///etc/passwd'>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def pdf_of(*objects, trailer=""):
    """Write a PDF of these objects, the first of which is its catalogue."""
    content = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    begin = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return content + f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{begin}\n%%EOF\n".encode()


def pages(count, *, trailer=""):
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    catalogue = "<</Type/Catalog/Pages 2 0 R>>"
    return pdf_of(catalogue, f"<</Type/Pages/Kids[{kids}]/Count {count}>>", *[page] * count, trailer=trailer)


LOCK = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>/ID[<{'43' * 16}><{'43' * 16}>]"


def document(definition, body="&i;"):
    text = f'<?xml version="1.0"?>{definition}]><w:document {SPACES}><w:body>{p(body)}</w:body></w:document>'
    return packed(DOCX | {"word/document.xml": text.replace("&amp;", "&")})


HOSTILE = {
    "laughs.docx": (document(LAUGHS), "broken"),
    "elsewhere.docx": (document(ELSEWHERE), "broken"),
    "truncated.docx": (docx(p("§ 1. Tekst"))[:-300], "broken"),
    "no-document.docx": (packed(DOCX), "broken"),
    "bomb.docx": (packed(DOCX | {"word/document.xml": "<x/>" + " " * 40_000_000}), "packed"),
    "traversal.docx": (packed(DOCX | {"../../etc/passwd": "x"}), "packed"),
    "macros.docx": (packed(DOCX | {"word/vbaProject.bin": "x"}), "macros"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
    "old.doc": (OLE, "old_word"),
    "old.docx": (OLE, "old_word"),
    "not-old.doc": (b"{\\rtf1}", "kind"),
    "locked.odt": (odt(odt_p("x"), **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "locked"),
    "pdf.docx": (pages(1), "mismatch"),
    "word.odt": (docx(p("x")), "mismatch"),
    "page.pdf": (b"<!doctype html><script>alert(1)</script>", "mismatch"),
    "empty.pdf": (b"", "empty"),
    "nothing.pdf": (b"%PDF-1.7\n%%EOF\n", "broken"),
    "long.pdf": (pages(10_000), "too_many_pages"),
    "locked.pdf": (pages(1, trailer=LOCK), "locked"),
    "scan.pdf": (pages(3), "scan"),
    "empty.docx": (docx(p(""), p(" ")), "no_units"),
    "control.docx": (docx(p("a\ufdd0b")), "unstorable"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_seconds(name, tmp_path):
    content, problem = HOSTILE[name]
    began = time.process_time()
    with pytest.raises((BadFile, importing.NotADraft)) as caught:
        importing.take(io.BytesIO(content), name, tmp_path)
    assert caught.value.problem == problem
    assert time.process_time() - began < 5
    assert not list(tmp_path.iterdir())


def test_every_problem_has_words(app):
    with app.test_request_context():
        assert all(map(words_of, {*PROBLEMS, *(problem for _, problem in HOSTILE.values())}))


@pytest.mark.parametrize(
    "data",
    [
        ELSEWHERE.replace("<!DOCTYPE", "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE").encode("utf-16"),
        b"<a>" * 100_000,
        b"<a>" * 2000 + b"</a>" * 2000,
        b"<a>",
        b"<!DOCTYPE a><a/>",
    ],
)
def test_xml_that_is_not_parsed(data):
    with pytest.raises(Unreadable, match="broken"):
        package.parsed(data)


def test_limits(monkeypatch):
    content = docx(*[p("§ 1. Tekst")] * 30)
    for where, name in ((package, "LONGEST_XML"), (gathering, "MOST_BLOCKS"), (gathering, "MOST_CHARACTERS")):
        with monkeypatch.context() as patched:
            patched.setattr(where, name, 20)
            with pytest.raises(Unreadable, match="too_long"):
                word_reading.read(content)
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", -1)
    with pytest.raises(Unreadable, match="too_long"):
        pdf.read(pages(1))


def test_a_reader_that_breaks_or_does_not_end(monkeypatch):
    with pytest.raises(Unreadable, match="broken"):
        apart.read_apart("unknown", b"")
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.0005)
    with pytest.raises(Unreadable, match="too_slow"):
        apart.read_apart("docx", b"")


@pytest.mark.parametrize(
    "answer",
    [b"", b"{}", b"[]", b'{"problem": "no such"}', b'{"document": {"blocks": [{"text": 1}], "width": null}}'],
)
def test_an_answer_that_is_none(answer):
    with pytest.raises(Unreadable, match="broken"):
        apart._document(answer)
