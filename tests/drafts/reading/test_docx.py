"""Word's documents are read as Word shows them."""

from io import BytesIO

import pytest

from consult.drafts.reading import docx as reading
from consult.drafts.reading import package
from consult.drafts.rules.parsing import parse_document
from consult.files.archives import kind_of
from tests.drafts.reading.word import (
    SPACES,
    abstract,
    bold,
    docx,
    level,
    notes,
    num,
    p,
    picture,
    run,
    style,
    table,
)
from tests.files.conftest import CONTENT_TYPES, packed

PLAIN = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%2)"), level(2, "lowerLetter", "%3)"))
STATUTE = abstract(
    1,
    level(0, "decimal", "Rozdział %1."),
    level(1, "decimal", "§ %2.", restart=0),
    level(2, "decimal", "%3."),
    level(3, "decimal", "%4)"),
    level(4, "lowerLetter", "%5)"),
    level(5, "bullet", "\uf02d"),
)


def numbers(*paragraphs, numbering):
    """Give the numbers that paragraphs show, each given as (num, level)."""
    content = docx(*(p("x", num=key, at=at) for key, at in paragraphs), numbering=numbering)
    return [block.number for block in reading.read(content).blocks]


def blocks(*body, **parts):
    return reading.read(docx(*body, **parts)).blocks


def texts(*body, **parts):
    return [block.text for block in blocks(*body, **parts)]


def cut(*body, **parts):
    return [(unit.label, unit.text) for unit in parse_document(reading.read(docx(*body, **parts)))]


def test_levels_begin_anew_under_each_that_is_above_them():
    shown = numbers((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), numbering=PLAIN + num(1, 1))
    assert shown == ["1.", "1)", "2)", "a)", "2.", "1)", "a)"]


def test_sections_count_through_all_chapters():
    shown = numbers((1, 0), (1, 1), (1, 2), (1, 1), (1, 0), (1, 1), (1, 2), numbering=STATUTE + num(1, 1))
    assert shown == ["Rozdział 1.", "§ 1.", "1.", "§ 2.", "Rozdział 2.", "§ 3.", "1."]


def test_a_level_that_begins_anew_after_one_far_above_only():
    levels = [level(0, "decimal", "%1."), level(1, "decimal", "%2)"), level(2, "lowerLetter", "%3)", restart=1)]
    shown = numbers((1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2), numbering=abstract(1, *levels) + num(1, 1))
    assert shown == ["1.", "1)", "a)", "2)", "b)", "2.", "a)"]


def test_lists_on_one_definition_count_on_until_one_begins_anew():
    numbering = PLAIN + num(1, 1) + num(2, 1) + num(3, 1, starts={0: 1}) + num(4, 1, starts={0: 7})
    assert numbers((1, 0), (2, 0), (3, 0), (3, 0), (4, 0), (1, 0), numbering=numbering) == [
        "1.", "2.", "1.", "2.", "7.", "8.",
    ]  # fmt: skip


def test_a_level_is_written_anew_by_a_list():
    written = level(0, "upperRoman", "%1.", start=4)
    changed = num(2, 1, more=f'<w:lvlOverride w:ilvl="0">{written}</w:lvlOverride>')
    assert numbers((2, 0), (2, 0), numbering=PLAIN + changed) == ["IV.", "V."]


@pytest.mark.parametrize(
    ("form", "start", "text", "shown"),
    [
        ("decimalZero", 9, "%1.", ["09.", "10."]),
        ("lowerLetter", 26, "%1)", ["z)", "aa)"]),
        ("upperLetter", 2, "%1.", ["B.", "C."]),
        ("lowerRoman", 3, "(%1)", ["(iii)", "(iv)"]),
        ("upperRoman", 9, "%1", ["IX", "X"]),
        ("ordinal", 1, "%1", ["1.", "2."]),
        ("none", 1, "Uwaga", ["Uwaga", "Uwaga"]),
        ("decimal", 1, "Art. %1.", ["Art. 1.", "Art. 2."]),
        ("bullet", 1, "\uf0b7", ["•", "•"]),
        ("bullet", 1, "–", ["–", "–"]),
        ("lowerLetter", 100_000_000, "%1)", ["0)", "a)"]),
    ],
)
def test_forms_of_numbers(form, start, text, shown):
    assert numbers((1, 0), (1, 0), numbering=abstract(1, level(0, form, text, start=start)) + num(1, 1)) == shown


