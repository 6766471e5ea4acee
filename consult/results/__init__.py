"""Results: what people answered, counted as it comes in, and shown so that nobody is recognised.

A *row* is one submission; a *tally* counts the rows of a *group*; a *table* is one line of a question (a matrix has a
line for each row) with a *cell* for each value, its *base* (who answered) and its *blank* (who was asked and did not).
A *withheld* number is None: drawn as withheld, never as zero. Officials see everybody's numbers as they are; where a
filter cuts a group out, and wherever the public looks, every table passes `rules.disclosure`.
"""
