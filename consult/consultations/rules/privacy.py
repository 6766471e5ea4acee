"""What is usually true of the personal data that a consultation takes, offered to the editor to keep or to change."""

from collections.abc import Mapping

USUAL_RECIPIENTS: Mapping[str, str] = {
    "pl": (
        "Nie przekazujemy danych nikomu poza urzędem, z wyjątkiem:\n\n"
        "- firm, które na podstawie umowy z urzędem prowadzą dla niego ten serwis i pocztę elektroniczną"
        " (art. 28 RODO),\n"
        "- organów, którym prawo daje dostęp do nich, na przykład sądu."
    ),
    "en": (
        "We pass the data on to nobody outside the office, except:\n\n"
        "- firms that run this site and the e-mail for the office under a contract with it (art. 28 GDPR),\n"
        "- authorities to which the law gives access to them, for example a court."
    ),
    "uk": (
        "Ми не передаємо дані нікому поза установою, крім:\n\n"
        "- фірм, які за договором з установою ведуть для неї цей сайт та електронну пошту (ст. 28 GDPR),\n"
        "- органів, яким право надає доступ до них, наприклад суду."
    ),
}
"""Who gets the data (art. 13(1)(e) GDPR): nobody but processors and those whom the law names."""
