"""Documents as Writer writes them, made of raw XML."""

from xml.sax.saxutils import escape, quoteattr

from tests.files.conftest import packed

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    f'xmlns:office="{OASIS}:office:1.0" xmlns:text="{OASIS}:text:1.0" xmlns:style="{OASIS}:style:1.0" '
    f'xmlns:table="{OASIS}:table:1.0" xmlns:draw="{OASIS}:drawing:1.0" xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" '
    f'xmlns:svg="{OASIS}:svg-compatible:1.0" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def p(*content, style="Standard"):
    inside = "".join(one if one.startswith("<") else escape(one) for one in content)
    return f"<text:p text:style-name={quoteattr(style)}>{inside}</text:p>"


def h(text, level, more=""):
    return f'<text:h text:outline-level="{level}" {more}>{escape(text)}</text:h>'


def item(*content, start=None):
    said = f' text:start-value="{start}"' if start else ""
    return f"<text:list-item{said}>{''.join(content)}</text:list-item>"


def listed(*items, style=None, more=""):
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:list{named} {more}>{''.join(items)}</text:list>"


def at_level(level, *content):
    """Wrap an item as deep as Writer does where a list goes on after something else."""
    inner = item(*content)
    for _ in range(level):
        inner = item(listed(inner))
    return inner


def number(level, form, suffix="", *, prefix="", shown=1, shape=""):
    said = f' loext:num-list-format="{shape}"' if shape else ""
    return (
        f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-prefix="{prefix}" '
        f'style:num-suffix="{suffix}" text:display-levels="{shown}"{said}/>'
    )


def sign(level, text):
    return f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{text}"/>'


def list_style(name, *levels):
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def table(*rows):
    def cell(content):
        return f"<table:table-cell>{content if content.startswith('<') else p(content)}</table:table-cell>"

    head, *rest = [f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows]
    return (
        "<table:table><table:table-column table:number-columns-repeated='2'/>"
        f"<table:table-header-rows>{head}</table:table-header-rows>{''.join(rest)}</table:table>"
    )


def odt(body, automatic="", styles="", **parts):
    """Pack a document: `automatic` are the styles in its content, `styles` those beside it."""
    entries = {
        "mimetype": MEDIA_TYPE,
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}><office:styles>{styles}</office:styles>"
        "</office:document-styles>",
        "META-INF/manifest.xml": "<manifest/>",
    }
    return packed(entries | parts)


LIST_STYLES = (
    list_style("Rozdzialy", number(1, "1", ".", prefix="Rozdział "))
    + list_style("Paragrafy", number(1, "1", ".", prefix="§ "))
    + list_style("Ustepy", number(1, "1", "."), number(2, "1", ")"), number(3, "a", ")"), sign(4, "–"))
    + list_style("Punkty", number(1, "1", ")"), number(2, "a", ")"), sign(3, "–"))
    + list_style("Dziedziny", number(1, "1", "."), number(2, "1", ".", shown=2, shape="%1%.%2%."))
    + list_style("Znaki", sign(1, "\uf0b7"))
)
CONTINUED = {"chapter": "Rozdzialy", "section": "Paragrafy"}


def programme(items):
    """Write the programme with Writer's lists: each § has a list of its own, which goes on from item to item."""
    body = []
    inner, is_begun = "Ustepy", False
    for one in items:
        deep = {"clause": 0, "point": 1, "letter": 2, "indent": 3}.get(one.role)
        if one.role in CONTINUED and not one.is_typed:
            body.append(listed(item(p(one.text)), style=CONTINUED[one.role], more='text:continue-numbering="true"'))
            inner, is_begun = ("Punkty" if one.text else "Ustepy"), False
        elif deep is not None and not one.is_typed:
            level = deep - (inner == "Punkty")
            more = 'text:continue-numbering="true"' if is_begun else ""
            body.append(listed(at_level(level, p(one.text)), style=inner, more=more))
            is_begun = True
        elif one.role in {"part", "subpart"}:
            level = ("part", "subpart").index(one.role)
            inside = at_level(level, h(one.text, level + 1))
            body.append(listed(inside, style="Dziedziny", more='text:continue-numbering="true"'))
        elif one.role == "sign":
            body.append(listed(item(p(one.text)), style="Znaki"))
        elif one.rows:
            body.append(table(*one.rows))
        elif one.role != "row":
            body.append(p(f"{one.number} {one.text}".strip()))
    return "".join(body)
