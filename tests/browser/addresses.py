"""Public pages that need no data; each is looked at in every language. Sorted; add a page when it works."""

LANGUAGES = ("en", "pl", "uk")

PUBLIC = (
    "/",
    "/deklaracja-dostepnosci",
    "/haslo",
    "/inicjatywy",
    "/inicjatywy/glosowanie",
    "/inicjatywy/zglos",
    "/logowanie",
    "/pomoc",
    "/pomoc/anonimowosc",
    "/pomoc/dla-urzedow",
    "/pomoc/format-ankiety",
    "/pomoc/jak-dzialaja-konsultacje",
    "/pomoc/jak-wziac-udzial",
    "/pomoc/jezyki",
    "/pomoc/podstawy-prawne",
    "/pomoc/uruchomienie",
    "/prywatnosc",
    "/rejestracja",
    "/rejestracja/wyslane",
    "/sprawdz",
    "/wylogowano",
    "/wzorce",
)
