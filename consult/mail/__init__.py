"""Mail to people: put into the outbox in the caller's transaction, rendered and sent by a job.

A mail is data: whom, which message, which values, in which language. Its words are made only when it
leaves, or when an operator looks at it where no mail server is set. A secret mail carries a code
of a respondent or a link to sign in: its values are erased as soon as it is handed over.
"""
