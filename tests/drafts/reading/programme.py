"""A cooperation programme of some sixty pages, told twice: as its author writes it, and as it is to be cut.

What each unit is called is counted here, by hand and in plain loops, and not by the code that is tested.
"""

from dataclasses import dataclass, field
from itertools import cycle

SENTENCES = """
Gmina wspiera organizacje, które działają dla mieszkańców, zgodnie z § 5 ust. 2 i art. 4 ustawy o wolontariacie i o
pożytku publicznym, a także z uchwałą nr 7

Na zadanie przeznacza się 12.500 zł, przy czym kwota ta może ulec zmianie po uchwaleniu budżetu na 2027 r.

Konkurs ogłasza Burmistrz, a oferty ocenia komisja, w której skład wchodzą osoby wskazane przez organizacje, o czym
mowa w rozdziale 3 oraz w załączniku nr 2 do programu, nie później niż 14 dni przed terminem

Organizacja składa sprawozdanie w terminie 30 dni od zakończenia zadania

Rada opiniuje projekt po konsultacjach; uwagi zgłasza się na formularzu, osobiście, pocztą lub przez platformę,
a stanowisko wobec każdej z nich publikuje się wraz z uzasadnieniem na stronie internetowej urzędu
"""
TITLES = ("Postanowienia ogólne", "Cele programu", "Zasady współpracy", "Zakres przedmiotowy", "Formy współpracy",
          "Zadania priorytetowe", "Okres realizacji", "Sposób realizacji", "Wysokość środków", "Ocena realizacji",
          "Tryb konsultacji", "Komisje konkursowe", "Postanowienia końcowe")  # fmt: skip
LETTERS = "abcdefgh"


@dataclass
class Item:
    """One unit: how deep the author's list has it, the number that is shown, the words; and how it is cited."""

    role: str
    kind: str
    label: str
    text: str
    number: str = ""
    is_typed: bool = False
    rows: list[list[str]] = field(default_factory=list)


class Author:
    """Writes the programme, and keeps what is written."""

    def __init__(self):
        self.items = []
        self.words = cycle([" ".join(one.split()) for one in SENTENCES.split("\n\n")])
        self.written = 0

    def say(self, role, kind, label, number="", text=None, **more):
        self.written += 1
        words = text if text is not None else f"{next(self.words)} ({self.written})"
        ending = {"clause": ".", "section": ".", "text": "."}.get(kind, ";") if text is None else ""
        self.items.append(Item(role, kind, label, words + ending, number, **more))

    def resolution(self):
        self.say("title", "heading", "UCHWAŁA NR XX/1/2026 RADY MIEJSKIEJ W SŁONECZNEJ",
                 text="UCHWAŁA NR XX/1/2026 RADY MIEJSKIEJ W SŁONECZNEJ")  # fmt: skip
        self.say("plain", "text", "akapit 1", text="z dnia 3 listopada 2026 r.")
        self.say("plain", "text", "akapit 2", text="w sprawie programu współpracy z organizacjami pozarządowymi")
        for number in range(1, 5):
            self.say("typed", "section", f"§ {number}", f"§ {number}.", is_typed=True)

    def programme(self):
        self.say("annex", "annex", "załącznik nr 1", "Załącznik nr 1", text="do uchwały nr XX/1/2026")
        section = 0
        for chapter, title in enumerate(TITLES, start=1):
            self.say("chapter", "chapter", f"rozdział {chapter}", f"Rozdział {chapter}.", text=title)
            for _ in range(7):
                section += 1
                self.section(section, f"załącznik nr 1 § {section}")

    def section(self, number, name):
        if number % 4 == 0:
            self.say("section", "section", name, f"§ {number}.")
            self.points(name, number)
            return
        self.say("section", "section", name, f"§ {number}.", text="")
        for clause in range(1, 4):
            here = f"{name} ust. {clause}"
            self.say("clause", "clause", here, f"{clause}.", is_typed=number % 7 == 0)
            if clause == 2:
                self.points(here, number)
        if number % 5 == 0:
            self.table(name)

    def points(self, above, seed):
        for point in range(1, 4):
            here = f"{above} pkt {point}"
            self.say("point", "point", here, f"{point})", is_typed=seed % 7 == 0)
            for letter in LETTERS[: 3 if point == 2 else 0]:
                lettered = f"{here} lit. {letter}"
                self.say("letter", "letter", lettered, f"{letter})")
                for indent in range(1, 3 if letter == "b" else 1):
                    self.say("indent", "indent", f"{lettered} tiret {indent}", "–")

    def table(self, name):
        rows = [["Lp.", "Zadanie", "Kwota"], *([str(n), f"Zadanie {n}", f"{n}0.000 zł"] for n in range(1, 4))]
        label = f"{name} tabela 1"
        self.say("table", "table", label, text="| Lp. | Zadanie | Kwota |", rows=rows)
        for place, row in enumerate(rows[1:], start=1):
            self.say("row", "row", f"{label} wiersz {place}", text=f"| {' | '.join(row)} |")

    def diagnosis(self):
        self.say("annex", "annex", "załącznik nr 2", "Załącznik nr 2", text="Diagnoza")
        for part in range(1, 7):
            self.say("part", "heading", f"{part}. Dziedzina {part}", f"{part}.", text=f"Dziedzina {part}")
            for sub in range(1, 4):
                name = f"{part}.{sub}. Sprawa {sub}"
                self.say("subpart", "heading", name, f"{part}.{sub}.", text=f"Sprawa {sub}")
                for place in range(1, 4):
                    self.say("plain", "text", f"{name}, akapit {place}")
                for place in range(1, 4):
                    self.say("sign", "indent", f"{name}, tiret {place}", "•")


def written(*, tables=True):
    """Give the programme, unit by unit."""
    author = Author()
    author.resolution()
    author.programme()
    author.diagnosis()
    return [item for item in author.items if tables or item.role not in {"table", "row"}]


def share_right(items, units):
    """Tell what share of the units that the author meant were found: the same kind, name and words, in their order."""
    wanted = [(item.kind, item.label, "".join(item.text.split())) for item in items]
    found = iter([(str(unit.kind), unit.label, "".join(unit.text.split())) for unit in units])
    right = 0
    rest = list(found)
    begin = 0
    for one in wanted:
        try:
            begin = rest.index(one, begin, begin + 30) + 1
            right += 1
        except ValueError:
            continue
    return right / max(len(wanted), len(rest))
