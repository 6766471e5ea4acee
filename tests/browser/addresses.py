"""Public pages that need no data; each is looked at in every language. Sorted; add a page when it works."""

LANGUAGES = ("en", "pl", "uk")

PUBLIC = (
    "/",
    "/deklaracja-dostepnosci",
    "/haslo",
    "/logowanie",
    "/pomoc",
    "/prywatnosc",
    "/wylogowano",
    "/wzorce",
)