def test_legal_numbering_shows_roman_chapters_as_figures():
    levels = [level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3", legal=True)]
    shown = numbers((1, 0), (1, 0), (1, 1), (1, 2), (1, 2), numbering=abstract(1, *levels) + num(1, 1))
    assert shown == ["I.", "II.", "II.1.", "2.1.1", "2.1.2"]


def test_what_names_no_list_that_there_is():
    assert numbers((9, 0), (0, 0), (1, 8), (1, 40), numbering=PLAIN + num(1, 1)) == ["", "", "", ""]


def test_numbers_that_styles_give():
    styles = (
        style("Par", "Paragraf", num=1)
        + style("Ust", "Ustęp", based="Par", at=1)
        + style("Nic", "Bez", based="Par", num=0)
        + style("Pkt", "Punkt", num=1)
        + style("Lista", "Lista", num=2, kind="numbering")
        + style("Kolo", "Koło", based="Kolo")
    )
    numbering = (
        abstract(1, level(0, "decimal", "§ %1."), level(1, "decimal", "%2."), level(2, "decimal", "%3)", style="Pkt"))
        + abstract(2, level(0, "decimal", "%1/"))
        + abstract(3, more='<w:numStyleLink w:val="Lista"/>')
        + num(1, 1) + num(2, 2) + num(3, 3)
    )  # fmt: skip
    body = [p("x", style=key) for key in ("Par", "Ust", "Ust", "Nic", "Pkt", "Par", "Kolo")]
    body += [p("x", style="Par", num=0), p("x", num=3, at=0), p("x", style="Ust", at=0, num=1)]
    found = blocks(*body, numbering=numbering, styles=styles)
    assert [block.number for block in found] == ["§ 1.", "1.", "2.", "", "1)", "§ 2.", "", "", "1/", "§ 3."]


def test_a_statute_with_automatic_numbers():
    body = [
        p("Postanowienia ogólne", num=1, at=0),
        p("Ilekroć mowa o:", num=1, at=1),
        p("gminie – jest to Gmina;", num=1, at=3),
        p("organizacji – są to:", num=1, at=3),
        p("stowarzyszenia,", num=1, at=4),
        p("fundacje:", num=1, at=4),
        p("z siedzibą tutaj,", num=1, at=5),
        p("", num=1, at=1),
        p("Pierwszy ustęp.", num=1, at=2),
        p("Drugi ustęp.", num=1, at=2),
    ]
    assert cut(*body, numbering=STATUTE + num(1, 1)) == [
        ("rozdział 1", "Postanowienia ogólne"),
        ("§ 1", "Ilekroć mowa o:"),
        ("§ 1 pkt 1", "gminie – jest to Gmina;"),
        ("§ 1 pkt 2", "organizacji – są to:"),
        ("§ 1 pkt 2 lit. a", "stowarzyszenia,"),
        ("§ 1 pkt 2 lit. b", "fundacje:"),
        ("§ 1 pkt 2 lit. b tiret 1", "z siedzibą tutaj,"),
        ("§ 2", ""),
        ("§ 2 ust. 1", "Pierwszy ustęp."),
        ("§ 2 ust. 2", "Drugi ustęp."),
    ]


def test_written_and_automatic_numbers_in_one_text():
    body = [
        p(bold("§ 1."), "<w:r><w:tab/></w:r>", "1. Pierwszy."),
        p("Drugi:", num=1, at=0),
        p("a)", "<w:r><w:tab/></w:r>", "litera;"),
        p("§ 2."),
        p(bold("O czym mowa")),
        p("Punkt.", num=2, at=1),
    ]
    numbering = PLAIN + num(1, 1, starts={0: 2}) + num(2, 1)
    assert cut(*body, numbering=numbering) == [
        ("§ 1", ""), ("§ 1 ust. 1", "Pierwszy."), ("§ 1 ust. 2", "Drugi:"), ("§ 1 ust. 2 lit. a", "litera;"),
        ("§ 2", "O czym mowa"), ("§ 2 pkt 1", "Punkt."),
    ]  # fmt: skip


def test_headings_by_their_outline():
    deep = style("Wlasny", "Mój nagłówek", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    levels = ['<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="9"/>']
    body = [p("a", style="Wlasny"), *(p("b", properties=level) for level in levels)]
    assert [block.heading for block in blocks(*body, styles=deep)] == [4, 2, 0]


def test_words_whose_paragraph_never_ends():
    old = f"<mc:Fallback>{p('stare')}</mc:Fallback>"
    choice = f"<mc:AlternateContent><mc:Choice>{p('wybrane')}</mc:Choice>{old}</mc:AlternateContent>"
    rows = table(("a", "b")).replace("<w:tr>", "<w:sdt><w:tr>").replace("</w:tr>", "</w:tr></w:sdt>")
    assert texts(choice, rows, p("ostatnie", mark="<w:del/>")) == ["wybrane", "| a | b |", "ostatnie"]


def test_a_plain_document_has_headings_and_numbered_paragraphs():
    numbering = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "bullet", "o")) + num(
        1, 1
    )
    body = [
        p("Strategia", style="Tytu"),
        p("Wstęp", style="Nagwek1"),
        p("Zwykłe zdanie."),
        p("Cele", style="Nagwek1", num=1, at=0),
        p("Cel pierwszy", style="Nagwek2", num=1, at=1),
        p(bold("Działania")),
        p("Jedno", num=1, at=2),
    ]
    found = parse_document(reading.read(docx(*body, numbering=numbering)))
    assert [(unit.kind, unit.level, unit.whole) for unit in found] == [
        ("heading", 0, "Strategia"), ("heading", 1, "Wstęp"), ("text", 2, "Zwykłe zdanie."),
        ("heading", 1, "1. Cele"), ("heading", 2, "1.1. Cel pierwszy"), ("heading", 3, "Działania"),
        ("indent", 4, "• Jedno"),
    ]  # fmt: skip


