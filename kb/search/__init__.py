"""search: documents become an index that a browser loads in small parts.

In: what readers can find. Out: files, named by content, and which of them an edit changes.
"""
