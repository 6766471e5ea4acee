"""Indicators, as pure rules: reading files of public statistics, and comparing what they say of a unit.

A file is read in three steps. `sheets` and `bdl_json` turn any of the known layouts into entries, one for each cell:
row, code, name, column, year, text. `bringing` chooses the columns, joins codes to units on the first six digits,
and keeps cells apart that are numbers, zero, unknown or secret. What it cannot use, it tells in findings: nothing is
left out silently. `comparing` then puts a unit beside a group of others.

The layouts: tables with a column for each year, or each column and year (`ogolem_2023`); long tables with a column
for the year; exports of the Local Data Bank of GUS (BDL) as CSV, with heads of one or several rows, and as JSON.
"""
