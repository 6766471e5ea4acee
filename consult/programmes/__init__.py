"""Programmes: one project over several authorities, with their consultations, meetings and recommendations.

A *programme* is begun by an administrator of an authority. Its *organiser*, an organisation or an authority, and who
controls its personal data are told apart. Each *member* authority agrees by itself: its administrator accepts the
invitation, and may leave. Officials of the members and representatives of the organiser edit what it says. Each
authority joins its own consultations; what is not published yet is seen by its own office alone.
"""