def test_an_annex_may_be_written_in_another_way():
    body = [p("§ 1. Uchwala się program."), p("Załącznik do uchwały"), p("Cele", style="Nagwek1"), p("1. Zdanie.")]
    assert [label for label, _ in cut(*body)] == ["§ 1", "załącznik", "Cele", "Cele, 1"]


def test_a_list_of_its_own_further_to_the_right():
    far = '<w:ind w:left="1080"/>'
    numbering = PLAIN + num(1, 1) + abstract(2, level(0, "decimal", "%1.")) + num(2, 2)
    near = '<w:ind w:left="360"/>'
    places = ((1, near), (1, near), (2, far), (2, far), (1, near))
    body = [p("x", num=key, at=0, properties=indent) for key, indent in places]
    found = parse_document(reading.read(docx(*body, numbering=numbering)))
    assert [unit.label for unit in found] == ["1", "2", "2 1", "2 2", "3"]


def test_deep_lists_of_signs_and_unusual_numbers():
    levels = [
        level(0, "bullet", "-"),
        level(1, "bullet", "o"),
        level(2, "lowerRoman", "%3."),
        level(3, "decimal", "(%4)"),
    ]
    body = [p("§ 1. Wykaz:"), *(p("x", num=1, at=at) for at in (0, 1, 1, 2, 2, 3, 0))]
    found = parse_document(reading.read(docx(*body, numbering=abstract(1, *levels) + num(1, 1))))
    assert [unit.level for unit in found] == [0, 1, 2, 2, 3, 3, 4, 1]


def test_tracked_changes():
    body = [
        p("Było ", f"<w:ins>{run('jest')}</w:ins>", "<w:del><w:r><w:delText>nie ma</w:delText></w:r></w:del>", "."),
        p(f"<w:moveFrom>{run('stąd')}</w:moveFrom>", f"<w:moveTo>{run('tutaj')}</w:moveTo>"),
        p("Pierwsza połowa", mark="<w:del/>", num=1, at=0),
        p(" i druga", num=1, at=0),
        p("następny", num=1, at=0),
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ]  # fmt: skip
    found = blocks(*body, numbering=PLAIN + num(1, 1))
    assert [f"{block.number} {block.text}".strip() for block in found] == [
        "Było jest.", "tutaj", "1. Pierwsza połowa i druga", "2. następny",
    ]  # fmt: skip


