"""The questionnaire and the map for the real answers of Diagnoza Społeczna 2013."""

EDUCATION = ("podstawowe i niższe", "zasadnicze zawodowe/gimanzjum", "średnie", "wyższe i policealne")
LIFE = (
    "WSPANIAŁE", "UDANE", "DOSYĆ DOBRE", "ANI DOBRE, ANI ZŁE", "NIEZBYT UDANE", "NIESZCZĘŚLIWE", "OKROPNE",
)  # fmt: skip
AGREES = (
    "ZDECYDOWANIE NIE", "NIE", "RACZEJ NIE", "ANI TAK, ANI NIE", "RACZEJ TAK", "TAK", "ZDECYDOWANIE TAK",
)  # fmt: skip
ITEMS = tuple(f"gp54_{number:02}" for number in range(1, 23))
MAP = {
    "sex": "plec",
    "school": "eduk4_2013",
    "age": "wiek2013",
    "life": "gp3",
    "aim": "gp29",
    "hours": "gp113",
} | {f"views.{item}": item for item in ITEMS}


def _options(*words):
    return [{"key": f"o{number}", "text": {"pl": word}} for number, word in enumerate(words)]


def _asked(key, kind, text, **more):
    return {"key": key, "kind": kind, "text": {"pl": text}} | more


DOCUMENT = {
    "consult": 1,
    "title": {"pl": "Diagnoza Społeczna 2013"},
    "sections": [
        {
            "key": "all",
            "questions": [
                _asked("sex", "single", "Płeć", options=_options("kobieta", "mężczyzna"), required=True),
                _asked("school", "single", "Wykształcenie", options=_options(*EDUCATION)),
                _asked("age", "number", "Wiek", min=0, max=120),
                _asked("life", "scale", "Jak ocenia Pan swoje dotychczasowe życie?", options=_options(*LIFE)),
                _asked("aim", "single", "Co jest ważniejsze?", options=_options("PRZYJEMNOSCI", "POCZUCIE SENSU")),
                _asked(
                    "views",
                    "matrix",
                    "Czy zgadza się Pan z tym?",
                    rows=[{"key": item, "text": {"pl": item}} for item in ITEMS],
                    options=_options(*AGREES),
                ),
                _asked("hours", "number", "Ile godzin w tygodniu Pan pracuje?", min=0, max=168),
            ],
        }
    ],
}
