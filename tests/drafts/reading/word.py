"""Documents as Word writes them, made of raw XML."""

from xml.sax.saxutils import escape, quoteattr

from tests.files.conftest import CONTENT_TYPES, packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def style(key, name, more="", *, based="", num=None, at=None, kind="paragraph", default=False):
    on = f"<w:basedOn w:val={quoteattr(based)}/>" if based else ""
    listed = f'<w:numId w:val="{num}"/>' if num is not None else ""
    level_of = f'<w:ilvl w:val="{at}"/>' if at is not None else ""
    numbered = f"<w:pPr><w:numPr>{level_of}{listed}</w:numPr></w:pPr>" if listed or level_of else ""
    of_all = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{of_all} w:styleId="{key}"><w:name w:val={quoteattr(name)}/>'
        f"{on}{numbered}{more}</w:style>"
    )


STYLES = (
    style("Normalny", "Normal", default=True)
    + style("Tytu", "Title", based="Normalny")
    + style("Nagwek1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("Nagwek2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("Spistreci1", "toc 1", based="Normalny")
    + style("Ukryty", "Ukryty", "<w:rPr><w:vanish/></w:rPr>", kind="character")
)


def run(text, properties=""):
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content, num=None, at=None, style=None, mark="", properties=""):
    """Write a paragraph; plain words among its content become runs."""
    inside = "".join(one if one.startswith("<") else run(one) for one in content)
    named = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    level = f'<w:ilvl w:val="{at}"/>' if at is not None else ""
    listed = f'<w:numPr>{level}<w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    end = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{named}{listed}{properties}{end}</w:pPr>{inside}</w:p>"


def bold(text):
    return run(text, "<w:b/>")


def table(*rows):
    def cell(content):
        return f"<w:tc><w:tcPr/>{content if content.startswith('<') else p(content)}</w:tc>"

    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def picture(words):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Obraz 1" descr={quoteattr(words)}/>'
        "<a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def level(at, form, text, *, start=1, restart=None, legal=False, style=None):
    more = f'<w:lvlRestart w:val="{restart}"/>' if restart is not None else ""
    more += f'<w:pStyle w:val="{style}"/>' if style else ""
    more += "<w:isLgl/>" if legal else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key, *levels, more=""):
    inside = "".join(levels)
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{inside}</w:abstractNum>'


def num(key, on, *, starts=None, more=""):
    said = more + "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{value}"/></w:lvlOverride>'
        for at, value in (starts or {}).items()
    )
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{on}"/>{said}</w:num>'


def notes(**texts):
    inside = "".join(
        f'<w:footnote w:id="{key[1:]}">{p("<w:r><w:footnoteRef/></w:r>", text)}</w:footnote>'
        for key, text in texts.items()
    )
    return f"<w:footnotes {SPACES}>{inside}</w:footnotes>"


def docx(*body, numbering="", styles="", **parts):
    """Pack a document; `parts` are further parts of its folder, by name."""
    entries = {
        CONTENT_TYPES: "<Types/>",
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {SPACES}><w:body>{"".join(body)}'
        "<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{STYLES}{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
    }
    return packed(entries | {f"word/{name}.xml": text for name, text in parts.items()})
