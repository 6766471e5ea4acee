"""Organisations: NGOs, firms and public bodies that speak in their own name, and who may speak for them.

An organisation exists once for all authorities, told apart by its register and number, its NIP and its REGON.
A *membership* lets an account act for it: a *representative* speaks in its name, lets others in and corrects what
is said of it; a *member* sees it. Who registers it may speak at once, and what they say is marked until an office
has verified the organisation. Everybody else waits for a representative or an official to confirm them.

A *verification* is one authority's word that the organisation and the mandate are genuine. It counts for the other
authorities too, so that nobody has to be verified twice; each of them sees whose word it is, gives its own, or
withholds it, and then its own counts for it. Officials with the role admin, editor or clerk verify: the editor is
usually the plenipotentiary for NGOs, the clerk takes in what comes on paper; approvers, analysts and moderators
have no part in it.
"""
