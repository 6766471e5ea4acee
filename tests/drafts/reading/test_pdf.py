"""The text layer of a PDF: what belongs together, and what is left out."""

import typst

from consult.drafts.reading import pdf as reading
from consult.drafts.reading.pdf_lines import Printed, arrange
from consult.drafts.rules.parsing import parse_document

HEIGHT = 842
FULL = "słowo " * 15


def printed(text, base, *, page=0, left=70.0, size=11.0, is_bold=False):
    return Printed(text, page, left, base, size, is_bold, HEIGHT)


def cut(*lines, pages=1):
    return [(unit.kind, unit.label, unit.text) for unit in parse_document(arrange(lines, pages))]


def body(*texts, page=0, begin=700):
    return [printed(text, begin - 14 * place, page=page) for place, text in enumerate(texts)]


def test_headers_footers_and_page_numbers_are_left_out():
    lines = []
    for page in range(4):
        lines.append(printed("Program współpracy, wersja 2", 800, page=page))
        lines += body(f"§ {page + 1}. Tekst.", page=page)
        lines += [
            printed(f"Id: 7. Projekt Strona {page + 1}", 40, page=page),
            printed(f"- {page + 1} -", 25, page=page),
        ]
    assert [text for _, _, text in cut(*lines, pages=4)] == ["Tekst."] * 4


def test_a_section_at_the_top_of_many_pages_is_no_header():
    lines = [printed(f"§ {page + 1}.", 780, page=page) for page in range(4)]
    assert len(cut(*lines, pages=4)) == 4


def test_a_paragraph_goes_on_over_the_end_of_a_page():
    lines = [*body(f"§ 1. {FULL}", begin=110), *body("i dalej. Koniec", "zdania.", page=1)]
    assert cut(*lines, pages=2) == [("section", "§ 1", f"{FULL.strip()} i dalej. Koniec zdania.")]


def test_words_that_were_parted():
    joint = "\x02"
    lines = body(f"Sprawy społeczno{joint}gospodarcze i kul{joint}turalne oraz", "społeczno-gospodarcze.")
    assert cut(*lines)[0][2] == "Sprawy społeczno-gospodarcze i kulturalne oraz społeczno-gospodarcze."


def test_notes_at_the_bottom_stand_after_the_text():
    small = [
        printed("1 Pierwszy przypis,", 60, size=8.0),
        printed("dwa wiersze.", 50, size=8.0),
        printed("2) Drugi.", 40, size=8.0),
    ]
    lines = [*body(f"§ 1. {FULL}"), *small, *body("koniec.", page=1), printed("mały tekst", 100, page=1, size=8.0)]
    found = cut(*lines, pages=2)
    assert found[0][2] == f"{FULL.strip()} koniec."
    assert [text for kind, _, text in found if kind == "note"] == ["Pierwszy przypis, dwa wiersze.", "Drugi."]


def test_headings_are_larger_and_may_have_two_lines():
    lines = [
        printed("Strategia rozwoju", 760, size=20.0),
        printed("gminy Słonecznej", 736, size=20.0),
        printed("Wstęp", 700, size=14.0),
        *body(FULL, "koniec.", begin=680),
        printed("Rozdziały ............ 7", 600),
    ]
    found = parse_document(arrange(lines, 1))
    assert [(unit.kind, unit.level) for unit in found] == [("heading", 0), ("heading", 1), ("text", 2)]
    assert found[0].text == "Strategia rozwoju gminy Słonecznej"


def test_items_that_stand_further_left_begin():
    lines = [
        printed(f"1. {FULL}", 700),
        printed(f"2 oraz {FULL}", 686, left=85.0),
        printed("2. Drugi", 672),
        printed("Inny akapit.", 600),
    ]
    assert [kind for kind, _, _ in cut(*lines)] == ["numbered", "numbered", "text"]


def test_a_page_that_typst_made():
    source = (
        '#set page(numbering: "1")\n#set par(justify: true)\n#set text(lang: "pl", hyphenate: true)\n'
        "*§ 1.* 1. " + "konstantynopolitańczykowianeczka " * 20 + "\n\n2. Drugi ustęp:\n\n1) punkt;\n\n2) drugi punkt."
    )
    units = parse_document(reading.read(typst.compile(source.encode(), format="pdf")))
    assert [unit.label for unit in units] == ["§ 1", "§ 1 ust. 1", "§ 1 ust. 2", "§ 1 ust. 2 pkt 1", "§ 1 ust. 2 pkt 2"]
    assert set(units[1].text.split()) == {"konstantynopolitańczykowianeczka"}
