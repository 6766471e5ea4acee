"""Long texts are cut to their first paragraph."""

import pytest

from consult.desks.matters import first_paragraph


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One.\n\nTwo.", "One."),
        ("One\nand a line.\n\nTwo.", "One\nand a line."),
        ("# A heading\n\nOne.\r\n\r\nTwo.", "One."),
        ("\n\n  One.", "One."),
        ("# Only a heading", ""),
        ("", ""),
    ],
)
def test_the_first_paragraph(text, first):
    assert first_paragraph({"pl": text}) == {"pl": first}
