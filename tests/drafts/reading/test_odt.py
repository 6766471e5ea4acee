"""Writer's documents are read as Writer shows them."""

import pytest

from consult.drafts.reading import odt as reading
from consult.drafts.reading.problems import Unreadable
from consult.drafts.rules.parsing import parse_document
from tests.drafts.reading.writer import at_level, h, item, list_style, listed, number, odt, p, sign, table

LISTS = list_style("L1", number(1, "1", "."), number(2, "1", ")"), number(3, "a", ")"), sign(4, "–")) + list_style(
    "L2", number(1, "I", "."), number(2, "1", ".", shown=2), number(3, "", "", prefix="x")
)
MORE = 'text:continue-numbering="true"'


def blocks(body, automatic=LISTS, **parts):
    return reading.read(odt(body, automatic, **parts)).blocks


def numbers(body, automatic=LISTS, **parts):
    return [block.number for block in blocks(body, automatic, **parts)]


def texts(*body, automatic=LISTS):
    return [block.text for block in blocks("".join(body), automatic)]


def cut(body, automatic=LISTS, **parts):
    return [(unit.label, unit.text) for unit in parse_document(reading.read(odt(body, automatic, **parts)))]


def test_lists_within_lists():
    inner = listed(item(p("b")), item(p("c"), listed(item(p("d")), item(p("e")))))
    found = cut(p("§ 1. Wykaz:") + listed(item(p("a"), inner), item(p("f"), p("dalej")), style="L1"))
    assert [label for label, _ in found] == [
        "§ 1", "§ 1 ust. 1", "§ 1 ust. 1 pkt 1", "§ 1 ust. 1 pkt 2", "§ 1 ust. 1 pkt 2 lit. a",
        "§ 1 ust. 1 pkt 2 lit. b", "§ 1 ust. 2", "§ 1 akapit 1",
    ]  # fmt: skip


def test_a_list_goes_on_or_begins_anew():
    two = listed(item(p("a")), item(p("b")), style="L1", more='xml:id="first"')
    assert numbers(two + listed(item(p("c")), style="L1")) == ["1.", "2.", "1."]
    assert numbers(two + p("x") + listed(item(p("c")), style="L1", more=MORE)) == ["1.", "2.", "", "3."]
    other = listed(item(p("x")), style="L1")
    assert numbers(two + other + listed(item(p("c")), style="L1", more='text:continue-list="first"'))[-1] == "3."
    assert numbers(two + listed(item(p("c"), start=7), item(p("d")), style="L1")) == ["1.", "2.", "7.", "8."]


def test_an_item_that_only_wraps_another_is_not_counted():
    body = listed(item(p("a")), style="L1") + p("x") + listed(at_level(1, p("b")), style="L1", more=MORE)
    assert numbers(body + listed(item(p("c")), style="L1", more=MORE)) == ["1.", "", "1)", "2."]


def test_more_levels_in_one_number():
    inner = listed(item(p("b")), item(p("c"), listed(item(p("d")))))
    assert numbers(listed(item(p("a"), inner), style="L2")) == ["I.", "I.1.", "I.2.", ""]


def test_a_list_header_and_a_style_with_a_list():
    named = '<style:style style:name="P1" style:family="paragraph" style:list-style-name="L1"/>'
    body = listed("<text:list-header>" + p("wstęp") + "</text:list-header>", item(p("a", style="P1")))
    assert numbers(body, LISTS + named) == ["", ""]
    assert numbers(listed(item(p("a", style="P1"))), LISTS + named) == ["1."]


def test_headings_with_numbers_of_their_outline():
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = p("Plan", style="Title") + h("Wstęp", 1, 'text:is-list-header="true"') + h("Cele", 1) + h("Cel", 2)
    body += p("Zdanie.") + h("Dalej", 1, 'text:restart-numbering="true" text:start-value="5"')
    found = parse_document(reading.read(odt(body, "", outline)))
    assert [(unit.kind, unit.level, unit.whole) for unit in found] == [
        ("heading", 0, "Plan"), ("heading", 1, "Wstęp"), ("heading", 1, "1. Cele"), ("heading", 2, "1.1 Cel"),
        ("text", 3, "Zdanie."), ("heading", 1, "5. Dalej"),
    ]  # fmt: skip


def test_changes_comments_and_what_is_hidden():
    hidden = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    deleted = f"<text:changed-region><text:deletion>{p('usunięte')}</text:deletion></text:changed-region>"
    changes = f"<text:tracked-changes>{deleted}</text:tracked-changes>"
    comment = "<office:annotation><text:p>uwaga</text:p></office:annotation>"
    span = '<text:span text:style-name="T1"> ukryte</text:span>'
    shown = p("jest", "<text:change/>", comment, span, " tu", "<text:s text:c='3'/>", "i", "<text:tab/>", "tam")
    index = f"<text:table-of-content><text:index-body>{p('Spis')}</text:index-body></text:table-of-content>"
    section = f'<text:section text:display="none">{p("nie")}</text:section><text:section>{p("tak")}</text:section>'
    assert texts(changes, index, shown, section, automatic=hidden) == ["jest tu i tam", "tak"]


def test_bold_words_head_a_plain_document():
    weight = '<style:text-properties fo:font-weight="bold"/>'
    styles = f'<style:style style:name="B" style:family="paragraph">{weight}</style:style>'
    found = parse_document(reading.read(odt(p("Wstęp", style="B") + p("Zdanie."), styles)))
    assert [unit.kind for unit in found] == ["heading", "text"]


def test_breaks_notes_and_tables():
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        + p("Przypis.")
        + "</text:note-body></text:note>"
    )
    body = p("§ 1. Tekst", note, " dalej", "<text:line-break/>", "1) punkt")
    rows = table(("Lp.", "Cel"), ("1", p("a") + p("b")))
    assert cut(body + rows) == [
        ("§ 1", "Tekst[1] dalej"), ("§ 1 pkt 1", "punkt"),
        ("§ 1 tabela 1", "| Lp. | Cel |"), ("§ 1 tabela 1 wiersz 1", "| 1 | a b |"), ("przypis 1", "Przypis."),
    ]  # fmt: skip


def test_pictures_and_boxes():
    image = "<draw:frame><draw:image/><svg:title>Mapa</svg:title><svg:desc>Mapa gminy</svg:desc></draw:frame>"
    box = f"<draw:frame><draw:text-box>{p('W polu')}</draw:text-box></draw:frame>"
    assert texts(p("Tekst", image, box), "<draw:frame><draw:image/></draw:frame>") == [
        "Tekst", "[Rysunek: Mapa gminy]", "W polu", "[Rysunek: bez opisu]",
    ]  # fmt: skip


def test_a_locked_document():
    locked = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    with pytest.raises(Unreadable, match="locked"):
        reading.read(odt(p("x"), **locked))
