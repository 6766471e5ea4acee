"""The register of remarks that do not come by the page: letters, the desk, mail, e-Doręczenia, meetings.

A *letter* is what one sender gave at one time, on any of these ways; a clerk splits it into remarks. They get
numbers in the same row as those of the page. One code, printed on the letter's receipt, shows what became of all.
"""
