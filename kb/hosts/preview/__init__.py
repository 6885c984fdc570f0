"""`kb serve`: the site of a vault that is being written, always as its files are now.

In: a vault, and changes of its files. Out: pages over HTTP, and what changes in those that are open
over a WebSocket; nothing is written to disk but what a build remembers as well.
"""
