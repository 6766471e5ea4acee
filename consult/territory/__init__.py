"""The territory: voivodeships, powiats and gminas, as the TERC register of GUS names them.

A gmina's code has seven digits: two of the voivodeship, two of the powiat, two of the gmina and one of its
kind (1 urban, 2 rural, 3 urban-rural). The last one changes when a village becomes a town, usually on
1 January: so units are told apart by the first six, and a code of any year finds its unit.

`swietokrzyskie.csv` holds the units of the świętokrzyskie voivodeship as facts: codes and names from TERC, as of
6 January 2025; population on 31 December 2024 from GUS (population in territorial division, table IV); area in
hectares from GUGiK; `valid_from` is the earliest of three registers that has this very code (GUS table 12 of
30 June 2020, TERC of 1 January 2024 and of 6 January 2025). The whole of Poland is loaded from the TERC file that
GUS publishes: `consult territory import FILE`.

`swietokrzyskie_outlines.csv` holds the outlines of its gminas for maps, simplified again from those of
jusuff/PolandGeoJson (Unlicense, public domain), which are those of the State Register of Borders of 2021, simplified.

Indicators come from files of public statistics (`indicators` reads them, `snapshots` keeps them): each snapshot stays
with its source and day, and of several the newest tells a year.
"""
