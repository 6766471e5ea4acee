"""Accounts: people who sign in, what they may do in which authority, and their sessions.

A *role* is held in one authority (admin, editor, approver, analyst, moderator, clerk), or in none: the
operator runs the machine and sees no consultation's content. A *session* is kept in the database and the
cookie holds only a random token: so a session that was ended is ended, also for a cookie that was copied.
Passwords are hashed outside every transaction. No answer tells whether an address has an account: the same
words, the same work, the same time.

Tries are held back by `throttle`; its docstring says why nobody can lock another person out.
"""
