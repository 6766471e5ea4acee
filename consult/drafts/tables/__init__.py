"""The table of remarks with the office's decisions, as files: the public one, and the same before its publication.

What it says is gathered once (`gathering`) and set out as a document to be read (`printed`) or as cells to be counted
(`spread`). The files of a published table are made once and kept (`keeping`) until something in it is shown or hidden.
"""
