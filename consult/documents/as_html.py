"""HTML: one page that stands alone, without style or script, to be put on another site."""

from base64 import b64encode
from functools import singledispatch

from consult.documents.plain import escaped
from consult.documents.tree import Blank, Block, Choices, Document, Figure, Heading, Listing, Paragraph, Span, Table

MEDIA_TYPE = "text/html; charset=utf-8"


def write(document: Document) -> bytes:
    """Write the page."""
    title, author = escaped(document.title), escaped(document.author)
    footer = f"<footer><p>{escaped(document.footer)}</p></footer>\n" if document.footer else ""
    page = (
        f'<!DOCTYPE html>\n<html lang="{escaped(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<meta name="author" content="{author}">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{_blocks(document.blocks)}</main>\n{footer}</body>\n</html>\n"
    )
    return page.encode()


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "".join(map(_block, blocks))


@singledispatch
def _block(block: Block) -> str:
    raise TypeError(block)


@_block.register
def _heading(block: Heading) -> str:
    return f"<h{block.level}>{escaped(block.text)}</h{block.level}>\n"


@_block.register
def _paragraph(block: Paragraph) -> str:
    return f"<p>{_spans(block)}</p>\n"


@_block.register
def _listing(block: Listing) -> str:
    return f"<ul>\n{''.join(f'<li>{_spans(item)}</li>' for item in block.items)}\n</ul>\n"


@_block.register
def _figure(block: Figure) -> str:
    data = b64encode(block.picture).decode()
    return f'<p><img src="data:image/png;base64,{data}" alt="{escaped(block.says)}"></p>\n'


@_block.register
def _choices(block: Choices) -> str:
    options = "".join(f"<li>\N{BALLOT BOX} {escaped(option)}</li>" for option in block.options)
    return f"<p><strong>{escaped(block.label)}</strong></p>\n<ul>{options}</ul>\n"


@_block.register
def _blank(block: Blank) -> str:
    return f"<p><strong>{escaped(block.label)}</strong></p>\n<p>{'<br>' * block.lines}</p>\n"


@_block.register
def _table(block: Table) -> str:
    heads = "".join(f'<th scope="col">{escaped(column.title)}</th>' for column in block.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{_blocks(cell)}</td>' for cell in row)}</tr>\n" for row in block.rows)
    caption = f"<caption>{escaped(block.says)}</caption>"
    return f"<table>\n{caption}\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _spans(block: Paragraph) -> str:
    return "".join(map(_span, block.spans))


def _span(span: Span) -> str:
    words = escaped(span.text).replace("\n", "<br>")
    words = f"<em>{words}</em>" if span.is_italic else words
    words = f"<strong>{words}</strong>" if span.is_bold else words
    return f'<a href="{escaped(span.address)}">{words}</a>' if span.address else words
