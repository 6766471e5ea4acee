"""The codes of one download, as the office gives them out: letters with QR, a sheet to cut, a file for mail merge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from consult.documents import as_csv, as_pdf
from consult.documents.packing import packed
from consult.documents.qr_codes import qr_code
from consult.documents.tree import Block, Column, Document, Figure, Heading, Sheet, Table, bold, paragraph

QR_MILLIMETRES = 34
QR_SCALE = 4


@dataclass(frozen=True)
class Invitation:
    """What every letter says. `address` is where a code is typed; the QR code adds it behind `#`: no server sees it."""

    title: str
    office: str
    address: str
    until: str
    language: str
    made_at: datetime

    def packed(self, codes: Sequence[str]) -> bytes:
        """Pack the three files."""
        return packed(
            {
                "listy.pdf": as_pdf.write(self._letters(codes)),
                "kody-do-wyciecia.pdf": as_pdf.write(self._sheet(codes)),
                "korespondencja-seryjna.csv": as_csv.write_for_polish_excel(self._merge(codes)),
            }
        )

    def _letters(self, codes: Sequence[str]) -> Document:
        about = (
            paragraph(_("One letter a page: print them, and put each into an envelope. Each code works once.")),
            paragraph(_("Do not note who gets which code: then nobody can tell who answered.")),
        )
        letters = (block for code in codes for block in self._letter(code))
        return self._document(_("Codes for the questionnaire “%(title)s”", title=self.title), (*about, *letters))

    def _letter(self, code: str) -> tuple[Block, ...]:
        # The picture is not kept: a code stands in no memory for longer than its letter.
        picture = qr_code.__wrapped__(self._link(code), QR_SCALE)
        return (
            Heading(self.title, begins_page=True),
            paragraph(_("We ask you to answer a questionnaire. With the code below you can answer once.")),
            paragraph(_("Until when: %(until)s", until=self.until)),
            paragraph(_("Where: %(address)s", address=self.address)),
            paragraph(_("Your code:"), " ", bold(code)),
            Figure(picture, _("QR code that leads to the page with your code"), QR_MILLIMETRES),
            paragraph(
                _("The code says that you may answer. Your answers are kept apart from it, and mixed with others.")
            ),
            paragraph(_("You can also answer on paper or with help at the office: bring this letter.")),
        )

    def _sheet(self, codes: Sequence[str]) -> Document:
        columns = (Column(_("Number"), 1), Column(_("Code"), 4), Column(_("Where to type it"), 6))
        rows = [
            ((paragraph(str(number)),), (paragraph(bold(code)),), (paragraph(self.address),))
            for number, code in enumerate(codes, 1)
        ]
        title = _("Codes to cut out: %(title)s", title=self.title)
        return self._document(title, (Table(_("Codes to cut out"), columns, rows),))

    def _merge(self, codes: Sequence[str]) -> Sheet:
        columns = (Column("numer", 8), Column("kod", 26), Column("adres", 60), Column("odnosnik", 90))
        rows = [(number, code, self.address, self._link(code)) for number, code in enumerate(codes, 1)]
        return Sheet("kody", columns, rows)

    def _document(self, title: str, blocks: tuple[Block, ...]) -> Document:
        return Document(title, self.language, self.office, self.made_at, blocks, footer=self.office)

    def _link(self, code: str) -> str:
        return f"{self.address}#{code}"
