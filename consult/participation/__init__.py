"""Taking part without an account: the signed slot of a form, and the receipt of what was sent.

A form page is the same for everybody but for one *slot*: a signed value that holds what is answered,
the moment of issue and a random key. A POST counts if its slot is genuine and our own page sent it: so
the slot guards against other sites, tells a repeated POST from a new one, and proves that somebody had
begun before the close. The *receipt* is made from the key, so the same key gives the same receipt for
ever; only its hash is stored. Neither says anything about the person.
"""