def test_what_is_not_shown_is_not_read():
    gallery = '<w:docPartGallery w:val="Table of Contents"/>'
    contents = f"<w:sdtPr><w:docPartObj>{gallery}</w:docPartObj></w:sdtPr>"
    body = [
        p("Widać", run(" nie", "<w:vanish/>"), run(" tak", '<w:vanish w:val="0"/>')),
        p(run("styl", '<w:rStyle w:val="Ukryty"/>')),
        p(run("cały", "<w:vanish/>"), mark="<w:vanish/>", num=1, at=0),
        p("Spis ..... 3", style="Spistreci1"),
        f"<w:sdt>{contents}<w:sdtContent>{p('Spis treści')}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtContent>{p('Pole')}</w:sdtContent></w:sdt>",
        p("<w:r><w:instrText>PAGE</w:instrText></w:r>", f"<w:hyperlink>{run('odsyłacz')}</w:hyperlink>"),
        p("po", num=1, at=0),
    ]  # fmt: skip
    found = blocks(*body, numbering=PLAIN + num(1, 1))
    assert [block.text for block in found] == ["Widać tak", "Pole", "odsyłacz", "po"]
    assert found[-1].number == "1."


def test_signs_and_breaks():
    written = "<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:tab/>"
    signs = "".join(f'<w:sym w:char="{code}"/>' for code in ("F0A8", "F0B7", "zzz", "03B1"))
    assert texts(p(f"<w:r>{written}{signs}</w:r>")) == ["a-bc ☐•α"]
    lines = "§ 1. Pierwsza", "i druga, jak w", "§ 5 ustawy.", "1) punkt"
    broken = f"<w:r>{'<w:br/>'.join(f'<w:t>{line}</w:t>' for line in lines)}</w:r>"
    assert cut(p(broken)) == [("§ 1", "Pierwsza i druga, jak w § 5 ustawy."), ("§ 1 pkt 1", "punkt")]


def test_footnotes_stand_after_the_text():
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = [p("§ 1. Tekst", reference.format(2), "."), p("§ 2. Inny", reference.format(1), reference.format(7))]
    found = cut(*body, footnotes=notes(n1="Drugi przypis.", n2="Pierwszy przypis."))
    assert found == [
        ("§ 1", "Tekst[1]."), ("§ 2", "Inny[2]"),
        ("przypis 1", "Pierwszy przypis."), ("przypis 2", "Drugi przypis."),
    ]  # fmt: skip


def test_tables_row_by_row():
    content = table(("Lp.", "Cel"), (p("", num=1, at=0), p("a|b") + p("c")), ("", ""), ("2.", table(("x", "y"))))
    found = parse_document(reading.read(docx(p("§ 1. Cele:"), content, p("§ 2. x"), numbering=PLAIN + num(1, 1))))
    assert [(unit.kind, unit.label, unit.text) for unit in found[1:-1]] == [
        ("table", "§ 1 tabela 1", "| Lp. | Cel |"),
        ("row", "§ 1 tabela 1 wiersz 1", "| 1. | a¦b c |"),
        ("row", "§ 1 tabela 1 wiersz 2", "| 2. | x / y |"),
    ]
    assert [unit.level for unit in found] == [0, 1, 2, 2, 0]


def test_a_frame_of_one_column_is_no_table():
    assert cut(table((p("§ 1. W ramce") + p("1) punkt"),))) == [("§ 1", "W ramce"), ("§ 1 pkt 1", "punkt")]


def test_pictures_and_text_boxes():
    choice = f"<wps:txbx><w:txbxContent>{p('W polu')}</w:txbxContent></wps:txbx>"
    old = f"<v:textbox><w:txbxContent>{p('W polu')}</w:txbxContent></v:textbox>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{choice}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )  # fmt: skip
    found = cut(p("§ 1. Tekst", box), p(picture("Mapa gminy")), p(picture("")))
    assert found == [
        ("§ 1", "Tekst"), ("§ 1 akapit 1", "W polu"),
        ("§ 1 rysunek 1", "[Rysunek: Mapa gminy]"), ("§ 1 rysunek 2", "[Rysunek: bez opisu]"),
    ]  # fmt: skip


def test_the_strict_form_of_the_format():
    strict = package.parsed(f"<w:p {SPACES}/>".encode().replace(package.USUAL, package.STRICT))
    assert strict.tag == reading.W + "p"


def test_the_main_part_of_word_in_the_browser():
    relation = '<Relationship Id="r" Type="http://x/relationships/officeDocument" Target="/word/document2.xml"/>'
    entries = {
        CONTENT_TYPES: "<Types/>",
        "_rels/.rels": f"<Relationships>{relation}</Relationships>",
        "word/document2.xml": f"<w:document {SPACES}><w:body>{p('§ 1. Park')}</w:body></w:document>",
    }
    assert [unit.text for unit in parse_document(reading.read(packed(entries)))] == ["Park"]
    assert kind_of(BytesIO(packed(entries))) == "docx"
