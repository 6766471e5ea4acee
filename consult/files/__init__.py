"""Files that people give and read: judged by what they hold, kept outside the database under random names.

A stored file has no page of its own. The package that owns it asks who may have it, then `views.send`
hands it over as an attachment, never to be shown by the browser as a page of ours.
"""
